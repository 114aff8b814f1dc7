"""check and check --repair on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.damage import PAGE, overwrite, zero
from tests.e2e.conftest import Run

LIVING, ALL = 200, 203
"""Three closed down and lie in the trash."""


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    run("demo", "--customers", "200", "--seed", "4")
    return tmp_path / "t.crmdesk"


def test_a_sound_file(run: Run, filled: Path) -> None:
    status, out, err = run("check", "--json")
    assert (status, err) == (0, "")
    assert (out["sound"], out["problems"], out["counts"]["customer"], out["salvaged"]) == (True, [], LIVING, None)
    assert run("check")[1].startswith("The data file is sound.\n")
    assert run("check", "--repair", "--json")[1]["salvaged"] is None
    assert list(filled.parent.glob("*salvaged*")) == []
    assert run("check", lang="zh_CN")[0] == 0


def test_a_damaged_file_is_told_and_salvaged(run: Run, filled: Path, tmp_path: Path) -> None:
    pages = filled.stat().st_size // PAGE
    zero(filled, *range(pages // 2, pages // 2 + 4))
    status, out, err = run("check", "--json")
    assert status == 1
    assert json.loads(out)["sound"] is False
    assert err.startswith(f"“{filled}” is damaged.")
    assert err.count("\n") == 1
    status, out, _ = run("check", "--repair", tmp_path / "new.crmdesk", "--json")
    assert status == 0
    tables = out["salvaged"]["tables"]
    assert tables["customer"]["kept"] + tables["customer"]["lost"] == ALL
    assert len(tables["customer"]["lost_ids"]) == tables["customer"]["lost"]
    assert run("check", "--json", data="new.crmdesk")[1]["salvaged_at"] is not None
    status, _, err = run("check", "--repair", tmp_path / "new.crmdesk")
    assert (status, "already" in err) == (1, True)
    status, out, err = run("check", "--repair")
    assert (status, "Lost" in out) == (0, True)
    assert "salvaged-" in err
    assert len(list(tmp_path.glob("t-salvaged-*.crmdesk"))) == 1


def test_a_password(run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRMDESK_NEW_PASSWORD", "correct horse")
    assert run("password", "--backups", "leave")[0] == 0
    assert run("check")[0] == 1
    monkeypatch.setenv("CRMDESK_PASSWORD", "wrong")
    assert run("check")[2] == "The password is wrong.\n"
    monkeypatch.setenv("CRMDESK_PASSWORD", "correct horse")
    assert run("check", "--json")[1]["encrypted"] is True
    overwrite(filled, filled.stat().st_size // PAGE // 2 * PAGE + 99, b"damage")
    assert run("check")[0] == 1
    assert run("check", "--repair", tmp_path / "new.crmdesk")[0] == 0
    assert run("check", "--json", data="new.crmdesk")[1]["encrypted"] is True


def test_a_file_that_is_none(run: Run, tmp_path: Path) -> None:
    assert run("check")[0] == 1
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "t.crmdesk").write_bytes(b"no database" * 1_000)
    assert run("check")[0] == 1
    status, _, err = run("check", "--repair")
    assert (status, err.count("\n")) == (1, 1)
    assert len(list(tmp_path.iterdir())) == 1
