"""What an import asks the data file, and changing many records at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, history
from crmdesk.services.desk import Desk
from crmdesk.store import importing
from tests.desk import make_desk


@pytest.fixture
def desk(tmp_path: Path):
    made = make_desk(tmp_path)
    for number, name, phone in (("A1", "嘉禾厂", "13800000001"), ("A2", "嘉禾 厂", ""), ("A3", "鼎盛", "")):
        customers.add(made, {"number": number, "name": name, "phone": phone, "mobile": phone})
    yield made
    made.close()


def test_customers_are_found_by_their_keys(desk: Desk):
    customers.delete(desk, [3])
    numbers = importing.find(desk.data, "number", ["A1", "A3", "没有"])
    assert {key: [(k.id, k.deleted) for k in found] for key, found in numbers.items()} == {
        "A1": [(1, False)],
        "A3": [(3, True)],
    }
    assert [known.id for known in importing.find(desk.data, "name", ["嘉禾厂", "鼎盛"])["嘉禾厂"]] == [1, 2]
    assert list(importing.find(desk.data, "name", ["鼎盛"])) == []
    assert [known.id for known in importing.find(desk.data, "phone", ["+8613800000001"])["+8613800000001"]] == [1]
    assert importing.find(desk.data, "number", []) == {}


def test_many_keys_are_asked_in_portions(desk: Desk):
    wanted = [f"x{i}" for i in range(5_000)] + ["A2"]
    assert list(importing.find(desk.data, "number", wanted)) == ["A2"]


def test_the_mark_moves_with_everything_that_is_done(desk: Desk):
    marks = [importing.history_mark(desk.data)]
    for verb in (history.undo, history.redo, lambda d: customers.delete(d, [1])):
        verb(desk)
        marks.append(importing.history_mark(desk.data))
    assert marks[0] != marks[1]
    assert marks[2] == marks[0]
    assert marks[3] not in marks[:3]


def test_changing_many_records_is_like_changing_each(desk: Desk):
    with desk.recording("customer-edit", number="") as made:
        changed = made.update_many("customer", {1: {"city": "嘉兴"}, 2: {"name": "嘉禾 厂"}, 3: {"name": "盛世"}})
    assert changed == {1, 3}
    assert made.result.touched("customer") == {1, 3}
    found = [customers.find(desk, customers.Listing(query)) for query in ("嘉兴", "盛世", "鼎盛")]
    assert found == [[1], [3], []]
    history.undo(desk)
    found = [customers.find(desk, customers.Listing(query)) for query in ("嘉兴", "盛世", "鼎盛")]
    assert found == [[], [], [3]]


def test_changing_many_refuses_what_is_gone(desk: Desk):
    with pytest.raises(UserError, match="record-gone"), desk.recording("customer-edit", number="") as made:
        made.update_many("customer", {1: {"city": "嘉兴"}, 99: {"city": "嘉兴"}})
    assert customers.find(desk, customers.Listing("嘉兴")) == []
