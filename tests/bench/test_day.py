"""All that Today shows with a million customers, as many contacts made and orders, beside plain SQL in the same run,
and the page in the real window."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.services import day, visit_plan
from crmdesk.services.desk import Desk
from tests.bench import daily
from tests.bench.performance import FEWEST, Performance
from tests.bench.watching import opened, until

pytestmark = pytest.mark.bench

CUSTOMERS = 1_000_000
_SINCE = "coalesce({mark}, first_order_on, created_on) <= date('{today}', '-' || CASE grade {days} END || ' days')"
_LINES = (
    ("visit_salesperson", "WHEN 'A' THEN 10 WHEN 'B' THEN 15 WHEN 'C' THEN 30"),
    ("call_salesperson", "WHEN 'A' THEN 10 WHEN 'B' THEN 15 WHEN 'C' THEN 30"),
    ("visit_manager", "WHEN 'A' THEN 30 WHEN 'B' THEN 60"),
    ("visit_director", "WHEN 'A' THEN 180 WHEN 'B' THEN 180"),
    ("visit_general", "WHEN 'A' THEN 360"),
)
_DUE = [_SINCE.format(mark=mark, today=daily.TODAY, days=days) for mark, days in _LINES]
PLAIN = (
    f"SELECT {', '.join(f'sum({due})' for due in _DUE)} FROM customer WHERE deleted_at IS NULL",
    f"""SELECT number, name, tier, city FROM customer WHERE deleted_at IS NULL AND ({" OR ".join(_DUE)})
    ORDER BY CASE tier WHEN 'gold' THEN 0 WHEN 'silver' THEN 1 WHEN 'bronze' THEN 2 ELSE 3 END, sales_year DESC, number
    LIMIT 50""",
    f"SELECT count(*) FROM interaction WHERE next_done_on IS NULL AND next_date <= '{daily.TODAY}'",
    f"SELECT count(*) FROM task WHERE done_on IS NULL AND due_on <= '{daily.TODAY}'",
    "SELECT count(*) FROM complaint WHERE state = 'open'",
    f"SELECT count(*), sum(due) FROM sales_order WHERE due_on <= date('{daily.TODAY}', '+7 days')",
    f"SELECT count(*) FROM customer WHERE verified_on <= date('{daily.TODAY}', '-180 days')",
)
"""What one would ask without the program: birthdays, holidays and signings are not among it."""


@pytest.mark.usefixtures("qapp")
def test_today_among_a_million(world: Callable[[int], Path], tmp_path: Path, performance: Performance) -> None:
    with opened(world(CUSTOMERS), tmp_path) as (window, desk):
        today = desk.today()

        def plain() -> list[Any]:
            return [desk.data.database.execute_sql(statement).fetchall() for statement in PLAIN]

        ours, floor, page = [], [], []
        for _round in range(FEWEST + 1):
            ours.append(_milliseconds(lambda: day.day(desk, today)))
            floor.append(_milliseconds(plain))
            page.append(_milliseconds(lambda: _look_at_today(window)))
            window.content.places.go("customers")
            until(lambda: not window.content.ui.jobs.busy)
        tomorrow = _milliseconds(lambda: day.day(desk, today + dt.timedelta(1)))
        assert plain()[0][0] == _per_line(desk, today)
        total = visit_plan.counts(desk, today).total
    note = (
        f"{total:,} visits and calls due; the page, from choosing it until it is painted: {median(page[1:]):.0f} ms; "
        f"tomorrow: {tomorrow:.0f} ms"
    )
    performance.add("today-1m", ours[1:], floor[1:], note=note)


def _look_at_today(window: Any) -> None:
    """Go to the page, have it look everything up, and paint it."""
    window.content.places.go("today")
    view = window.content.places.page("today").current
    found = view.found
    view.read()
    until(lambda: view.found is not None and view.found is not found)
    QApplication.processEvents()


def _per_line(desk: Desk, today: dt.date) -> tuple[int, ...]:
    roles = ("salesperson", "sales-manager", "marketing-director", "general-manager")
    visits, calls = ([visit_plan.counts(desk, today, kind=kind, role=role).total for role in roles] for kind in
                     ("visit", "call"))  # fmt: skip
    return visits[0], calls[0], *visits[1:]


def _milliseconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
