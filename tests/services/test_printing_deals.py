"""What stands on papers of a sale, offer sheets and letters before they are set."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.printed_deals import Deal, Letter, OfferSheet, Statement
from crmdesk.core.printing import Printout, usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.services import (
    addresses,
    contacts,
    customers,
    orders,
    payments,
    printing,
    printing_letter,
    products,
    receivables,
    returns,
    settings,
)
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish

TODAY = dt.date(2026, 11, 21)
TAPE = {"product": "JD-48", "quantity": "100"}


@pytest.fixture
def owner(desk: Desk) -> int:
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5", "unit": "卷"})
    typed = {"name": "禾砚有限公司", "terms_days": "30", "phone": "0573-82000013", "address": "云岫路 18 号",
             "city": "嘉兴市", "bank": "示例银行", "bank_account": "6222020200112233445"}  # fmt: skip
    return customers.add(desk, typed, [{"name": "周砚秋", "title": "总经理", "mobile": "13900000013", "main": "是"}])[0]


def read(desk: Desk, words: Words, kind: str, *ids: int, masked: bool = False, **chosen: Any) -> list[Printout]:
    style = usual_style(known(kind))
    style = type(style)(kind, style.paper, masked=masked, chosen={key.rstrip("_"): chosen[key] for key in chosen})
    return list(printing.printouts(desk, Wish(kind, style, ids, TODAY), words))


def sell(desk: Desk, owner: int, date: str, quantity: int = 100, **typed: str) -> int:
    return orders.add(desk, owner, {"date": date, **typed}, [{**TAPE, "quantity": str(quantity)}])[0]


def test_a_quotation_names_the_customer_and_until_when_it_holds(desk: Desk, owner: int, words_zh: Words) -> None:
    offer = sell(desk, owner, "2026-11-20", state="offer")
    dated = sell(desk, owner, "2026-11-20", state="offer", valid_until="2027-01-01", notes="老板批的价")
    (printout,) = read(desk, words_zh, "quotation", offer, dated, remarks="含税")
    first, second = printout.documents
    assert isinstance(first, Deal)
    assert (first.valid_until, second.valid_until) == (dt.date(2026, 12, 20), dt.date(2027, 1, 1))
    assert (first.party.contact, first.party.phone) == ("周砚秋", "139 0000 0013")
    assert first.party.bank == "示例银行 6222020200112233445"
    assert first.party.address == first.deliver_to == "嘉兴市云岫路 18 号"
    assert second.remarks == "含税"  # the order's own remarks may be meant for ourselves
    (own,) = read(desk, words_zh, "quotation", dated, notes=True, valid_days=0)
    assert own.documents[0].remarks == "老板批的价"
    assert printout.named == (("D00001", "禾砚有限公司"), ("D00002", "禾砚有限公司"))
    assert printout.ids == (owner, owner)


def test_a_delivery_note_has_a_page_for_each_copy_and_knows_who_receives(
    desk: Desk, owner: int, words_zh: Words
) -> None:
    typed = {"label": "收货地址", "city": "嘉兴市", "address": "云岫路 18 号 2 号库", "recipient": "方小满",
             "phone": "13900000014"}  # fmt: skip
    addresses.add(desk, owner, typed)
    order = sell(desk, owner, "2026-11-20")
    (printout,) = read(desk, words_zh, "delivery", order, copies=("customer", "stub"))
    stub, copy = printout.documents
    assert [one.copy for one in (stub, copy)] == ["stub", "customer"]
    assert (stub.deliver_to, stub.receiver, stub.receiver_phone) == (
        "嘉兴市云岫路 18 号 2 号库",
        "方小满",
        "139 0000 0014",
    )
    assert not stub.priced
    assert [name for _number, name in printout.named] == ["禾砚有限公司 存根联", "禾砚有限公司 客户联"]
    elsewhere = sell(desk, owner, "2026-11-21", address="杭州工地")
    (printout,) = read(desk, words_zh, "delivery", elsewhere, prices=True)
    (document,) = printout.documents
    assert (document.deliver_to, document.receiver, document.priced) == ("杭州工地", "周砚秋", True)


def test_a_statement_balances_and_agrees_with_what_is_owed(desk: Desk, owner: int, words_zh: Words) -> None:
    old = sell(desk, owner, "2025-12-01")
    sell(desk, owner, "2026-10-01", 200)
    back = sell(desk, owner, "2026-11-05")
    orders.add(desk, owner, {"date": "2026-11-06", "state": "offer"}, [TAPE])
    for day, amount, order in (("2026-01-10", "100", old), ("2026-02-10", "50", old), ("2026-11-10", "20", None)):
        number = orders.order(desk, order).number if order else ""
        payments.add(desk, owner, {"date": day, "amount": amount, "sales_order": number})
    returns.add(desk, back, {"date": "2026-11-08"}, [{"product": "JD-48", "quantity": "10"}])
    (printout,) = read(desk, words_zh, "statement", owner)
    (found,) = printout.documents
    assert isinstance(found, Statement)
    account = found.account
    assert (account.opening, account.closing) == (350, Decimal(350 - 150 + 700 + 350 - 35 - 20))
    assert [each.kind for each in account.movements] == ["payment", "payment", "order", "order", "return", "payment"]
    (owing,) = receivables.owing(desk, TODAY)
    assert found.closing == owing.owed - owing.credit
    assert (found.aged.overdue, found.since) == (owing.overdue, owing.since)
    assert found.in_favour == 20
    (before,) = read(desk, words_zh, "statement", owner, period="last-year")[0].documents
    assert (before.account.opening, before.closing, before.aged.owed) == (0, 350, 350)
    day = {"from_": dt.date(2026, 11, 8), "to": dt.date(2026, 11, 8)}
    (one,) = read(desk, words_zh, "statement", owner, period="own", **day)[0].documents
    assert [each.number for each in one.account.movements] == ["R00001"]
    with pytest.raises(UserError, match="print-days"):
        read(desk, words_zh, "statement", owner, period="own", from_=TODAY, to=TODAY - dt.timedelta(days=1))


def test_of_several_customers_each_has_its_own_account(desk: Desk, owner: int, words_zh: Words) -> None:
    other = customers.add(desk, {"name": "林氏", "kind": "enterprise"})[0]
    sell(desk, owner, "2026-11-01")
    sell(desk, other, "2026-11-02", 1)
    (printout,) = read(desk, words_zh, "statement", other, owner)
    assert [one.closing for one in printout.documents] == [Decimal("3.5"), 350]
    assert printout.ids == (other, owner)


def regular(desk: Desk, owner: int, quantity: int = 100) -> None:
    for day in ("2026-08-25", "2026-09-24", "2026-10-24"):
        sell(desk, owner, day, quantity)


def test_an_offer_sheet_for_who_bought_enough_and_needs_something(desk: Desk, owner: int, words_zh: Words) -> None:
    small = customers.add(desk, {"name": "小店", "kind": "enterprise"})[0]
    idle = customers.add(desk, {"name": "没买过", "kind": "enterprise"})[0]
    regular(desk, owner)
    regular(desk, small, 2)
    (printout,) = read(desk, words_zh, "offer", owner, small, idle)
    (sheet,) = printout.documents
    assert isinstance(sheet, OfferSheet)
    assert (sheet.party.name, sheet.called, sheet.why) == ("禾砚有限公司", "周总", None)
    assert [(need.next.name, need.next.on) for need in sheet.needs] == [("封箱胶带", dt.date(2026, 11, 23))]
    (everybody,) = read(desk, words_zh, "offer", owner, small, idle, who="everybody")
    assert [bool(one.needs) for one in everybody.documents] == [True, True, False]
    assert everybody.documents[2].why.code == "print-offer-nothing"
    (alone,) = read(desk, words_zh, "offer", small)
    assert alone.documents[0].needs
    assert alone.ids == (small,)
    settings.change(desk, "offers.from", "0")
    (lower,) = read(desk, words_zh, "offer", owner, small, idle)
    assert [one.party.name for one in lower.documents] == ["禾砚有限公司", "小店"]
    customers.edit(desk, owner, {"consent_withdrawn_on": "2026-01-01"})
    (willing,) = read(desk, words_zh, "offer", owner, small, idle)
    assert [one.party.name for one in willing.documents] == ["小店"]


def test_an_offer_sheet_says_why_there_is_nothing_on_it(desk: Desk, owner: int, words_zh: Words) -> None:
    (never,) = read(desk, words_zh, "offer", owner)
    assert never.documents[0].why.code == "print-offer-nothing"
    sell(desk, owner, "2026-10-24")
    (once,) = read(desk, words_zh, "offer", owner)
    assert once.documents[0].why.code == "print-offer-dates"
    for day in ("2026-04-24", "2026-01-24"):
        sell(desk, owner, day)
    (later,) = read(desk, words_zh, "offer", owner)
    assert later.documents[0].why.code == "print-offer-none"
    assert "30" in later.documents[0].why.told(words_zh)


def test_letters_go_to_main_contacts_who_agree(desk: Desk, owner: int, words_zh: Words) -> None:
    refusing = customers.add(desk, {"name": "李明", "kind": "individual", "consent_withdrawn_on": "2026-01-01"})[0]
    woman = customers.add(desk, {"name": "王芳", "kind": "individual", "gender": "女"})[0]
    (printout,) = read(desk, words_zh, "letter", owner, refusing, woman, occasion="spring-festival")
    first, second = printout.documents
    assert isinstance(first, Letter)
    assert [one.salutation for one in (first, second)] == ["尊敬的周总：", "尊敬的王女士："]
    assert printout.ids == (owner, woman)
    assert (first.signed, first.dated) == ("陈立", "2026年11月21日")
    with pytest.raises(UserError, match="print-left-out"):
        read(desk, words_zh, "letter", refusing)


def test_a_letter_in_ones_own_words(desk: Desk, owner: int, words_zh: Words) -> None:
    text = '{称呼}，{节日}将至。\n#read("x") *恭贺* {客户}！'
    (printout,) = read(desk, words_zh, "letter", owner, text=text, occasion="new-year", signed="王晓", place="嘉兴")
    (letter,) = printout.documents
    assert letter.paragraphs == ("元旦将至。", '#read("x") *恭贺* 禾砚有限公司！')
    assert (letter.signed, letter.dated) == ("王晓", "2026年11月21日于嘉兴")
    with pytest.raises(UserError, match="greeting-placeholder"):
        read(desk, words_zh, "letter", owner, text="{电话}")


def test_the_text_to_be_edited_is_the_one_that_is_printed(desk: Desk, owner: int, words_zh: Words) -> None:
    style = usual_style(known("letter"))
    text = printing_letter.usual_text(desk, owner, style, TODAY)
    (usual,) = read(desk, words_zh, "letter", owner)
    (edited,) = read(desk, words_zh, "letter", owner, text=text)
    assert usual.documents == edited.documents
    assert len(usual.documents[0].paragraphs) == 2


def test_anniversaries_say_how_many_years(desk: Desk, owner: int, words_zh: Words) -> None:
    customers.edit(desk, owner, {"founded_on": "2009-11-21"})
    (printout,) = read(desk, words_zh, "letter", owner, occasion="founding")
    assert "17周年" in printout.documents[0].paragraphs[0]


def test_masked_papers_hide_what_is_personal(desk: Desk, owner: int, words_zh: Words) -> None:
    person = customers.add(
        desk, {"name": "李明", "kind": "individual", "mobile": "13912345678", "address": "安居里 8 号"}
    )[0]
    contacts.add(desk, owner, {"name": "方小满", "mobile": "13987654321"})
    orders_ = [
        orders.add(desk, person, {"address": "安居里 8 号", "notes": "电话 13912345678"}, [TAPE])[0],
        orders.add(desk, owner, {"notes": "找方工 13987654321"}, [TAPE])[0],
    ]
    payments.add(desk, person, {"amount": "1", "reference": "6222020200112233445"})
    for kind, ids in (
        ("quotation", orders_),
        ("delivery", orders_),
        ("statement", [person, owner]),
        ("offer", [person]),
    ):
        shown = str([one.documents for one in read(desk, words_zh, kind, *ids, masked=True)])
        plain = str([one.documents for one in read(desk, words_zh, kind, *ids)])
        for secret in ("13912345678", "139 1234 5678", "安居里 8 号", "139 0000 0013"):
            assert secret not in shown, kind
        assert "139" in plain
    assert "6222020200112233445" not in str(read(desk, words_zh, "statement", person, masked=True)[0].documents)
