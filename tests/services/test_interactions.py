"""Contacts made and objections: recorded, listed, changed, taken back; next steps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, history, interactions, objections, staff
from crmdesk.services.desk import Desk

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def customer(desk: Desk) -> int:
    made, _ = customers.add(
        desk, {"name": "禾砚精密", "kind": "enterprise"}, [{"name": "周砚秋", "salutation": "周总"}]
    )
    contacts.add(desk, made, {"name": "方小满"})
    return made


def code_of(caught: pytest.ExceptionInfo[UserError]) -> str:
    reason = caught.value.params.get("reason")
    return reason.code if reason is not None else caught.value.code


def test_what_goes_without_saying(desk: Desk, customer: int) -> None:
    staff.add(desk, {"name": "陈立", "role": "业务经理"})
    assert interactions.defaults(desk) == {
        "at": "2026-11-21T12:00", "kind": "visit", "by": "陈立", "role": "sales-manager",
    }  # fmt: skip
    made, changes = interactions.add(desk, customer, {"content": "谈了年框"})
    found = interactions.interaction(desk, made)
    assert found.values == {
        "at": dt.datetime(2026, 11, 21, 12), "kind": "visit", "by": "陈立", "role": "sales-manager",
        "content": "谈了年框",
    }  # fmt: skip
    assert (found.number, found.customer_id, changes.touched("customer")) == ("J00001", customer, {customer})
    other, _ = interactions.add(desk, customer, {"kind": "电话", "by": "王晓", "at": "2026-11-20"})
    assert interactions.interaction(desk, other).values == {
        "at": dt.datetime(2026, 11, 20), "kind": "call", "by": "王晓",
    }  # fmt: skip


def test_every_field_comes_back_as_typed(desk: Desk, customer: int) -> None:
    typed = {
        "at": "2026-11-18 14:30", "kind": "meal", "by": "王晓", "role": "sales-manager", "contact": "周总",
        "purpose": "年底答谢", "exchanged": "feeling", "phase": "after", "content": "聊得好\n下次再来",
        "products": "缠绕膜", "usage": "每月 120 卷", "needs": "防潮袋", "promise": "周五送样", "next_step": "送样",
        "next_date": "2026-11-27", "cost": "386.5", "minutes": "90",
    }  # fmt: skip
    made, _ = interactions.add(desk, customer, typed)
    found = interactions.interaction(desk, made)
    assert found.values == {
        **typed, "at": dt.datetime(2026, 11, 18, 14, 30), "contact": "周砚秋", "next_date": dt.date(2026, 11, 27),
        "cost": Decimal("386.5000"), "minutes": 90,
    }  # fmt: skip
    assert [one.values for one in interactions.of_customer(desk, customer)] == [found.values]


def test_newest_first_by_kind_and_person(desk: Desk, customer: int) -> None:
    for at, kind, by in (
        ("2026-11-01", "visit", "陈立"), ("2026-11-03 09:00", "call", "王晓"), ("2026-11-03", "call", "陈立"),
        ("2026-11-02", "visit", "王晓"),
    ):  # fmt: skip
        interactions.add(desk, customer, {"at": at, "kind": kind, "by": by})
    numbers = [one.number for one in interactions.of_customer(desk, customer)]
    assert numbers == ["J00002", "J00003", "J00004", "J00001"]
    assert [one.id for one in interactions.of_customer(desk, customer, kinds=("call",), by=("陈立",))] == [3]
    assert [one.id for one in interactions.of_customer(desk, customer, limit=2)] == [2, 3]
    assert [
        one.interaction.id for one in interactions.latest(desk, first=dt.date(2026, 11, 2), last=dt.date(2026, 11, 2))
    ] == [4]
    assert interactions.people(desk, customer) == ["王晓", "陈立"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"contact": "张三"}, "contact-not-there"),
        ({"at": "2026-02-30"}, "date-no-such-day"),
        ({"at": "2026-11-20 25:00"}, "moment-time"),
        ({"at": "14:30"}, "date-unreadable"),
        ({"next_date": "2026-13-01"}, "date-no-month"),
        ({"kind": "teleport"}, "choice-unknown"),
        ({"minutes": "-5"}, "number-negative"),
        ({"cost": "30 USD"}, "money-currency"),
        ({"cost": "-30"}, "amount-negative"),
    ],
)
def test_refused_with_the_reason_and_nothing_written(
    desk: Desk, customer: int, typed: dict[str, str], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        interactions.add(desk, customer, {"content": "x", **typed})
    assert code_of(caught) == code
    assert interactions.of_customer(desk, customer) == []


def test_a_contact_of_somebody_else_is_not_taken(desk: Desk, customer: int) -> None:
    other, _ = customers.add(desk, {"name": "北屿冷链"}, [{"name": "许念安"}])
    with pytest.raises(UserError) as caught:
        interactions.add(desk, customer, {"contact": "许念安"})
    assert code_of(caught) == "contact-not-there"
    made, _ = interactions.add(desk, customer, {"contact": "许念安"}, new_contact=True)
    assert interactions.interaction(desk, made).values["contact"] == "许念安"
    assert [part.values["name"] for part in customers.file(desk, customer).contacts] == ["周砚秋", "方小满", "许念安"]
    assert len(customers.file(desk, other).contacts) == 1
    history.undo(desk)
    assert len(customers.file(desk, customer).contacts) == 2
    assert interactions.of_customer(desk, customer) == []


def test_a_step_in_the_past_is_told_and_kept(desk: Desk, customer: int) -> None:
    typed = {"at": "2026-11-01", "next_step": "回电", "next_date": "2026-11-10"}
    problem = interactions.read(desk, typed, new=False, customer_id=customer).problems["next_date"]
    assert (problem.code, problem.hard) == ("next-date-past", False)
    made, _ = interactions.add(desk, customer, typed)
    assert interactions.interaction(desk, made).values["next_date"] == dt.date(2026, 11, 10)


def test_steps_stay_open_until_somebody_says_they_are_done(desk: Desk, customer: int) -> None:
    first, _ = interactions.add(desk, customer, {"at": "2026-11-01", "next_step": "寄样", "next_date": "2026-11-10"})
    second, _ = interactions.add(desk, customer, {"at": "2026-11-02", "next_step": "报价"})
    third, _ = interactions.add(desk, customer, {"at": "2026-11-03", "next_step": "回访", "next_date": "2026-11-08"})
    assert [one.id for one in interactions.open_steps(desk, customer)] == [third, first, second]
    interactions.add(desk, customer, {"at": "2026-11-12", "content": "样品送到"}, finishes=[first, second])
    done = interactions.interaction(desk, first)
    assert (done.values["next_done_on"], done.is_open) == (dt.date(2026, 11, 12), False)
    assert [one.id for one in interactions.open_steps(desk, customer)] == [third]
    assert customers.file(desk, customer).values["next_on"] == dt.date(2026, 11, 8)
    interactions.postpone_step(desk, third, dt.date(2026, 12, 1))
    assert [one.values["next_date"] for one in interactions.steps(desk)] == [dt.date(2026, 12, 1)]
    assert interactions.steps(desk, last=TODAY) == []
    interactions.finish_step(desk, third)
    assert interactions.steps(desk) == []
    for _ in range(3):
        history.undo(desk)
    assert [one.id for one in interactions.open_steps(desk, customer)] == [third, first, second]
    assert len(interactions.of_customer(desk, customer)) == 3


def test_steps_of_another_customer_are_not_done_by_it(desk: Desk, customer: int) -> None:
    other, _ = customers.add(desk, {"name": "北屿冷链"})
    step, _ = interactions.add(desk, other, {"next_step": "寄样"})
    with pytest.raises(UserError, match="step-elsewhere"):
        interactions.add(desk, customer, {"content": "x"}, finishes=[step])
    assert interactions.of_customer(desk, customer) == []


def test_changed_deleted_restored_and_taken_back(desk: Desk, customer: int) -> None:
    made, _ = interactions.add(desk, customer, {"contact": "方小满", "content": "试机"})
    assert customers.file(desk, customer).values["last_contact_on"] == TODAY
    interactions.edit(desk, made, {"content": "试机成功", "contact": "周砚秋", "kind": "came"})
    found = interactions.interaction(desk, made).values
    assert (found["content"], found["contact"], found["kind"]) == ("试机成功", "周砚秋", "came")
    interactions.delete(desk, made)
    assert interactions.of_customer(desk, customer) == []
    assert "last_contact_on" not in customers.file(desk, customer).values
    for verb in (interactions.interaction, interactions.delete, interactions.finish_step):
        with pytest.raises(UserError, match="interaction-unknown"):
            verb(desk, made)
    interactions.restore(desk, made)
    with pytest.raises(UserError, match="interaction-there"):
        interactions.restore(desk, made)
    for _ in range(3):
        history.undo(desk)
    assert interactions.interaction(desk, made).values["content"] == "试机"
    history.undo(desk)
    assert interactions.of_customer(desk, customer) == []
    history.redo(desk)
    assert interactions.interaction(desk, made).values["contact"] == "方小满"


def test_the_history_names_numbers_and_contacts(desk: Desk, customer: int, words_en: Words) -> None:
    made, _ = interactions.add(desk, customer, {"contact": "方小满", "content": "试机"})
    interactions.edit(desk, made, {"contact": "周砚秋"})
    first = history.entries(desk)[0]
    assert history.describe(first, words_en) == "Changed a contact made with K00001"
    entry = history.of_customer(desk, customer, words_en)[0]
    assert (entry.field, entry.before, entry.after) == ("Contact", "方小满", "周砚秋")


def test_the_customer_was_deleted_meanwhile(desk: Desk, customer: int) -> None:
    made, _ = interactions.add(desk, customer, {"next_step": "寄样", "next_date": "2026-11-30"})
    customers.delete(desk, (customer,))
    with pytest.raises(UserError, match="record-gone"):
        interactions.add(desk, customer, {"content": "x"})
    with pytest.raises(UserError, match="record-gone"):
        interactions.edit(desk, made, {"content": "x"})
    with pytest.raises(UserError, match="interaction-unknown"):
        interactions.interaction(desk, made)
    assert (interactions.steps(desk), interactions.latest(desk)) == ([], [])
    customers.restore(desk, (customer,))
    assert [one.interaction.id for one in interactions.steps(desk)] == [made]


def test_a_deleted_contact_takes_its_name_away(desk: Desk, customer: int) -> None:
    made, _ = interactions.add(desk, customer, {"contact": "方小满", "content": "试机"})
    contact = interactions.interaction(desk, made).contact_id
    assert contact is not None
    contacts.delete(desk, contact)
    found = interactions.interaction(desk, made)
    assert ("contact" in found.values, found.contact_id, found.values["content"]) == (False, contact, "试机")
    history.undo(desk)
    assert interactions.interaction(desk, made).values["contact"] == "方小满"


def test_objections_open_ones_first(desk: Desk, customer: int) -> None:
    solved, _ = objections.add(
        desk, customer, {"kind": "price", "text": "太贵", "answer": "含运费", "outcome": "resolved", "contact": "周总"}
    )
    made, _ = objections.add(desk, customer, {"kind": "产品", "text": "膜薄", "raised_on": "2026-10-01"})
    assert [one.id for one in objections.of_customer(desk, customer)] == [made, solved]
    assert objections.of_customer(desk, customer)[1].values == {
        "raised_on": TODAY, "kind": "price", "text": "太贵", "answer": "含运费", "outcome": "resolved", "by": "陈立",
        "contact": "周砚秋",
    }  # fmt: skip
    objections.edit(desk, made, {"outcome": "unresolved", "answer": "试机"})
    assert [one.id for _, _, one in objections.latest(desk, outcomes=("unresolved",))] == [made]
    objections.delete(desk, made)
    assert [one.id for one in objections.of_customer(desk, customer)] == [solved]
    for _ in range(2):
        history.undo(desk)
    assert objections.of_customer(desk, customer)[0].values["outcome"] == "open"
    with pytest.raises(UserError) as caught:
        objections.add(desk, customer, {"kind": "price"})
    assert caught.value.code == "required-missing"
