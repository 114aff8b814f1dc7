"""Adding by kind of record; changing, deleting and restoring by number: a customer's, an order's, a product's …"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import click
from msgspec import Struct

from crmdesk.cli import complaints, customers, file_parts, interactions, sales, staff
from crmdesk.cli.context import Context, json_option, pass_context
from crmdesk.cli.days import day_option
from crmdesk.cli.sales import Pairs
from crmdesk.core import interactions as interaction_numbers
from crmdesk.core import texts
from crmdesk.core.errors import UserError
from crmdesk.core.sales import payment_id
from crmdesk.services import complaints as complaint_verbs
from crmdesk.services import customers as customer_verbs
from crmdesk.services import interactions as interaction_verbs
from crmdesk.services import order_numbers, orders, payments, products, returns
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import orders as orders_store
from crmdesk.store import products as products_store

_UNKNOWN = (("D", "order-unknown"), ("R", "return-unknown"), ("P", "product-unknown"), ("T", "complaint-number"))
Add = Callable[[Context, Desk, Pairs, bool], None]
_CUSTOMER, _ORDER, _RETURN, _PRODUCT, _PAYMENT, _INTERACTION, _COMPLAINT = (
    "customer", "order", "return", "product", "payment", "interaction", "complaint",
)  # fmt: skip
_ADDING: Mapping[str, Add] = {
    _PRODUCT: sales.add_product,
    _ORDER: sales.add_order,
    _PAYMENT: sales.add_payment,
    _RETURN: sales.add_return,
    "invoice": sales.add_invoice,
    _CUSTOMER: lambda context, desk, pairs, as_json: customers.add_customer(context, desk, pairs.plain(), as_json),
    _INTERACTION: lambda context, desk, pairs, as_json: interactions.add_interaction(
        context, desk, pairs.plain(), as_json
    ),
    "objection": lambda context, desk, pairs, as_json: interactions.add_objection(
        context, desk, pairs.plain(), as_json
    ),
    _COMPLAINT: lambda context, desk, pairs, as_json: complaints.add_complaint(context, desk, pairs.plain(), as_json),
    "staff": lambda context, desk, pairs, as_json: staff.add_staff(context, desk, pairs.plain(), as_json),
}


class Numbered(Struct, frozen=True):
    """A living record that a number means."""

    kind: str
    id: int


def meant(desk: Desk, number: str, customer: str | None = None, on: dt.date | None = None) -> Numbered:
    """The living record with a number: a customer's before an order's, a return's, a complaint's, a product's; payments
    (S00001) and contacts made (J00001) by their computed ones.

    Raises UserError as the one of a customer does where it is nobody's.
    """
    found = customers_store.id_of_number(desk.data, number)
    if found is not None and not found[1]:
        return Numbered(_CUSTOMER, found[0])
    if orders_store.by_number(desk.data, "sales_order", number):
        owner = customer_verbs.id_of(desk, customer) if customer else None
        return Numbered(_ORDER, order_numbers.order_of(desk, number, owner, on))
    if orders_store.by_number(desk.data, "goods_return", number):
        return Numbered(_RETURN, returns.id_of(desk, number))
    if any(not gone for _, gone in complaint_verbs.numbered(desk, number)):
        return Numbered(_COMPLAINT, complaint_verbs.id_of(desk, number))
    if codes := products_store.by_code(desk.data, number):
        return Numbered(_PRODUCT, codes[0])
    for kind, id_ in _computed(number).items():
        flat = desk.records.read(kind, id_)
        if flat is not None and "deleted_at" not in flat:
            return Numbered(kind, id_)
    _refuse(desk, number)
    return Numbered(_CUSTOMER, customer_verbs.id_of(desk, number))


def _refuse(desk: Desk, number: str) -> None:
    """Say of a number that looks like none of a customer's what it is not."""
    if orders_store.by_number(desk.data, "sales_order", number, deleted=True):
        raise UserError("order-in-trash", number=number)
    if complaint_verbs.numbered(desk, number):
        raise UserError("complaint-in-trash", number=number)
    for kind in _computed(number):
        raise UserError(f"{kind}-unknown" if kind == _PAYMENT else "interaction-number", number=number)
    for prefix, code in (
        ("D", "order-unknown"),
        ("R", "return-unknown"),
        ("P", "product-unknown"),
        ("T", "complaint-number"),
    ):
        if number[:1].upper() == prefix and number[1:].isdecimal():
            raise UserError(code, number=number, text=number)


def _computed(number: str) -> dict[str, int]:
    clean = texts.clean(number)
    known = {_PAYMENT: payment_id(clean), _INTERACTION: interaction_numbers.id_of(clean)}
    return {kind: id_ for kind, id_ in known.items() if id_ is not None}


_which = (
    click.option("--customer", metavar="NUMBER", help="Whose order, where several have that number."),
    day_option("--date", "Of which day, where several orders have that number.", "on"),
)


