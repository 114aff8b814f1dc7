"""Papers of a sale, offer sheets and letters read back from their PDFs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.paper.printing import Printed, Typesetter
from crmdesk.services import customers, orders, payments, printing, products, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from tests.desk import make_desk
from tests.paper import reading
from tests.paper.printed import png
from tests.paper.printed import typesetter as typesetter_of

TODAY = dt.date(2026, 11, 21)
NASTY = '#read("x") *_$<@>` {} \\ 𠮷㛃 😀'
LONG = "禾砚精密机械制造（嘉兴）股份有限公司" * 3 + "驻上海办事处"
KINDS = ("quotation", "delivery", "statement", "offer", "letter")
Print = Callable[..., Printed]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("deals"))
    settings.change_several(made, {"company.name": "青禾包材有限公司", "company.phone": "0573-82000001"})
    yield made
    made.close()


@pytest.fixture(scope="module")
def sold(desk: Desk) -> dict[str, int]:
    """A customer with an order in three parts, and one of whom everything is long and odd."""
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5", "unit": "卷"})
    products.add(desk, {"name": NASTY, "code": "X" * 40, "price": "0.1234"})
    usual = customers.add(desk, {"name": "禾砚有限公司"}, [{"name": "周砚秋", "title": "总经理", "main": "是"}])[0]
    odd = customers.add(desk, {"name": LONG, "address": NASTY}, [{"name": NASTY, "main": "是"}])[0]
    order = orders.add(desk, usual, {"reduction": "50", "terms_days": "30", "date": "2026-11-20"}, [
        {"product": "JD-48", "quantity": "100"}, {"product": NASTY, "quantity": "2.5", "discount": "8折"},
    ])[0]  # fmt: skip
    many = [{"product": NASTY, "quantity": str(at + 1), "description": NASTY} for at in range(24)]
    long = orders.add(desk, odd, {"date": "2026-11-20", "reference": NASTY}, many)[0]
    for day in ("2026-08-25", "2026-09-24", "2026-10-24"):
        orders.add(desk, usual, {"date": day}, [{"product": "JD-48", "quantity": "500"}])
    payments.add(desk, usual, {"amount": "1000", "date": "2026-11-01"})
    return {"usual": usual, "odd": odd, "order": order, "long": long}


@pytest.fixture(scope="module")
def prints(desk: Desk, typesetter: Typesetter, words_zh: Words) -> Print:
    def made(kind: str, *ids: int, paper: str = "A4", landscape: bool = False, **chosen: Any) -> Printed:
        style = replace(usual_style(known(kind)), paper=paper, landscape=landscape, chosen=chosen)
        return typesetter.pdf(printing.printouts(desk, Wish(kind, style, ids, TODAY), words_zh))

    return made


def about(kind: str, sold: dict[str, int], which: str = "usual") -> int:
    by_order = {"usual": "order", "odd": "long"}
    return sold[by_order[which] if kind in ("quotation", "delivery") else which]


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_one_page_that_says_who_we_are_and_whom_it_is_for(
    kind: str, sold: dict[str, int], prints: Print
) -> None:
    made = prints(kind, about(kind, sold))
    assert made.pages == 1
    assert reading.size_mm(made.pdf) == (210.0, 297.0)
    assert reading.fonts_embedded(made.pdf)
    assert not reading.radicals(made.pdf)
    assert "青禾包材有限公司" in reading.text(made.pdf)
    assert ("周总" if kind == "letter" else "禾砚有限公司") in reading.text(made.pdf)
    assert made.pdf == prints(kind, about(kind, sold)).pdf


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("paper", "landscape"), [("A5", False), ("A5", True), ("Letter", False)])
def test_whatever_stands_on_it_is_printed_on_any_paper(
    kind: str, paper: str, landscape: bool, sold: dict[str, int], prints: Print
) -> None:
    chosen = {"remarks": NASTY * 3} if kind != "letter" else {"text": f"{NASTY.replace('{}', '')} 您好" * 40}
    made = prints(kind, about(kind, sold, "odd"), paper=paper, landscape=landscape, **chosen)
    width, height = {"A5": (148.0, 210.0), "Letter": (215.9, 279.4)}[paper]
    assert reading.size_mm(made.pdf) == ((height, width) if landscape else (width, height))
    told = reading.text(made.pdf)
    for part in ('#read("x")', "*_$<@>`", "𠮷㛃"):
        assert part in told
    assert not reading.radicals(made.pdf)


def test_lines_sums_and_the_amount_in_capitals(sold: dict[str, int], prints: Print) -> None:
    told = reading.text(prints("quotation", sold["order"]).pdf)
    for part in ("¥3.5000", "¥0.1234", "8折", "¥350.00", "¥350.25", "-¥50.00", "¥300.25", "人民币叁佰元贰角伍分"):
        assert part in told


def test_figures_of_a_column_stand_below_each_other(sold: dict[str, int], prints: Print) -> None:
    found = reading.positions(prints("quotation", sold["order"]).pdf)
    ends = {text: x for text, x, _y in found}
    assert ends["¥3.5000"] == pytest.approx(ends["¥0.1234"], abs=0.1)


def test_a_long_order_repeats_its_header_and_keeps_its_lines_whole(
    sold: dict[str, int], prints: Print, words_zh: Words
) -> None:
    made = prints("quotation", sold["long"])
    assert made.pages > 1
    pages = reading.pages(made.pdf)
    assert all("单价" in page for page in pages[:-1])
    assert all(LONG[:20] in page.replace(" ", "") for page in pages[1:])  # running head
    page = words_zh.gettext("Page {page} of {pages}").format(page=2, pages=made.pages)
    assert "".join(page.split()) in "".join(pages[1].split())


def test_a_delivery_note_has_no_prices_unless_chosen(sold: dict[str, int], prints: Print) -> None:
    assert "¥" not in reading.text(prints("delivery", sold["order"]).pdf)
    copies = prints("delivery", sold["order"], prices=True, copies=("stub", "customer"))
    assert copies.pages == 2
    first, second = reading.pages(copies.pdf)
    assert "存根联" in first
    assert "客户联" in second
    assert "¥300.25" in first
    assert [title for title, _page in reading.bookmarks(copies.pdf)] == [
        "D00001 禾砚有限公司 存根联", "D00001 禾砚有限公司 客户联",
    ]  # fmt: skip


def test_a_statement_ends_with_what_is_owed(sold: dict[str, int], prints: Print) -> None:
    told = reading.text(prints("statement", sold["usual"], goods=True).pdf)
    for part in ("¥5,250.00", "¥1,000.00", "¥4,550.25", "人民币肆仟伍佰伍拾元贰角伍分", "500卷×¥3.50"):
        assert part in told


def test_an_offer_sheet_with_nothing_to_offer_says_why(sold: dict[str, int], prints: Print, words_zh: Words) -> None:
    made = prints("offer", sold["odd"])
    assert made.pages == 1
    said = words_zh.message("print-offer-dates", {"dates": 3})
    assert "".join(said.split()) in reading.text(made.pdf)


def test_an_offer_sheet_says_until_when_a_promotion_lasts(desk: Desk, words_en: Words) -> None:
    shop = customers.add(desk, {"name": "川栖商店"})[0]
    promoted = {"promotion_price": "2", "promotion_to": "2026-12-05"}
    for code, more in (("T-1", {}), ("T-2", promoted), ("T-3", {"promotion_price": "2"})):
        products.add(desk, {"name": code, "code": code, "price": "3", **more})
        for day in ("2026-08-25", "2026-09-24", "2026-10-24"):
            orders.add(desk, shop, {"date": day}, [{"product": code, "quantity": "500"}])
    wish = Wish("offer", usual_style(known("offer")), (shop,), TODAY)
    told = reading.text(typesetter_of(words_en).pdf(printing.printouts(desk, wish, words_en)).pdf)
    until = "".join(f"promotion until {words_en.date(dt.date(2026, 12, 5))}".split())
    assert (told.count("promotion"), told.count(until)) == (2, 1)


def test_a_letter_is_dated_and_signed(sold: dict[str, int], prints: Print) -> None:
    told = reading.text(prints("letter", sold["usual"], occasion="spring-festival", place="嘉兴").pdf)
    assert "尊敬的周总：" in told
    assert "给您拜年了" in told or "新春快乐" in told
    assert told.endswith("青禾包材有限公司陈立2026年11月21日于嘉兴")


def test_a_logo_that_is_no_picture_does_not_break_the_page(
    tmp_path: Path, words_zh: Words, typesetter: Typesetter
) -> None:
    desk = make_desk(tmp_path)
    owner = customers.add(desk, {"name": "林氏"})[0]
    style = usual_style(known("statement"))
    (printout,) = printing.printouts(desk, Wish("statement", style, (owner,), TODAY), words_zh)
    desk.close()
    broken = replace(printout, letterhead=replace(printout.letterhead, logo=b"no picture", name="青禾"))
    assert typesetter.pdf([broken]).pages == 1
    wide = replace(printout, letterhead=replace(printout.letterhead, logo=png(1000, 1), name="青禾包材有限公司"))
    assert "青禾包材有限公司" in reading.pages(typesetter.pdf([wide]).pdf)[0]  # beside it, in one line
