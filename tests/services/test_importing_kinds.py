"""Sheets of what belongs to customers, alone and together with their customers: notes, addresses, competitors."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options, Outcome
from crmdesk.services import competitors, customers, history, importing, notes
from crmdesk.services.desk import Desk
from tests.services.importing import book, codes, counts, run

CUSTOMERS = [["客户编号", "客户名称"], ["K1", "甲厂"], ["K2", "乙厂"]]
NOTES = [
    ["客户编号", "客户名称", "记事", "记事时间", "记事记录人", "记事置顶"],
    ["K1", "甲厂", "喜欢下午来电", dt.datetime(2024, 5, 1, 10, 30), "王芳", "是"],
    ["K1", "甲厂", "换了采购", None, None, None],
    [None, "乙厂", "要发票", "2025-01-02 08:00", "陈立", None],
]
ELSEWHERE = [
    ["客户编号", "别处采购产品", "别处采购竞争对手", "别处采购用量"],
    ["K1", "轴承", "远大轴承", "每月 200 套"],
    ["K2", "齿轮", "恒力", None],
]
COMPETITORS = [["竞争对手名称", "竞争对手优势", "竞争对手劣势"], ["远大轴承", "便宜", "交货慢"], ["华信", None, None]]
ADDRESSES = [
    ["客户编号", "客户名称", "其他地址用途", "其他地址城市", "其他地址收件人", "其他地址电话"],
    ["K2", "乙厂", "收货", "宁波", "李娜", "0574-87000001"],
]
WHOLE = {"客户": CUSTOMERS, "记事": NOTES, "别处采购": ELSEWHERE, "竞争对手": COMPETITORS, "其他地址": ADDRESSES}


def told(desk: Desk, number: str) -> list[tuple[str, str, str, bool]]:
    customer_id = customers.id_of(desk, number)
    return [(note.text, note.at, note.who, note.pinned) for note in notes.of_customer(desk, customer_id)]


def bought(desk: Desk, number: str) -> list[dict[str, Any]]:
    return [dict(part.values) for part in customers.file(desk, customers.id_of(desk, number)).elsewhere]


def utc(*parts: int) -> str:
    return dt.datetime(*parts).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # type: ignore[arg-type]


def test_a_whole_book_brings_everything_in_one_action(desk: Desk):
    result = run(desk, WHOLE)
    assert counts(result) == {"created": 2, "joined": 8}
    assert result.also == {"contacts": 0, "addresses": 1, "notes": 3, "elsewhere": 2, "competitors": 2}
    assert [sheet.what for sheet in result.sheets] == ["customers", "notes", "elsewhere", "competitors", "addresses"]
    assert told(desk, "K1") == [
        ("喜欢下午来电", utc(2024, 5, 1, 10, 30), "王芳", True), ("换了采购", desk.now(), "", False),
    ]  # fmt: skip
    assert told(desk, "K2") == [("要发票", utc(2025, 1, 2, 8), "陈立", False)]
    assert bought(desk, "K1") == [{"product": "轴承", "competitor": "远大轴承", "quantity": "每月 200 套"}]
    (address,) = customers.file(desk, customers.id_of(desk, "K2")).addresses
    assert (address.values["recipient"], address.values["phone"]) == ("李娜", "0574-87000001")
    assert [(c.name, c.strengths, c.customers) for c in competitors.all_competitors(desk)] == [
        ("恒力", "", 1), ("华信", "", 0), ("远大轴承", "便宜", 1),
    ]  # fmt: skip
    history.undo(desk)
    assert customers.total(desk) == 0
    assert competitors.names(desk) == []


@pytest.mark.parametrize("existing", ["update", "fill"])
def test_the_same_book_again_changes_nothing(desk: Desk, existing: str):
    run(desk, WHOLE)
    again = run(desk, WHOLE, existing=existing)
    assert (counts(again), again.batch) == ({"skipped": 2, "joined": 8}, None)


@pytest.mark.parametrize(
    ("sheet", "created"),
    [(NOTES, 3), (ELSEWHERE, 2), (ADDRESSES, 1), (COMPETITORS, 2)],
)
def test_a_sheet_of_one_kind_counts_its_own_rows(desk: Desk, sheet: list[list[Any]], created: int):
    run(desk, CUSTOMERS)
    result = run(desk, sheet)
    assert (counts(result), result.also) == ({"created": created}, {})
    again = run(desk, sheet)
    assert (counts(again), again.batch) == ({"skipped": created}, None)
    assert customers.total(desk) == 2


def test_parts_that_are_there_are_updated_filled_or_left(desk: Desk):
    run(desk, WHOLE)
    header = ELSEWHERE[0]
    rows = [
        header,
        ["K1", "轴承", "远大轴承", "每月 300 套"],
        ["K2", "齿轮", "恒力", "少量"],
        ["K2", "链条", None, None],
    ]
    assert counts(run(desk, rows)) == {"created": 1, "skipped": 2}
    assert counts(run(desk, rows, existing="fill")) == {"updated": 1, "skipped": 2}
    plan = importing.plan(desk, book(rows), Options(existing="update"))
    assert [row.outcome for row in plan.rows] == [Outcome.UPDATE, Outcome.SAME, Outcome.SAME]
    assert [(c.field, c.old, c.new) for c in plan.rows[0].changes] == [
        ("elsewhere.quantity", "每月 200 套", "每月 300 套")
    ]
    importing.apply(desk, plan)
    assert [part["quantity"] for part in bought(desk, "K1")] == ["每月 300 套"]
    rows = [COMPETITORS[0], ["远大轴承", "便宜", "质量差"], ["恒力", "近", None]]
    assert counts(run(desk, rows, existing="fill")) == {"updated": 1, "skipped": 1}
    assert counts(run(desk, rows, existing="update")) == {"updated": 1, "skipped": 1}
    assert {c.name: c.weaknesses for c in competitors.all_competitors(desk)}["远大轴承"] == "质量差"


def test_what_belongs_to_nobody_is_refused_and_never_makes_a_customer(desk: Desk):
    run(desk, CUSTOMERS)
    rows = [NOTES[0], ["K9", "丙厂", "没有这家", None, None, None], ["K1", "甲厂", None, None, None, None], *NOTES[1:2]]
    result = run(desk, rows)
    assert counts(result) == {"created": 1, "errors": 2}
    assert codes(result) == [(2, None, "import-no-customer"), (3, "记事", "required-missing")]
    assert customers.total(desk) == 2


def test_one_kind_of_a_book_can_be_imported_alone(desk: Desk):
    assert counts(run(desk, WHOLE, what="customers")) == {"created": 2}
    assert counts(run(desk, WHOLE, what="notes")) == {"created": 3}
    with pytest.raises(UserError) as raised:
        run(desk, {"客户": CUSTOMERS}, what="notes")
    assert (raised.value.code, raised.value.params["what"]) == ("import-not-what", "notes")


def test_said_to_be_customers_a_sheet_of_notes_makes_them(desk: Desk):
    assert counts(run(desk, NOTES, what="customers")) == {"created": 2, "joined": 1}
    assert len(told(desk, "K1")) == 2


def test_notes_of_customers_that_are_skipped_are_left_too(desk: Desk):
    run(desk, CUSTOMERS)
    result = run(desk, {"客户": CUSTOMERS, "记事": NOTES})
    assert counts(result) == {"skipped": 2, "joined": 3}
    assert told(desk, "K1") == []