@click.command("add")
@click.argument(
    "kind", type=click.Choice([_CUSTOMER, *file_parts.ADDED, *(kind for kind in _ADDING if kind != _CUSTOMER)])
)
@click.argument("pairs", nargs=-1, metavar="FIELD=VALUE…")
@json_option
@pass_context
def add(context: Context, kind: str, pairs: Sequence[str], as_json: bool) -> None:
    """Add a record: a customer, competitor, product or person of ours; with customer=NUMBER what belongs to one.

    An order takes product= quantity= price=, or line=CODE,QUANTITY,PRICE[,DISCOUNT] as often as it has lines; payments,
    returns and invoices say order=NUMBER.
    """
    read = sales.read_arguments(pairs)
    with context.desk() as desk:
        if kind in _ADDING:
            _ADDING[kind](context, desk, read, as_json)
        else:
            file_parts.add_record(context, desk, kind, read.plain(), as_json)


@click.command("edit")
@click.argument("number")
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@_which[0]
@_which[1]
@json_option
@pass_context
def edit(
    context: Context, number: str, pairs: Sequence[str], customer: str | None, on: dt.date | None, as_json: bool
) -> None:
    """Change fields of a record by its number; an empty value empties the field."""
    read = sales.read_arguments(pairs)
    with context.desk() as desk:
        found = meant(desk, number, customer, on)
        match found.kind:
            case "order":
                sales.edit_order(context, desk, found.id, read, as_json)
            case "return":
                sales.edit_return(context, desk, found.id, read, as_json)
            case "product":
                sales.edit_product(context, desk, found.id, read, as_json)
            case "payment":
                sales.edit_payment(context, desk, found.id, read, as_json)
            case "interaction":
                interactions.edit_interaction(context, desk, found.id, read.plain(), as_json)
            case "complaint":
                complaints.edit_complaint(context, desk, found.id, read.plain(), as_json)
            case _:
                customers.edit_customer(context, desk, found.id, read.plain(), as_json)


@click.command("delete")
@click.argument("number")
@_which[0]
@_which[1]
@json_option
@pass_context
def delete(context: Context, number: str, customer: str | None, on: dt.date | None, as_json: bool) -> None:
    """Put a record into the trash by its number; an order with its payments and returns."""
    with context.desk() as desk:
        found = meant(desk, number, customer, on)
        match found.kind:
            case "order":
                sales.print_order(desk, found.id, as_json)
                orders.delete(desk, (found.id,))
            case "return":
                sales.print_return(desk, found.id, as_json)
                returns.delete(desk, found.id)
            case "product":
                sales.print_product(desk, found.id, as_json)
                products.delete(desk, found.id)
            case "payment":
                sales.print_payment(desk, found.id, as_json)
                payments.delete(desk, found.id)
            case "interaction":
                interactions.delete_interaction(context, desk, found.id, as_json)
            case "complaint":
                complaints.delete_complaint(context, desk, found.id, as_json)
            case _:
                customers.delete_customer(context, desk, found.id, as_json)


@click.command("restore-deleted")
@click.argument("number")
@json_option
@pass_context
def restore_deleted(context: Context, number: str, as_json: bool) -> None:
    """Take a record out of the trash by its number."""
    with context.desk() as desk:
        if customers_store.id_of_number(desk.data, number) is not None:
            customers.restore_customer(context, desk, customer_verbs.id_in_trash(desk, number), as_json)
            return
        for kind, id_ in _computed(number).items():
            _restore_computed(context, desk, kind, id_, as_json)
            return
        if any(orders_store.by_number(desk.data, "sales_order", number, deleted=gone) for gone in (True, False)):
            order_id = orders.in_trash(desk, number)
            orders.restore(desk, order_id)
            sales.print_order(desk, order_id, as_json)
        elif any(orders_store.by_number(desk.data, "goods_return", number, deleted=gone) for gone in (True, False)):
            return_id = returns.in_trash(desk, number)
            returns.restore(desk, return_id)
            sales.print_return(desk, return_id, as_json)
        elif complaint_verbs.numbered(desk, number):
            complaint_id = complaint_verbs.in_trash(desk, number)
            complaint_verbs.restore(desk, complaint_id)
            complaints.print_complaint(context, desk, complaint_id, as_json)
        elif products_store.in_trash(desk.data, number) or products_store.by_code(desk.data, number):
            product_id = products.in_trash(desk, number)
            products.restore(desk, product_id)
            sales.print_product(desk, product_id, as_json)
        else:
            _refuse(desk, number)
            customer_verbs.id_in_trash(desk, number)


def _restore_computed(context: Context, desk: Desk, kind: str, id_: int, as_json: bool) -> None:
    if kind == _PAYMENT:
        payments.restore(desk, id_)
        sales.print_payment(desk, id_, as_json)
    else:
        interaction_verbs.restore(desk, id_)
        interactions.print_interaction(context, desk, id_, as_json)


COMMANDS = (add, edit, delete, restore_deleted)
