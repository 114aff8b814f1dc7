"""The data file of the measurements: customers and contacts as `demo` makes them; orders of five lines, contacts made,
complaints and tasks by SQL, with the marks that the program would work out. For a million customers a million orders, a
million contacts made, 50,000 complaints, 200,000 tasks; the first customer alone has 2,000 contacts made.
"""

from __future__ import annotations

from pathlib import Path

from crmdesk.services import demo
from tests.bench.daily import MARKS, PEOPLE, STAFF, TASKS, TODAY, complaints, series, work_through
from tests.desk import make_desk

LINES = 5
MANY = 2_000
"""Contacts made with the first customer."""
_AB = "(id * 2654435761 % 1048576)", "(id * 40503 % 65521)"
_FILL = (
    STAFF,
    """INSERT INTO product (name, name_key, code, price, category)
    SELECT n, n, 'P' || printf('%03d', v), 10000 * v, iif(v % 2, '胶带', '纸箱')
    FROM (WITH RECURSIVE s(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM s WHERE v < 40)
        SELECT v, '包装胶带' || v || '号' AS n FROM s)""",
    f"""UPDATE customer SET owner = {PEOPLE.replace("(a % 5)", f"({_AB[0]} % 5)")},
        stage = iif(id % 20, 'signed', 'target'), life_cycle = 'maturity',
        tier = CASE WHEN {_AB[0]} % 100 < 1 THEN 'gold' WHEN {_AB[0]} % 100 < 20 THEN 'silver'
            WHEN {_AB[0]} % 100 < 50 THEN 'bronze' ELSE 'iron' END,
        grade = CASE WHEN {_AB[0]} % 100 < 20 THEN 'A' WHEN {_AB[0]} % 100 < 50 THEN 'B' ELSE 'C' END,
        created_on = date('2022-01-01', '+' || ({_AB[1]} % 1700) || ' days'),
        verified_on = date('{TODAY}', '-' || ({_AB[1]} % 185) || ' days'), consent_on = '2025-01-01'""",
    f"""INSERT INTO interaction (customer_id, at, kind, by, role, content, promise, next_step, next_date, next_done_on)
    {series(f":n + {MANY}")} SELECT iif(v > :n, 1, 1 + (v * 7919) % :n),
        strftime('%Y-%m-%dT%H:%M', '{TODAY}T09:30', '-' || CAST((a / 1048576.0) * (a / 1048576.0) * 700 AS INT)
        || ' days'), CASE b % 5 WHEN 0 THEN 'visit' WHEN 1 THEN 'visit' WHEN 2 THEN 'message' ELSE 'call' END,
        {PEOPLE}, CASE b % 41 WHEN 0 THEN 'sales-manager' WHEN 1 THEN 'general-manager'
            WHEN 2 THEN 'marketing-director' WHEN 3 THEN NULL ELSE 'salesperson' END, '谈了用量，下月再送一批样品',
        iif(b % 50, NULL, '寄样品'),
        iif(b % 25, NULL, '报价'), iif(b % 25, NULL, date('{TODAY}', printf('%+d days', a % 60 - 50))),
        iif(b % 25 = 0 AND b % 500, '{TODAY}', NULL) FROM r""",
    f"""INSERT INTO sales_order (customer_id, number, date, state, by, amount, cost, paid, due, due_on)
    {series(":n")} SELECT min(:n, 1 + CAST(a / 1048576.0 * (a / 1048576.0) * :n AS INTEGER) * 7919 % :n), 'D' || v,
        date('{TODAY}', '-' || (b % 1200) || ' days'), iif(v % 9, 'ordered', 'offer'), {PEOPLE}, 0, 0, 0, NULL,
        iif(v % 100, NULL, date('{TODAY}', printf('%+d days', b % 60 - 40))) FROM r""",
    f"""INSERT INTO order_line (customer_id, sales_order, product, quantity, amount, cost, position)
    SELECT o.customer_id, o.id, 1 + (o.id * 31 + p.column1 * 7) % 40, 1000,
        10000 * ((o.id * 40503 + p.column1) % 2500), 7000 * ((o.id * 40503 + p.column1) % 2500), p.column1
    FROM sales_order o, (VALUES {", ".join(f"({i})" for i in range(LINES))}) p""",
    "CREATE TEMP TABLE sums AS SELECT sales_order AS id, sum(amount) AS a, sum(cost) AS c FROM order_line GROUP BY 1",
    "CREATE UNIQUE INDEX temp.sums_id ON sums(id)",
    """UPDATE sales_order SET amount = s.a, cost = s.c, paid = iif(due_on IS NULL, s.a, 0),
        due = iif(due_on IS NULL, NULL, s.a) FROM sums s WHERE s.id = sales_order.id""",
    TASKS,
    complaints(20),
)


def fill(folder: Path, count: int) -> Path:
    """The path of the new file, closed."""
    desk = make_desk(folder, f"{count}.crmdesk")
    demo.fill(desk, count, 7, dealings=0)
    desk.close()
    work_through(desk.path, count, (*_FILL, *MARKS))
    return desk.path
