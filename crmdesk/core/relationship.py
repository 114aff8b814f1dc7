"""The five kinds of relationship with a customer, suggested from how many it is one of and what it brings (METHOD.md
section 3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from crmdesk.core.reasons import Reason

Relationship = Literal["basic", "reactive", "accountable", "proactive", "partnership"]
Crowd = Literal["many", "middling", "few"]
Margin = Literal["high", "medium", "low"]

_TABLE: dict[Crowd, dict[Margin, Relationship]] = {
    "many": {"high": "accountable", "medium": "reactive", "low": "basic"},
    "middling": {"high": "proactive", "medium": "accountable", "low": "reactive"},
    "few": {"high": "partnership", "medium": "proactive", "low": "accountable"},
}
_HUNDRED = 100
_THIRDS = 3


class Figures(Struct, frozen=True):
    """What the suggestion rests on.

    `grade` (A, B, C), how many customers are `in_grade` of `customers`; `margin`: gross profit in percent of sales;
    `better`: how many of the `compared` customers with sales (this one among them) have a higher one.
    """

    grade: str | None = None
    in_grade: int = 0
    customers: int = 0
    margin: Decimal | None = None
    better: int = 0
    compared: int = 0


class Suggested(Struct, frozen=True):
    """The kind, None where it cannot be told, and why."""

    kind: Relationship | None
    why: Reason
    crowd: Crowd | None = None
    margin: Margin | None = None


def relationship(figures: Figures, few_percent: int = 5, many_percent: int = 30) -> Suggested:
    """What the table gives: under `few_percent` of all customers are few, over `many_percent` many; the best third of
    margins is high, the worst third low."""
    if figures.grade is None:
        return Suggested(None, Reason("relationship-no-grade"))
    if figures.margin is None:
        return Suggested(None, Reason("relationship-no-margin"))
    share = figures.in_grade * _HUNDRED
    crowd: Crowd = (
        "few"
        if share < few_percent * figures.customers
        else "many"
        if share > many_percent * figures.customers
        else "middling"
    )
    margin = _third(figures.better, figures.compared)
    params = {
        "grade": figures.grade,
        "count": figures.in_grade,
        "all": figures.customers,
        "margin": f"{figures.margin:.1f}",
        "place": figures.better + 1,
        "compared": figures.compared,
    }
    return Suggested(_TABLE[crowd][margin], Reason("relationship-figures", params), crowd, margin)


def _third(better: int, compared: int) -> Margin:
    """Of a row of margins cut into three, from the highest on; who is alone in it is in the middle."""
    place = _THIRDS * (2 * better + 1)
    return "high" if place < 2 * compared else "low" if place > 4 * compared else "medium"
