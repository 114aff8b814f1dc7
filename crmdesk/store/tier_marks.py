"""The tier and grade stored with each customer: by hand, or what the last saved runs say (METHOD.md section 4)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crmdesk.core import settings as declared
from crmdesk.core.grades import OF_TIER, Grading
from crmdesk.store import settings
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

PYRAMID, ABC = "pyramid", "abc"
RUN = "tier_run"
_FIXED: Mapping[str, str] = {"tier": "tier_fixed", "grade": "grade_fixed"}
_AT_ONCE = 50_000
_FOLLOWING = (
    "UPDATE customer SET tier = r.level FROM tier_result r "
    "WHERE r.run = ? AND r.customer_id > ? AND r.customer_id <= ? AND r.customer_id = customer.id "
    "AND (customer.tier_fixed IS NULL OR customer.tier IS NULL) "
    "AND customer.tier IS NOT r.level"
)
_LEFT_OUT = (
    "UPDATE customer SET tier = NULL WHERE id > ? AND id <= ? AND tier IS NOT NULL AND tier_fixed IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM tier_result r WHERE r.run = ? AND r.customer_id = customer.id)"
)
_GRADED = (
    "UPDATE customer SET grade = {grade} WHERE id > ? AND id <= ? AND (grade_fixed IS NULL OR grade IS NULL) "
    "AND grade IS NOT {grade}"
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The last saved run of each scheme (None: none was), and where grades come from."""

    pyramid: int | None
    abc: int | None
    grading: Grading


@dataclass(frozen=True, slots=True)
class Standing:
    """What is stored of a customer's tier and grade, and what the last runs say."""

    tier: str | None
    tier_fixed: bool
    grade: str | None
    grade_fixed: bool
    ran: str | None = None
    classed: str | None = None


def with_fixed(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values of a customer about to be stored: a tier or grade that is given is one by hand, one that is taken away is
    worked out again."""
    given = {mark: 1 if values[key] is not None else None for key, mark in _FIXED.items() if key in values}
    return {**given, **values} if given else values


def fixing(keys: Any) -> list[str]:
    """Which further columns change with these."""
    return [mark for key, mark in _FIXED.items() if key in keys]


def runs(data: DataFile) -> Runs:
    """As they are now."""
    sql = f"SELECT scheme, max(id) FROM {RUN} WHERE deleted_at IS NULL GROUP BY scheme"  # noqa: S608
    last = dict(data.database.execute_sql(sql).fetchall())
    source = settings.get(data, declared.GRADE_SOURCE.key) or declared.GRADE_SOURCE.default
    stored = settings.get(data, declared.GRADE_OF_TIER.key)
    of_tier = {**OF_TIER, **(json.loads(stored) if stored else {})}
    return Runs(last.get(PYRAMID), last.get(ABC), Grading("abc" if source == "abc" else "tier", of_tier))


def standings(data: DataFile, ids: Sequence[int], last: Runs) -> Mapping[int, Standing]:
    """Of customers that are there, at most some hundred."""
    sql = (
        "SELECT c.id, c.tier, c.tier_fixed, c.grade, c.grade_fixed, p.level, a.level FROM customer c "  # noqa: S608
        "LEFT JOIN tier_result p ON p.run = ? AND p.customer_id = c.id "
        "LEFT JOIN tier_result a ON a.run = ? AND a.customer_id = c.id "
        f"WHERE c.id IN ({marks(ids)})"
    )
    rows = data.database.execute_sql(sql, (last.pyramid, last.abc, *ids)).fetchall()
    return {
        row[0]: Standing(
            row[1], bool(row[2]) and row[1] is not None, row[3], bool(row[4]) and row[3] is not None, *row[5:]
        )
        for row in rows
    }


def levels(standing: Standing, grading: Grading) -> tuple[str | None, str | None]:
    """The tier and the grade that hold."""
    tier = standing.tier if standing.tier_fixed else standing.ran
    return tier, grading.grade(tier, standing.classed, standing.grade if standing.grade_fixed else None)


def apply(data: DataFile) -> int:
    """Give every customer the tier and grade that hold now; those by hand stay; returns how many values that changed.
    Call inside `DataFile.write`.

    In sets, some ten thousand customers at a time: a million rows of which one in twenty differs take some seconds.
    """
    last = runs(data)
    graded, params = _graded(last)
    changed, first = 0, 0
    execute = data.database.execute_sql
    (end,) = execute("SELECT ifnull(max(id), 0) FROM customer").fetchone()
    while first < end:
        some = (first, first + _AT_ONCE)
        changed += execute(_FOLLOWING, (last.pyramid, *some)).rowcount
        changed += execute(_LEFT_OUT, (*some, last.pyramid)).rowcount
        changed += execute(_GRADED.format(grade=graded), (*params, *some, *params)).rowcount
        first += _AT_ONCE
    return int(changed)


def _graded(last: Runs) -> tuple[str, tuple[Any, ...]]:
    """The grade of who has none by hand, as SQL."""
    if last.grading.source == "abc":
        return "(SELECT r.level FROM tier_result r WHERE r.run = ? AND r.customer_id = customer.id)", (last.abc,)
    cases = " ".join("WHEN ? THEN ?" for _ in last.grading.of_tier)
    return f"CASE tier {cases} END", tuple(text for pair in last.grading.of_tier.items() for text in pair)
