"""What settings may be, beyond what kind of value each is: the words allowed, and those that must fit each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core.clv import Assumptions
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.ranking import LEVELS
from crmdesk.core.scoring import Weights
from crmdesk.core.settings import (
    ABC_BOUNDS,
    CLV_GROWTH,
    CLV_RATE,
    CLV_YEARS,
    SCORE_WEIGHTS,
    TASK_SETS,
    TIER_BOUNDS,
    VISIT_PLAN,
    Setting,
)
from crmdesk.core.task_sets import parse_sets
from crmdesk.core.tiers import Bounds
from crmdesk.core.visit_plan import is_plan

_BOUNDS = (
    (LEVELS["pyramid"], TIER_BOUNDS),
    *((LEVELS["abc"], tuple(one for one in ABC_BOUNDS if one.key.startswith(f"abc.{by}."))) for by in
      ("value", "customers")),
)  # fmt: skip
FITTING: tuple[tuple[Setting, ...], ...] = (
    *(settings for _, settings in _BOUNDS), SCORE_WEIGHTS, (CLV_RATE, CLV_YEARS, CLV_GROWTH),
)  # fmt: skip
"""Settings that must fit each other."""


def problems(settings: Sequence[Setting], values: Mapping[str, Any]) -> Iterator[Problem]:
    """Of one of FITTING with all its values by key, what does not fit."""
    if settings == SCORE_WEIGHTS:
        weights = {setting.key.removeprefix("score."): values[setting.key] for setting in settings}
        yield from Weights(**weights).problems().values()
    elif settings == FITTING[-1]:
        yield from Assumptions(*(values[setting.key] for setting in settings)).problems().values()
    else:
        levels = next(levels for levels, of in _BOUNDS if of == settings)
        yield from Bounds(levels, tuple(values[setting.key] for setting in settings)).problems().values()


def shape_problem(setting: Setting, value: Any) -> Problem | None:
    """What is wrong with a setting that is kept as JSON. Hard codes: visit-plan-broken, task-set-broken."""
    if setting == VISIT_PLAN and not is_plan(value):
        return Problem("visit-plan-broken", hard=True)
    if setting == TASK_SETS:
        try:
            parse_sets(value)
        except UserError as error:
            return Problem(error.code, error.params, hard=True)
    return None
