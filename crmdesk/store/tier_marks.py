"""The tier and grade stored with each customer: by hand, or what the last saved runs say (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import settings as declared
from crmdesk.core.grades import OF_TIER, Grading, read_of_tier
from crmdesk.store import settings
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

PYRAMID, ABC = "pyramid", "abc"
RUN = "tier_run"
KEYS = ("tier", "grade")
_FIXED: Mapping[str, tuple[str, str]] = {key: (f"{key}_fixed", f"{key}_reason") for key in KEYS}
_AT_ONCE = 50_000
_RAN = (
    "ifnull((SELECT r.level FROM tier_result r WHERE r.run = {run} AND r.customer_id = c.id), (SELECT r.level "
    "FROM tier_result r JOIN tier_run t ON t.id = r.run WHERE r.customer_id = c.id AND t.scheme = '{scheme}' "
    "AND t.deleted_at IS NULL ORDER BY r.run DESC LIMIT 1))"
)
"""The level of a customer in the last saved run it is in: who lay in the trash meanwhile has an older one."""
_APPLY = """
    WITH c AS MATERIALIZED (SELECT c.id, CASE WHEN c.tier_fixed IS NULL OR c.tier IS NULL THEN {ran} ELSE c.tier END
        AS tier, CASE WHEN c.grade_fixed IS NOT NULL THEN c.grade END AS grade FROM customer c
        WHERE c.id > ? AND c.id <= ?)
    UPDATE customer SET tier = n.tier, grade = n.grade
    FROM (SELECT c.id, c.tier, ifnull(c.grade, {graded}) AS grade FROM c) n
    WHERE n.id = customer.id AND (customer.tier IS NOT n.tier OR customer.grade IS NOT n.grade)
"""


class Runs(Struct, frozen=True):
    """The last saved run of each scheme (None: none was), and where grades come from."""

    pyramid: int | None
    abc: int | None
    grading: Grading


class Standing(Struct, frozen=True):
    """What is stored of a customer's tier and grade, and what the last runs say."""

    tier: str | None
    tier_fixed: bool
    grade: str | None
    grade_fixed: bool
    ran: str | None = None
    classed: str | None = None


def with_fixed(values: Mapping[str, Any], stored: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Values of a customer about to be stored: a tier or grade that is given is one by hand, one that is taken away is
    worked out again and its reason goes. `stored`: what is there already (None: a new one)."""
    if _FIXED.keys().isdisjoint(values):
        return values
    given: dict[str, Any] = {}
    for key, (mark, reason) in _FIXED.items():
        if key in values:
            given |= {mark: 1} if values[key] is not None else {mark: None, reason: None}
    there = stored or {}
    return {**{key: value for key, value in given.items() if value != there.get(key)}, **values}


def typed(values: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody sets of a file where `stored` (with `fixing`) is: a tier or grade is by hand also where it is what
    it was; emptied where none is by hand it stays what it is."""
    made = dict(values)
    for key, (mark, _reason) in _FIXED.items():
        if key not in values:
            continue
        if values[key] is not None:
            made[mark] = 1
        elif not stored.get(mark):
            del made[key]
    return made


def by_hand(flat: Mapping[str, Any]) -> dict[str, Any]:
    """A customer's values without a tier or grade that was worked out."""
    return {key: value for key, value in flat.items() if key not in _FIXED or flat.get(_FIXED[key][0])}


def fixing(keys: Any) -> list[str]:
    """Which further columns change with these."""
    return [column for key, columns in _FIXED.items() if key in keys for column in columns]


def runs(data: DataFile) -> Runs:
    """As they are now."""
    sql = f"SELECT scheme, max(id) FROM {RUN} WHERE deleted_at IS NULL GROUP BY scheme"  # noqa: S608
    last = dict(data.database.execute_sql(sql).fetchall())
    source = settings.get(data, declared.GRADE_SOURCE.key) or declared.GRADE_SOURCE.default
    stored = settings.get(data, declared.GRADE_OF_TIER.key)
    of_tier = {**OF_TIER, **((read_of_tier(stored) if stored else None) or {})}
    return Runs(last.get(PYRAMID), last.get(ABC), Grading("abc" if source == "abc" else "tier", of_tier))


def standings(data: DataFile, ids: Sequence[int], last: Runs) -> Mapping[int, Standing]:
    """Of customers that are there, at most some hundred."""
    sql = (
        f"SELECT c.id, c.tier, c.tier_fixed, c.grade, c.grade_fixed, {_ran(PYRAMID, last.pyramid)}, "  # noqa: S608
        f"{_ran(ABC, last.abc)} FROM customer c WHERE c.id IN ({marks(ids)})"
    )
    rows = data.database.execute_sql(sql, ids).fetchall()
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
    """Give every customer the tier and grade that hold now; those by hand stay; returns how many customers that
    changed. Call inside `DataFile.write`.

    In sets, some ten thousand customers at a time: a million rows of which one in twenty differs take some seconds.
    """
    last = runs(data)
    graded, params = _graded(last)
    sql = _APPLY.format(ran=_ran(PYRAMID, last.pyramid), graded=graded)
    changed, first = 0, 0
    execute = data.database.execute_sql
    (end,) = execute("SELECT ifnull(max(id), 0) FROM customer").fetchone()
    while first < end:
        changed += execute(sql, (first, first + _AT_ONCE, *params)).rowcount
        first += _AT_ONCE
    return int(changed)


def _ran(scheme: str, last: int | None) -> str:
    """What the runs of a scheme say of customer `c`, as SQL."""
    return "NULL" if last is None else _RAN.format(scheme=scheme, run=last)


def _graded(last: Runs) -> tuple[str, tuple[Any, ...]]:
    """The grade of who has none by hand, as SQL."""
    if last.grading.source == "abc":
        return _ran(ABC, last.abc), ()
    cases = " ".join("WHEN ? THEN ?" for _ in last.grading.of_tier)
    return f"CASE c.tier {cases} END", tuple(text for pair in last.grading.of_tier.items() for text in pair)
