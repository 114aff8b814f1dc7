"""What a report of a day or a week counts, whose it is, and what it looks like in words and as a workbook."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.periods import week_of
from crmdesk.core.reports import SECTIONS, Report
from crmdesk.core.reports_text import as_text
from crmdesk.core.words import Words
from crmdesk.services import (
    complaints,
    customers,
    history,
    interactions,
    merging,
    privacy,
    reports,
    reports_export,
    tasks,
)
from crmdesk.services.desk import Desk
from tests.services.questioned import UNITS, add, record, sell

TODAY = dt.date(2026, 11, 21)
"""A Saturday."""
WEEK = week_of(TODAY)


def of_day(desk: Desk, day: dt.date = TODAY, who: str | None = None) -> Report:
    return reports.report(desk, day, day, who)


def counted(report: Report) -> dict[str, int]:
    return {key: section.count for key, section in report.sections.items() if section.count}


def stored(desk: Desk, sql: str, *params: object) -> None:
    with desk.data.write():
        desk.data.database.execute_sql(sql, params)


def test_a_day_without_anything(desk: Desk, words_en: Words, words_zh: Words) -> None:
    made = of_day(desk)
    assert made.is_empty
    assert (made.contacts.count, made.people, counted(made)) == (0, (), {})
    assert "2026-11-21" in as_text(made, words_zh)
    assert "None of: " + ", ".join(words_en.label(label) for label in SECTIONS.values()) in as_text(made, words_en)


def test_contacts_made_by_kind_and_person(desk: Desk) -> None:
    customer, other = add(desk, "甲", owner="李娜", created_on="2026-01-01"), add(desk, "乙", created_on="2026-01-01")
    for at, kind, by in (
        ("2026-11-21T09:00", "call", "陈立"), ("2026-11-21", "visit", "李娜"), ("2026-11-21T23:59", "call", ""),
        ("2026-11-20T23:59", "call", "陈立"), ("2026-11-22", "gift", "陈立"),
    ):  # fmt: skip
        interactions.add(desk, customer, {"at": at, "kind": kind, "by": by})
    interactions.add(desk, other, {"at": "2026-11-21T10:00", "kind": "call", "by": "陈立"})
    made = of_day(desk)
    assert (dict(made.contacts.kinds), made.contacts.count, made.contacts.customers) == ({"visit": 1, "call": 3}, 4, 2)
    assert [(one.name, one.contacts) for one in made.people] == [("陈立", 2), ("李娜", 2)]
    mine = of_day(desk, who="李娜")  # her own, and of her customer the one without a name
    assert [each.values["kind"] for each in mine.contacts.made] == ["visit", "call"]
    assert [one.name for one in mine.people] == ["李娜"]
    assert reports.report(desk, *WEEK).contacts.count == 6


def test_customers_gained_are_those_whose_file_began_as_a_potential_one(desk: Desk) -> None:
    potential, bought = add(desk, "潜在"), add(desk, "当日成交")
    sell(desk, bought, "2026-11-21")
    old = add(desk, "老客户")
    sell(desk, old, "2025-03-01")  # an old sheet: the file only caught up
    add(desk, "上周建档", created_on="2026-11-14")
    gone = add(desk, "删掉")
    customers.delete(desk, [gone])
    made = of_day(desk)
    assert [entry.customer_id for entry in made.sections["gained"].entries] == [potential, bought]
    assert counted(reports.report(desk, dt.date(2026, 11, 9), dt.date(2026, 11, 15))) == {"gained": 1}


def test_a_move_there_and_on_is_one_and_there_and_back_is_none(desk: Desk) -> None:
    far, back, round_, down = (add(desk, name, created_on="2026-01-01", owner="陈立") for name in "甲乙丙丁")
    for day, customer, before, after in (
        ("2026-11-16", far, "potential", "target"), ("2026-11-19", far, "target", "signed"),
        ("2026-11-18", back, "qualified", "signed"), ("2026-11-17", round_, "potential", "target"),
        ("2026-11-20", round_, "target", "potential"), ("2026-11-01", down, "target", "potential"),
    ):  # fmt: skip
        stored(desk, "INSERT INTO stage_move (day, customer_id, before, after) VALUES (?, ?, ?, ?)",
               day, customer, before, after)  # fmt: skip
    made = reports.report(desk, *WEEK)
    (on,), (fell,) = made.sections["moved-on"].entries, made.sections["moved-back"].entries
    assert (on.customer_id, on.day.isoformat(), on.kind, on.to) == (far, "2026-11-19", "potential", "signed")
    assert (fell.customer_id, fell.kind, fell.to) == (back, "qualified", "signed")
    assert counted(of_day(desk, dt.date(2026, 11, 17))) == {"moved-on": 1}


def test_dropped_are_the_trash_the_ended_and_the_non_customers_each_once(desk: Desk) -> None:
    ended, never, gone, merged, kept, undone = (
        add(desk, f"客户{place}", created_on="2026-01-01", owner="陈立") for place in range(6)
    )
    lost = {"life_cycle_by_hand": "ended", "life_cycle_reason": "关门了"}
    customers.edit(desk, ended, lost)
    customers.edit(desk, never, {"money": "no", "authority": "no"})
    customers.edit(desk, never, {"need": "no"})
    customers.edit(desk, gone, lost)
    customers.delete(desk, [gone])
    merging.merge(desk, merged, kept)
    customers.edit(desk, undone, lost)
    history.undo(desk)
    made = of_day(desk)
    entries = {entry.customer_id: (entry.kind, entry.text) for entry in made.sections["dropped"].entries}
    assert entries == {ended: ("ended", "关门了"), never: ("not-customer", ""), gone: ("trash", "")}
    assert made.sections["dropped"].count == 3
    assert [(one.name, dict(one.counts)) for one in made.people] == [("陈立", {"dropped": 3})]
    assert of_day(desk, TODAY - dt.timedelta(days=1)).is_empty


def test_the_day_of_what_was_put_in_the_trash_is_the_local_one(desk: Desk) -> None:
    late, early = add(desk, "甲", created_on="2026-01-01"), add(desk, "乙", created_on="2026-01-01")
    stored(desk, "UPDATE customer SET deleted_at = '2026-11-20T15:59:59Z' WHERE id = ?", late)  # 23:59:59 in China
    stored(desk, "UPDATE customer SET deleted_at = '2026-11-20T16:00:00Z' WHERE id = ?", early)
    for day, expected in ((dt.date(2026, 11, 20), late), (TODAY, early)):
        (entry,) = of_day(desk, day).sections["dropped"].entries
        assert (entry.customer_id, entry.day) == (expected, day)


def test_offers_orders_money_complaints_and_tasks(desk: Desk) -> None:
    customer = add(desk, "甲", owner="李娜", created_on="2026-01-01")
    order = sell(desk, customer, "2026-11-20", number="D1", by="陈立")
    sell(desk, customer, "2026-11-20", {"amount": 50 * UNITS}, number="Q1", state="offer")
    sell(desk, customer, "2026-11-20", number="Q2", state="lost")
    sell(desk, customer, "2026-11-20", number="X1", state="cancelled")
    for kind, yuan, of in (("payment", 80, order), ("refund", 30, order), ("payment", 7, None)):
        record(desk, "payment", customer_id=customer, sales_order=of, date="2026-11-20", kind=kind,
               amount=yuan * UNITS, method="cash")  # fmt: skip
    complaints.add(desk, customer, {"words": "漏了", "received_at": "2026-11-20T10:00", "responsible": "陈立"})
    task_id, _ = tasks.add(desk, customer, {"text": "回访", "due_on": "2026-11-20"})
    tasks.finish(desk, task_id, dt.date(2026, 11, 20))
    made = of_day(desk, dt.date(2026, 11, 20))
    sections = made.sections
    assert counted(made) == {"offers": 2, "orders": 1, "received": 3, "logged": 1, "tasks": 1}
    amounts = (sections["offers"].amount, sections["orders"].amount, sections["received"].amount)
    assert amounts == (Decimal(150), Decimal(100), Decimal(57))
    assert [entry.amount for entry in sections["received"].entries] == [80, -30, 7]
    people = {one.name: (dict(one.counts), one.amounts["received"]) for one in made.people}
    assert people == {
        "陈立": ({"orders": 1, "received": 2, "logged": 1, "tasks": 1}, Decimal(50)),
        "李娜": ({"offers": 2, "received": 1}, Decimal(7)),
    }
    mine = of_day(desk, dt.date(2026, 11, 20), "李娜")
    assert (counted(mine), mine.sections["received"].amount) == ({"offers": 2, "received": 1}, Decimal(7))
    customers.delete(desk, [customer])
    assert of_day(desk, dt.date(2026, 11, 20)).is_empty


def test_closed_complaints_count_on_the_day_they_were_closed(desk: Desk) -> None:
    customer = add(desk, "甲", created_on="2026-01-01")
    for number, state in (("T1", "closed"), ("T2", "unresolved"), ("T3", "imported"), ("T4", "open")):
        days = {"received_at": "2026-11-02", "closed_at": "2026-11-20T08:00"}
        record(desk, "complaint", customer_id=customer, number=number, words="漏", state=state, **days)
    made = of_day(desk, dt.date(2026, 11, 20))
    assert [entry.record for entry in made.sections["closed"].entries] == ["T1", "T2"]


def test_what_is_planned_for_the_days_after(desk: Desk) -> None:
    customer = add(desk, "甲", owner="李娜")
    for text, day in (("送目录", "2026-11-22"), ("对账", "2026-11-23"), ("签约", "2026-11-24"), ("寄样", "2026-11-20")):
        interactions.add(desk, customer, {"at": "2026-11-01", "kind": "call", "by": "陈立", "next_step": text,
                                          "next_date": day})  # fmt: skip
    tasks.add(desk, customer, {"text": "回访", "due_on": "2026-11-23", "by": "李娜"})
    tasks.add(desk, customer, {"text": "过期", "due_on": "2026-11-21", "by": "李娜"})
    coming = of_day(desk).following
    assert [one.values["next_step"] for one in coming.steps] == ["送目录", "对账"]
    assert ([one.text for one in coming.tasks], coming.late) == (["回访"], 2)
    hers = of_day(desk, who="李娜").following
    assert (hers.steps, len(hers.tasks), hers.late) == ((), 1, 1)


def test_a_long_list_is_counted_whole_and_shown_in_part(desk: Desk, words_en: Words) -> None:
    for place in range(25):
        add(desk, f"客户{place}")
    made = reports.report(desk, TODAY, TODAY, most=22)
    assert (made.sections["gained"].count, len(made.sections["gained"].entries)) == (25, 22)
    assert "and 5 more" in as_text(made, words_en)


def test_the_workbook_holds_the_same_and_is_logged(desk: Desk, tmp_path: Path, words_en: Words) -> None:
    customer = add(desk, "甲 13800000001", owner="陈立")
    interactions.add(desk, customer, {"at": "2026-11-21T09:00", "kind": "call", "content": "=1+1 打 13800000001",
                                      "next_step": "回电", "next_date": "2026-11-23"})  # fmt: skip
    sell(desk, customer, "2026-11-21", number="D1")
    made = of_day(desk)
    path = tmp_path / "日报.xlsx"
    reports_export.export(desk, made, path, words_en, mask=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[1:] == ["Contacts with customers", "Done", "Planned"]
    totals = [cell.value for cell in book.worksheets[0][book.worksheets[0].max_row]]
    assert (totals[0], totals[1], totals.count(100)) == ("Total", 1, 1)
    told = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "13800000001" not in told
    assert "D1" in told
    (logged,) = privacy.entries(desk, ["export"])
    assert (logged.target, logged.customers, logged.masked) == ("日报.xlsx", 1, True)
    with pytest.raises(UserError, match="export-ending"):
        reports_export.export(desk, made, tmp_path / "日报.pdf", words_en)
