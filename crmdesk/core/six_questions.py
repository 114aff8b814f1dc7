"""The six questions before customers are classed: whom each names, why, and what to do (METHOD.md section 12).

A question keeps ids and figures of whom it names in columns: of a million customers it may name hundreds of thousands.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from crmdesk.core.costing import ADVICE as COST_ADVICE
from crmdesk.core.customers import CustomerRow
from crmdesk.core.money import from_units
from crmdesk.core.orders import to_fen
from crmdesk.core.reasons import Reason
from crmdesk.core.words import Label

Key = Literal["gold-medal", "only-cost", "wanted", "complained", "ordering-less", "elsewhere"]
KEYS: tuple[Key, ...] = ("gold-medal", "only-cost", "wanted", "complained", "ordering-less", "elsewhere")
TITLES: Mapping[Key, Label] = {
    "gold-medal": Label("Which customers are gold this year?", "今年哪些是金牌客户？"),
    "only-cost": Label("Which of the last 20% only cost?", "哪 20% 的客户拖了后腿？"),
    "wanted": Label("Which enterprises do we most want this year?", "今年最想开发哪些企业？"),
    "complained": Label("Which big customers complained several times?", "哪些大客户一年内多次投诉？"),
    "ordering-less": Label("Which of last year's largest order less this year?", "去年的大客户，今年哪些订少了？"),
    "elsewhere": Label("Who buys little from us and the rest elsewhere?", "哪些客户只买一两种，其余买别家的？"),
}
ADVICE: Mapping[str, Label] = {
    **{str(key): label for key, label in COST_ADVICE.items()},
    "serve-first": Label("Serve them first", "优先服务"),
    "add-contacts": Label("Add the missing contacts", "补齐联系人"),
    "visit-wanted": Label("Plan a visit", "安排拜访"),
    "best-people": Label("Best people, at once", "派最得力的人马上处理"),
    "visit-first": Label("Visit before a competitor does", "赶在竞争对手之前拜访"),
    "propose-ours": Label("Propose ours in their place", "推荐我方产品替代"),
}
WHAT_TO_DO: Mapping[Key, tuple[str, ...]] = {
    "gold-medal": ("serve-first",),
    "only-cost": ("mail-less", "spend-less", "give-up"),
    "wanted": ("add-contacts", "visit-wanted"),
    "complained": ("best-people",),
    "ordering-less": ("visit-first",),
    "elsewhere": ("propose-ours",),
}
"""The advice that a question gives, in its order."""
MISSING = -(2**62)
"""No figure; a known one is above it."""
FEWEST_COMPLAINTS = 2
MOST_PRODUCTS = 2
"""Only one or two of ours."""


class Question(Struct, frozen=True):
    """Whom a question names, most important first.

    `figures`: by name a column beside `ids`, as stored (MISSING: not known). `notes`: what is to be said about the
    whole; `why`: why there is nobody, None when there is somebody.
    """

    key: Key
    today: dt.date
    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    figures: Mapping[str, Sequence[int]] = field(default_factory=dict)
    notes: tuple[Reason, ...] = ()
    why: Reason | None = None

    @property
    def count(self) -> int:
        return len(self.ids)

    def at(self, place: int) -> Mapping[str, int | None]:
        """The figures of the customer at a place, from 0."""
        row = {name: column[place] for name, column in self.figures.items()}
        return {name: None if value == MISSING else value for name, value in row.items()}


class Six(Struct, frozen=True):
    """All six, as of a day."""

    today: dt.date
    questions: tuple[Question, ...]

    def question(self, key: Key) -> Question:
        return self.questions[KEYS.index(key)]


class Named(Struct, frozen=True):
    """A customer that a question names: what it rests on (yuan, counts, days by name), why, and the advice, a key of
    ADVICE."""

    customer: CustomerRow
    figures: Mapping[str, Decimal | int | dt.date | None]
    reasons: tuple[Reason, ...]
    advice: str


class Elsewhere(Struct, frozen=True):
    """What a customer buys elsewhere: the product, from whom, and ours in its place ('' where it is not known)."""

    product: str
    competitor: str = ""
    ours: str = ""


def yuan(figures: Mapping[str, int | None], name: str) -> Decimal:
    """An amount among figures, to the fen; nothing where it is not known."""
    return to_fen(from_units(figures[name] or 0))


def gold_medal(figures: Mapping[str, int | None], today: dt.date) -> Reason:
    params = {"place": figures["rank"], "amount": yuan(figures, "sales"), "year": today.year - 1}
    return Reason("six-gold-medal", params)


def wanted(figures: Mapping[str, int | None], aim: int) -> tuple[Reason, str]:
    """Whether enough contacts of an enterprise that is wanted can be reached, and the advice."""
    reached = figures["contacts"] or 0
    if reached >= aim:
        return Reason("six-wanted-enough", {"reached": reached}), "visit-wanted"
    return Reason("six-wanted-few", {"reached": reached, "aim": aim, "lacking": aim - reached}), "add-contacts"


def complained(figures: Mapping[str, int | None], today: dt.date) -> Reason:
    if (figures["complaints"] or 0) < FEWEST_COMPLAINTS:
        return Reason("six-complained-before", {"count": figures["last_year"], "year": today.year - 1})
    params = {"count": figures["complaints"], "open": figures["open"] or 0}
    return Reason("six-complained-open" if figures["open"] else "six-complained", params)


def ordering_less(figures: Mapping[str, int | None]) -> Reason:
    now, before = yuan(figures, "now"), yuan(figures, "before")
    if now <= 0:
        return Reason("six-nothing-yet", {"before": before})
    return Reason("six-less", {"now": now, "before": before, "percent": int((before - now) * 100 / before)})


def elsewhere(
    figures: Mapping[str, int | None], entries: Sequence[Elsewhere], categories: Sequence[str]
) -> tuple[Reason, ...]:
    """One reason for each product that is bought elsewhere; without any, how few categories it buys."""
    if entries:
        return tuple(_bought(each) for each in entries)
    return (Reason("six-few-categories", {"count": figures["categories"], "categories": tuple(categories)}),)


def _bought(entry: Elsewhere) -> Reason:
    code = "six-elsewhere" + ("-from" if entry.competitor else "") + ("-ours" if entry.ours else "")
    return Reason(code, {"product": entry.product, "competitor": entry.competitor, "ours": entry.ours})


def why_nobody(key: Key) -> Reason:
    """Why a question names nobody, where its data is there."""
    return Reason(f"six-none-{key}")
