"""The trash of all kinds: listed, restored in one action, erased for good, emptied by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.trash import KINDS, TrashList, due_before, key_of, record_of
from crmdesk.core.words import Words
from crmdesk.services import (
    attachments,
    complaints,
    contacts,
    customers,
    history,
    interactions,
    merging,
    notes,
    orders,
    payments,
    privacy,
    products,
    settings,
    tasks,
    trash,
)
from crmdesk.services.desk import Desk, open_desk
from tests.desk import NOW, clock
from tests.services.erasing import rows_with, traces
from tests.services.test_history import all_the_way, content

UTC = dt.UTC


@given(kind=st.sampled_from(KINDS), record=st.integers(1, 2**40))
def test_a_key_names_one_record(kind: str, record: int) -> None:
    assert record_of(key_of(kind, record)) == (kind, record)


@pytest.mark.parametrize(
    ("now", "newest", "days", "expected"),
    [
        (dt.datetime(2026, 11, 21, tzinfo=UTC), "", 0, None),
        (dt.datetime(2026, 11, 21, tzinfo=UTC), "2026-11-20T00:00:00Z", 30, "2026-10-22T00:00:00Z"),
        (dt.datetime(2026, 11, 21, tzinfo=UTC), "2026-11-21T00:00:01Z", 30, None),  # the clock was set back
        (dt.datetime(2026, 11, 21, 7, tzinfo=dt.timezone(dt.timedelta(hours=8))), "", 1, "2026-11-19T23:00:00Z"),
    ],
)
def test_when_it_is_due(now: dt.datetime, newest: str, days: int, expected: str | None) -> None:
    assert due_before(now, newest, days) == expected


def listed(desk: Desk, words: Words, **wanted: str) -> list[tuple[str, str, str]]:
    return [
        (row.kind, row.name, row.customer) for row in trash.rows(desk, trash.find(desk, TrashList(**wanted)), words)
    ]


def at(desk: Desk, hours: int) -> None:
    desk.clock = lambda: clock() + dt.timedelta(hours=hours)


def one_of_each(desk: Desk) -> int:
    """A customer with something of many kinds, all of it put into the trash one by one."""
    one, _ = customers.add(desk, {"name": "松间茶舍"})
    contact, _ = contacts.add(desk, one, {"name": "周敏", "mobile": "13900000077"})
    note, _ = notes.add(desk, one, "价格表已发")
    task, _ = tasks.add(desk, one, {"text": "回访", "due_on": "2026-11-25"})
    said, _ = interactions.add(desk, one, {"kind": "call", "at": "2026-11-20", "content": "谈价格"})
    product, _ = products.add(desk, {"name": "礼盒", "price": "88"})
    other, _ = products.add(desk, {"name": "试用装", "price": "8"})
    order, _ = orders.add(desk, one, {}, [{"product": "礼盒", "quantity": "2"}])
    payments.add(desk, one, {"amount": "50"}, order)
    complaint, _ = complaints.add(desk, one, {"words": "又湿了", "sales_order": ""})
    deeds: list[Callable[[], object]] = [
        lambda: contacts.delete(desk, contact),
        lambda: notes.delete(desk, note),
        lambda: tasks.delete(desk, task),
        lambda: interactions.delete(desk, said),
        lambda: orders.delete(desk, [order]),
        lambda: complaints.delete(desk, [complaint]),
        lambda: products.delete(desk, product),
        lambda: products.delete(desk, other),
    ]
    for hours, deed in enumerate(deeds, start=1):
        at(desk, hours)
        deed()
    return one


def test_everything_deleted_is_listed_the_last_first(desk: Desk, words_zh: Words) -> None:
    one_of_each(desk)
    whose = "K00001  松间茶舍"
    assert [(kind, customer) for kind, _name, customer in listed(desk, words_zh)] == [
        ("product", ""), ("product", ""), ("complaint", whose), ("sales_order", whose), ("interaction", whose),
        ("task", whose), ("note", whose), ("contact", whose),
    ]  # fmt: skip
    assert listed(desk, words_zh, kind="contact") == [("contact", "周敏  139 0000 0077", whose)]
    assert [row[0] for row in listed(desk, words_zh, query="价格")] == ["interaction", "note"]
    assert len(listed(desk, words_zh, query="松间")) == 6
    assert listed(desk, words_zh, query="没有") == []
    (row,) = trash.rows(desk, trash.find(desk, TrashList("note")), words_zh)
    assert (row.who, row.at) == ("陈立", "2026-11-21T06:00:00Z")
    masked = trash.rows(desk, trash.find(desk, TrashList("contact")), words_zh, masked=True)
    assert [row.name for row in masked] == ["周敏  139****0077"]


def test_what_lies_in_something_deleted_is_in_it(desk: Desk, words_zh: Words) -> None:
    one = one_of_each(desk)
    at(desk, 9)
    customers.delete(desk, [one])
    assert [row[0] for row in listed(desk, words_zh)] == ["customer", "product", "product"]


def test_all_is_restored_in_one_action(desk: Desk) -> None:
    one_of_each(desk)
    before, keys = content(desk), trash.find(desk)
    trash.restore(desk, keys)
    assert not trash.find(desk)
    assert history.entries(desk)[0].params == {"count": 8}
    (order,) = orders.of_customer(desk, 1)
    whole = orders.order(desk, order.id)
    assert (len(whole.lines), len(whole.payments)) == (1, 1)
    history.undo(desk)
    assert content(desk) == before
    assert trash.find(desk) == keys


def test_one_that_cannot_be_restored_keeps_all_where_they_are(desk: Desk) -> None:
    one_of_each(desk)
    before = content(desk)
    (product,) = trash.find(desk, TrashList("product", "礼盒"))
    code = desk.records.read("product", record_of(product)[1])["code"]
    products.add(desk, {"name": "新礼盒", "code": code})
    keys = trash.find(desk)
    with pytest.raises(UserError, match="product-code-used"):
        trash.restore(desk, keys)
    history.undo(desk)
    assert content(desk) == before


def test_restored_attachments_and_contacts_fit_in(desk: Desk, tmp_path: Path) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    first, _ = contacts.add(desk, one, {"name": "乙", "main": "1"})
    contacts.delete(desk, first)
    contacts.add(desk, one, {"name": "丙", "main": "1"})
    (tmp_path / "合同.txt").write_text("一")
    attachments.add_files(desk, one, [tmp_path / "合同.txt"])
    attachments.delete(desk, [attachments.of_customer(desk, one)[0].id])
    attachments.add_files(desk, one, [tmp_path / "合同.txt"])
    trash.restore(desk, trash.find(desk))
    assert {a.name for a in attachments.of_customer(desk, one)} == {"合同.txt", "合同 (2).txt"}
    assert [c.values.get("main") for c in customers.file(desk, one).contacts].count(True) == 1


def test_erased_for_good_leaves_no_byte_and_the_rest_can_be_undone(desk: Desk) -> None:
    one = one_of_each(desk)
    customers.edit(desk, one, {"city": "宁波市"})
    emptied = trash.erase(desk, trash.find(desk))
    assert emptied.counts == {
        "contact": 1, "note": 1, "task": 1, "interaction": 1, "sales_order": 1, "complaint": 1, "product": 1
    }  # fmt: skip
    assert emptied.left == 1  # the product in the order's line
    assert emptied.clean
    assert history.entries(desk)[0].verb == "trash-erase"
    gone = ["周敏", "价格表已发", "回访", "谈价格", "又湿了"]
    assert rows_with(desk, gone) == []
    end = content(desk)
    undone = all_the_way(desk, history.undo)
    assert len(customers.find(desk, customers.Listing())) == 0
    assert all_the_way(desk, history.redo) == undone
    assert content(desk) == end
    path = desk.path
    desk.close()
    assert traces(path, gone) == []


def test_products_in_use_and_merged_files_stay(desk: Desk) -> None:
    one, _ = customers.add(desk, {"name": "甲"})
    two, _ = customers.add(desk, {"name": "乙"})
    product, _ = products.add(desk, {"name": "礼盒", "price": "88"})
    orders.add(desk, one, {}, [{"product": "礼盒", "quantity": "2"}])
    products.delete(desk, product)
    merging.merge(desk, two, one)
    keys = trash.find(desk)
    assert len(keys) == 2
    assert trash.erasable(desk, keys) == []
    with pytest.raises(UserError, match="trash-kept"):
        trash.erase(desk, keys)


def test_customers_erased_stand_in_the_log_of_privacy(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in ("甲公司", "乙公司")]
    customers.delete(desk, ids)
    emptied = trash.erase(desk, trash.find(desk))
    assert emptied.counts == {"customer": 2}
    assert sorted(entry.params["number"] for entry in privacy.entries(desk)) == ["K00001", "K00002"]
    assert rows_with(desk, ["甲公司", "乙公司"]) == []


def test_the_trash_is_emptied_by_itself_never_what_is_younger(desk: Desk, words_zh: Words) -> None:
    one_of_each(desk)
    assert trash.empty_due(desk) is None  # never, unless somebody says so
    settings.change(desk, "trash.days", "1")
    at(desk, 24 + 4)
    emptied = trash.empty_due(desk)
    assert emptied is not None
    assert emptied.counts == {"contact": 1, "note": 1, "task": 1}
    assert [row[0] for row in listed(desk, words_zh)] == [
        "product", "product", "complaint", "sales_order", "interaction"
    ]  # fmt: skip
    assert history.describe(history.entries(desk)[0], words_zh).count("3") == 1
    assert trash.empty_due(desk) is None


def test_nothing_is_emptied_by_a_clock_set_back(desk: Desk) -> None:
    one_of_each(desk)
    settings.change(desk, "trash.days", "1")
    at(desk, 24 * 40)
    notes.add(desk, 1, "后来")
    at(desk, 24 * 39)
    assert not trash.due(desk)
    at(desk, 24 * 41)
    assert len(trash.due(desk)) == 7  # the product in the order's line goes with it, the next day


def test_a_file_opened_again_still_knows(tmp_path: Path, desk: Desk) -> None:
    one_of_each(desk)
    keys, path = trash.find(desk), desk.path
    desk.close()
    again = open_desk(path, who="陈立", clock=lambda: NOW)
    assert trash.find(again) == keys
    again.close()
