"""Likely doubles in a data file, best first, and what was said to be two."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, demo, duplicates, history
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError

FIRM = "禾砚精密机械（嘉兴）有限公司"


def add(desk: Desk, name: str, **typed: str) -> int:
    return customers.add(desk, {"name": name, **typed})[0]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    add(desk, FIRM, phone="0573-88880001", number="A")
    add(desk, "上海华信贸易有限公司", phone="021-88880001", number="B")
    add(desk, "浙江禾砚精密机械股份有限公司", phone="057388880001", number="C")
    add(desk, "上海华新贸易有限公司", phone="021-66660002", number="D")
    add(desk, "绿城物业", number="E")
    return desk


def found(desk: Desk, limit: int = 100) -> list[tuple[str, str, list[str]]]:
    return [
        (pair.one.number, pair.other.number, [reason.code.removeprefix("double-") for reason in pair.reasons])
        for pair in duplicates.pairs(desk, limit)
    ]


def test_pairs_best_first_with_their_reasons(filled: Desk) -> None:
    assert found(filled) == [("A", "C", ["plain-name", "same-phone"]), ("B", "D", ["sounds-alike"])]
    assert found(filled, 1) == [("A", "C", ["plain-name", "same-phone"])]
    scores = [pair.score for pair in duplicates.pairs(filled)]
    assert scores[0] > 85
    assert scores[1] < 50
    customers.delete(filled, [customers.id_of(filled, "C")])
    assert found(filled) == [("B", "D", ["sounds-alike"])]


def test_marked_as_two_they_are_left_out_until_that_is_taken_back(filled: Desk) -> None:
    first, third = (customers.id_of(filled, number) for number in "AC")
    changes = duplicates.mark_not_same(filled, third, first)
    assert changes.touched("not_same")
    assert [pair[:2] for pair in found(filled)] == [("B", "D")]
    assert duplicates.not_same_as(filled, first) == {third}
    assert not duplicates.mark_not_same(filled, first, third)
    history.undo(filled)
    assert len(found(filled)) == 2
    history.redo(filled)
    assert len(found(filled)) == 1
    assert duplicates.take_back_not_same(filled, first, third)
    assert len(found(filled)) == 2
    assert duplicates.not_same_as(filled, first) == frozenset()
    assert not duplicates.take_back_not_same(filled, first, third)


def test_one_customer_is_not_two(filled: Desk) -> None:
    first = customers.id_of(filled, "A")
    with pytest.raises(UserError, match="merge-self"):
        duplicates.mark_not_same(filled, first, first)
    with pytest.raises(UserError, match="record-gone"):
        duplicates.mark_not_same(filled, first, 999)


def test_whom_a_typed_customer_may_be(filled: Desk) -> None:
    likely = duplicates.likely(filled, {"name": "禾砚", "kind": "enterprise", "mobile": "", "phone": "88880001"})
    assert [double.customer.number for double in likely] == ["A", "C", "B"]
    assert likely[1].score > likely[2].score + 20
    first = customers.id_of(filled, "A")
    assert [d.customer.number for d in duplicates.likely(filled, {"name": FIRM}, exclude=(first,))] == ["C"]
    assert duplicates.likely(filled, {"name": "没有的公司"}) == []
    assert duplicates.likely(filled, {}) == []


LOCAL = (
    ("88120013", "0571-88120013"),
    ("8812 0013", "+86 571 8812 0013"),
    ("8812-0013", "(0571) 88120013"),
    ("电话：88120013", "057188120013"),
    ("88120013", "88120013"),
    ("8812001", "0572-8812001"),
)
"""A number typed without its area code, and how the same one may be written elsewhere."""


@pytest.mark.parametrize("of_contact", [False, True])
@pytest.mark.parametrize(("stored", "typed"), [*LOCAL, *((typed, stored) for stored, typed in LOCAL)])
def test_a_number_without_its_area_code_is_a_likely_double_only(
    desk: Desk, stored: str, typed: str, *, of_contact: bool
) -> None:
    contact = [{"name": "王芳", "phone": stored}]
    first = customers.add(desk, {"name": "甲木贸易", "number": "A"}, contact if of_contact else [])[0]
    if not of_contact:
        customers.edit(desk, first, {"phone": stored})
    add(desk, "丙火食品", phone="0571-88120019", number="C")
    new = {"name": "乙水建材", "kind": "enterprise", "phone": typed}
    (likely,) = duplicates.likely(desk, new)
    assert likely.customer.number == "A"
    assert likely.score < 60
    add(desk, "乙水建材", phone=typed, number="B")
    ((one, other, (why, *_)),) = found(desk)
    assert {one, other} == {"A", "B"}
    assert why in ("phone-tail", "same-phone", "contact-phone")


def test_a_number_with_another_area_code_is_another_number(desk: Desk) -> None:
    add(desk, "甲木贸易", phone="0571-88120013")
    add(desk, "丁土陶瓷", phone="88120013", city="宁波市")
    near = duplicates.likely(desk, {"name": "乙水建材", "kind": "enterprise", "phone": "0573-88120013"})
    assert [(double.customer.name, double.reasons[0].code) for double in near] == [("丁土陶瓷", "double-phone-tail")]
    assert duplicates.likely(desk, {"name": "乙水建材", "kind": "enterprise", "mobile": "13988120013"}) == []


def test_a_pair_by_its_customers(filled: Desk) -> None:
    ids = {number: customers.id_of(filled, number) for number in "ACE"}
    pair = duplicates.pair(filled, ids["C"], ids["A"])
    assert pair is not None
    assert (pair.one.number, pair.other.number) == ("A", "C")
    other = duplicates.pair(filled, ids["A"], ids["E"])
    assert other is not None
    assert (other.score, other.reasons) == (0, ())
    assert duplicates.pair(filled, ids["A"], 999) is None


def test_progress_and_cancel(desk: Desk) -> None:
    demo.fill(desk, 300, 7)
    told: list[tuple[int, int]] = []
    duplicates.pairs(desk, 10, lambda done, total: told.append((done, total)))
    assert told[-1] == (300, 300)
    with pytest.raises(CancelledError):
        duplicates.pairs(desk, 10, cancelled=lambda: True)


def test_looking_writes_nothing(filled: Desk) -> None:
    before = history.entries(filled)
    duplicates.pairs(filled)
    duplicates.likely(filled, {"name": FIRM, "email": "a@heyan.example"})
    assert history.entries(filled) == before
