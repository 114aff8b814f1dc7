"""Complaints: logged in one breath, changed, moved, given up, reopened, deleted and brought back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from msgspec.structs import replace

from crmdesk.core.complaints import Event
from crmdesk.core.errors import UserError
from crmdesk.core.settings import COMPLAINT_DUE_DAYS, COMPLAINT_TRIES
from crmdesk.core.words import Words
from crmdesk.services import (
    complaint_steps,
    complaints,
    contacts,
    customers,
    history,
    merging,
    orders,
    products,
    settings,
)
from crmdesk.services.desk import Desk
from tests.services.complaining import WORDS, code_of, do


@pytest.fixture
def customer(desk: Desk) -> int:
    made, _ = customers.add(
        desk, {"name": "禾砚精密", "kind": "enterprise"}, [{"name": "周砚秋", "salutation": "周总"}]
    )
    return made


def open_complaints(desk: Desk, customer_id: int) -> object:
    return customers.file(desk, customer_id).values.get("open_complaints")


def test_words_alone_are_enough(desk: Desk, customer: int) -> None:
    made, changes = complaints.add(desk, customer, {"words": WORDS})
    found = complaints.complaint(desk, made)
    assert found.values == {
        "number": "T00001", "received_at": dt.datetime(2026, 11, 21, 12), "words": WORDS, "channel": "phone",
        "responsible": "陈立", "due_on": dt.date(2026, 11, 28), "state": "open", "round": 1, "step": "listen",
    }  # fmt: skip
    assert (found.headline, changes.touched("customer")) == ("上机就断，一上午换了六卷", {customer})
    assert open_complaints(desk, customer) == 1
    settings.change(desk, COMPLAINT_DUE_DAYS.key, "3")
    assert complaints.defaults(desk)["due_on"] == "2026-11-24"
    later, _ = complaints.add(desk, customer, {"words": "又断了", "number": "", "responsible": "", "due_on": ""})
    assert complaints.complaint(desk, later).number == "T00002"
    assert not {"responsible", "due_on"} & complaints.complaint(desk, later).values.keys()


def test_every_field_comes_back_with_what_it_names(desk: Desk, customer: int) -> None:
    products.add(desk, {"name": "缠绕膜", "code": "CR-50", "price": "320"})
    order, _ = orders.add(desk, customer, {"date": "2026-11-02"}, [{"product": "CR-50", "quantity": "24"}])
    typed = {
        "received_at": "2026-11-12 09:20", "subject": "缠绕膜断膜", "words": "第一行\n第二行", "channel": "当面",
        "contact": "周总", "sales_order": "D00001", "product": "缠绕膜", "category": "质量", "severity": "严重",
        "expects": "换货", "responsible": "王晓", "due_on": "2026-11-25", "number": "TS-2026-7",
    }  # fmt: skip
    made, _ = complaints.add(desk, customer, typed)
    case = complaints.case(desk, made)
    one = case.complaint
    assert (one.contact_id, one.order_id, one.product_id, one.product_code) == (1, order, 1, "CR-50")
    told = {key: one.values[key] for key in ("contact", "sales_order", "product", "category", "severity", "words")}
    assert told == {
        "contact": "周砚秋", "sales_order": "D00001", "product": "缠绕膜", "category": "quality",
        "severity": "serious", "words": "第一行\n第二行",
    }  # fmt: skip
    assert (case.customer_number, case.customer_name, case.sales_year) == ("K00001", "禾砚精密", Decimal("7680.0000"))
    assert (case.complaints_year, case.hears and case.hears.people) == (1, 22)
    assert complaints.id_of(desk, "ts-2026-7") == made
    complaints.edit(desk, made, {"contact": "", "product": "", "severity": "minor", "number": "T00009"})
    assert not {"contact", "product"} & complaints.complaint(desk, made).values.keys()
    assert complaints.complaint(desk, made).values["sales_order"] == "D00001"
    again, _ = complaints.add(desk, customer, {"words": "再来"})
    assert complaints.complaint(desk, again).number == "T00010"


def test_what_it_names_may_be_deleted_and_stays(desk: Desk, customer: int) -> None:
    products.add(desk, {"name": "缠绕膜", "code": "CR-50", "price": "320"})
    orders.add(desk, customer, {"date": "2026-11-02"}, [{"product": "CR-50", "quantity": "24"}])
    made, _ = complaints.add(desk, customer, {"words": WORDS, "sales_order": "D00001", "product": "CR-50"})
    orders.delete(desk, (1,))
    products.delete(desk, 1)
    complaints.edit(desk, made, {"sales_order": "D00001", "product": "缠绕膜", "severity": "minor"})
    one = complaints.complaint(desk, made)
    assert (one.order_id, one.product_id, one.values["sales_order"]) == (1, 1, "D00001")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"words": " "}, "required-missing"),
        ({"words": "断", "received_at": "2026-13-01"}, "date-no-month"),
        ({"words": "断", "received_at": ""}, "required-missing"),
        ({"words": "断", "due_on": "2026-11-20"}, "day-before-complaint"),
        ({"words": "断", "contact": "没有的人"}, "contact-not-there"),
        ({"words": "断", "sales_order": "D99999"}, "order-unknown"),
        ({"words": "断", "product": "没有的货"}, "product-unknown"),
        ({"words": "断", "severity": "要命"}, "choice-unknown"),
        ({"words": "断", "number": "T00001"}, "complaint-number-used"),
        ({"words": "断", "number": "t00001"}, "complaint-number-used"),
        ({"words": "断", "state": "closed"}, "field-derived"),
        ({"words": "断", "step": "confirm"}, "field-derived"),
        ({"words": "断", "nonsense": "1"}, "field-unknown"),
    ],
)
def test_what_is_refused_when_one_is_logged(desk: Desk, customer: int, typed: dict[str, str], code: str) -> None:
    first, _ = complaints.add(desk, customer, {"words": "第一件"})
    complaints.delete(desk, (first,))  # its number stays taken
    with pytest.raises(UserError) as caught:
        complaints.add(desk, customer, typed)
    assert code_of(caught) == code
    assert complaints.ids_of_customer(desk, customer) == []


def test_what_is_doubtful_is_told_and_kept(desk: Desk, customer: int) -> None:
    typed = {"words": "断", "received_at": "2026-11-23 08:00"}
    assert complaints.read(desk, typed, new=True).problems["received_at"].code == "complaint-future"
    made, _ = complaints.add(desk, customer, typed)
    assert complaints.complaint(desk, made).values["due_on"] == dt.date(2026, 11, 30)
    assert not complaints.read(desk, {"received_at": "2026-11-21"}, new=False).problems


def test_nothing_for_a_customer_that_is_gone(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS})
    customers.delete(desk, (customer,))
    for attempt in (
        lambda: complaints.add(desk, customer, {"words": "断"}),
        lambda: complaints.complaint(desk, made),
        lambda: complaint_steps.finish(desk, made, "listen", {"text": "听"}),
        lambda: complaints.edit(desk, made, {"severity": "minor"}),
    ):
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.code in ("record-gone", "complaint-unknown")
    with pytest.raises(UserError) as caught:
        complaints.id_of(desk, "T00001")
    assert caught.value.code == "complaint-in-trash"


def test_the_day_it_was_received_stays_before_its_steps(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS, "received_at": "2026-11-12 09:20"})
    do(desk, made, "listen", at="2026-11-12 10:00")
    with pytest.raises(UserError) as caught:
        complaints.edit(desk, made, {"received_at": "2026-11-12 10:01"})
    assert code_of(caught) == "received-after-step"
    complaints.edit(desk, made, {"received_at": "2026-11-12"})
    with pytest.raises(UserError) as caught:
        complaints.edit(desk, made, {"received_at": "2026-11-11", "due_on": "2026-11-10"})
    assert code_of(caught) == "day-before-complaint"


def test_giving_up_needs_reason_text_and_tries(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS, "received_at": "2026-11-12 09:20"})
    do(desk, made, "listen", at="2026-11-12 10:00")
    for typed, key, code in (
        ({}, "reason", "unresolved-reason"),
        ({"reason": "law"}, "text", "unresolved-text"),
        ({"reason": "unreachable", "text": "不接", "tries": "2"}, "tries", "tries-few"),
        ({"reason": "unreachable", "text": "不接"}, "tries", "tries-few"),
        ({"reason": "refused", "text": "不谈", "at": "2026-11-12 09:59"}, "at", "step-before-step"),
        ({"reason": "没有", "text": "不谈"}, "reason", "choice-unknown"),
        ({"reason": "law", "text": "诉讼", "tries": "-1"}, "tries", "number-negative"),
    ):
        assert complaints.read_unresolved(desk, made, typed).problems[key].code == code
        with pytest.raises(UserError) as caught:
            complaints.unresolved(desk, made, typed)
        assert code_of(caught) == code
    with pytest.raises(UserError):
        complaints.read_unresolved(desk, made, {"round": "2"})
    settings.change(desk, COMPLAINT_TRIES.key, "2")
    complaints.unresolved(desk, made, {"reason": "联系不上", "text": "打了两次", "tries": "2"})
    one = complaints.complaint(desk, made)
    assert (one.state, one.step, one.values["closed_at"]) == ("unresolved", "apologise", dt.datetime(2026, 11, 21, 12))
    assert open_complaints(desk, customer) is None
    event = complaints.case(desk, made).events[0]
    assert event == Event(1, "unresolved", dt.datetime(2026, 11, 21, 12), 1, event.values)
    assert (event.values["reason"], event.values["tries"], event.values["by"]) == ("unreachable", 2, "陈立")
    for attempt in (
        lambda: complaints.unresolved(desk, made, {"reason": "law", "text": "诉讼"}),
        lambda: do(desk, made, "apologise"),
    ):
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.code == "complaint-closed"


def test_reopening_begins_a_round_and_needs_a_reason(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS})
    with pytest.raises(UserError) as caught:
        complaints.reopen(desk, made, "又来了")
    assert caught.value.code == "complaint-open"
    do(desk, made)
    assert complaints.complaint(desk, made).state == "closed"
    with pytest.raises(UserError) as caught:
        complaints.reopen(desk, made, " \u3000")
    assert caught.value.code == "reopen-reason"
    complaints.reopen(desk, made, "又断了")
    case = complaints.case(desk, made)
    one = case.complaint
    assert (one.state, one.round, one.step, one.level, one.values.get("closed_at")) == ("open", 2, "listen", None, None)
    assert (case.events[0].values["text"], case.begins[2]) == ("又断了", dt.datetime(2026, 11, 21, 12))
    assert open_complaints(desk, customer) == 1


def test_an_imported_one_can_be_reopened(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS, "received_at": "2025-03-01"})
    with desk.recording("complaint-edit", number="T00001") as recording:
        stated = {"state": "imported", "step": None, "level": "basic", "handling": "换货\n" + "已电话回访。" * 900}
        recording.update("complaint", made, stated)
    case = complaints.case(desk, made)
    assert (case.warnings, case.hears and case.hears.people, case.complaint.step) == ((), 8, None)
    with pytest.raises(UserError) as caught:
        do(desk, made, "listen")
    assert caught.value.code == "complaint-closed"
    complaints.reopen(desk, made, "旧账重提")
    one = complaints.complaint(desk, made)
    assert (one.state, one.round, one.step, len(one.values["handling"])) == ("open", 2, "listen", 3 + 6 * 900)
    history.undo(desk)
    assert complaints.complaint(desk, made).state == "imported"


def test_moving_takes_steps_events_and_files_along(desk: Desk, customer: int, words_zh: Words) -> None:
    other, _ = customers.add(desk, {"name": "青籽烘焙"}, [{"name": "梁青"}])
    products.add(desk, {"name": "缠绕膜", "code": "CR-50", "price": "320"})
    orders.add(desk, customer, {"date": "2026-11-02"}, [{"product": "CR-50", "quantity": "24"}])
    typed = {"words": WORDS, "contact": "周总", "sales_order": "D00001", "product": "CR-50"}
    made, _ = complaints.add(desk, customer, typed)
    do(desk, made, "listen", contact="周总")
    complaint_steps.attach_content(desk, made, 1, "listen", "断膜.jpg", b"\xff\xd8\xff picture")
    moved = complaints.move(desk, made, other)
    assert moved.touched("customer") == {customer, other}
    case = complaints.case(desk, made)
    assert (case.customer_number, case.complaint.customer_id) == ("K00002", other)
    assert not {"contact", "sales_order"} & case.complaint.values.keys()
    assert (case.complaint.values["product"], case.steps[0].contact_id) == ("缠绕膜", None)
    assert (case.events[0].kind, case.events[0].values["text"]) == ("moved", "K00001")
    assert [file.name for file in case.attachments[1, "listen"]] == ["断膜.jpg"]
    assert (open_complaints(desk, customer), open_complaints(desk, other)) == (None, 1)
    for whose, verbs in ((customer, {"order-add", "complaint-move"}), (other, {"complaint-move"})):
        assert {change.action.verb for change in history.of_customer(desk, whose, words_zh)} >= verbs
    assert complaint_steps.corrections(desk, made) == {}
    for kind in ("complaint_step", "complaint_event", "attachment"):
        assert desk.records.children(kind, (customer,)) == {}
    with pytest.raises(UserError) as caught:
        complaints.move(desk, made, other)
    assert caught.value.code == "complaint-move-same"
    history.undo(desk)
    back = complaints.case(desk, made)
    assert (back.complaint.values["contact"], back.steps[0].values["contact"]) == ("周砚秋", "周砚秋")
    assert (back.complaint.values["sales_order"], back.events) == ("D00001", ())
    assert (open_complaints(desk, customer), open_complaints(desk, other)) == (1, None)
    customers.delete(desk, (other,))
    with pytest.raises(UserError) as caught:
        complaints.move(desk, made, other)
    assert caught.value.code == "record-gone"


def test_the_trash_and_back(desk: Desk, customer: int) -> None:
    made, _ = complaints.add(desk, customer, {"words": WORDS})
    more, _ = complaints.add(desk, customer, {"words": "另一件"})
    do(desk, made)
    whole = complaints.case(desk, made)
    complaints.delete(desk, (made, more))
    assert (complaints.cases(desk, (made, more)), open_complaints(desk, customer)) == ([], None)
    with pytest.raises(UserError) as caught:
        complaints.id_of(desk, "T00001")
    assert caught.value.code == "complaint-in-trash"
    complaints.restore(desk, complaints.in_trash(desk, "t00001"))
    assert complaints.case(desk, made) == replace(whole, complaints_year=1)
    for number, code in (("T00001", "complaint-not-in-trash"), ("T00099", "complaint-number")):
        with pytest.raises(UserError) as caught:
            complaints.in_trash(desk, number)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        complaints.restore(desk, made)
    assert caught.value.code == "complaint-not-in-trash"
    customers.delete(desk, (customer,))
    with pytest.raises(UserError) as caught:
        complaints.restore(desk, more)
    assert caught.value.code == "record-gone"


def test_merging_takes_complaints_along(desk: Desk, customer: int) -> None:
    into, _ = customers.add(desk, {"name": "禾砚精密机械"}, [{"name": "周砚秋", "salutation": "周总"}])
    made, _ = complaints.add(desk, customer, {"words": WORDS, "contact": "周总"})
    do(desk, made, "listen", contact="周总")
    merging.merge(desk, customer, into)
    case = complaints.case(desk, made)
    assert (case.customer_number, case.steps[0].values["contact"]) == ("K00002", "周砚秋")
    assert case.steps[0].contact_id == customers.file(desk, into).contacts[0].id
    assert complaint_steps.corrections(desk, made) == {}
    assert open_complaints(desk, into) == 1
    contacts.delete(desk, case.complaint.contact_id or 0)
    assert "contact" not in complaints.complaint(desk, made).values
