"""What papers of a sale share: our foot, the customer's lines of a form, figures that stand in a column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.amount_words import in_capitals, in_english
from crmdesk.core.printed_deals import Party
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words

HUNDRED = Decimal(100)
NARROW = "A5"
_FITS = 20
"""Longer names stand at the head alone, not at the foot."""
Item = dict[str, Any]
"""Label and value of a form, as form.typ takes it."""


def item(label: str, value: str, *, strong: bool = False) -> Item:
    return {"label": label, "value": value, "strong": strong}


def two_columns(items: Sequence[Item], wide: Sequence[Item] = ()) -> list[list[Item]]:
    """Rows of two, those without a value left out; an odd one and the `wide` ones over the whole width."""
    shown = [each for each in items if each["value"]]
    return [*(shown[at : at + 2] for at in range(0, len(shown), 2)), *([each] for each in wide if each["value"])]


def customer(party: Party, printout: Printout, words: Words) -> dict[str, Any]:
    """The section that says whom a paper is for; on narrow paper long numbers have a row of their own."""
    _ = words.gettext
    style = printout.style
    narrow = style.paper == NARROW and not style.landscape
    invoiced = [item(_("Invoice title"), party.invoice_title), item(_("Tax number"), party.tax_number)]
    bank = item(_("Bank and account"), party.bank)
    return {
        "name": _("Customer"),
        "rows": [
            [item(_("Customer name"), party.name, strong=True)],
            *two_columns(
                [item(_("Contact"), party.contact), item(_("Phone"), party.phone)],
                [item(_("Address"), party.address)],
            ),
            *(two_columns([], [*invoiced, bank]) if narrow else two_columns(invoiced, [bank])),
        ],
    }


def foot(printout: Printout, words: Words) -> dict[str, str]:
    """Of a page that goes to a customer: who we are instead of a reminder to keep data safe."""
    head = printout.letterhead
    own = head.name if len(head.name) <= _FITS else ""
    return {"text": head.footer or own, "pages": words.gettext("Page {page} of {pages}"), "stamp": printout.stamp}


def amounts(yuan: Sequence[Decimal | None], words: Words) -> list[str]:
    """Amounts of a column, with as many decimals as the longest one; '' for None."""
    return _even(["" if each is None else words.money(each) for each in yuan])


def numbers(values: Sequence[Decimal], words: Words) -> list[str]:
    """Quantities of a column, with as many decimals as the longest one."""
    return _even([words.number(each) for each in values])


def in_words(yuan: Decimal, words: Words) -> str:
    """人民币壹佰元整; in English the words of the language on a line above it. '' where it is too much to be said."""
    try:
        capitals = f"人民币{in_capitals(yuan)}"
        return capitals if words.chinese else f"{in_english(yuan)}\n{capitals}"
    except ValueError:
        return ""


def _even(shown: list[str]) -> list[str]:
    most = max((len(text.partition(".")[2]) for text in shown), default=0)
    return [_filled(text, most) if text else "" for text in shown]


def _filled(text: str, places: int) -> str:
    whole, _point, part = text.partition(".")
    return f"{whole}.{part:0<{places}}" if places else whole
