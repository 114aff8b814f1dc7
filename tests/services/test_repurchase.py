"""Who is about to need what, over all customers, and what the maker is told."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from python_calamine import CalamineWorkbook

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options
from crmdesk.core.words import Words
from crmdesk.services import churn, customers, importing, maker_sales, next_purchase, repurchase, returns, settings
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.desk import make_desk
from tests.services.questioned import UNITS, add, record, sell
from tests.sheets.books import SHARED

TODAY = dt.date(2026, 11, 21)
SHEET = SHARED / "示例-超市.xls"


def tape(desk: Desk, name: str = "胶带", **values: object) -> int:
    return record(desk, "product", name=name, code=name, category="耗材", unit="卷", price=5 * UNITS, **values)


def bought(desk: Desk, customer: int, product: int, *days: str, quantity: int = 10, **line: object) -> None:
    for each in days:
        values = {"product": product, "quantity": quantity * 1000, "price": 5 * UNITS, "amount": 5 * quantity * UNITS}
        sell(desk, customer, each, {**values, **line})


def test_who_is_about_to_need_what(desk: Desk) -> None:
    goods = tape(desk, promotion_price=4 * UNITS, promotion_to="2026-11-30", subsidy=UNITS // 2)
    near, far, late, gone = (add(desk, name, owner="陈立") for name in ("甲厂", "乙厂", "丙厂", "丁厂"))
    bought(desk, near, goods, "2026-08-29", "2026-09-28", "2026-10-28")  # 27 November
    bought(desk, far, goods, "2026-09-08", "2026-10-10", "2026-11-11")  # 13 December
    bought(desk, late, goods, "2026-08-10", "2026-09-09", "2026-10-09")  # 8 November
    bought(desk, gone, goods, "2026-01-01", "2026-01-31", "2026-03-02")
    found = repurchase.soon(desk, TODAY, 14)
    (row,) = repurchase.rows(desk, found)
    assert (row.customer_id, row.name, row.owner, row.next.name) == (near, "甲厂", "陈立", "胶带")
    assert (row.next.on, row.next.rhythm.margin, row.next.quantity) == (dt.date(2026, 11, 27), 0, Decimal(10))
    (offered,) = row.prices
    assert (offered.price.price, offered.price.why, offered.price.subsidy) == (4, "promotion", Decimal("0.5"))
    assert offered.price.until == dt.date(2026, 11, 30)
    (missed,) = repurchase.overdue(desk, found)
    assert (missed.customer_id, missed.late_days) == (late, 13)
    month = repurchase.soon(desk, TODAY, 30)
    assert [each.customer_id for each in repurchase.rows(desk, month)] == [near, far]
    assert [each.customer_id for each in repurchase.rows(desk, month, 1, 5)] == [far]
    rests_on = repurchase.behind(desk, near, row.next.key, TODAY)
    assert [each.on.isoformat() for each in rests_on] == ["2026-10-28", "2026-09-28", "2026-08-29"]
    assert rests_on[0].amount == 50


def test_lost_and_deleted_customers_and_goods_no_longer_sold_are_left_out(desk: Desk) -> None:
    goods, old = tape(desk), tape(desk, "旧胶带", discontinued=1)
    days = ("2026-08-29", "2026-09-28", "2026-10-28")
    lost, deleted, other = (add(desk, name) for name in ("甲厂", "乙厂", "丙厂"))
    bought(desk, lost, goods, *days)
    bought(desk, deleted, goods, *days)
    bought(desk, other, old, *days)
    assert len(repurchase.soon(desk, TODAY).coming) == 2
    churn.mark_lost(desk, [lost], {"reason": "competitor", "lost_on": "2026-11-01"})
    customers.delete(desk, [deleted])
    found = repurchase.soon(desk, TODAY)
    assert len(found.coming) == len(found.overdue) == 0
    assert found.why is not None
    assert found.why.code == "repurchase-nobody"


def test_offer_sheets_go_to_who_spends_enough(desk: Desk) -> None:
    goods = tape(desk)
    small, large = add(desk, "小店"), add(desk, "大厂")
    bought(desk, small, goods, "2026-08-29", "2026-09-28", "2026-10-28")
    bought(desk, large, goods, "2026-08-29", "2026-09-28", "2026-10-28", quantity=100)
    assert repurchase.for_offers(desk, TODAY).coming.customers() == [large]
    settings.change(desk, "offers.from", "0")
    assert repurchase.for_offers(desk, TODAY).coming.customers() == [small, large]
    settings.change(desk, "offers.days", "5")
    assert repurchase.for_offers(desk, TODAY).days == 5
    assert len(repurchase.for_offers(desk, TODAY).coming) == 0


def test_nothing_bought_and_days_that_make_no_sense(desk: Desk) -> None:
    found = repurchase.soon(desk, TODAY)
    assert found.why is not None
    assert found.why.code == "repurchase-nothing"
    nothing = repurchase.accuracy(desk, TODAY)
    assert nothing.why is not None
    assert (nothing.why.code, nothing.ours.share, list(nothing.cases)) == ("repurchase-nothing", None, [])
    for days in (0, 367):
        with pytest.raises(UserError) as raised:
            repurchase.soon(desk, TODAY, days)
        assert raised.value.code == "repurchase-days"


@pytest.mark.parametrize("by", ["product", "category"])
def test_all_at_once_equals_one_after_the_other(desk: Desk, by: repurchase.By) -> None:
    dice = random.Random(5)
    goods = [tape(desk, f"胶带{place}") for place in range(3)] + [record(desk, "product", name="木箱", code="M")]
    ids = [add(desk, f"客户{place}") for place in range(8)]
    for customer in ids:
        for day in dice.sample(range(1, 200), dice.randrange(2, 9)):
            on = (TODAY - dt.timedelta(days=day)).isoformat()
            bought(desk, customer, dice.choice(goods), on)
            if day % 5 == 0:
                bought(desk, customer, dice.choice(goods), on, quantity=-10)  # as old sheets write what came back
    found = repurchase.soon(desk, TODAY, 30, by=by)
    one_by_one = next_purchase.of_customers(desk, ids, TODAY, by)
    wanted = {
        (customer, each.key): bool(each.late_days(TODAY))
        for customer, several in one_by_one.items()
        for each in several
        if each.expected(TODAY) and each.on <= TODAY + dt.timedelta(days=30)
    }
    assert wanted
    shown = {(row.customer_id, row.next.key): False for row in repurchase.rows(desk, found)}
    shown |= {(row.customer_id, row.next.key): True for row in repurchase.overdue(desk, found)}
    assert shown == wanted
    with pytest.raises(CancelledError):
        repurchase.soon(desk, TODAY, cancelled=lambda: True)


def test_sales_for_the_maker_name_nobody(desk: Desk, tmp_path: Path, words_en: Words) -> None:
    goods = tape(
        desk, promotion_price=4 * UNITS, promotion_from="2026-10-01", promotion_to="2026-10-31", subsidy=UNITS // 2
    )
    one, two = add(desk, "甲厂"), add(desk, "乙厂")
    bought(desk, one, goods, "2026-10-05", price=4 * UNITS, amount=40 * UNITS)
    bought(desk, two, goods, "2026-10-06", "2026-11-02")  # at the list price
    bought(desk, two, goods, "2026-11-03", price=4 * UNITS, amount=40 * UNITS)  # after the promotion
    bought(desk, two, goods, "2026-10-07", sample=1, price=0, amount=0, quantity=2)
    order = desk.data.database.execute_sql("SELECT id FROM sales_order WHERE date = '2026-10-05'").fetchone()[0]
    returns.add(desk, order, {"date": "2026-11-10"}, [{"product": "胶带", "quantity": "3", "price": "4"}])
    october, november = maker_sales.sold(desk, dt.date(2026, 10, 1), dt.date(2026, 11, 30))
    assert (october.month, october.quantity, october.amount, october.customers) == (dt.date(2026, 10, 1), 20, 90, 2)
    assert (october.promoted, october.subsidy, october.samples, october.returned) == (10, 5, 2, 0)
    assert (november.quantity, november.promoted, november.returned, november.returned_amount) == (20, -3, 3, 12)
    assert november.subsidy == Decimal("-1.5")
    assert maker_sales.export(desk, [october, november], tmp_path / "厂家.xlsx", words_en) == 2
    cells = [str(cell) for row in CalamineWorkbook.from_path(tmp_path / "厂家.xlsx").get_sheet_by_index(0).to_python()
             for cell in row]  # fmt: skip
    assert "胶带" in cells
    assert not any(name in cell for cell in cells for name in ("甲厂", "乙厂", "K0000"))
    assert maker_sales.sold(desk, dt.date(2026, 10, 1), dt.date(2026, 10, 31), category="别的") == []
    with pytest.raises(UserError):
        maker_sales.sold(desk, dt.date(2026, 11, 1), dt.date(2026, 10, 31))


@pytest.mark.skipif(not SHEET.exists(), reason="the shared sample files are not here")
def test_accuracy_over_the_supermarket_equals_plain_python(tmp_path: Path) -> None:
    header, *rows = CalamineWorkbook.from_path(SHEET).get_sheet_by_name("订单").to_python()
    at = {name: place for place, name in enumerate(header)}
    by_product: dict[tuple[str, str], set[dt.date]] = {}
    by_category: dict[tuple[str, str], set[dt.date]] = {}
    for row in rows:
        day = row[at["订单日期"]]
        day = day.date() if isinstance(day, dt.datetime) else day
        who = str(row[at["客户 ID"]])
        by_product.setdefault((who, row[at["产品 ID"]]), set()).add(day)
        by_category.setdefault((who, row[at["类别"]]), set()).add(day)
    misses = []
    for days in map(sorted, by_category.values()):
        if len(days) > 3:
            gaps = [(later - earlier).days for earlier, later in pairwise(days[:-1])]
            misses.append(abs((days[-1] - days[-2]).days - int(median(gaps) + 0.5)))
    desk = make_desk(tmp_path)
    importing.import_file(desk, SHEET, Options(settled=True))
    found = repurchase.accuracy(desk, dt.date(2017, 12, 31), by="category")
    desk.close()
    assert max(map(len, by_product.values())) < 4  # no product was bought so often by anybody
    assert (found.pairs, found.ours.cases) == (len(by_product), len(misses))
    assert found.ours.median_miss == Decimal(str(median(misses)))
    assert found.ours.mean_miss == Decimal(sum(misses) / len(misses)).quantize(Decimal("0.1"))
