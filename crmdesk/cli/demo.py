"""Sample data."""

from __future__ import annotations

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json
from crmdesk.services import demo as verbs

_NAMES = {
    "products": "product",
    "orders": "sales_order",
    "lines": "order_line",
    "payments": "payment",
    "returns": "goods_return",
    "invoices": "invoice",
    "interactions": "interaction",
    "objections": "objection",
    "staff": "staff",
    "campaigns": "campaign",
    "complaints": "complaint",
    "surveys": "survey",
    "losses": "loss",
    "assessments": "assessment",
    "delivered_values": "delivered_value",
}


@click.command("demo")
@click.option("--customers", "count", type=click.IntRange(min=1), default=1_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@json_option
@pass_context
def demo(context: Context, count: int, seed: int, as_json: bool) -> None:
    """Fill an empty data file with lifelike sample customers."""
    line = ProgressLine(context.words)
    with context.desk() as desk:
        made = verbs.fill(desk, count, seed, lambda done: line(done, count))
    line.end()
    if as_json:
        print_json({"customers": made.customers, "contacts": made.contacts, **_counts(made)})
    else:
        text = context.words.gettext("{customers} customers and {contacts} contacts made.")
        context.say(text.format(customers=made.customers, contacts=made.contacts))


def _counts(made: verbs.DemoResult) -> dict[str, int]:
    """What was made beside customers and contacts."""
    return {name: made.others.get(kind, 0) for name, kind in _NAMES.items()}


COMMANDS = (demo,)
