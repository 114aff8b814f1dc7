"""Adding and changing products, orders, payments, returns and invoices on the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import click
from msgspec import Struct

from crmdesk.cli.context import Context, print_json
from crmdesk.cli.records import read_pairs, report
from crmdesk.cli.sales_json import invoice_json, order_json, payment_json, product_json, return_json
from crmdesk.core.errors import Problem, UserError
from crmdesk.services import customers, invoices, order_numbers, orders, payments, products, returns
from crmdesk.services.desk import Desk
from crmdesk.services.order_typed import read as read_order

_LINE = ("product", "quantity", "price", "discount")
_RETURN_LINE = ("product", "quantity", "price")
_OF_LINE = ("product", "description", "quantity", "price", "discount", "cost", "sample")
_SEVERAL = ("line", "instalment")
_LEAST = 2

Texts = dict[str, str]


class Pairs(Struct, frozen=True):
    """FIELD=VALUE arguments; `several`: those that may be given more than once."""

    typed: Texts
    several: Mapping[str, Sequence[str]]

    def plain(self) -> Texts:
        """For a kind of record without lines. Raises UserError('field-unknown')."""
        for key, given in self.several.items():
            if given:
                raise UserError("field-unknown", field=key)
        return self.typed


def read_arguments(pairs: Sequence[str]) -> Pairs:
    """FIELD=VALUE arguments, `line=` and `instalment=` as often as wanted. Raises UserError for anything else."""
    several: dict[str, list[str]] = {key: [] for key in _SEVERAL}
    single = []
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if sign and key.strip() in several:
            several[key.strip()].append(value)
        else:
            single.append(pair)
    return Pairs(read_pairs(single), several)


def add_product(context: Context, desk: Desk, pairs: Pairs, as_json: bool) -> None:
    typed = pairs.plain()
    problems = products.read(desk, typed, new=True).problems
    product_id, _ = products.add(desk, typed)
    report(context, desk, problems, "product")
    print_product(desk, product_id, as_json)


def edit_product(context: Context, desk: Desk, product_id: int, pairs: Pairs, as_json: bool) -> None:
    typed = pairs.plain()
    problems = products.read(desk, typed, new=False, product_id=product_id).problems
    products.edit(desk, product_id, typed)
    report(context, desk, problems, "product")
    print_product(desk, product_id, as_json)


def print_product(desk: Desk, product_id: int, as_json: bool) -> None:
    found = products.product(desk, product_id)
    if as_json:
        print_json(product_json(desk, found))
    else:
        click.echo(f"{found.code}  {found.name}")


def add_order(context: Context, desk: Desk, pairs: Pairs, as_json: bool) -> None:
    """customer=NUMBER says whose; one line as product= quantity= price=, or several as line=."""
    typed = dict(pairs.typed)
    customer_id = _customer(desk, typed)
    lines = order_lines(typed, pairs.several["line"]) or []
    parts = _instalments(pairs)
    found = read_order(desk, customer_id, typed, lines, parts)
    order_id, _ = orders.add(desk, customer_id, typed, lines, parts)
    _tell(context, desk, found.head.problems, "sales_order")
    for line in found.lines or ():
        _tell(context, desk, line.reckoned.problems, "order_line")
    _tell_hold(context, desk, order_id)
    print_order(desk, order_id, as_json)


def edit_order(context: Context, desk: Desk, order_id: int, pairs: Pairs, as_json: bool) -> None:
    """Lines given replace those it has."""
    typed = dict(pairs.typed)
    lines = order_lines(typed, pairs.several["line"])
    parts = _instalments(pairs) if pairs.several["instalment"] else None
    before = orders.order(desk, order_id)
    found = read_order(desk, before.customer_id, typed, lines, parts, order_id)
    orders.edit(desk, order_id, typed, lines, parts)
    _tell(context, desk, {key: found.head.problems[key] for key in typed if key in found.head.problems}, "sales_order")
    for line in found.lines or ():
        _tell(context, desk, line.reckoned.problems, "order_line")
    if not before.values.get("hold"):
        _tell_hold(context, desk, order_id)
    print_order(desk, order_id, as_json)


def print_order(desk: Desk, order_id: int, as_json: bool) -> None:
    found = orders.order(desk, order_id)
    if as_json:
        print_json(order_json(desk, found))
    else:
        click.echo(f"{found.number}  {found.customer_number}  {found.date}  {found.amount:.2f}")


def add_payment(context: Context, desk: Desk, pairs: Pairs, as_json: bool) -> None:
    """order=NUMBER says for what; customer=NUMBER alone: kept in the customer's favour."""
    typed = _inward(pairs.plain())
    customer_id, order_id = _payer(desk, typed)
    typed.setdefault("date", desk.today().isoformat())
    problems = payments.read(desk, customer_id, typed, new=True, order_id=order_id).problems
    payment_id, _ = payments.add(desk, customer_id, typed, order_id)
    report(context, desk, problems, "payment")
    print_payment(desk, payment_id, as_json)


def edit_payment(context: Context, desk: Desk, payment_id: int, pairs: Pairs, as_json: bool) -> None:
    typed = _inward(pairs.plain())
    before = payments.payment(desk, payment_id)
    problems = payments.read(desk, before.customer_id, typed, new=False, payment_id=payment_id).problems
    payments.edit(desk, payment_id, typed)
    report(context, desk, problems, "payment")
    print_payment(desk, payment_id, as_json)


