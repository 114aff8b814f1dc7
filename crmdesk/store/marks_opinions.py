"""What marks say of opinions: how satisfied and loyal a customer was when last asked, whether it is lost, what we think
of it (METHOD.md sections 7, 8 and 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crmdesk.core.satisfaction import Scores, Survey
from crmdesk.core.selecting import MARKS, Assessment, judge
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

_SCORES = "overall_expected, overall_felt, product_expected, product_felt, service_expected, service_felt"
_SURVEYS = f"""SELECT customer_id, day, {_SCORES} FROM survey
    WHERE customer_id IN ({{ids}}) AND day <= ? AND deleted_at IS NULL ORDER BY day, id"""  # noqa: S608
_CONFIRMED = """SELECT c.customer_id, substr(s.at, 1, 10), s.level
    FROM complaint_step s JOIN complaint c ON c.id = s.complaint
    WHERE c.customer_id IN ({ids}) AND substr(s.at, 1, 10) <= ? AND s.level IS NOT NULL AND s.deleted_at IS NULL
    AND c.deleted_at IS NULL ORDER BY s.at, s.id"""
_LOST = """SELECT customer_id, lost_on, won_back_on FROM loss
    WHERE customer_id IN ({ids}) AND lost_on <= ? AND deleted_at IS NULL ORDER BY lost_on, id"""
_ASSESSED = f"""SELECT customer_id, level, capacity, {", ".join(MARKS)} FROM assessment
    WHERE customer_id IN ({{ids}}) AND day <= ? AND deleted_at IS NULL ORDER BY day, id"""  # noqa: S608


class Opinion(NamedTuple):
    """As it is stored: the level of the last survey or confirmed complaint, the field of the loyalty matrix of the last
    survey that tells it, the day of a loss that was not won back, the verdict of the last assessment."""

    satisfaction: str | None = None
    loyalty: str | None = None
    lost_on: str | None = None
    selection: str | None = None


def opinions(data: DataFile, ids: Sequence[int], today: dt.date) -> Mapping[int, Opinion]:
    """Of customers of whom there is one, at most some hundred."""
    levels, loyalties = _surveyed(data, ids, today)
    lost = {
        customer_id: None if won_back_on is not None and won_back_on <= today.isoformat() else lost_on
        for customer_id, lost_on, won_back_on in _rows(data, _LOST, ids, today)
    }
    selections = {}
    for customer_id, level, capacity, *ticks in _rows(data, _ASSESSED, ids, today):
        known = {key: bool(tick) for key, tick in zip(MARKS, ticks, strict=True) if tick is not None}
        selections[customer_id] = judge(Assessment(known, level, capacity)).verdict
    found = levels.keys() | loyalties.keys() | lost.keys() | selections.keys()
    return {i: Opinion(levels.get(i), loyalties.get(i), lost.get(i), selections.get(i)) for i in found}


def _surveyed(data: DataFile, ids: Sequence[int], today: dt.date) -> tuple[dict[int, str], dict[int, str]]:
    said: dict[int, tuple[str, str]] = {}
    loyalties: dict[int, str] = {}
    for customer_id, day, *scores in _rows(data, _SURVEYS, ids, today):
        overall, product, service = (Scores(*scores[start : start + 2]) for start in (0, 2, 4))
        survey = Survey(0, customer_id, dt.date.fromisoformat(day), overall, product, service)
        if survey.level is not None:
            said[customer_id] = day, survey.level
        if survey.loyalty is not None:
            loyalties[customer_id] = survey.loyalty
    confirmed = {customer_id: (day, level) for customer_id, day, level in _rows(data, _CONFIRMED, ids, today)}
    for customer_id, last in confirmed.items():
        if customer_id not in said or said[customer_id][0] < last[0]:
            said[customer_id] = last
    return {customer_id: level for customer_id, (_, level) in said.items()}, loyalties


def _rows(data: DataFile, sql: str, ids: Sequence[int], today: dt.date) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = data.database.execute_sql(
        sql.format(ids=marks(ids)), (*ids, today.isoformat())
    ).fetchall()
    return rows
