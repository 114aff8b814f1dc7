"""What the command line says when it cannot: unreadable files, a report that cannot be written, an interruption."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, importing
from crmdesk.services.desk import open_desk
from crmdesk.store import database
from tests.e2e.conftest import Run
from tests.sheets.books import text_table

ROOT = Path(__file__).parents[2]
TABLE = [["客户名称", "手机"], ["甲厂", "13900000001"]]


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may be read, whoever runs the tests."""
    access = os.access

    def refuse(path: str, mode: int, **more: bool) -> bool:
        return not mode & os.R_OK and access(path, mode, **more)

    monkeypatch.setattr(os, "access", refuse)


def test_a_data_file_that_may_not_be_read_is_refused_in_one_line(run: Run, unreadable: None) -> None:
    assert run("customers")[0] in (0, 1)
    status, out, err = run("customers")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "cannot be read" in err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may read everything")
def test_a_spreadsheet_that_may_not_be_read_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    path = text_table(tmp_path / "x.csv", TABLE)
    path.chmod(0)
    status, out, err = run("import", path)
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_no_path_is_judged_by_the_command_lines_own_syntax(run: Run, tmp_path: Path, unreadable: None) -> None:
    path = text_table(tmp_path / "x.csv", TABLE)
    assert run("import", path, data="new.crmdesk")[0] != 2
    assert run("export", path)[0] != 2


@pytest.mark.parametrize("name", ["no/folder/x.xlsx", "report.txt", "."])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_imported(
    run: Run, tmp_path: Path, name: str
) -> None:
    path = text_table(tmp_path / "x.csv", TABLE)
    status, out, err = run("import", path, "--report", tmp_path / name, "--json")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert run("customers", "--json")[1] == []


def test_an_import_gets_its_turn_while_others_keep_writing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_table(tmp_path / "x.csv", TABLE)
    plan = importing.plan
    written: list[str] = []

    def disturbed(*arguments: object, **more: object) -> object:
        made = plan(*arguments, **more)  # type: ignore[arg-type]
        other = open_desk(tmp_path / "t.crmdesk")
        try:
            customers.add(other, {"name": f"乙厂{len(written)}"})
            written.append("")
        except UserError as refused:
            written.append(refused.code)
        finally:
            other.close()
        return made

    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    monkeypatch.setattr(importing, "plan", disturbed)
    status, result, _ = run("import", path, "--json")
    assert (status, result["created"]) == (0, 1)
    assert written == ["", "file-busy"]


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_an_interrupted_import_leaves_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    rows = [["客户名称", "手机"], *([f"甲厂{i}", f"139{i:08d}"] for i in range(600))]
    path = text_table(tmp_path / "x.csv", rows)
    run("customers")
    code = (
        "import sys, os, signal; from crmdesk.cli import main; from crmdesk.store.recording import Recording\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever works beside a shell ignores it
        "create = Recording.create_customers\n"
        "def stopped(self, flats):\n"
        "    ids = create(self, flats)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return ids\n"
        "Recording.create_customers = stopped\n"
        "if __name__ == '__main__': sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code, "--lang", "en", "--data", str(tmp_path / "t.crmdesk"), "import", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert done.stderr.strip() == "Stopped. What was not finished was not saved."
    assert run("customers", "--json")[1] == []


@pytest.mark.parametrize("command", [("erase", "K00001"), ("merge", "K00001", "K00002"), ("restore", "b.crmdesk")])
def test_no_as_the_answer_is_no_success(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A script must not read silence as done."""
    monkeypatch.chdir(tmp_path)
    for name in ("甲厂", "乙厂"):
        assert run("add", "customer", f"name={name}")[0] == 0
    assert run("backup", "b.crmdesk")[0] == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda _text, **_options: False)
    status, out, err = run(*command, "--json")
    assert (status, out) == (1, "")
    assert err.endswith("Stopped. What was not finished was not saved.\n")
    assert [customer["number"] for customer in run("customers", "--json")[1]] == ["K00001", "K00002"]