def print_payment(desk: Desk, payment_id: int, as_json: bool) -> None:
    found = payments.payment(desk, payment_id)
    if as_json:
        print_json(payment_json(desk, found))
    else:
        click.echo(f"{found.number}  {found.customer_number}  {found.date}  {found.received:.2f}")


def add_return(context: Context, desk: Desk, pairs: Pairs, as_json: bool) -> None:
    """order=NUMBER says of what; lines as those of an order, without a price what they cost there comes off."""
    typed = _inward(pairs.typed)
    order_id = _order(desk, typed)
    lines = _lines(typed, pairs.several["line"], _RETURN_LINE) or []
    found = returns.read(desk, order_id, typed, lines, new=False)
    return_id, _ = returns.add(desk, order_id, typed, lines)
    report(context, desk, found.head.problems, "goods_return")
    print_return(desk, return_id, as_json)


def edit_return(context: Context, desk: Desk, return_id: int, pairs: Pairs, as_json: bool) -> None:
    typed = dict(pairs.typed)
    lines = _lines(typed, pairs.several["line"], _RETURN_LINE)
    before = returns.goods_return(desk, return_id)
    problems = returns.read(desk, before.order_id or 0, typed, None, new=False, return_id=return_id).head.problems
    returns.edit(desk, return_id, typed, lines)
    report(context, desk, problems, "goods_return")
    print_return(desk, return_id, as_json)


def print_return(desk: Desk, return_id: int, as_json: bool) -> None:
    found = returns.goods_return(desk, return_id)
    if as_json:
        print_json(return_json(desk, found, customers.file(desk, found.customer_id).number))
    else:
        click.echo(f"{found.number}  {found.order_number}  {found.date}  {found.amount:.2f}")


def add_invoice(context: Context, desk: Desk, pairs: Pairs, as_json: bool) -> None:
    """order=NUMBER says for what."""
    typed = _inward(pairs.plain())
    order_id = _order(desk, typed)
    problems = invoices.read(desk, order_id, typed, new=False).problems
    invoice_id, _ = invoices.add(desk, order_id, typed)
    report(context, desk, problems, "invoice")
    whole, found = orders.order(desk, order_id), invoices.invoice(desk, invoice_id)
    if as_json:
        print_json(invoice_json(desk, found, whole.number, whole.customer_number))
    else:
        click.echo(f"{whole.number}  {found.date}  {found.amount:.2f}")


def order_lines(typed: Texts, given: Sequence[str]) -> list[Texts] | None:
    """Lines from line=CODE,QUANTITY,PRICE[,DISCOUNT] or the one line that product=, quantity= … tell; None: none given.

    Raises UserError: 'line-unreadable', 'line-twice'.
    """
    return _lines(typed, given, _LINE)


def _lines(typed: Texts, given: Sequence[str], keys: Sequence[str]) -> list[Texts] | None:
    single = {key: typed.pop(key) for key in _OF_LINE if key in typed}
    if single and given:
        raise UserError("line-twice")
    if not given:
        return [single] if single else None
    lines = []
    for text in given:
        parts = [part.strip() for part in re.split("[,，]", text)]
        if not _LEAST <= len(parts) <= len(keys):
            raise UserError("line-unreadable", text=text)
        lines.append({key: part for key, part in zip(keys, parts, strict=False) if part or key in keys[:_LEAST]})
    return lines


def _instalments(pairs: Pairs) -> list[Texts]:
    found = []
    for text in pairs.several["instalment"]:
        parts = [part.strip() for part in re.split("[,，]", text)]
        if len(parts) != _LEAST:
            raise UserError("instalment-unreadable", text=text)
        found.append(dict(zip(("due_on", "amount"), parts, strict=True)))
    return found


def _inward(typed: Mapping[str, str]) -> Texts:
    return {"sales_order" if key == "order" else key: text for key, text in typed.items()}


def _customer(desk: Desk, typed: Texts) -> int:
    number = typed.pop("customer", "")
    if not number:
        raise UserError("command-customer-needed")
    return customers.id_of(desk, number)


def _order(desk: Desk, typed: Texts) -> int:
    number, whose = typed.pop("sales_order", ""), typed.pop("customer", "")
    if not number:
        raise UserError("order-needed")
    return order_numbers.order_of(desk, number, customers.id_of(desk, whose) if whose else None)


def _payer(desk: Desk, typed: Texts) -> tuple[int, int | None]:
    if not typed.get("sales_order"):
        typed.pop("sales_order", None)
        if "customer" not in typed:
            raise UserError("order-needed")
        return _customer(desk, typed), None
    order_id = _order(desk, typed)
    return orders.order(desk, order_id).customer_id, order_id


def _tell(context: Context, desk: Desk, problems: Mapping[str, Problem], record: str) -> None:
    """What is doubtful about values that were kept; what concerns the whole without a field's name."""
    fields = desk.fields(record)
    for key, problem in problems.items():
        if fields.get(key) is None:
            context.say(context.words.problem(problem))
    report(context, desk, {key: problem for key, problem in problems.items() if fields.get(key)}, record)


def _tell_hold(context: Context, desk: Desk, order_id: int) -> None:
    found: Any = orders.order(desk, order_id).values
    if found.get("hold"):
        field = desk.fields("sales_order")["hold_reason"]
        choice = field.choice(found["hold_reason"])
        reason = context.words.label(choice.label) if choice else ""
        context.say(context.words.message("order-on-hold", {"reason": reason}))
