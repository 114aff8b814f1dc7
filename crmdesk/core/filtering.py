"""Filters over customers: conditions on any field, for lists and dynamic groups (METHOD.md section 1).

A condition's values are texts as commands and JSON give them: choice keys, ISO dates, amounts in yuan, group names,
customer numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns, texts
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Fields, Type


class Test(StrEnum):
    """How a field is compared with the values of a condition."""

    __test__ = False

    IS = "is"
    """One of the values."""
    IS_NOT = "is-not"
    """None of the values; empty ones count."""
    CONTAINS = "contains"
    BEGINS = "begins"
    EMPTY = "empty"
    FILLED = "filled"
    FROM = "from"
    """At least, on or after."""
    TO = "to"
    """At most, on or before."""
    BETWEEN = "between"
    """Two values, both included."""
    LAST_DAYS = "last-days"
    """A date within the last so many days, today included: from the day so many days ago to today."""
    NOT_LAST_DAYS = "not-last-days"
    """A date longer ago than so many days, or none."""
    NEXT_DAYS = "next-days"
    """A date within the next so many days, today included; of a birthday, its coming round."""


VALUES: Mapping[Test, tuple[int, int | None]] = {
    **dict.fromkeys((Test.IS, Test.IS_NOT, Test.CONTAINS, Test.BEGINS), (1, None)),
    **dict.fromkeys((Test.EMPTY, Test.FILLED), (0, 0)),
    **dict.fromkeys((Test.FROM, Test.TO, Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS), (1, 1)),
    Test.BETWEEN: (2, 2),
}
"""How many values each test takes, at least and at most; None: any number, one of which is enough."""

MOST_DAYS = 36_500

_VALUE = patterns.late(r"""\s*(?:"([^"]+)"|([^;；]*?))\s*(?:[;；]|$)""")
"""One of several values, in quotation marks or not."""

_WORDS = (Test.CONTAINS, Test.IS, Test.IS_NOT, Test.BEGINS, Test.EMPTY, Test.FILLED)
_CHOSEN = (Test.IS, Test.IS_NOT, Test.EMPTY, Test.FILLED)
_FIGURES = (Test.FROM, Test.TO, Test.BETWEEN, Test.IS, Test.EMPTY, Test.FILLED)
_DAYS = (
    Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS, Test.FROM, Test.TO, Test.BETWEEN, Test.EMPTY, Test.FILLED,
)  # fmt: skip


def tests_for(field: Field) -> tuple[Test, ...]:
    """The tests that make sense for a field, the commonest first."""
    match field.type:
        case Type.CHOICE | Type.GROUPS | Type.CUSTOMER | Type.YES_NO:
            return _CHOSEN
        case Type.INTEGER | Type.NUMBER | Type.MONEY | Type.PERCENT:
            return _FIGURES
        case Type.DATE:
            return _DAYS
        case Type.BIRTHDAY:
            return (Test.NEXT_DAYS, Test.EMPTY, Test.FILLED)
        case _:
            return _WORDS


class Condition(Struct, frozen=True):
    """One comparison: the key of a field, the test, and its values."""

    field: str
    test: Test
    values: tuple[str, ...] = ()


class Filter(Struct, frozen=True):
    """Conditions that must all hold; `any_of`: one of them is enough. Without conditions it lets everybody through."""

    conditions: tuple[Condition, ...] = ()
    any_of: bool = False

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def of(self, field: str) -> Condition | None:
        """The first condition on this field."""
        return next((c for c in self.conditions if c.field == field), None)

    def with_condition(self, condition: Condition) -> Filter:
        """This one in place of the first on the same field and test, else after the others."""
        former = next((c for c in self.conditions if (c.field, c.test) == (condition.field, condition.test)), None)
        if former is None:
            return Filter((*self.conditions, condition), self.any_of)
        return Filter(tuple(condition if c is former else c for c in self.conditions), self.any_of)

    def without(self, field: str) -> Filter:
        """Without the conditions on this field."""
        return Filter(tuple(c for c in self.conditions if c.field != field), self.any_of)

    def to_json(self) -> str:
        data: dict[str, Any] = {"all": [[c.field, c.test.value, *c.values] for c in self.conditions]}
        if self.any_of:
            data = {"any": data["all"]}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


EVERYBODY = Filter()


def from_json(text: str) -> Filter:
    """The filter that `to_json` wrote. Raises ValueError when it is none."""
    data = json.loads(text)
    if not isinstance(data, Mapping) or len(data) != 1 or next(iter(data)) not in ("all", "any"):
        raise ValueError("not a filter")
    ((mode, rows),) = data.items()
    if not isinstance(rows, list):
        raise ValueError("not a filter")
    conditions = []
    for row in rows:
        if not isinstance(row, list) or len(row) < 2 or not all(isinstance(part, str) for part in row):
            raise ValueError("not a condition")
        conditions.append(Condition(row[0], Test(row[1]), tuple(row[2:])))
    return Filter(tuple(conditions), mode == "any")


def unfit(field: Field | str, reason: Problem) -> UserError:
    """The refusal of a condition: 'filter-unfit' with its field and why."""
    return UserError("filter-unfit", field=field if isinstance(field, str) else field.label, reason=reason)


def check(fields: Fields, condition: Condition) -> Field:
    """The field of a condition whose test and number of values are possible. Raises UserError('filter-unfit')."""
    field = fields.get(condition.field)
    if field is None:
        raise unfit(condition.field, Problem("filter-field", {"field": condition.field}))
    if condition.test not in tests_for(field):
        known = ", ".join(test.value for test in tests_for(field))
        raise unfit(field, Problem("filter-test", {"test": condition.test.value, "known": known}))
    least, most = VALUES[condition.test]
    if not least <= len(condition.values) <= (len(condition.values) if most is None else most):
        raise unfit(field, Problem("filter-values", {"test": condition.test.value}))
    return field


def parse_condition(fields: Fields, text: str) -> Condition:
    """A condition as it is written on the command line: `owner is 陈立`, `tier is gold; silver`, `notes empty`,
    `turnover between 1000000 5000000`. The field is named by its key or label; several values are parted by `;`, and
    one in quotation marks may hold that itself.

    Raises UserError('filter-unreadable' or 'filter-unfit').
    """
    words = texts.clean(text).split(" ")
    tests = [place for place, word in enumerate(words) if place and word in set(Test)]
    if not tests:
        raise UserError("filter-unreadable", text=text, known=", ".join(Test))
    field = _named(fields, words, tests)
    place = next(p for p in tests if field is None or " ".join(words[:p]) in _names(field))
    key = " ".join(words[:place]) if field is None else field.key
    condition = Condition(key, Test(words[place]), _values(Test(words[place]), " ".join(words[place + 1 :])))
    check(fields, condition)
    return condition


def _named(fields: Fields, words: list[str], tests: list[int]) -> Field | None:
    """The field that the words before a test name; labels may have blanks in them."""
    begins = [" ".join(words[:place]) for place in tests]
    return next((field for begin in begins for field in fields.all if begin in _names(field)), None)


def _names(field: Field) -> tuple[str, ...]:
    labels = [field.label, *([field.label_individual] if field.label_individual else [])]
    return (field.key, *(name for label in labels for name in (label.en, label.zh)))


def _values(test: Test, text: str) -> tuple[str, ...]:
    parts = [quoted or plain for quoted, plain in _VALUE.findall(text) if quoted or plain]
    if test is Test.BETWEEN and len(parts) == 1:
        parts = parts[0].split(" ")
    return tuple(parts)
