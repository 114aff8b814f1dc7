"""Notes in a customer's file, with their history."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.notes import MOST_CHARACTERS
from crmdesk.core.words import Words
from crmdesk.services import customers, history, notes, parts
from crmdesk.services.desk import Desk


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "许念安"})[0]


def texts(desk: Desk, customer_id: int) -> list[str]:
    return [note.text for note in notes.of_customer(desk, customer_id)]


def test_a_note_is_dated_and_signed(desk: Desk, customer: int):
    note_id, changes = notes.add(desk, customer, "  月底盘点，\n\n25 日后不收货。 \n")
    (note,) = notes.of_customer(desk, customer)
    assert (note.id, note.at, note.who, note.pinned) == (note_id, "2026-11-21T04:00:00Z", "陈立", False)
    assert note.text == "月底盘点，\n\n25 日后不收货。"
    assert changes.touched("note") == {note_id}
    assert changes.touched("customer") == {customer}
    kinds = {"note": 1, "attachment": 0, "interaction": 0, "sales_order": 0, "complaint": 0}
    assert parts.counts(desk, customer) == kinds


def test_pinned_ones_come_first_then_the_newest(desk: Desk, customer: int):
    first, second, third = (notes.add(desk, customer, text)[0] for text in ("一", "二", "三"))
    assert texts(desk, customer) == ["三", "二", "一"]
    notes.pin(desk, first, True)
    assert texts(desk, customer) == ["一", "三", "二"]
    assert not notes.pin(desk, first, True)
    notes.pin(desk, first, False)
    assert texts(desk, customer) == ["三", "二", "一"]
    assert {second, third} <= {note.id for note in notes.of_customer(desk, customer)}


def test_changing_and_deleting_are_undone_one_by_one(desk: Desk, customer: int):
    note_id, _ = notes.add(desk, customer, "旧")
    notes.edit(desk, note_id, "新")
    notes.delete(desk, note_id)
    assert texts(desk, customer) == []
    history.undo(desk)
    assert texts(desk, customer) == ["新"]
    history.undo(desk)
    assert texts(desk, customer) == ["旧"]
    history.undo(desk)
    assert texts(desk, customer) == []
    history.redo(desk)
    assert texts(desk, customer) == ["旧"]
    assert notes.of_customer(desk, customer)[0].id == note_id


@pytest.mark.parametrize(
    ("text", "code"), [("", "note-empty"), (" \n\u200b", "note-empty"), ("长" * (MOST_CHARACTERS + 1), "note-too-long")]
)
def test_what_is_no_note_is_refused(desk: Desk, customer: int, text: str, code: str):
    note_id, _ = notes.add(desk, customer, "在")
    for write in (lambda: notes.add(desk, customer, text), lambda: notes.edit(desk, note_id, text)):
        with pytest.raises(UserError) as refused:
            write()
        assert refused.value.code == code
    assert texts(desk, customer) == ["在"]


def test_the_longest_note_is_kept_whole(desk: Desk, customer: int):
    notes.add(desk, customer, "长" * MOST_CHARACTERS)
    assert texts(desk, customer) == ["长" * MOST_CHARACTERS]


def test_a_customer_in_the_trash_is_only_read(desk: Desk, customer: int):
    note_id, _ = notes.add(desk, customer, "在")
    customers.delete(desk, [customer])
    assert texts(desk, customer) == ["在"]
    for write in (
        lambda: notes.add(desk, customer, "新"),
        lambda: notes.edit(desk, note_id, "新"),
        lambda: notes.pin(desk, note_id, True),
        lambda: notes.delete(desk, note_id),
    ):
        with pytest.raises(UserError) as refused:
            write()
        assert refused.value.code == "record-gone"
    assert texts(desk, customer) == ["在"]


def test_a_note_that_is_gone_is_told(desk: Desk, customer: int):
    note_id, _ = notes.add(desk, customer, "在")
    notes.delete(desk, note_id)
    with pytest.raises(UserError) as refused:
        notes.edit(desk, note_id, "新")
    assert refused.value.code == "note-unknown"


def test_the_history_says_it_in_words_and_never_in_its_sentences(desk: Desk, customer: int, words_zh: Words):
    note_id, _ = notes.add(desk, customer, "旧")
    notes.edit(desk, note_id, "新")
    notes.pin(desk, note_id, True)
    entries = [
        (entry.action.verb, entry.field, entry.before, entry.after)
        for entry in history.of_customer(desk, customer, words_zh)
        if entry.kind == "note"
    ]
    assert entries == [
        ("note-pin", "置顶", "", "是"),
        ("note-edit", "记事", "旧", "新"),
        ("note-add", "记事", "", "旧"),
    ]
    told = [history.describe(action, words_zh) for action in history.entries(desk, 3)]
    assert all("K00001" in sentence and "新" not in sentence.replace("新建", "") for sentence in told[:2])
