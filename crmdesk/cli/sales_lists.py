"""Lists of products, orders, payments and receivables on the command line; the last price, releasing deliveries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from crmdesk.cli import sales
from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option, today_option
from crmdesk.cli.sales_json import ages_json, money, payment_json, product_json, row_json
from crmdesk.core import values
from crmdesk.core.choices import ORDER_STATE
from crmdesk.core.receivables import BUCKETS
from crmdesk.core.sales_lists import Orders, PaymentList
from crmdesk.services import customers, order_numbers, orders, payments, products, receivables

_from = day_option("--from", "Only from this day on.", "first")
_to = day_option("--to", "Only until this day.", "last")
_customer = click.option("--customer", metavar="NUMBER", help="Only of this customer.")


@click.command("products")
@click.argument("query", default="")
@click.option("--all", "all_", is_flag=True, help="Also those no longer sold.")
@json_option
@pass_context
def products_(context: Context, query: str, all_: bool, as_json: bool) -> None:
    """List products, or those that a search for code, name, pinyin or category finds."""
    with context.desk() as desk:
        found = products.products(desk, query, discontinued=all_)
        if as_json:
            print_json([product_json(desk, one) for one in found])
            return
        fields = desk.fields("product")
    words = context.words
    keys = ("code", "name", "category", "unit", "price")
    print_table([[values.show(fields[key], one.values.get(key), words) for key in keys] for one in found])


@click.command("orders")
@click.argument("query", default="")
@click.option("--state", "states", multiple=True, type=click.Choice([choice.key for choice in ORDER_STATE]))
@_customer
@click.option("--by", metavar="NAME", help="Only of this salesperson.")
@_from
@_to
@json_option
@pass_context
def orders_(
    context: Context,
    query: str,
    states: Sequence[str],
    customer: str | None,
    by: str | None,
    first: dt.date | None,
    last: dt.date | None,
    as_json: bool,
) -> None:
    """List orders and offers, the newest first."""
    with context.desk() as desk:
        owner = customers.id_of(desk, customer) if customer else None
        wanted = Orders(query, tuple(states), owner, by, first, last)
        found = orders.rows(desk, orders.find(desk, wanted))
        if as_json:
            print_json([row_json(desk, row) for row in found])
            return
        state = desk.fields("sales_order")["state"]
    words = context.words
    print_table([
        (row.number, words.date(row.date), values.show(state, row.state, words), row.customer_number,
         row.customer_name, words.money(row.amount), words.money(row.due))
        for row in found
    ])  # fmt: skip


@click.command("payments")
@_customer
@_from
@_to
@json_option
@pass_context
def payments_(
    context: Context, customer: str | None, first: dt.date | None, last: dt.date | None, as_json: bool
) -> None:
    """List payments, the newest first."""
    with context.desk() as desk:
        owner = customers.id_of(desk, customer) if customer else None
        found = payments.rows(desk, payments.find(desk, PaymentList(customer_id=owner, from_=first, to=last)))
        if as_json:
            print_json([payment_json(desk, one) for one in found])
            return
    words = context.words
    print_table([
        (one.number, words.date(one.date), one.customer_number, one.customer_name, one.order_number,
         words.money(one.received))
        for one in found
    ])  # fmt: skip


@click.command("receivables")
@today_option
@json_option
@pass_context
def receivables_(context: Context, today: dt.date | None, as_json: bool) -> None:
    """Show what customers owe, by age."""
    with context.desk() as desk:
        ages, owing = receivables.both(desk, today or desk.today())
        if as_json:
            print_json(ages_json(desk, ages, owing))
            return
    words = context.words
    print_table([
        (words.label(label), words.money(amount))
        for label, amount in zip(BUCKETS.values(), ages.aged.amounts, strict=True)
    ])  # fmt: skip
    click.echo()
    print_table([
        (one.number, one.name, words.money(one.owed), words.money(one.overdue),
         words.date(one.since) if one.since else "")
        for one in owing
    ])  # fmt: skip


@click.command("release")
@click.argument("number")
@click.option("--reason", required=True, help="Why it is delivered in spite of the hold.")
@_customer
@json_option
@pass_context
def release(context: Context, number: str, reason: str, customer: str | None, as_json: bool) -> None:
    """Release an order whose delivery is on hold."""
    with context.desk() as desk:
        order_id = order_numbers.order_of(desk, number, customers.id_of(desk, customer) if customer else None)
        orders.release(desk, order_id, reason)
        sales.print_order(desk, order_id, as_json)


@click.command("last-price")
@click.argument("number")
@click.argument("product")
@today_option
@json_option
@pass_context
def last_price(context: Context, number: str, product: str, today: dt.date | None, as_json: bool) -> None:
    """Show what a customer last paid for a product, and the price to ask."""
    with context.desk() as desk:
        customer_id, product_id = customers.id_of(desk, number), products.meant(desk, product)
        found = orders.proposal(desk, customer_id, product_id, today or desk.today())
        if as_json:
            told = {
                "last_price": money(desk, found.last_price),
                "last_discount": found.last_discount,
                "last_on": found.last_on,
                "last_quantity": found.last_quantity,
                "price": money(desk, found.price),
                "discount": found.discount,
                "why": found.why,
                "price_level": found.level or None,
            }
            print_json({"customer": number, "product": products.product(desk, product_id).code, **told})
            return
    words = context.words
    price = words.money(found.last_price) if found.last_price is not None else "—"
    click.echo(f"{price}  {words.date(found.last_on) if found.last_on else ''}".rstrip())


COMMANDS = (products_, orders_, payments_, receivables_, release, last_price)
