"""The sections of a customer file after its first page: contacts, interactions, orders and money, complaints, notes.

Each gives parts as file.typ takes them: (name, note, facts, table); a cell of a table is a text or lines of
(label, text, strong).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core import file_form
from crmdesk.core.complaints import Complaint
from crmdesk.core.fields import Field
from crmdesk.core.interactions import Interaction
from crmdesk.core.orders import ORDERED, total
from crmdesk.core.printed_files import COMPLAINTS, CONTACTS, INTERACTIONS, NOTES, ORDERS, SECTIONS, CustomerOnPaper
from crmdesk.core.sales import Payment
from crmdesk.core.sales_lists import OrderRow
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.paper.form import column, table

Part = dict[str, Any]
Line = dict[str, Any]

_CONTACT_MORE = ("department", "phone", "qq", "email", "address", "character", "hobbies", "notes")
_OF_INTERACTION = ("products", "usage", "needs", "promise", "next_step")
_MONEY = ("sales", "sales_year", "owed", "overdue", "credit", "credit_limit")


def line(text: str, label: str = "", *, strong: bool = False) -> Line:
    return {"label": label, "text": text, "strong": strong}


def part(name: str, made: Mapping[str, Any] | None, facts: Sequence[Sequence[str]] = (), note: str = "") -> Part:
    return {"name": name, "note": note, "facts": [list(each) for each in facts], "table": made}


def facts_of(fields: Mapping[str, Field], values: Mapping[str, Any], keys: Sequence[str], words: Words) -> list[Line]:
    """The fields that hold something, as lines with their label."""
    found = [(fields[key], values.get(key)) for key in keys]
    return [line(show(field, value, words), words.label(field.label)) for field, value in found if value is not None]


def contacts(found: CustomerOnPaper, words: Words) -> list[Part]:
    """What the table on the first page has no room for; nobody of whom nothing more is known."""
    _, fields = words.gettext, found.fields["contact"].by_key
    rows = []
    for one in found.file.contacts:
        more = facts_of(fields, one.values, _CONTACT_MORE, words)
        if not more:
            continue
        who = [line(str(one.values.get("name", "")), strong=True)]
        if one.values.get("main"):
            who.append(line(words.label(fields["main"].label)))
        title = show(fields["title"], one.values.get("title"), words)
        rows.append([[*who, *([line(title)] if title else [])], more])
    if not rows:
        return []
    columns = [column(words.label(file_form.CONTACTS), 1), column(_("Particulars"), 4.2)]
    return [part(words.label(SECTIONS[CONTACTS]), table(columns, rows))]


def interactions(found: CustomerOnPaper, words: Words) -> list[Part]:
    """The newest first, with when, who, what was said, promised and agreed next."""
    _, n = words.gettext, words.ngettext
    if not found.interactions:
        return []
    fields = found.fields["interaction"].by_key
    shown, of_all = len(found.interactions), found.interactions_of
    if shown < of_all:
        note = _("The last {count} of {all}").format(count=words.number(shown), all=words.number(of_all))
    else:
        note = n("{count} entry", "{count} entries", shown).format(count=words.number(shown))
    columns = [column(_("When")), column(_("With whom"), 1), column(_("Said and agreed"), 4.2)]
    rows = [_interaction(one, fields, words) for one in found.interactions]
    return [part(words.label(SECTIONS[INTERACTIONS]), table(columns, rows), note=note)]


def _interaction(one: Interaction, fields: Mapping[str, Field], words: Words) -> list[list[Line]]:
    values = one.values
    when = [line(show(fields["at"], one.at, words)), line(show(fields["kind"], values.get("kind"), words))]
    who = [line(str(values[key])) for key in ("contact", "by") if values.get(key)]
    purpose, content = values.get("purpose"), values.get("content")
    what = [line(str(purpose), strong=True)] if purpose else []
    what += [line(str(content))] if content else []
    what += facts_of(fields, values, _OF_INTERACTION, words)
    if what and (day := values.get("next_date")):
        if "next_step" in values:
            what[-1]["text"] += f" ({words.date(day)})" if not words.chinese else f"（{words.date(day)}）"
        else:
            what.append(line(words.date(day), words.label(fields["next_date"].label)))
    if cost := values.get("cost"):
        what.append(line(words.money(cost), words.label(fields["cost"].label)))
    return [when, who, what]


def orders(found: CustomerOnPaper, words: Words) -> list[Part]:
    """What they stand at, the orders, the payments, the newest first."""
    _, values = words.gettext, found.file.values
    fields = found.fields["customer"].by_key
    held = [fields[key] for key in _MONEY if values.get(key)]
    facts = [(words.label(field.label), show(field, values[field.key], words)) for field in held]
    note = _("Since {year}").format(year=found.since) if found.since is not None else ""
    if not found.orders and not found.payments and not facts:
        return []
    parts = [part(words.label(SECTIONS[ORDERS]), _orders_table(found, words), facts, note)]
    if found.payments:
        parts.append(part(_("Payments"), _payments_table(found, words), note=note))
    return parts


def _orders_table(found: CustomerOnPaper, words: Words) -> dict[str, Any] | None:
    if not found.orders:
        return None
    _, fields = words.gettext, found.fields["sales_order"].by_key
    columns = [
        column(words.label(fields["date"].label)), column(words.label(fields["number"].label)), column(_("Goods"), 1),
        column(words.label(fields["state"].label)), column(_("To be paid"), align="right"),
        *(column(words.label(fields[key].label), align="right") for key in ("paid", "due")),
        column(words.label(fields["due_on"].label)),
    ]  # fmt: skip
    rows = [_order(one, fields, words) for one in found.orders]
    ordered = [one for one in found.orders if one.state == ORDERED]
    sums = [total(getattr(one, key) for one in ordered) for key in ("payable", "paid", "due")]
    below = [_("Total"), "", "", "", *(words.money(each) for each in sums), ""]
    return table(columns, rows, below)


def _order(one: OrderRow, fields: Mapping[str, Field], words: Words) -> list[str]:
    n = words.ngettext
    goods = one.products
    if one.lines > 1:
        goods = n("{goods} and {count} more", "{goods} and {count} more", one.lines - 1).format(
            goods=goods, count=one.lines - 1
        )
    amount = one.payable if one.state == ORDERED else one.amount
    return [
        words.date(one.date), one.number, goods, show(fields["state"], one.state, words), words.money(amount),
        words.money(one.paid), words.money(one.due), words.date(one.due_on) if one.due_on else "",
    ]  # fmt: skip


def _payments_table(found: CustomerOnPaper, words: Words) -> dict[str, Any]:
    _, fields = words.gettext, found.fields["payment"].by_key
    columns = [
        column(words.label(fields["date"].label)), column(_("Payment")),
        column(words.label(fields["sales_order"].label)),
        column(words.label(fields["method"].label), 1), column(words.label(fields["reference"].label), 1.4),
        column(words.label(fields["amount"].label), align="right"),
    ]  # fmt: skip
    below = [_("Total"), "", "", "", "", words.money(total(one.received for one in found.payments))]
    return table(columns, [_payment(one, fields, words) for one in found.payments], below)


def _payment(one: Payment, fields: Mapping[str, Field], words: Words) -> list[str]:
    method = show(fields["method"], one.method, words)
    kind = show(fields["kind"], one.kind, words) if one.received < 0 else ""
    return [
        words.date(one.date), one.number, one.order_number, "  ".join(each for each in (kind, method) if each),
        one.reference, words.money(one.received),
    ]  # fmt: skip


def complaints(found: CustomerOnPaper, words: Words) -> list[Part]:
    """The newest first, each with what was said and how it ended."""
    _, n = words.gettext, words.ngettext
    if not found.complaints:
        return []
    fields = found.fields["complaint"].by_key
    columns = [
        column(words.label(fields["received_at"].label), 1.1), column(_("What it is about"), 3.6),
        column(words.label(fields["state"].label), 1.05), column(words.label(fields["responsible"].label), 0.95),
    ]  # fmt: skip
    count = len(found.complaints)
    note = n("{count} complaint", "{count} complaints", count).format(count=words.number(count))
    rows = [_complaint(one, fields, words) for one in found.complaints]
    return [part(words.label(SECTIONS[COMPLAINTS]), table(columns, rows), note=note)]


def _complaint(one: Complaint, fields: Mapping[str, Field], words: Words) -> list[list[Line]]:
    values = one.values
    received = [line(words.date(one.received_at.date())), line(one.number)]
    what = [line(one.headline, strong=True)]
    if str(values.get("words", "")).strip() not in ("", one.headline):
        what.append(line(str(values["words"])))
    what += facts_of(fields, values, ("category", "expects", "root_cause", "prevention"), words)
    level = show(fields["level"], one.level, words)
    ended = [line(show(fields["state"], one.state, words)), *([line(level)] if level else [])]
    if closed := values.get("closed_at"):
        ended.append(line(words.date(closed.date())))
    return [received, what, ended, [line(str(values.get("responsible") or ""))]]


def notes(found: CustomerOnPaper, words: Words) -> list[Part]:
    """Pinned ones first, then the newest."""
    _ = words.gettext
    if not found.notes:
        return []
    columns = [column(_("Written"), 1.15), column(_("Note"), 5.2)]
    rows = [[[line(one.at), line(one.who)], [line(one.text)]] for one in found.notes]
    return [part(words.label(SECTIONS[NOTES]), table(columns, rows))]
