"""What a record of a sheet may not say, as when it is typed: scores beyond their scale, days to come, surveys that say
nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from crmdesk.core import delivered_value, losses, selecting, sources, surveys
from crmdesk.core.errors import Problem

Rule = Callable[[Mapping[str, Any], dt.date], Mapping[str, Problem]]


def _survey(values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    return surveys.problems(values, today, frozenset(values))


def _loss(values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    return losses.problems(values.get("lost_on"), values.get("won_back_on"), today)


def _assessment(values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    ahead = values.get("day", today) > today
    future = {"day": Problem("assessment-future", hard=True)} if ahead else {}
    return {**selecting.problems(values.get("level"), values.get("capacity")), **future}


def _delivered_value(values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    return delivered_value.doubtful(values, today, new=True)


def _source_cost(values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    return sources.problems(values.get("day"), values.get("amount"), today)


_RULES: Final[Mapping[str, Rule]] = {
    "survey": _survey,
    "loss": _loss,
    "assessment": _assessment,
    "delivered_value": _delivered_value,
    "source_cost": _source_cost,
}
"""By kind of record what is wrong about its values, by field."""


def refused(kind: str, values: Mapping[str, Any], today: dt.date) -> Mapping[str, Problem]:
    """What a record of this kind is refused for, by field."""
    rule = _RULES.get(kind)
    return {key: problem for key, problem in rule(values, today).items() if problem.hard} if rule else {}
