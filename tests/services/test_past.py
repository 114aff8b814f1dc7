"""The history looked through, single actions taken back, former values brought back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.core.past import DELETING, WORK, Past, kinds_of_work, verbs_of
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, groups, history, notes, past, past_backward
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.services.test_history import content

VERBS = tuple(code.removeprefix("action-") for code in MESSAGES if code.startswith("action-"))


def told(desk: Desk, wanted: Past = Past()) -> list[str]:  # noqa: B008 - frozen
    return [action.verb for action in past.actions(desk, past.find(desk, wanted))]


def test_every_verb_is_one_kind_of_work() -> None:
    for verb in VERBS:
        assert [work for work in WORK if verb in verbs_of(work, VERBS)] in ([w] for w in WORK), verb
    assert {"customers-delete", "order-restore", "trash-erase"} <= set(verbs_of(DELETING, VERBS))
    assert list(kinds_of_work()) == [*WORK, DELETING]


def test_the_history_is_narrowed(desk: Desk) -> None:
    first, _ = customers.add(desk, {"name": "甲"})
    second, _ = customers.add(desk, {"name": "乙"})
    desk.who = "王晓"
    note, _ = notes.add(desk, first, "请回电")
    notes.delete(desk, note)
    assert told(desk) == ["note-delete", "note-add", "customer-add", "customer-add"]
    assert told(desk, Past(who="王晓")) == ["note-delete", "note-add"]
    assert told(desk, Past(work="customers")) == ["customer-add", "customer-add"]
    assert told(desk, Past(work=DELETING)) == ["note-delete"]
    assert told(desk, Past(customer_id=second)) == ["customer-add"]
    assert told(desk, Past(customer_id=first, work="notes")) == ["note-delete", "note-add"]
    assert past.people(desk) == ["王晓", "陈立"]


def test_days_are_those_of_the_calendar_here(desk: Desk) -> None:
    desk.clock = lambda: NOW.replace(hour=0, minute=30)  # still the day before in UTC
    customers.add(desk, {"name": "甲"})
    today = NOW.date()
    assert told(desk, Past(first=today, last=today)) == ["customer-add"]
    yesterday = today - dt.timedelta(days=1)
    assert told(desk, Past(first=yesterday, last=yesterday)) == []
    assert told(desk, Past(last=yesterday)) == []


def test_an_action_opens_to_its_changes(desk: Desk, words_en: Words) -> None:
    one, _ = customers.add(desk, {"name": "Ann", "kind": "individual", "mobile": "13900000001", "address": "Elm 1"})
    customers.edit(desk, one, {"mobile": "13900000002", "address": "Oak 2"})
    edit, add = past.find(desk, Past())
    details, count = past.details(desk, edit, words_en)
    assert count == 1
    assert {(d.whose, d.record, d.before, d.after, d.can_return) for d in details} == {
        ("K00001  Ann", "Customer", "139 0000 0001", "139 0000 0002", True),
        ("K00001  Ann", "Customer", "Elm 1", "Oak 2", True),
    }
    hidden = {(d.before, d.after) for d in past.details(desk, edit, words_en, masked=True)[0]}
    assert hidden == {("139****0001", "139****0002"), ("****", "****")}
    assert [(d.field, d.can_return) for d in past.details(desk, add, words_en)[0]] == [("", False)]


def test_a_former_value_comes_back_as_an_edit(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲", "city": "宁波市"})
    for city in ("杭州市", "嘉兴市", "绍兴市"):
        customers.edit(desk, one, {"city": city})
    before = content(desk)
    second = past.find(desk, Past())[1]  # 杭州市 → 嘉兴市
    past_backward.bring_back(desk, second, 1, "city")
    assert desk.records.read("customer", one)["city"] == "杭州市"
    assert told(desk)[0] == "history-value"
    with pytest.raises(UserError, match="back-same"):
        past_backward.bring_back(desk, second, 1, "city")
    history.undo(desk)
    assert content(desk) == before


def test_a_former_value_of_something_gone_is_refused(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    contact, _ = contacts.add(desk, one, {"name": "乙"})
    contacts.edit(desk, contact, {"name": "丙"})
    edited = past.find(desk, Past())[0]
    contacts.delete(desk, contact)
    with pytest.raises(UserError, match="back-gone"):
        past_backward.bring_back(desk, edited, 1, "name")


def test_a_number_that_is_anothers_now_does_not_come_back(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲", "number": "A1"})
    customers.edit(desk, one, {"number": "A2"})
    edited = past.find(desk, Past())[0]
    customers.add(desk, {"name": "乙", "number": "A1"})
    with pytest.raises(UserError, match="back-number"):
        past_backward.bring_back(desk, edited, 1, "number")
    assert past_backward.what_hinders(desk, edited) == "back-number"


def test_one_action_is_taken_back_and_later_ones_stay(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    two, _ = customers.add(desk, {"name": "乙"})
    customers.edit(desk, one, {"city": "宁波市", "notes": "一"})
    customers.edit(desk, two, {"city": "杭州市"})
    before = content(desk)
    edited, added = past.find(desk, Past())[1], past.find(desk, Past())[2]
    past_backward.take_back(desk, edited)
    assert "city" not in desk.records.read("customer", one)
    assert desk.records.read("customer", two)["city"] == "杭州市"
    assert past_backward.what_hinders(desk, edited) == "back-changed"
    history.undo(desk)
    assert content(desk) == before
    past_backward.take_back(desk, added)  # 乙, edited since: it goes into the trash as it is
    assert desk.records.read("customer", two)["deleted_at"]
    history.undo(desk)
    assert content(desk) == before


def test_the_last_action_is_simply_undone(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    customers.edit(desk, one, {"city": "宁波市"})
    past_backward.take_back(desk, past.find(desk, Past())[0])
    assert told(desk) == ["customer-edit", "customer-add"]
    assert past_backward.what_hinders(desk, past.find(desk, Past())[0]) == "back-undone"


def test_what_cannot_go_by_itself_says_why(desk: Desk) -> None:
    groups.add(desk, "展会")
    made = past.find(desk, Past())[0]
    customers.add(desk, {"name": "甲"})
    assert past_backward.what_hinders(desk, made) == "back-made"
    with pytest.raises(UserError, match="back-made"):
        past_backward.take_back(desk, made)


def test_the_history_goes_into_a_workbook(desk: Desk, words_zh: Words, tmp_path: Path) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    customers.edit(desk, one, {"city": "宁波市"})
    history.undo(desk)
    path = tmp_path / "历史.xlsx"
    assert past.write(desk, path, words_zh, Past()) == 2
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert not any("甲" in str(cell) for row in rows for cell in row)
