"""Filters as SQL: each condition about the customer `c`, groups by hand and dynamic ones.

Values are bound, never written into the SQL. Texts are compared without regard to ASCII case, names as they are
searched (no width, punctuation or accents), phones without the marks between their digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from crmdesk.core import filtering, money, texts, values
from crmdesk.core.birthdays_near import kept_within
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type
from crmdesk.core.filtering import MOST_DAYS, Condition, Filter, Test, unfit
from crmdesk.store.columns import to_column
from crmdesk.store.database import DataFile
from crmdesk.store.expressions import WORDY, Basis, expression
from crmdesk.store.records import marks
from crmdesk.store.structure import GroupRow, groups

Sql = tuple[str, list[Any]]
NOBODY: Sql = ("0", [])

_BETWEEN_DIGITS = " -()（）+"
_NO_MARKS = str.maketrans("", "", _BETWEEN_DIGITS)


class Filters:
    """Turns filters into conditions on `customer c` of one data file.

    `one`: the query is about one customer (`c.id = ?`), so that a group is looked up and never read whole.
    """

    def __init__(self, data: DataFile, basis: Basis, *, one: bool = False) -> None:
        self._data = data
        self._basis = basis
        self._one = one
        self._known: list[tuple[str, GroupRow]] | None = None

    def of(self, filter_: Filter, inside: tuple[str, ...] = ()) -> Sql:
        """The condition of a filter; `inside` names the dynamic groups it belongs to, which it may not ask for again.

        Raises UserError('filter-unfit').
        """
        parts = [self._condition(condition, inside) for condition in filter_.conditions]
        if not parts:
            return "1", []
        sql = (" OR " if filter_.any_of else " AND ").join(part for part, _ in parts)
        return f"({sql})", [param for _, params in parts for param in params]

    def group(self, name: str, inside: tuple[str, ...] = ()) -> Sql | None:
        """Who is in a group, by hand or dynamic; None where no group is called so. Raises UserError('filter-unfit')."""
        folded = texts.fold(name)
        found = [group for known, group in self._groups() if known == folded]
        if not found:
            return None
        by_hand = [group.id for group in found if group.filter is None]
        parts = [self._members(by_hand)] if by_hand else []
        parts += [self.dynamic(group.name, group.filter, inside) for group in found if group.filter is not None]
        return f"({' OR '.join(sql for sql, _ in parts)})", [param for _, params in parts for param in params]

    def dynamic(self, name: str, text: str, inside: tuple[str, ...] = ()) -> Sql:
        """Who is in a dynamic group with this filter. Raises UserError('filter-unfit')."""
        field = self._basis.fields["groups"]
        folded = texts.fold(name)
        if folded in inside:
            raise unfit(field, Problem("filter-circle", {"name": name}))
        try:
            filter_ = filtering.from_json(text)
        except ValueError:
            raise unfit(field, Problem("filter-group", {"name": name})) from None
        return self.of(filter_, (*inside, folded))

    def _groups(self) -> list[tuple[str, GroupRow]]:
        """Every living group behind its folded name."""
        if self._known is None:
            self._known = [(texts.fold(group.name), group) for group in groups(self._data)]
        return self._known

    def _members(self, groups: Sequence[int]) -> Sql:
        here = "m.customer_id = c.id AND " if self._one else ""
        return (
            f"c.id IN (SELECT m.customer_id FROM membership m WHERE {here}m.group_id IN ({marks(groups)}))",  # noqa: S608
            list(groups),
        )

    def _condition(self, condition: Condition, inside: tuple[str, ...]) -> Sql:
        field = filtering.check(self._basis.fields, condition)
        if condition.test in (Test.EMPTY, Test.FILLED):
            return f"{expression(self._basis, field)} IS {'NOT ' if condition.test is Test.FILLED else ''}NULL", []
        if field.type is Type.GROUPS:
            return self._in_groups(field, condition, inside)
        return _MAKERS[condition.test](self, field, condition)

    def _in_groups(self, field: Field, condition: Condition, inside: tuple[str, ...]) -> Sql:
        parts = []
        for name in condition.values:
            part = self.group(name, inside)
            if part is None:
                raise unfit(field, Problem("group-unknown", {"name": name}))
            parts.append(part)
        sql = " OR ".join(sql for sql, _ in parts)
        params = [param for _, params in parts for param in params]
        return (f"NOT coalesce({sql}, 0)" if condition.test is Test.IS_NOT else f"({sql})"), params

    def _is(self, field: Field, condition: Condition) -> Sql:
        found = [self._stored(field, text) for text in condition.values]
        compared = self._compared(field)
        if field.type in WORDY and field.key not in ("man", "name"):
            compared += " COLLATE NOCASE"
        if condition.test is Test.IS:
            return f"{compared} IN ({marks(found)})", found
        return f"({compared} IS NULL OR {compared} NOT IN ({marks(found)}))", found

    def _holds(self, field: Field, condition: Condition) -> Sql:
        compared = self._compared(field)
        found = [self._stored(field, text) for text in condition.values]
        place = "= 1" if condition.test is Test.BEGINS else "> 0"
        one = f"instr({compared}, ?)" if field.key == "man" else f"instr(lower({compared}), lower(?))"
        return f"({' OR '.join([f'{one} {place}'] * len(found))})", found

    def _range(self, field: Field, condition: Condition) -> Sql:
        found = [self._stored(field, text) for text in condition.values]
        value = expression(self._basis, field)
        if condition.test is Test.BETWEEN:
            return f"{value} BETWEEN ? AND ?", sorted(found)
        return f"{value} {'>=' if condition.test is Test.FROM else '<='} ?", found

    def _days(self, field: Field, condition: Condition) -> Sql:
        days = _number_of_days(field, condition.values[0])
        value, today = expression(self._basis, field), self._basis.today
        if field.type is Type.BIRTHDAY:
            return _birthdays(value, today, days)
        if condition.test is Test.NEXT_DAYS:
            return f"{value} BETWEEN ? AND ?", [today.isoformat(), _shifted(today, days)]
        first = _shifted(today, -days)
        if condition.test is Test.LAST_DAYS:
            return f"{value} BETWEEN ? AND ?", [first, today.isoformat()]
        return f"({value} IS NULL OR {value} < ?)", [first]

    def _compared(self, field: Field) -> str:
        """What the texts of a condition are held against."""
        if field.key == "name":
            return "c.name_key"
        value = expression(self._basis, field)
        if field.type is Type.PHONE:
            for mark in _BETWEEN_DIGITS:
                value = f"replace({value}, '{mark}', '')"
        return value

    def _stored(self, field: Field, text: str) -> Any:
        """A value of a condition as the column holds it. Raises UserError('filter-unfit')."""
        if field.type is Type.CUSTOMER:
            row = self._data.database.execute_sql(
                "SELECT id FROM customer WHERE number = ?", (texts.clean(text),)
            ).fetchone()
            if row is None:
                raise unfit(field, Problem("customer-unknown", {"number": text}))
            return row[0]
        if field.type is Type.CHOICE and field.choice(text):
            return text
        if field.type in WORDY:
            return _word(field, text)
        parsed = values.parse(field, text)
        if parsed.value is None or parsed.refused:
            raise unfit(field, parsed.problem or Problem("filter-value", {"text": text}))
        return to_column(field, parsed.value)


_MAKERS: dict[Test, Callable[[Filters, Field, Condition], Sql]] = {
    Test.IS: Filters._is,
    Test.IS_NOT: Filters._is,
    Test.CONTAINS: Filters._holds,
    Test.BEGINS: Filters._holds,
    Test.FROM: Filters._range,
    Test.TO: Filters._range,
    Test.BETWEEN: Filters._range,
    Test.LAST_DAYS: Filters._days,
    Test.NOT_LAST_DAYS: Filters._days,
    Test.NEXT_DAYS: Filters._days,
}


def _word(field: Field, text: str) -> str:
    plain = texts.clean_lines(text) if field.type is Type.LONG else texts.clean(text)
    word = texts.fold(plain) if field.key == "name" else plain
    if field.type is Type.PHONE:
        word = plain.translate(_NO_MARKS)
    if not word:
        raise unfit(field, Problem("filter-value", {"text": text}))
    return word


def _number_of_days(field: Field, text: str) -> int:
    days = money.parse_integer(text).value
    if days is None or not 0 <= days <= MOST_DAYS:
        raise unfit(field, Problem("filter-days", {"text": text}))
    return days


def _shifted(day: dt.date, days: int) -> str:
    """So many days later, within what a calendar holds."""
    try:
        return (day + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return (dt.date.max if days > 0 else dt.date.min).isoformat()


def _birthdays(value: str, today: dt.date, days: int) -> Sql:
    near = kept_within(today, days)
    if near is None:
        return f"{value} IS NOT NULL", []
    solar, lunar = (sorted(endings) for endings in near)
    ending = f"substr({value}, -5 - (instr({value}, '+') > 0))"
    return (
        f"CASE WHEN {value} LIKE 'L%' THEN {ending} IN ({marks(lunar)}) ELSE {ending} IN ({marks(solar)}) END",
        [*lunar, *solar],
    )
