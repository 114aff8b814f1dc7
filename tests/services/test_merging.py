"""Merging two files: every value, everything attached, both ways through undo."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.services import (
    addresses,
    attachments,
    contacts,
    customers,
    duplicates,
    elsewhere,
    history,
    merging,
    notes,
    photos,
    user_fields,
)
from crmdesk.services.desk import Desk
from tests.store.test_search import check_index

KINDS = ("customer", "contact", "address", "note", "attachment", "elsewhere", "not_same", "membership")
PICTURE, OTHER_PICTURE = b"\xff\xd8\xff one", b"\x89PNG two"


def add(desk: Desk, number: str, **typed: str) -> int:
    return customers.add(desk, {"name": f"公司{number}", "kind": "enterprise", "number": number, **typed})[0]


def values(desk: Desk, customer_id: int) -> dict[str, Any]:
    return dict(customers.file(desk, customer_id).values)


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    execute = desk.data.database.execute_sql
    return {kind: execute(f"SELECT * FROM {kind} ORDER BY 1, 2").fetchall() for kind in KINDS}


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """A goes, B stays; everything a file can hold lies in A."""
    goes = add(
        desk, "A", phone="0573-88880001", mobile="13900000013", wechat="heyan", groups="展会;老客户", industry="机械",
        notes="要开票\n周末休息", owner="陈立", city="嘉兴市", turnover="120万",
    )  # fmt: skip
    stays = add(
        desk, "B", phone="0573-66660002", groups="老客户;重点", notes="周末休息", owner="王芳", email="b@heyan.example"
    )
    contacts.add(desk, goes, {"name": "尉迟恭", "mobile": "13600004321", "main": "是"})
    contacts.add(desk, goes, {"name": "张伟", "mobile": "138 0000 0021"})
    contacts.add(desk, stays, {"name": "张伟", "mobile": "13800000021", "title": "采购", "main": "是"})
    addresses.add(desk, goes, {"address": "中环南路 1 号", "city": "嘉兴市"})
    addresses.add(desk, stays, {"address": "中环南路 1 号", "city": "嘉兴市", "label": "仓库"})
    notes.add(desk, goes, "月底盘点")
    elsewhere.add(desk, goes, {"product": "轴承", "competitor": "恒大"})
    attachments.add_content(desk, goes, "合同.pdf", b"one")
    attachments.add_content(desk, stays, "合同.pdf", b"two")
    photos.put(desk, goes, PICTURE)
    return goes, stays


def test_nothing_is_lost_and_nothing_twice(desk: Desk, two: tuple[int, int], words_zh: Words) -> None:
    goes, stays = two
    changes = merging.merge(desk, goes, stays, words=words_zh)
    assert {goes, stays} <= changes.touched("customer")
    found = values(desk, stays)
    assert found["phone"] == "0573-66660002"
    assert found["mobile"] == "13900000013"
    assert (found["wechat"], found["email"]) == ("heyan", "b@heyan.example")
    assert (found["owner"], found["city"], found["industry"]) == ("王芳", "嘉兴市", "机械")
    assert found["groups"] == ("展会", "老客户", "重点")
    assert found["notes"] == "周末休息"
    file = customers.file(desk, stays)
    assert [(c.values["name"], c.values.get("main")) for c in file.contacts] == [("张伟", True), ("尉迟恭", None)]
    assert [a.values["address"] for a in file.addresses] == ["中环南路 1 号"]
    assert [e.values["competitor"] for e in file.elsewhere] == ["恒大"]
    assert {a.name for a in attachments.of_customer(desk, stays)} == {"合同.pdf", "合同 (2).pdf"}
    assert photos.content(desk, file.photo or "") == PICTURE
    told = [note.text for note in notes.of_customer(desk, stays)]
    assert "月底盘点" in told
    merged = next(text for text in told if text != "月底盘点")
    assert merged.splitlines()[0].endswith("A 公司A")
    for lost in ("公司A", "陈立", "0573-8888 0001", "要开票"):
        assert lost in merged
    check_index(desk)


def test_undo_and_redo_are_exact(desk: Desk, two: tuple[int, int]) -> None:
    before = everything(desk)
    merging.merge(desk, *two)
    after = everything(desk)
    for _round in range(2):
        history.undo(desk)
        assert everything(desk) == before
        assert customers.find(desk, Listing("尉迟恭")) == [two[0]]
        check_index(desk)
        history.redo(desk)
        assert everything(desk) == after
        assert customers.find(desk, Listing("尉迟恭")) == [two[1]]
        check_index(desk)


def test_both_files_tell_of_it(desk: Desk, two: tuple[int, int], words_en: Words) -> None:
    goes, stays = two
    merging.merge(desk, goes, stays)
    for customer in (goes, stays):
        first = history.of_customer(desk, customer, words_en)[0]
        assert history.describe(first.action, words_en) == "Merged A into B"
    entries = [(e.field, e.after) for e in history.of_customer(desk, goes, words_en) if e.kind == "customer"]
    assert ("Merged into", "B") in entries
    moved = [(e.before, e.after) for e in history.of_customer(desk, stays, words_en) if e.field == "Customer"]
    assert ("A", "B") in moved


def test_whose_value_stays_is_chosen(desk: Desk, two: tuple[int, int], words_en: Words) -> None:
    goes, stays = two
    choices = {"name": "from", "phone": "from", "notes": "both", "wechat": "into", "owner": "into", "turnover": "into"}
    merging.merge(desk, goes, stays, choices, words_en)
    found = values(desk, stays)
    assert (found["name"], found["number"]) == ("公司A", "B")
    assert (found["phone"], found["mobile"]) == ("0573-88880001", "13900000013")
    assert found["notes"] == "周末休息\n要开票"
    assert "wechat" not in found
    merged = notes.of_customer(desk, stays)[0].text
    for line in ("Full name: 公司B", "Phone: 0573-6666 0002", "WeChat: heyan", "Owner: 陈立"):
        assert line in merged.splitlines()
    assert "备注" not in merged
    assert "要开票" not in merged


def test_a_number_that_does_not_stay_takes_the_free_phone_field(desk: Desk) -> None:
    goes, stays = add(desk, "A", mobile="13900000013"), add(desk, "B", mobile="13800000021")
    merging.merge(desk, goes, stays)
    found = values(desk, stays)
    assert (found["mobile"], found["phone"]) == ("13800000021", "13900000013")
    assert "13900000013" not in notes.of_customer(desk, stays)[0].text.replace(" ", "")


def test_another_writing_is_not_another_value(desk: Desk) -> None:
    goes = add(desk, "A", name="禾砚ABC", phone="(0573) 8888 0001", email="B@heyan.example")
    stays = add(desk, "B", name="禾砚abc", phone="0573-88880001", email="b@heyan.example")
    merging.merge(desk, goes, stays)
    assert len(notes.of_customer(desk, stays)[0].text.splitlines()) == 1


def test_a_second_picture_becomes_an_attachment(desk: Desk) -> None:
    goes, stays = add(desk, "A"), add(desk, "B")
    photos.put(desk, goes, OTHER_PICTURE)
    photos.put(desk, stays, PICTURE)
    merging.merge(desk, goes, stays)
    file = customers.file(desk, stays)
    assert photos.content(desk, file.photo or "") == PICTURE
    (attachment,) = attachments.of_customer(desk, stays)
    assert (attachment.name, attachment.size) == ("A.png", len(OTHER_PICTURE))
    assert attachments.content(desk, attachment) == OTHER_PICTURE


def test_whoever_named_the_one_names_the_other(desk: Desk) -> None:
    goes, stays = add(desk, "A"), add(desk, "B")
    third, fourth = add(desk, "C", referrer="A", parent_company="A"), add(desk, "D", referrer="A")
    customers.delete(desk, [fourth])
    assert merging.compare(desk, goes, stays).moves["customer"] == 2
    merging.merge(desk, goes, stays)
    assert {values(desk, third)[key] for key in ("referrer", "parent_company")} == {"B"}
    assert values(desk, fourth)["referrer"] == "B"


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({"A": "B"}, None),
        ({"B": "A"}, None),
        ({"B": "A", "A": "C"}, "C"),
        ({"B": "C", "C": "A"}, None),
        ({"A": "C", "C": "B"}, None),
        ({"B": "C", "A": "D"}, "C"),
        ({"B": "C", "C": "A", "A": "D"}, "D"),
        ({"A": "C"}, "C"),
    ],
)
def test_no_line_of_parents_comes_round(desk: Desk, parents: dict[str, str], expected: str | None) -> None:
    ids = {number: add(desk, number) for number in "ABCD"}
    for child, parent in parents.items():
        customers.edit(desk, ids[child], {"parent_company": parent})
    merging.merge(desk, ids["A"], ids["B"])
    assert values(desk, ids["B"]).get("parent_company") == expected
    for customer in ids.values():
        here, steps = customer, 0
        while parent := values(desk, here).get("parent_company"):
            here, steps = ids[parent], steps + 1
            assert steps < 5 or here == ids["A"]
    check_index(desk)


def test_not_the_same_as_the_one_is_not_the_same_as_the_other(desk: Desk) -> None:
    ids = [add(desk, number) for number in "ABCD"]
    duplicates.mark_not_same(desk, ids[0], ids[2])
    duplicates.mark_not_same(desk, ids[0], ids[1])
    duplicates.mark_not_same(desk, ids[0], ids[3])
    duplicates.mark_not_same(desk, ids[1], ids[3])
    merging.merge(desk, ids[0], ids[1])
    assert duplicates.not_same_as(desk, ids[1]) == {ids[2], ids[3]}
    assert duplicates.not_same_as(desk, ids[0]) == frozenset()
    history.undo(desk)
    assert duplicates.not_same_as(desk, ids[0]) == {ids[1], ids[2], ids[3]}


def test_own_fields_and_the_earlier_day(desk: Desk) -> None:
    user_fields.add(desk, "会员卡", Type.TEXT)
    goes, stays = add(desk, "A", x1="金卡", created_on="2019-03-01"), add(desk, "B", created_on="2024-05-06")
    merging.merge(desk, goes, stays)
    found = values(desk, stays)
    assert found["x1"] == "金卡"
    assert found["created_on"].isoformat() == "2019-03-01"


def test_a_merged_number_says_where_it_went(desk: Desk) -> None:
    ids = {number: add(desk, number) for number in "ABC"}
    merging.merge(desk, ids["A"], ids["B"])
    with pytest.raises(UserError) as caught:
        customers.id_of(desk, "A")
    assert (caught.value.code, caught.value.params) == ("customer-merged", {"number": "A", "into": "B"})
    merging.merge(desk, ids["B"], ids["C"])
    with pytest.raises(UserError) as caught:
        customers.id_of(desk, "A")
    assert caught.value.params["into"] == "C"
    customers.restore(desk, [ids["A"]])
    assert customers.id_of(desk, "A") == ids["A"]
    customers.delete(desk, [ids["A"]])
    with pytest.raises(UserError, match="customer-in-trash"):
        customers.id_of(desk, "A")


def test_refusals_change_nothing(desk: Desk) -> None:
    one, two, gone = add(desk, "A"), add(desk, "B"), add(desk, "C")
    customers.delete(desk, [gone])
    before = everything(desk)
    for arguments, code in (
        ((one, one), "merge-self"),
        ((one, 99), "record-gone"),
        ((gone, one), "customer-in-trash"),
        ((one, gone), "customer-in-trash"),
        ((one, two, {"colour": "from"}), "field-unknown"),
        ((one, two, {"number": "from"}), "merge-kept"),
        ((one, two, {"created_on": "from"}), "merge-kept"),
        ((one, two, {"name": "both"}), "merge-choice"),
        ((one, two, {"name": "x"}), "merge-choice"),
    ):
        with pytest.raises(UserError, match=code):
            merging.merge(desk, *arguments)
    assert everything(desk) == before
    assert merging.merge(desk, one, two)


def test_compared_side_by_side(desk: Desk, two: tuple[int, int]) -> None:
    found = merging.compare(desk, *two)
    pairs = {pair.field.key: pair for pair in found.fields}
    assert (found.other.number, found.into.number) == ("A", "B")
    assert {key for key, pair in pairs.items() if pair.differs} == {"name", "phone", "notes", "owner"}
    assert (pairs["wechat"].usual, pairs["email"].usual, pairs["owner"].usual) == ("from", "into", "into")
    assert pairs["notes"].choices == ("into", "from", "both")
    assert "number" not in pairs
    moves = {"contact": 1, "note": 1, "attachment": 1, "elsewhere": 1, "customer_group": 1}
    assert {kind: count for kind, count in found.moves.items() if count} == moves


TEXTS = st.dictionaries(
    st.sampled_from(["name", "phone", "mobile", "notes", "email", "groups", "city", "wechat", "birthday", "turnover"]),
    st.sampled_from(["禾砚", "13900000013", "0573-88880001", "a@heyan.example", "甲;乙", "1990-05-01", "12"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(TEXTS, TEXTS, st.lists(st.sampled_from(["张伟", "王芳"]), max_size=3), st.data())
def test_every_value_stays_somewhere(
    desk: Desk, one: dict[str, str], other: dict[str, str], people: list[str], data: st.DataObject
) -> None:
    ids = []
    for typed in (one, other):
        problems = customers.read(desk, {"name": "公司", **typed}, new=True).problems
        kept = {key: text for key, text in typed.items() if key not in problems or not problems[key].hard}
        ids.append(customers.add(desk, {"name": "公司", **kept})[0])
    for person in people:
        contacts.add(desk, ids[0], {"name": person, "mobile": "13700000099"})
    files = [customers.file(desk, customer) for customer in ids]
    choices = {pair.field.key: data.draw(st.sampled_from(pair.choices)) for pair in merging.compare(desk, *ids).fields}
    before = everything(desk)
    merging.merge(desk, *ids, choices)
    found = customers.file(desk, ids[1])
    told = "\n".join(note.text for note in notes.of_customer(desk, ids[1])).replace(" ", "")
    texts = [str(value) for value in found.values.values()] + [told.replace("-", "")]
    for file in files:
        for key in file.values.keys() - {"number", "created_on", "groups", "turnover", "birthday", "stage", "kind"}:
            wanted = str(file.values[key])
            assert any(wanted in text or wanted.replace("-", "") in text for text in texts), key
        assert set(file.values.get("groups", ())) <= set(found.values.get("groups", ()))
    assert {c.values["name"] for c in found.contacts} == set(people)
    check_index(desk)
    history.undo(desk)
    assert everything(desk) == before
    check_index(desk)
