"""Verbs about what is sold and who is talked to: offers, orders, money, returns, contacts made, campaigns."""

from __future__ import annotations

from crmdesk.services import (
    campaigns,
    interactions,
    invoices,
    objections,
    orders,
    payments,
    returns,
)
from tests.services.deeds import Deeds, Person

_ORDERED = "r.state = 'ordered'"
_CALLED = "r.campaign IN (SELECT id FROM campaign WHERE deleted_at IS NULL)"


def deeds(one: Person) -> Deeds:
    return {**_orders(one), **_deciding(one), **_money(one), **_met(one), **_campaigns(one)}


def line(one: Person) -> dict[str, str]:
    return {"product": "P1", "quantity": str(one.dice.randrange(1, 50)), "price": one.yuan()}


def _orders(one: Person) -> Deeds:
    desk = one.desk

    def add() -> None:
        typed = {
            "state": one.one_of(("ordered", "ordered", "offer")),
            "date": one.on(-400),
            "terms_days": one.one_of(("0", "30")),
        }
        orders.add(desk, one.owner(), typed, [line(one) for _ in range(one.dice.randrange(1, 3))])

    def edit() -> None:
        lines = one.dice.choice((None, [line(one)]))
        orders.edit(desk, one.some("sales_order"), {"notes": one.word()}, lines)

    return {
        "order-add": add,
        "order-edit": edit,
        "orders-delete": lambda: orders.delete(desk, [one.some("sales_order")]),
        "order-restore": lambda: orders.restore(desk, one.some("sales_order", gone=True)),
    }


def _deciding(one: Person) -> Deeds:
    desk = one.desk

    def offer() -> int:
        if one.dice.random() < 0.5:
            orders.add(desk, one.owner(), {"state": "offer"}, [line(one)])
        return one.some("sales_order", "r.state = 'offer'")

    return {
        "offer-win": lambda: orders.win(desk, offer()),
        "offer-lose": lambda: orders.lose(desk, offer(), "price", "虚谷包材", one.word()),
        "order-cancel": lambda: orders.cancel(desk, one.some("sales_order", _ORDERED)),
        "order-deliver": lambda: orders.deliver(desk, one.some("sales_order", _ORDERED), one.day(0, 3)),
        "order-release": lambda: release(one),
    }


def release(one: Person) -> None:
    """An order beyond the limit of somebody who has next to none."""
    desk = one.desk
    if one.dice.random() < 0.6:
        owner = one.customer_with(credit_limit="1")
        orders.add(desk, owner, {}, [{"product": "P1", "quantity": "9", "price": "100"}])
    orders.release(desk, one.some("sales_order", "r.hold = 1"), "老客户")


def _money(one: Person) -> Deeds:
    desk = one.desk

    def pay() -> None:
        order = one.some("sales_order", _ORDERED)
        payments.add(desk, orders.order(desk, order).customer_id, {"amount": one.yuan(), "date": one.on()}, order)

    def back() -> None:
        order = one.some("sales_order", _ORDERED)
        returns.add(desk, order, {"date": one.on(0)}, [{"product": "P1", "quantity": "1", "amount": "0.01"}])

    return {
        "payment-add": pay,
        "payment-edit": lambda: payments.edit(desk, one.some("payment"), {"amount": one.yuan()}),
        "payment-delete": lambda: payments.delete(desk, one.some("payment")),
        "payment-restore": lambda: payments.restore(desk, one.some("payment", gone=True)),
        "invoice-add": lambda: invoices.add(
            desk, one.some("sales_order", _ORDERED), {"amount": one.yuan(), "number": one.word()}
        ),
        "invoice-edit": lambda: invoices.edit(desk, one.some("invoice"), {"amount": one.yuan()}),
        "invoice-delete": lambda: invoices.delete(desk, one.some("invoice")),
        "return-add": back,
        "return-edit": lambda: returns.edit(desk, one.some("goods_return"), {"notes": one.word()}),
        "return-delete": lambda: returns.delete(desk, one.some("goods_return")),
        "return-restore": lambda: returns.restore(desk, one.some("goods_return", gone=True)),
    }


def _met(one: Person) -> Deeds:
    desk = one.desk
    met = {"kind": "call", "content": "谈价格", "next_step": "回访"}
    step = "r.next_date IS NOT NULL AND r.next_done_on IS NULL"
    return {
        "interaction-add": lambda: interactions.add(
            desk, one.owner(), {**met, "at": one.on(), "next_date": one.on(1, 20)}
        ),
        "interaction-edit": lambda: interactions.edit(desk, one.some("interaction"), {"content": one.word()}),
        "interaction-delete": lambda: interactions.delete(desk, one.some("interaction")),
        "interaction-restore": lambda: interactions.restore(desk, one.some("interaction", gone=True)),
        "step-done": lambda: interactions.finish_step(desk, one.some("interaction", step)),
        "step-postpone": lambda: interactions.postpone_step(desk, one.some("interaction", step), one.day(30, 60)),
        "objection-add": lambda: objections.add(desk, one.owner(), {"kind": "price", "text": one.word()}),
        "objection-edit": lambda: objections.edit(desk, one.some("objection"), {"text": one.word()}),
        "objection-delete": lambda: objections.delete(desk, one.some("objection")),
    }


def _campaigns(one: Person) -> Deeds:
    desk = one.desk

    def call() -> None:
        campaigns.record(
            desk, one.some("campaign_call", _CALLED), one.one_of(("interested", "no-answer", "later")), one.word()
        )

    return {
        "campaign-add": lambda: campaigns.add(desk, {"name": one.word() + one.word()}, one.customers()),
        "campaign-edit": lambda: campaigns.edit(desk, one.some("campaign"), {"script": one.word()}),
        "campaign-delete": lambda: campaigns.delete(desk, one.some("campaign")),
        "campaign-more": lambda: campaigns.add_customers(desk, one.some("campaign"), one.customers()),
        "campaign-less": lambda: campaigns.take_off(desk, one.some("campaign_call", _CALLED)),
        "campaign-call": call,
    }
