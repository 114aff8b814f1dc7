"""The day that results are worked out for, on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from crmdesk.core.dates import parse_date
from crmdesk.core.errors import Problem, UserError

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _day(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> dt.date | None:
    if typed is None:
        return None
    parsed = parse_date(typed)
    if parsed.value is None:
        problem = parsed.problem or Problem("date-unreadable", {"text": typed})
        raise UserError(problem.code, **problem.params)
    return parsed.value


def day_option(name: str, told: str, into: str | None = None) -> Callable[[_Command], _Command]:
    """An option that takes a day, given to the command as `into`; None where it is not given. Raises UserError for what
    is no day: 'date-…'."""
    return click.option(*filter(None, (name, into)), metavar="DATE", callback=_day, help=told)


def day_argument(name: str) -> Callable[[_Command], _Command]:
    """An argument that takes a day. Raises UserError for what is no day: 'date-…'."""
    return click.argument(name, metavar="DATE", callback=_day)


today_option = day_option("--today", "As it would be on another day (2026-11-21).")
