"""All that Today shows with 100,000 customers, a million contacts made and 500,000 orders, beside plain SQL in the same
run.

`python3 dev.py bench` prints the milliseconds of the whole day, of its longest part (who is due) and of the statements.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmdesk.services import day, visit_plan
from crmdesk.services.desk import open_desk
from tests.bench import daily
from tests.desk import clock

pytestmark = pytest.mark.bench

CUSTOMERS = 100_000
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


def test_the_whole_day_of_a_hundred_thousand_customers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = open_desk(daily.fill(tmp_path, CUSTOMERS), who="陈立", clock=clock)
    today = desk.today()

    def plain() -> list[Any]:
        return [desk.data.database.execute_sql(statement).fetchall() for statement in PLAIN]

    found = {
        "day": _seconds(lambda: day.day(desk, today)),
        "plain SQL": _seconds(plain),
        "due list": _seconds(lambda: visit_plan.dues(desk, today)),
        "due counts": _seconds(lambda: visit_plan.counts(desk, today)),
        "neglected": _seconds(lambda: visit_plan.neglected_counts(desk, today)),
        "tomorrow": _seconds(lambda: day.day(desk, today + dt.timedelta(1))),
    }
    counts = visit_plan.counts(desk, today)
    assert plain()[0][0] == _per_line(desk, today)
    desk.close()
    with capsys.disabled():
        print(
            f"\n{', '.join(f'{name} {seconds * 1000:.0f} ms' for name, seconds in found.items())}; {counts.total} due"
        )
    assert found["day"] <= 0.5
    assert found["due list"] + found["due counts"] <= 0.12


def _per_line(desk: Any, today: dt.date) -> tuple[int, ...]:
    roles = ("salesperson", "sales-manager", "marketing-director", "general-manager")
    visits, calls = ([visit_plan.counts(desk, today, kind=kind, role=role).total for role in roles] for kind in
                     ("visit", "call"))  # fmt: skip
    return visits[0], calls[0], *visits[1:]


def _seconds(work: Callable[[], Any]) -> float:
    """The second time: the first one reads the file."""
    work()
    began = time.process_time()
    work()
    return time.process_time() - began
