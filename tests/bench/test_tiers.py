"""Ranking a million customers by a million orders of five lines each, beside one window-function statement in the same
run: over the orders, whose amounts the program keeps, and in the note over the lines themselves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.bench.performance import FEWEST, Performance

pytestmark = pytest.mark.bench

CUSTOMERS = 1_000_000
_RANKED = """
SELECT c.id, row_number() OVER (ORDER BY ifnull(v.value, 0) DESC, c.number) AS rank, ifnull(v.value, 0) AS value
FROM customer c LEFT JOIN v ON v.customer_id = c.id WHERE c.deleted_at IS NULL
"""
BARE = f"""
WITH v AS (SELECT customer_id, sum(value) AS value FROM (
    SELECT customer_id, amount - ifnull(returned, 0) AS value FROM sales_order
    WHERE state = 'ordered' AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2
    UNION ALL SELECT customer_id, -amount FROM goods_return
    WHERE sales_order IS NULL AND deleted_at IS NULL AND date BETWEEN ?1 AND ?2) GROUP BY customer_id)
{_RANKED}
"""
LINES = f"""
WITH v AS (SELECT l.customer_id, sum(l.amount) AS value FROM order_line l JOIN sales_order s ON s.id = l.sales_order
    WHERE s.state = 'ordered' AND s.deleted_at IS NULL AND l.deleted_at IS NULL AND s.date BETWEEN ?1 AND ?2
    GROUP BY l.customer_id)
{_RANKED}
"""
MEASURED = '''
import json, sys, time
from pathlib import Path
from crmdesk.services import tiers
from crmdesk.services.desk import open_desk
from tests.desk import clock

desk = open_desk(Path(sys.argv[1]), who="x", clock=clock)
EVER, YEAR = ("0001-01-01", "2026-11-21"), ("2025-01-01", "2025-12-31")

def peak():
    """Of this process alone: what getrusage says begins with its parent's."""
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) >> 10

def ranked(statement, days):
    cursor = desk.data.database.execute_sql(statement, days)
    return sum(len(rows) for rows in iter(lambda: cursor.fetchmany(10_000), []))

def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start

bare, lines, rounds = sys.argv[2], sys.argv[3], int(sys.argv[4])
ranked(bare, EVER)
found = {"ours": [], "bare": [], "ours of a year": [], "bare of a year": []}
for _round in range(rounds):
    found["bare"].append(seconds(lambda: ranked(bare, EVER)))
    found["ours"].append(seconds(lambda: tiers.classify(desk, "sales")))
    found["bare of a year"].append(seconds(lambda: ranked(bare, YEAR)))
    found["ours of a year"].append(seconds(lambda: tiers.classify(desk, "last-year-sales")))
ranking = tiers.classify(desk, "last-year-sales")
found["count"], found["peak"] = ranking.count, peak()
found["lines"] = [seconds(lambda: ranked(lines, EVER))]
found["save"] = [seconds(lambda: tiers.save(desk, ranking))]
for basis in ("last-year-profit", "clv", "score"):
    found[basis] = [seconds(lambda: tiers.classify(desk, basis))]
print(json.dumps(found))
'''


def test_a_million_customers_are_ranked_as_quickly_as_one_statement_would(
    world: Callable[[int], Path], tmp_path: Path, performance: Performance
) -> None:
    path = tmp_path / "copy.crmdesk"
    shutil.copyfile(world(CUSTOMERS), path)
    command = [sys.executable, "-c", MEASURED, str(path), BARE, LINES, str(FEWEST)]
    made = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    path.unlink()
    found = json.loads(made.stdout)
    assert found["count"] == CUSTOMERS
    assert found["peak"] < 500
    told = {key: median(values) for key, values in found.items() if isinstance(values, list)}
    note = (
        "CPU time; the statement sums the amounts of orders, which the program keeps too, where summing the lines "
        f"takes {told['lines']:.1f} s; last year's sales {told['ours of a year']:.2f} s beside "
        f"{told['bare of a year']:.2f} s, profit {told['last-year-profit']:.2f} s, lifetime value {told['clv']:.2f} s, "
        f"score {told['score']:.2f} s; saving {told['save']:.1f} s; {found['peak']} MB at most"
    )
    performance.add("tiers-5m", found["ours"], found["bare"], note=note)
