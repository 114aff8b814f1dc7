"""A file in words: the address on one line, the whole file as text, its tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crmdesk.core import values
from crmdesk.core.addresses import address_line
from crmdesk.core.customers import REACHABLE_AIM, CustomerFile
from crmdesk.core.fields import ENTERPRISE, Field, Fields
from crmdesk.core.words import Label, Words
from crmdesk.gui.widgets.tabs import Tab

_ORDERS = Label("Orders", "订单回款")  # short: nine tabs stand side by side
ADDRESS = ("province", "city", "district", "address", "postcode")


def shown_value(file: CustomerFile, field: Field, words: Words) -> str:
    """A value as a person reads it, with its unit, or the name behind a customer's number."""
    value = file.values.get(field.key)
    reference = file.references.get(field.key)
    if reference is not None:
        return f"{reference.name}  {reference.number}"
    text = values.show(field, value, words)
    unit = words.label(field.unit) if field.unit and not text.endswith("%") else ""
    return f"{text} {unit}".rstrip() if text else ""


def whole_text(file: CustomerFile, fields_of: Callable[[str], Fields], words: Words) -> str:
    """The filled fields line by line, then contacts, further addresses and what is bought elsewhere, to be pasted.

    `fields_of` gives the fields of a kind of record.
    """
    colon = "：" if words.chinese else ": "
    lines = []
    for field in fields_of("customer").all:
        if field.key in ("man", "man_verdict"):
            continue
        text = shown_value(file, field, words)
        if text:
            lines.append(f"{words.label(field.label_for(file.kind))}{colon}{text}")
    for kind, parts in (("contact", file.contacts), ("elsewhere", file.elsewhere)):
        for part in parts:
            lines.append("")
            shown = ((field, values.show(field, part.values.get(field.key), words)) for field in fields_of(kind).all)
            lines += [f"{words.label(field.label)}{colon}{text}" for field, text in shown if text]
    for part in file.addresses:
        label = str(part.values.get("label") or words.gettext("Further address"))
        whom = " ".join(str(part.values[key]) for key in ("recipient", "phone") if part.values.get(key))
        lines += ["", f"{label}{colon}{address_line(part.values)}  {whom}".rstrip()]
    return "\n".join(lines)


def file_tabs(
    file: CustomerFile, words: Words, aim: int = REACHABLE_AIM, counts: Mapping[str, int] | None = None
) -> list[Tab]:
    """The parts of a file; that of an enterprise with fewer than `aim` reachable contacts says so.

    `counts`: how many contacts made, orders, complaints, notes and attachments there are.
    """
    _ = words.gettext
    reached, count = file.reachable_contacts, len(file.contacts)
    enterprise = file.kind == ENTERPRISE
    short = enterprise and reached < aim
    warning = f"{reached}/{aim}" if short else ""

    def counted(kind: str) -> str:
        return words.number(counts[kind]) if counts and counts.get(kind) else ""

    return [
        Tab("basics", _("Basics")),
        Tab(
            "contacts",
            _("Contacts") if enterprise else _("Family and contacts"),
            "" if short or not count else str(count),
            warning,
        ),
        Tab("timeline", _("Timeline"), counted("interaction")),
        Tab("orders", words.label(_ORDERS), counted("sales_order")),
        Tab("complaints", _("Complaints"), counted("complaint")),
        Tab("assessment", _("Assessment")),
        Tab("notes", _("Notes"), counted("note")),
        Tab("attachments", _("Attachments"), counted("attachment")),
        Tab("changes", _("Changes")),
    ]
