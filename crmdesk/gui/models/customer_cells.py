"""How the value of a field looks in a cell of the customer table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.fields import Field, Type
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.gui.models import customer_matches as matching
from crmdesk.gui.models.customer_matches import Spans
from crmdesk.gui.models.verdicts import verdict_badge
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

DEFAULT_COLUMNS = (
    "name", "number", "mobile", "phone", "main_contact", "city", "owner", "tier", "stage", "sales_year", "owed",
    "last_contact_on", "next_on", "source", "created_on",
)  # fmt: skip
_FIGURES = frozenset({Type.INTEGER, Type.NUMBER, Type.MONEY, Type.PERCENT})
_WIDTHS = {
    "name": 224, "number": 88, "tier": 72, "grade": 72, "stage": 104, "man_verdict": 112, "address": 240, "notes": 240,
}  # fmt: skip
_BY_TYPE = {
    Type.LONG: 240, Type.ADDRESS: 104, Type.PHONE: 128, Type.EMAIL: 176, Type.URL: 160, Type.DATE: 104,
    Type.BIRTHDAY: 128, Type.MONEY: 128, Type.INTEGER: 88, Type.NUMBER: 96, Type.PERCENT: 88, Type.YES_NO: 88,
    Type.CUSTOMER: 176, Type.GROUPS: 160, Type.ID_NUMBER: 168, Type.CREDIT_CODE: 168,
}  # fmt: skip
_NAMES = frozenset({"name", "short_name", "main_contact"})


class Cell(Struct, frozen=True):
    """What a cell shows."""

    text: str = ""
    badge: Badge | None = None
    matches: Spans = ()


def is_figure(field: Field) -> bool:
    """Whether the column stands at the right."""
    return field.type in _FIGURES


def width_of(field: Field) -> int:
    """The width a column has before it is resized."""
    return _WIDTHS.get(field.key) or _BY_TYPE.get(field.type, 120)


def cell_of(field: Field, value: Any, words: Words, typed: Sequence[str]) -> Cell:
    """The cell of a value; `typed` are the words searched for."""
    if value is None:
        return Cell()
    text = " ".join(show(field, value, words).split())
    badge = None
    if field.key == "tier":
        badge = badges.tier(str(value), text)
    elif field.key == "grade":
        badge = badges.grade(text)
    elif field.key == "stage":
        badge = badges.stage(str(value), text, bare=True)
    elif field.key == "man_verdict":
        badge = verdict_badge(value, words)
        text = badge.text
    return Cell(text, badge, _matches(field, text, list(typed)))


def _matches(field: Field, text: str, typed: list[str]) -> Spans:
    if not typed:
        return ()
    if field.key in _NAMES:
        return matching.in_name(text, typed)
    if field.type is Type.PHONE:
        return matching.in_phone(text, typed)
    return matching.in_text(text, typed) if field.searched else ()
