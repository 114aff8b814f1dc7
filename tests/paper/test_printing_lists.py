"""The list, the plan of visits, the report and the briefing as they stand on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.paper.printing import Typesetter
from crmdesk.services import (
    complaints,
    contacts,
    customers,
    interactions,
    listing,
    orders,
    payments,
    printing,
    products,
    tasks,
)
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.paper import printed
from tests.paper.reading import fonts_embedded, pages, radicals, size_mm, text

NASTY = '𠮷㛃😀 #read("x") *_$<>@'
TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def heyan(desk: Desk) -> int:
    typed = {
        "name": "禾砚精密机械（嘉兴）有限公司", "kind": "enterprise", "owner": "陈立", "province": "浙江省",
        "city": "嘉兴市", "address": "云岫路 18 号", "grade": "A", "grade_reason": "老客户", "credit_limit": "80000",
    }  # fmt: skip
    customer = customers.add(desk, typed)[0]
    contacts.add(desk, customer, {"name": "周砚秋", "salutation": "周总", "title": "总经理", "role": "decides",
                                  "mobile": "13900000077", "main": "yes"})  # fmt: skip
    interactions.add(desk, customer, {
        "at": "2026-11-16", "kind": "visit", "contact": "周砚秋", "content": "看了样品，电话 13812345678。",
        "promise": "周五前寄两卷样品", "next_step": "问样品", "next_date": "2026-11-20",
    })  # fmt: skip
    return customer


def made(
    desk: Desk, typesetter: Typesetter, words: Words, kind: str, ids: tuple[int, ...] = (), **chosen: Any
) -> bytes:
    return typesetter.pdf(printing.printouts(desk, printed.wish(kind, ids, **chosen), words)).pdf


def test_a_list_over_several_pages(desk: Desk, typesetter: Typesetter, words_zh: Words) -> None:
    names = [f"客户{place}号{NASTY if place == 3 else ''}" for place in range(70)]
    ids = tuple(customers.add(desk, {"name": name, "mobile": "13900000077", "credit_limit": "1000.50"})[0]
                for name in names)  # fmt: skip
    chosen = {"columns": ("name", "mobile", "credit_limit", "notes"), "title": "展会名单"}
    pdf = made(desk, typesetter, words_zh, "list", ids, **chosen)
    found = [page.replace(" ", "") for page in pages(pdf)]
    assert len(found) == 2
    assert all("客户名称" in page for page in found)
    assert size_mm(pdf) == (210.0, 297.0)
    assert (fonts_embedded(pdf), radicals(pdf)) == (True, set())
    whole = text(pdf)
    assert all("".join(name.split()) in whole for name in names)
    assert "¥70,035.00" in found[-1]
    assert "¥70,035.00" not in found[0]
    assert "展会名单" in found[0]
    assert "13900000077" in found[0]
    assert pdf == made(desk, typesetter, words_zh, "list", ids, **chosen)
    hidden = text(made(desk, typesetter, words_zh, "list", ids, masked=True, **chosen))
    assert "139****0077" in hidden
    assert "13900000077" not in hidden


def test_a_total_never_stands_alone(desk: Desk, typesetter: Typesetter, words_zh: Words) -> None:
    """Wherever the page ends, the last page has a customer on it."""
    ids = tuple(customers.add(desk, {"name": f"客户{place}号", "credit_limit": "1"})[0] for place in range(43))
    counts = set()
    for count in range(36, 43):
        pdf = made(desk, typesetter, words_zh, "list", ids[:count], columns=("name", "credit_limit"))
        found = [page.replace(" ", "") for page in pages(pdf)]
        counts.add(len(found))
        assert f"客户{count - 1}号" in found[-1]
        assert f"¥{count}.00" in found[-1]
        for place in range(count):
            assert sum(f"客户{place}号" in page for page in found) == 1
    assert counts == {1, 2}


@pytest.mark.parametrize("paper", ["A4", "A5", "Letter"])
def test_the_usual_columns_have_room_on_any_paper(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int, paper: str
) -> None:
    products.add(desk, {"name": "拉伸膜", "code": "P1", "price": "123456.78"})
    orders.add(desk, heyan, {"date": "2026-11-01"}, [{"product": "P1", "quantity": "10"}])
    told = text(made(desk, typesetter, words_zh, "list", (heyan,), paper=paper))
    assert told.count("¥1,234,567.80") == 4


def test_long_texts_are_cut_or_stand_whole(desk: Desk, typesetter: Typesetter, words_zh: Words) -> None:
    note = "每月二十日前后订货，送货须提前一天预约。" * 150
    ids = (customers.add(desk, {"name": "禾砚", "notes": note})[0], customers.add(desk, {"name": "北斗"})[0])
    columns = ("name", "city", "notes")
    short = made(desk, typesetter, words_zh, "list", ids, columns=columns)
    assert "…" in text(short)
    assert len(pages(short)) == 1
    whole = made(desk, typesetter, words_zh, "list", ids, columns=columns, wrap=True)
    assert text(whole).count("提前一天预约") == 150
    assert "北斗" in pages(whole)[-1]


@pytest.mark.parametrize(("columns", "code"), [(("name", "shoe_size"), "print-column"), ((), "print-no-columns")])
def test_columns_that_cannot_be(
    desk: Desk, typesetter: Typesetter, words_zh: Words, columns: tuple[str, ...], code: str
) -> None:
    customer = customers.add(desk, {"name": "禾砚"})[0]
    with pytest.raises(UserError) as refused:
        made(desk, typesetter, words_zh, "list", (customer,), columns=columns)
    assert refused.value.code == code


def test_the_plan_of_a_day_says_whom_why_and_what_was_last(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int
) -> None:
    tasks.add(desk, heyan, {"text": "寄目录", "due_on": "2026-11-21"})
    pdf = made(desk, typesetter, words_zh, "visits")
    told = text(pdf)
    for expected in ("禾砚精密机械（嘉兴）有限公司", "浙江省嘉兴市云岫路18号", "周砚秋（周总）总经理", "13900000077",
                     "问样品", "寄目录", "11-16走访看了样品", "周五前寄两卷样品"):  # fmt: skip
        assert expected in told
    assert told.count("禾砚精密机械") == 1
    assert radicals(pdf) == set()
    hidden = text(made(desk, typesetter, words_zh, "visits", masked=True))
    assert "13900000077" not in hidden
    assert "13812345678" not in hidden
    assert "139****0077" in hidden


def test_the_plan_of_a_week_has_its_days_and_of_nobody_says_so(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int
) -> None:
    tasks.add(desk, customers.add(desk, {"name": "北斗物流"})[0], {"text": "回访", "due_on": "2026-11-26"})
    week = made(desk, typesetter, words_zh, "visits", span="week", day=TODAY + dt.timedelta(days=3))
    told = text(week)
    assert (
        told.index("2026-11-23星期一")
        < told.index("禾砚精密")
        < told.index("2026-11-26星期四")
        < told.index("北斗物流")
    )
    nobody = text(made(desk, typesetter, words_zh, "visits", who="王晓"))
    assert "禾砚精密" not in nobody
    long_ago = text(made(desk, typesetter, words_zh, "visits", neglected=True, day=TODAY + dt.timedelta(days=500)))
    assert long_ago.count("禾砚精密") == 1


def test_more_than_wanted_are_counted(desk: Desk, words_en: Words) -> None:
    for place in range(8):
        customer = customers.add(desk, {"name": f"客户{place}号"})[0]
        tasks.add(desk, customer, {"text": "回访", "due_on": "2026-11-20"})
    told = text(
        printed.typesetter(words_en).pdf(printing.printouts(desk, printed.wish("visits", (), most=5), words_en)).pdf
    )
    assert told.count("回访") == 5
    assert "and3more" in told


def test_a_report_tells_figures_people_and_what_comes_next(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int
) -> None:
    code = products.product(desk, products.add(desk, {"name": "缠绕膜", "price": "58"})[0]).code
    order = orders.add(desk, heyan, {"date": "2026-11-16"}, [{"product": code, "quantity": "100"}])[0]
    payments.add(desk, heyan, {"date": "2026-11-16", "amount": "5800"}, order_id=order)
    complaints.add(desk, heyan, {"words": NASTY, "received_at": "2026-11-16 09:00"})
    found = made(desk, typesetter, words_zh, "report", day=dt.date(2026, 11, 16))
    told = text(found)
    for expected in ("2026-11-16星期一", "¥5,800.00", "看了样品", "周砚秋", "禾砚精密机械"):
        assert expected in told
    assert len(pages(found)) == 1
    empty = made(desk, typesetter, words_zh, "report", day=dt.date(2020, 1, 1), span="week")
    assert "2019-12-30–2020-01-05" in text(empty)
    interactions.add(desk, heyan, {"at": "2026-11-16", "kind": "call", "by": "王晓 13812345678"})
    hidden = text(made(desk, typesetter, words_zh, "report", day=dt.date(2026, 11, 16), masked=True))
    assert "13812345678" not in hidden
    assert "王晓" in hidden


def _much(desk: Desk, customer: int) -> None:
    """More of everything than stands on a page."""
    for place in range(14):
        contacts.add(desk, customer, {
            "name": f"联系人{place}", "salutation": f"李{place}工", "title": "采购部门负责人" * 3,
            "hobbies": "钓鱼" * 30, "birthday": "1980-11-25", "mobile": "13900000077",
        })  # fmt: skip
        tasks.add(desk, customer, {"text": f"{place} " + "很长的任务" * 30, "due_on": "2026-11-25"})
        complaints.add(desk, customer, {"words": "纸箱受潮了，" * 60, "received_at": "2026-11-19 09:00"})
        interactions.add(desk, customer, {
            "at": f"2026-11-{1 + place % 20:02}", "kind": "visit", "content": "谈了很久。" * 600,
            "promise": "马上办" * 200, "next_step": "再谈" * 99,
        })  # fmt: skip


def test_a_briefing_is_one_page_whatever_is_in_it(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int
) -> None:
    _much(desk, heyan)
    bare = customers.add(desk, {"name": NASTY + "长" * 60})[0]
    for paper in ("A4", "A5", "Letter"):
        pdf = made(desk, typesetter, words_zh, "briefing", (heyan, bare), paper=paper)
        full, empty = pages(pdf)
        assert "周砚秋" in full
        assert "以及另外" in full
        assert "还没有往来记录" in empty
        assert "".join(NASTY.split()) in "".join(empty.split())
        assert (fonts_embedded(pdf), radicals(pdf)) == (True, set())


def test_a_masked_briefing_hides_numbers_and_birthdays(
    desk: Desk, typesetter: Typesetter, words_zh: Words, heyan: int
) -> None:
    contacts.add(desk, heyan, {"name": "方小满", "birthday": "1990-11-24"})
    shown = text(made(desk, typesetter, words_zh, "briefing", (heyan,)))
    hidden = text(made(desk, typesetter, words_zh, "briefing", (heyan,), masked=True))
    for personal in ("13900000077", "13812345678", "11-24"):
        assert personal in shown
        assert personal not in hidden
    assert "139****0077" in hidden


def test_letterhead_and_who_printed_it(desk: Desk, words_zh: Words, typesetter: Typesetter, heyan: int) -> None:
    wish = printed.wish("list", (heyan,))
    stamped = replace(wish, style=replace(wish.style, stamped=True, landscape=True))
    pdf = typesetter.pdf(printing.printouts(desk, stamped, words_zh)).pdf
    assert size_mm(pdf) == (297.0, 210.0)
    assert "陈立" in pages(pdf)[0].splitlines()[-1]


def test_an_amount_is_never_cut_rather_are_columns_refused(desk: Desk, typesetter: Typesetter, words_zh: Words) -> None:
    ids = tuple(customers.add(desk, {"name": f"客户{place}号", "credit_limit": "80000000"})[0] for place in range(3))
    columns = ("credit_limit", *(field.key for field in listing.columns(desk)))
    assert "¥80,000,000.00" in text(made(desk, typesetter, words_zh, "list", ids, columns=columns[:15]))
    with pytest.raises(UserError) as refused:
        made(desk, typesetter, words_zh, "list", ids, columns=columns)
    assert refused.value.code == "print-columns-many"
