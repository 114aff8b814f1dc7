"""A data file of very many customers, each with ten contacts made and five orders, and what a day shows: steps, tasks,
complaints, birthdays, money owed. Made by SQL, with the marks that the program would work out, in some seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlcipher3

from tests.desk import make_desk

TODAY = "2026-11-21"
CONTACTS, ORDERS = 10, 5
_PRAGMAS = ("synchronous = off", "journal_mode = memory", "cache_size = -400000", "temp_store = memory")


def series(count: str) -> str:
    return (
        f"WITH RECURSIVE s(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM s WHERE v < {count}), "
        "r AS (SELECT v, v * 2654435761 % 1048576 AS a, v * 40503 % 65521 AS b FROM s)"
    )


def last(kind: str, roles: tuple[str, ...] = ()) -> str:
    role = f" AND coalesce(role, 'salesperson') IN {roles + roles}" if roles else ""
    return f"max(CASE WHEN kind = '{kind}'{role} THEN substr(at, 1, 10) END)"


PEOPLE = 'json_extract(\'["陈立","王芳","李强","赵敏","周洋"]\', \'$[\' || (a % 5) || \']\')'
STAFF = """INSERT INTO staff (name, role) VALUES ('陈立', 'salesperson'), ('王芳', 'salesperson'),
        ('李强', 'salesperson'), ('赵敏', 'salesperson'), ('周洋', 'salesperson'),
        ('钱进', 'sales-manager'), ('孙正', 'marketing-director'),
        ('吴总', 'general-manager')"""
TASKS = f"""INSERT INTO task (customer_id, due_on, text, by, done_on)
    {series(":n / 5")} SELECT 1 + (v * 7919) % :n, date('{TODAY}', printf('%+d days', b % 200 - 150)), '回访',
        {PEOPLE}, iif(v % 12, '{TODAY}', NULL) FROM r"""


def complaints(each: int) -> str:
    """A complaint of every so many customers."""
    return f"""INSERT INTO complaint (customer_id, number, received_at, words, responsible, due_on, state, round, step)
    {series(f":n / {each}")} SELECT 1 + (v * 7919) % :n, 'T' || v, date('{TODAY}', '-' || (b % 400) || ' days'),
        '晚到', {PEOPLE}, date('{TODAY}', printf('%+d days', b % 20 - 10)), iif(v % 25, 'closed', 'open'), 1,
        'listen' FROM r"""


_FILL = (
    STAFF,
    "INSERT INTO product (name, code, price, category) VALUES ('P', 'P', 10000, '胶带'), ('Q', 'Q', 20000, '纸箱')",
    f"""INSERT INTO customer (number, kind, name, name_key, name_sort, city, owner, stage, life_cycle, tier, grade,
        created_on, verified_on, birthday, founded_on, expected_on, consent_on)
    {series(":n")} SELECT 'K' || printf('%07d', v), iif(v % 3, 'enterprise', 'individual'),
        '华东' || v || '商贸有限公司', '华东' || v, 'huadong' || v, '嘉兴市', {PEOPLE},
        iif(v % 20, 'signed', 'target'), 'maturity',
        CASE WHEN a % 100 < 1 THEN 'gold' WHEN a % 100 < 20 THEN 'silver' WHEN a % 100 < 50 THEN 'bronze'
            ELSE 'iron' END,
        CASE WHEN a % 100 < 20 THEN 'A' WHEN a % 100 < 50 THEN 'B' ELSE 'C' END,
        date('2022-01-01', '+' || (b % 1700) || ' days'), date('{TODAY}', '-' || (b % 185) || ' days'),
        iif(v % 3, NULL, iif(v % 2, '', 'L') || printf('%d-%02d-%02d', 1960 + b % 40, 1 + a % 12, 1 + b % 28)),
        iif(v % 3, printf('%d-%02d-%02d', 1990 + b % 30, 1 + a % 12, 1 + b % 28), NULL),
        iif(v % 20, NULL, date('{TODAY}', '+' || (b % 90) || ' days')), '2025-01-01' FROM r""",
    f"""INSERT INTO contact (customer_id, name, salutation, mobile, birthday, role, main)
    {series(":n")} SELECT v, '张' || v, '张总', '1390000' || printf('%04d', v % 10000),
        iif(v % 4, NULL, iif(v % 8, '', 'L') || printf('%d-%02d-%02d', 1960 + b % 40, 1 + a % 12, 1 + b % 28)),
        'decides', 1 FROM r""",
    f"""INSERT INTO interaction (customer_id, at, kind, by, role, content, promise, next_step, next_date, next_done_on)
    {series(f"{CONTACTS} * :n")} SELECT 1 + (v * 7919) % :n,
        strftime('%Y-%m-%dT%H:%M', '{TODAY}T09:30', '-' || CAST((a / 1048576.0) * (a / 1048576.0) * 700 AS INT)
        || ' days'), CASE b % 5 WHEN 0 THEN 'visit' WHEN 1 THEN 'visit' WHEN 2 THEN 'message' ELSE 'call' END,
        {PEOPLE}, CASE b % 41 WHEN 0 THEN 'sales-manager' WHEN 1 THEN 'general-manager'
            WHEN 2 THEN 'marketing-director' WHEN 3 THEN NULL ELSE 'salesperson' END, '谈了用量',
        iif(b % 50, NULL, '寄样品'),
        iif(b % 25, NULL, '报价'), iif(b % 25, NULL, date('{TODAY}', printf('%+d days', a % 60 - 50))),
        iif(b % 25 = 0 AND b % 500, '{TODAY}', NULL) FROM r""",
    f"""INSERT INTO sales_order (customer_id, number, date, state, by, amount, cost, paid, due, due_on)
    {series(f"{ORDERS} * :n")} SELECT 1 + (v * 7919) % :n, 'D' || v, date('{TODAY}', '-' || (a % 1200) || ' days'),
        iif(v % 9, 'ordered', 'offer'), {PEOPLE}, 10000 * (b % 9000), 7000 * (b % 9000), iif(v % 100, 10000
        * (b % 9000), 0), iif(v % 100, NULL, 10000 * (b % 9000)), iif(v % 100, NULL,
        date('{TODAY}', printf('%+d days', b % 60 - 40))) FROM r""",
    f"""INSERT INTO order_line (customer_id, sales_order, product, quantity, amount, position)
    SELECT customer_id, id, 1 + id % 2, 1000, amount, 0 FROM sales_order WHERE id <= {ORDERS} * :n""",
    TASKS,
    complaints(50),
)
MARKS = (
    f"""UPDATE customer SET (last_contact_on, last_visit_on, last_call_on, visit_salesperson, call_salesperson,
        visit_manager, visit_director, visit_general, next_on) = (SELECT substr(max(at), 1, 10), {last("visit")},
        {last("call")}, {last("visit", ("salesperson",))}, {last("call", ("salesperson",))},
        {last("visit", ("sales-manager",))}, {last("visit", ("marketing-director",))},
        {last("visit", ("general-manager",))}, min(CASE WHEN next_done_on IS NULL THEN next_date END)
        FROM interaction WHERE customer_id = customer.id)""",
    f"""UPDATE customer SET (first_order_on, last_order_on, order_count, sales, sales_year, owed, overdue,
        overdue_since) = (SELECT min(date), max(date), count(*), sum(amount),
        nullif(sum(iif(date > date('{TODAY}', '-1 year'), amount, 0)), 0), nullif(sum(ifnull(due, 0)), 0),
        nullif(sum(iif(due_on < '{TODAY}', due, 0)), 0), min(iif(due_on < '{TODAY}', due_on, NULL))
        FROM sales_order WHERE customer_id = customer.id AND state = 'ordered')""",
    """UPDATE customer SET open_complaints = nullif((SELECT count(*) FROM complaint WHERE customer_id = customer.id
        AND state = 'open'), 0)""",
)


def fill(folder: Path, count: int) -> Path:
    """The path of the new file, closed."""
    desk = make_desk(folder)
    desk.close()
    work_through(desk.path, count, (*_FILL, *MARKS))
    return desk.path


def work_through(path: Path, count: int, statements: Sequence[str]) -> None:
    """Statements on a closed data file, `:n` being `count`. Most indexes come afterwards, as they would take most of
    the time."""
    database = sqlcipher3.connect(str(path), isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = [row for row in database.execute(kept).fetchall() if not row[0].endswith("_by_customer")]
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    for statement in statements:
        database.execute(statement, {"n": count} if ":n" in statement else ())
    for _, sql in indexes:
        database.execute(sql)
    database.close()
