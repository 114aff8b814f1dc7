"""Filters in words, and the facets by which the list is filtered with one click."""

from __future__ import annotations

from typing import Any

from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.values import parse
from crmdesk.core.words import Words
from crmdesk.gui.ui import Ui

FACETS = ("groups", "kind", "category", "owner", "stage", "tier", "wanted", "source", "city")
"""Fields whose values are ticked, in the order of the buttons."""

EMPTY, YES, NO = "", "yes", "no"
NO_VALUES = (Test.EMPTY, Test.FILLED)
IN_DAYS = (Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS)
_DATES = (Type.DATE, Type.BIRTHDAY)
_NOT_ASKED = frozenset({"man", "man_verdict", "main_contact"})


def asked_fields(fields: Fields) -> list[Field]:
    """The fields a condition can be about, in the order of the file; own ones last."""
    return [field for field in fields.all if field.listed and field.key not in _NOT_ASKED]


def test_words(test: Test, field: Field, words: Words) -> str:
    """What a test of this field is called where one chooses it."""
    _ = words.gettext
    dated = field.type in _DATES
    return {
        Test.IS: _("is"),
        Test.IS_NOT: _("is not"),
        Test.CONTAINS: _("contains"),
        Test.BEGINS: _("begins with"),
        Test.EMPTY: _("is empty"),
        Test.FILLED: _("is filled in"),
        Test.FROM: _("on or after") if dated else _("at least"),
        Test.TO: _("on or before") if dated else _("at most"),
        Test.BETWEEN: _("between"),
        Test.LAST_DAYS: _("in the last"),
        Test.NOT_LAST_DAYS: _("not in the last"),
        Test.NEXT_DAYS: _("in the next"),
    }[test]


def value_text(field: Field, text: str, ui: Ui) -> str:
    """A value of a condition as a person may read it now; the beginning of a personal one is hidden as a whole."""
    if field.type is Type.GROUPS:
        return text
    parsed = parse(field, text)
    return str(ui.masking.value(field, text)) if parsed.value is None else ui.shown(field, parsed.value)


def condition_text(condition: Condition, fields: Fields, ui: Ui) -> str:
    """负责人：陈立、王晓."""
    words = ui.words
    _ = words.gettext
    field = fields.get(condition.field)
    label = words.label(field.label) if field else condition.field
    if condition.test in IN_DAYS:
        shown = list(condition.values)
    else:
        shown = [value_text(field, text, ui) if field else ui.masking.text(text) for text in condition.values]
    template = {
        Test.IS: _("{field}: {value}"),
        Test.IS_NOT: _("{field} not {value}"),
        Test.CONTAINS: _("{field} contains “{value}”"),
        Test.BEGINS: _("{field} begins with “{value}”"),
        Test.EMPTY: _("{field}: empty"),
        Test.FILLED: _("{field}: filled in"),
        Test.FROM: _("{field} from {value}"),
        Test.TO: _("{field} up to {value}"),
        Test.BETWEEN: _("{field} {first} to {last}"),
        Test.LAST_DAYS: _("{field}: last {value} days"),
        Test.NOT_LAST_DAYS: _("{field}: not in the last {value} days"),
        Test.NEXT_DAYS: _("{field}: next {value} days"),
    }[condition.test]
    joined = ("、" if words.chinese else ", ").join(shown)
    return template.format(field=label, value=joined, first=(shown or [""])[0], last=(shown or [""])[-1])


def filter_text(filter_: Filter, fields: Fields, ui: Ui) -> str:
    """The whole filter in one line."""
    _ = ui.words.gettext
    return (_("; or ") if filter_.any_of else _("; ")).join(condition_text(c, fields, ui) for c in filter_.conditions)


def as_text(value: Any) -> str:
    """A counted value as a condition holds it."""
    if value is None:
        return EMPTY
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def ticked(filter_: Filter, field: Field) -> set[str]:
    """The values of a facet that are ticked now."""
    found: set[str] = set()
    for condition in filter_.conditions:
        if condition.field != field.key:
            continue
        if condition.test is Test.IS:
            found.update(condition.values)
        elif condition.test is Test.EMPTY:
            found.add(EMPTY)
        elif field.type is Type.YES_NO and condition.test is Test.IS_NOT and YES in condition.values:
            found.add(NO)
    return found


def with_tick(filter_: Filter, field: Field, value: str, on: bool) -> Filter:
    """The filter after one value of a facet was ticked or not; *empty* stands alone."""
    values = [text for text in ticked(filter_, field) if text != EMPTY or value == EMPTY]
    values = [text for text in values if text != value] + ([value] if on else [])
    if value == EMPTY and on:
        values = [EMPTY]
    rest = filter_.without(field.key)
    if field.type is Type.YES_NO:
        if len(values) != 1:
            return rest
        test = Test.IS if values[0] == YES else Test.IS_NOT
        return rest.with_condition(Condition(field.key, test, (YES,)))
    if values == [EMPTY]:
        return rest.with_condition(Condition(field.key, Test.EMPTY))
    order = {choice.key: place for place, choice in enumerate(field.choices)}
    values.sort(key=lambda text: (order.get(text, len(order)), text))
    return rest.with_condition(Condition(field.key, Test.IS, tuple(values))) if values else rest


def removed(filter_: Filter, condition: Condition) -> Filter:
    return Filter(tuple(c for c in filter_.conditions if c != condition), filter_.any_of)
