"""The imports that were done, and taking one back, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.sheets.books import workbook

OLD = {"number": "K00001", "name": "老客户", "city": "杭州"}
ROWS = [["编号", "客户名称", "城市"], ["K00001", "老客户", "嘉兴"], ["K00007", "新公司", "宁波"]]


@pytest.fixture
def batch(run: Run, tmp_path: Path) -> int:
    run("add", "customer", "name=老客户", "city=杭州")
    path = workbook(tmp_path / "名单.xlsx", {"名单": ROWS})
    done = run("import", path, "--existing", "update", "--json")[1]["batch"]
    assert isinstance(done, int)
    return done


def everybody(run: Run) -> list[str]:
    return [customer["number"] for customer in run("customers", "--json")[1]]


def test_imports_are_listed_and_taken_back(run: Run, batch: int) -> None:
    listed = run("imports", "--json")[1]
    assert [{key: value for key, value in each.items() if key != "at"} for each in listed] == [
        {"batch": batch, "file": "名单.xlsx", "sheets": ["名单"], "created": 1, "updated": 1, "undone": False}
    ]
    status, done, _ = run("undo-import", str(batch), "--json")
    assert (status, done["batch"], done["removed"], done["restored"]) == (0, batch, 1, 1)
    assert (done["kept"], done["edited_since"], done["held"], done["undone"]) == ([], [], [], True)
    assert everybody(run) == ["K00001"]
    assert run("show", "K00001", "--json")[1]["customer"]["city"] == "杭州"
    assert run("imports", "--json")[1][0]["undone"]
    assert run("history", "--json")[1][0]["text"] == "Took back the import of 名单.xlsx"


def test_a_dry_run_writes_nothing_and_what_was_changed_since_is_told(run: Run, batch: int) -> None:
    run("edit", "K00001", "city=上海")
    status, told, _ = run("undo-import", str(batch), "--dry-run", "--json")
    kept = [{"number": "K00001", "kind": "customer", "field": "city", "value": "上海", "imported": "嘉兴"}]
    assert (status, told["removed"], told["restored"], told["kept"], told["undone"]) == (0, 1, 0, kept, False)
    assert everybody(run) == ["K00001", "K00007"]
    _, out, err = run("undo-import", str(batch))
    assert "New customers taken out: 1" in err
    assert "Values changed since, which stay: 1" in err
    assert ["K00001", "City", "上海", "嘉兴"] in [line.split() for line in out.splitlines()]
    assert run("show", "K00001", "--json")[1]["customer"]["city"] == "上海"


def test_the_table_says_what_was_taken_back(run: Run, batch: int) -> None:
    run("undo-import", str(batch))
    _, out, _ = run("imports")
    assert "名单.xlsx" in out
    assert "taken back" in out


@pytest.mark.parametrize(("number", "status", "said"), [("99", 1, "no import 99."), ("x", 2, "x"), ("0", 2, "0")])
def test_what_is_no_import_is_refused(run: Run, batch: int, number: str, status: int, said: str) -> None:
    assert batch != int("99")
    code, _, err = run("undo-import", number)
    assert code == status
    assert said in err


def test_twice_is_refused(run: Run, batch: int) -> None:
    run("undo-import", str(batch))
    status, _, err = run("undo-import", str(batch))
    assert status == 1
    assert "taken back already" in err
