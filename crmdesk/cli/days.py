"""The day that results are worked out for, on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from crmdesk.core.dates import FIRST_YEAR, LAST_YEAR

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _day(_context: click.Context, _option: click.Parameter, typed: dt.datetime | None) -> dt.date | None:
    if typed is not None and not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise click.BadParameter(f"{typed.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return typed.date() if typed else None


def day_option(name: str, told: str, into: str | None = None) -> Callable[[_Command], _Command]:
    """An option that takes a day, given to the command as `into`; None where it is not given."""
    return click.option(
        *filter(None, (name, into)), metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help=told
    )


today_option = day_option("--today", "As it would be on another day (2026-11-21).")
