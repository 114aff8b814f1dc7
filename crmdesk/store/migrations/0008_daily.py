"""The day: last visits and calls by role, tasks, greetings and their texts, yearly targets, moves between stages."""

from typing import Any

_TABLES = (
    """CREATE TABLE task (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, due_on TEXT NOT NULL, text TEXT NOT NULL, phase TEXT, by TEXT, contact INTEGER REFERENCES contact(id)
        ON DELETE SET NULL, sales_order INTEGER REFERENCES sales_order(id) ON DELETE SET NULL, repeat TEXT, until TEXT,
        done_on TEXT, notes TEXT, anchor TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE greeting (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, occasion TEXT NOT NULL, day TEXT NOT NULL, contact INTEGER REFERENCES contact(id) ON DELETE SET NULL,
        outcome TEXT NOT NULL, by TEXT, text TEXT, interaction INTEGER REFERENCES interaction(id) ON DELETE SET NULL,
        deleted_at TEXT
    )""",
    """CREATE TABLE sales_target (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, year INTEGER NOT NULL, amount INTEGER NOT NULL, notes TEXT, deleted_at TEXT
    )""",
    """CREATE TABLE greeting_text (
        id INTEGER PRIMARY KEY AUTOINCREMENT, occasion TEXT NOT NULL, tier TEXT, text TEXT NOT NULL, supplied TEXT,
        position INTEGER NOT NULL DEFAULT 0, deleted_at TEXT
    )""",
    """CREATE TABLE stage_move (
        day TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
        before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (day, customer_id)
    ) WITHOUT ROWID""",
)
_COLUMNS = (
    "last_visit_on TEXT", "last_call_on TEXT", "visit_salesperson TEXT", "call_salesperson TEXT", "visit_manager TEXT",
    "visit_director TEXT", "visit_general TEXT",
)  # fmt: skip
_LIVING = "deleted_at IS NULL"
_OPEN = f"done_on IS NULL AND {_LIVING}"
_VISITS = (
    "grade, tier, sales_year DESC, number, last_visit_on, last_call_on, visit_salesperson, call_salesperson, "
    "visit_manager, visit_director, visit_general, last_contact_on, first_order_on, created_on, owner, deleted_at"
)
_AGREED = "consent_withdrawn_on, consent_on"


def _by_day(name: str, table: str, column: str, day: str, last: str) -> str:
    """Whose day it is, and whether they may be greeted, from the index alone."""
    return f"{name} ON {table}({day}, {column}, {_AGREED}, {last}) WHERE {column} IS NOT NULL AND {_LIVING}"


_INDEXES = (
    f"task_by_due ON task(due_on, id) WHERE {_OPEN}",
    f"task_by_done ON task(done_on) WHERE done_on IS NOT NULL AND {_LIVING}",
    "task_by_customer ON task(customer_id, due_on)",
    "task_by_contact ON task(contact) WHERE contact IS NOT NULL",
    "task_by_order ON task(sales_order) WHERE sales_order IS NOT NULL",
    "greeting_by_day ON greeting(day)",
    "greeting_by_customer ON greeting(customer_id)",
    "greeting_by_contact ON greeting(contact) WHERE contact IS NOT NULL",
    "greeting_by_interaction ON greeting(interaction) WHERE interaction IS NOT NULL",
    f"sales_target_by_year ON sales_target(year, customer_id) WHERE {_LIVING}",
    "sales_target_by_customer ON sales_target(customer_id)",
    "stage_move_by_customer ON stage_move(customer_id)",
    f"customer_by_visits ON customer({_VISITS}) WHERE {_LIVING}",
    _by_day("customer_by_birthday", "customer", "birthday", "substr(birthday, -6)", "kind"),
    _by_day("contact_by_birthday", "contact", "birthday", "substr(birthday, -6)", "customer_id"),
    _by_day("customer_by_founding", "customer", "founded_on", "substr(founded_on, 6)", "kind"),
    _by_day("customer_by_first_order", "customer", "first_order_on", "substr(first_order_on, 6)", "kind"),
    f"customer_withdrawn ON customer({_AGREED}, tier) WHERE consent_withdrawn_on IS NOT NULL AND {_LIVING}",
    f"customer_by_review ON customer(coalesce(verified_on, created_on)) WHERE {_LIVING}",
)

_BY = "max(CASE WHEN kind = '{kind}' AND coalesce(role, 'salesperson') = '{role}' THEN substr(at, 1, 10) END)"
_LAST = f"""UPDATE customer SET (
    last_visit_on, last_call_on, visit_salesperson, call_salesperson, visit_manager, visit_director, visit_general
) = (SELECT
    max(CASE WHEN kind = 'visit' THEN substr(at, 1, 10) END), max(CASE WHEN kind = 'call' THEN substr(at, 1, 10) END),
    {_BY.format(kind="visit", role="salesperson")}, {_BY.format(kind="call", role="salesperson")},
    {_BY.format(kind="visit", role="sales-manager")}, {_BY.format(kind="visit", role="marketing-director")},
    {_BY.format(kind="visit", role="general-manager")}
    FROM interaction WHERE customer_id = customer.id AND deleted_at IS NULL
    AND at < date('now', 'localtime', '+1 day')
) WHERE id IN (SELECT customer_id FROM interaction)"""  # noqa: S608


def up(migrator: Any, db: Any) -> None:
    for table in _TABLES:
        db.execute_sql(table)
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE customer ADD COLUMN {column}")
    db.execute_sql(_LAST)
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 8, permanent=False)
