"""What is printed: what is in front of a person who presses Ctrl+P, whom they choose, what was chosen last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About, Option, OptionType, PrintKind, Style, check_style, usual_style
from crmdesk.services.desk import Desk


class InFront(Struct, frozen=True):
    """What a page has in front of a person: `kind` is what one mostly prints of it; records that are selected and those
    that are listed, by what they are; `chosen`: options of the kind that follow from it."""

    kind: str = ""
    here: Mapping[About, Sequence[int]] = field(default_factory=dict)
    listed: Mapping[About, Sequence[int]] = field(default_factory=dict)
    chosen: Mapping[str, Any] = field(default_factory=dict)


NOTHING = InFront()


def customers_in_front(in_hand: int | None, listed: Sequence[int] | None) -> InFront:
    """One customer in hand, or a list of them."""
    here = {About.CUSTOMERS: (in_hand,)} if in_hand is not None else {}
    among = {About.CUSTOMERS: listed} if listed else {}
    return InFront("file" if here else "list" if among else "", here, among)


class Whom(StrEnum):
    """Of whom something is printed."""

    HERE = "here"
    LISTED = "listed"
    PICKED = "picked"
    GROUP = "group"
    TIER = "tier"
    DUE = "due"
    OPEN = "open"
    ALL = "all"
    NUMBERS = "numbers"


class Chosen(Struct, frozen=True):
    """Whom one chose: the records themselves, or what names them (a group, a tier, numbers)."""

    whom: Whom
    value: str = ""
    ids: Sequence[int] = ()


def ids_of(desk: Desk, kind: PrintKind, chosen: Chosen | None) -> Sequence[int]:
    """The records meant, in their order. Raises UserError where a number is unknown."""
    from crmdesk.services import complaint_lists, customers, printing, visit_plan
    from crmdesk.services.complaint_lists import Complaints

    if chosen is None or not kind.about:
        return ()
    match chosen.whom:
        case Whom.HERE | Whom.LISTED | Whom.PICKED:
            return chosen.ids
        case Whom.NUMBERS:
            numbers = chosen.value.replace(",", " ").replace("，", " ").replace("、", " ").split()
            return tuple(dict.fromkeys(printing.find(desk, kind, numbers)))
        case Whom.DUE:
            found = visit_plan.dues(desk, desk.today(), most=None)
            return tuple(dict.fromkeys(row.due.customer_id for row in found))
        case Whom.OPEN:
            return complaint_lists.find(desk, Complaints(states=("open",)))
        case Whom.GROUP:
            return customers.find(desk, Listing(sort="number", group=chosen.value)) if chosen.value else ()
        case Whom.TIER:
            return customers.find(desk, Listing(sort="number", tier=chosen.value)) if chosen.value else ()
        case _:
            return customers.find(desk, Listing(sort="number"))


# What was chosen last

_DATES = OptionType.DATE


def kept(kind: PrintKind, style: Style) -> dict[str, Any]:
    """A style as it is remembered; days are not, as they are others the next time."""
    chosen = {
        option.key: list(style.chosen[option.key])
        if option.type in (OptionType.SEVERAL, OptionType.COLUMNS)
        else style.chosen[option.key]
        for option in kind.options
        if option.key in style.chosen and option.type is not _DATES
    }
    return {
        "paper": style.paper,
        "landscape": style.landscape,
        "margins": list(style.margins),
        "masked": style.masked,
        "stamped": style.stamped,
        "chosen": chosen,
    }


def remembered(kind: PrintKind, known: Mapping[str, Any]) -> Style:
    """The style that was kept; what no longer fits the kind is as usual."""
    style = usual_style(kind)
    margins = known.get("margins")
    if isinstance(margins, list) and len(margins) == 4 and all(isinstance(each, int | float) for each in margins):
        style = _fitting(kind, style, margins=tuple(float(each) for each in margins))
    for key, type_ in (("paper", str), ("landscape", bool), ("masked", bool), ("stamped", bool)):
        if isinstance(known.get(key), type_):
            style = _fitting(kind, style, **{key: known[key]})
    chosen = known.get("chosen")
    for option in kind.options:
        if isinstance(chosen, dict) and option.key in chosen:
            value = _typed(option, chosen[option.key])
            if value is not None:
                style = _fitting(kind, style, chosen={**style.chosen, option.key: value})
    return style


def _fitting(kind: PrintKind, style: Style, **changed: Any) -> Style:
    other = replace(style, **changed)
    try:
        check_style(kind, other)
    except UserError:
        return style
    return other


def _typed(option: Option, value: Any) -> Any:
    """A remembered value as its option has it; None where it is of another type."""
    match option.type:
        case OptionType.SEVERAL | OptionType.COLUMNS:
            return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else None
        case OptionType.YES_NO:
            return value if isinstance(value, bool) else None
        case OptionType.INTEGER:
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case OptionType.DATE:
            return None
        case _:
            return value if isinstance(value, str) else None


def with_chosen(kind: PrintKind, style: Style, chosen: Mapping[str, Any]) -> Style:
    """The style with these options chosen; those at their default are left out."""
    values = {**style.chosen, **chosen}
    options = {option.key: option for option in kind.options}
    return replace(style, chosen={k: v for k, v in values.items() if k in options and v != options[k].default})
