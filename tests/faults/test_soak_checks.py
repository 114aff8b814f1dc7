"""What the soak looks at after a kill finds what is wrong, and nothing where all is well."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crmdesk.services import complaints, history, importing_undo, notes, tiers
from crmdesk.services.desk import open_desk
from tests.desk import clock
from tests.faults import soak_kinds, soak_records
from tests.faults.soak import FEW, Kind, Place, Soak, master
from tests.faults.soak_checks import looked_over
from tests.services.importing import run

WRONG = {
    "a mark": "UPDATE customer SET sales = 12345 WHERE id = 3",
    "an order's sum": "UPDATE sales_order SET paid = 12345 WHERE id = 3",
    "a tier": "UPDATE customer SET tier = CASE tier WHEN 'gold' THEN 'iron' ELSE 'gold' END WHERE tier_fixed IS NULL",
    "the search index": "INSERT INTO customer_search (customer_search, rowid, name) VALUES ('delete', 3, '有')",
    "one who cannot be found": "INSERT INTO customer_search (customer_search) VALUES ('delete-all')",
    "a record that is gone": "DELETE FROM note",
    "an action without changes": "DELETE FROM change WHERE action_id = (SELECT max(id) FROM action)",
    "changes without an action": "DELETE FROM action WHERE id = (SELECT max(id) FROM action)",
    "an import in part": (
        "INSERT INTO import_batch (action_id, file, fingerprint, sheets, created, updated) "
        "VALUES (1, '', '', '[]', 5, 0)"
    ),
    "where a complaint stands": "UPDATE complaint SET round = 9 WHERE id = (SELECT max(id) FROM complaint)",
    "a run of tiers": "DELETE FROM tier_result WHERE customer_id = 3",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.crmdesk"
    shutil.copyfile(master(FEW), found)
    with closing(open_desk(found, who="陈立", clock=clock)) as desk:
        complaints.add(desk, 3, {"words": "上机就断", "received_at": "2026-11-20 09:00"})
        notes.add(desk, 3, "记录")
    return found


def test_a_sound_file_is_found_sound(path: Path) -> None:
    with looked_over(path, None, [1, 2]):
        pass
    with pytest.raises(AssertionError), looked_over(path, None, [99_999]):
        pass


def test_customers_that_were_taken_back_take_their_results_along(path: Path) -> None:
    with closing(open_desk(path, who="陈立", clock=clock)) as desk:
        batch = run(desk, [["客户名称", "手机"], ["第一家", "13900000001"], ["第二家", "13900000002"]]).batch
        tiers.save(desk, tiers.classify(desk, "sales"))
        importing_undo.undo(desk, batch)
    with looked_over(path) as desk:
        history.undo(desk)
    with looked_over(path) as desk:
        history.redo(desk)
        desk.data.database.execute_sql("DELETE FROM tier_result WHERE customer_id = 3")
    with pytest.raises(AssertionError), looked_over(path):
        pass


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(path: Path, what: str) -> None:
    with closing(open_desk(path, who="陈立", clock=clock)) as desk:
        execute = desk.data.database.execute_sql
        execute("PRAGMA foreign_keys = OFF")
        execute(WRONG[what])
    with pytest.raises(AssertionError), looked_over(path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_failure_is_noted_and_its_folder_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaves(place: Place) -> None:
        (place.folder / ".left.tmp").write_bytes(b"K00001")

    monkeypatch.setitem(
        soak_kinds.KINDS, "edit", Kind(soak_records.edits, soak_records.sound, soak_records.filled, again=leaves)
    )
    one = Soak("edit", tmp_path, 1)
    one.kill()
    assert len(one.figures.failures) == 1
    assert ".left.tmp" in one.figures.failures[0]
    assert (tmp_path / "failed-edit-0" / ".left.tmp").exists()
