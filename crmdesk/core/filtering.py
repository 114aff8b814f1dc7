"""Filters over customers: conditions on any field, for lists and dynamic groups (METHOD.md section 1).

A condition's values are texts as commands and JSON give them: choice keys, ISO dates, amounts in yuan, group names,
customer numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crmdesk.core.fields import Field, Type


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
    """A date within the last so many days, today included."""
    NOT_LAST_DAYS = "not-last-days"
    """A date longer ago than so many days, or none."""
    NEXT_DAYS = "next-days"
    """A date within the next so many days, today included; of a birthday, its coming round."""


_WORDS = (Test.CONTAINS, Test.IS, Test.IS_NOT, Test.BEGINS, Test.EMPTY, Test.FILLED)
_CHOSEN = (Test.IS, Test.IS_NOT, Test.EMPTY, Test.FILLED)
_FIGURES = (Test.FROM, Test.TO, Test.BETWEEN, Test.IS, Test.EMPTY, Test.FILLED)
_DAYS = (
    Test.LAST_DAYS, Test.NOT_LAST_DAYS, Test.NEXT_DAYS, Test.FROM, Test.TO, Test.BETWEEN, Test.EMPTY, Test.FILLED,
)  # fmt: skip


def tests_for(field: Field) -> tuple[Test, ...]:
    """The tests that make sense for a field, the commonest first."""
    match field.type:
        case Type.CHOICE | Type.GROUPS | Type.CUSTOMER:
            return _CHOSEN
        case Type.YES_NO:
            return (Test.IS, Test.IS_NOT)
        case Type.INTEGER | Type.NUMBER | Type.MONEY | Type.PERCENT:
            return _FIGURES
        case Type.DATE:
            return _DAYS
        case Type.BIRTHDAY:
            return (Test.NEXT_DAYS, Test.EMPTY, Test.FILLED)
        case _:
            return _WORDS


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: the key of a field, the test, and its values."""

    field: str
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
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
