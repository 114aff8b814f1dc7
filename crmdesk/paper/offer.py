"""Offer sheets on paper: what a customer is about to need, to be ticked (METHOD.md section 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crmdesk.core import discounts
from crmdesk.core.orders import share
from crmdesk.core.printed_deals import OfferSheet
from crmdesk.core.printing import Letterhead, Printout
from crmdesk.core.reckoning import Proposal
from crmdesk.core.repurchase import Need
from crmdesk.core.words import Words
from crmdesk.paper import sale


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Offer sheets."""
    return {
        "documents": [_document(one, printout.letterhead, words) for one in printout.documents],
        "footer": sale.foot(printout, words),
    }


def _document(sheet: OfferSheet, head: Letterhead, words: Words) -> dict[str, Any]:
    _, party = words.gettext, sheet.party
    period = _("{first} to {last}").format(first=words.date(sheet.today), last=words.date(sheet.until))
    called = sheet.called or party.name
    return {
        "title": _("Your shopping list"),
        "kind": period,
        "left": party.name,
        "right": [[_("Customer no."), party.number], [_("Date"), words.date(sheet.today)]],
        "greeting": _("Dear {called},").format(called=called),
        "intro": _("going by your purchases so far you may soon need the following. These are today's prices for you; "
                   "please tick what we shall send."),
        "why": sheet.why.told(words) if sheet.why else "",
        "heads": ["", _("Product"), _("Usual quantity"), _("Needed around"), _("Today's price"), _("Quantity wanted")],
        "rows": [row for need in sheet.needs for row in _rows(need, words)],
        "blank": sheet.blank,
        "else": _("Also needed"),
        "remarks": [_("Remarks"), sheet.remarks] if sheet.remarks else [],
        "order": [
            [_("Order from"), " ".join(part for part in (sheet.by, head.phone) if part)],
            [_("Deliver to"), party.address], [_("Customer's signature"), ""], [_("Date"), ""],
        ],
    }  # fmt: skip


def _rows(need: Need, words: Words) -> Iterator[dict[str, Any]]:
    """One for a product; of a category one for each of the goods that stand for it."""
    _, following = words.gettext, need.next
    last = _("bought last on {day}, usually every {days} days").format(
        day=words.date(following.rhythm.last_on), days=words.number(round(following.rhythm.interval))
    )
    quantity = "" if following.quantity is None else f"{words.number(following.quantity)} {following.unit}".rstrip()
    for place, offered in enumerate(need.prices or (None,)):
        name = offered.goods.name if offered else following.name
        below = (
            last
            if need.next.by == "product"
            else _("{category}: {told}").format(category=following.category, told=last)
        )
        price, why = _price(offered.price, words) if offered else ("", "")
        yield {
            "product": {"told": name, "below": below},
            "quantity": quantity if not place else "",
            "on": _when(need, words) if not place else "",
            "price": {"told": price, "below": why},
            "unit": offered.goods.unit if offered else following.unit,
        }


def _when(need: Need, words: Words) -> str:
    return words.gettext("now") if need.next.on <= need.today else words.date(need.next.on)


def _price(asked: Proposal, words: Words) -> tuple[str, str]:
    """What one unit costs, and why that is less than usual."""
    _ = words.gettext
    if asked.price is None:
        return _("on request"), ""
    if asked.discount:
        net = share(asked.price, 100 - asked.discount, sale.HUNDRED)
        usual = _("{price}, {discount}").format(
            price=words.money(asked.price), discount=discounts.told(asked.discount, words)
        )
        return words.money(net), usual
    if asked.why != "promotion":
        return words.money(asked.price), ""
    lasting = _("promotion until {day}").format(day=words.date(asked.until)) if asked.until else _("promotion")
    return words.money(asked.price), lasting
