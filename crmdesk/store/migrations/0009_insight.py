"""Insight: surveys, customers lost and won back, assessments, delivered value, what advertising cost."""

from typing import Any

_OWNED = "id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE"
_SIDE = ", ".join(
    f"{side}_{part} INTEGER"
    for side in ("ours", "theirs")
    for part in ("product", "service", "people", "image", "money", "time", "mental", "physical")
)
_TABLES = (
    f"""CREATE TABLE survey (
        {_OWNED}, day TEXT NOT NULL, contact INTEGER REFERENCES contact(id) ON DELETE SET NULL, by TEXT,
        overall_expected INTEGER, overall_felt INTEGER, product_expected INTEGER, product_felt INTEGER,
        service_expected INTEGER, service_felt INTEGER, praises INTEGER, asks_by_name INTEGER, buys_again INTEGER,
        recommended INTEGER, recommended_to TEXT, complaint INTEGER REFERENCES complaint(id) ON DELETE SET NULL,
        notes TEXT, deleted_at TEXT
    )""",
    f"""CREATE TABLE loss (
        {_OWNED}, lost_on TEXT NOT NULL, reason TEXT NOT NULL, competitor INTEGER REFERENCES competitor(id), text TEXT,
        by TEXT, won_back_on TEXT, won_back_text TEXT, deleted_at TEXT
    )""",
    f"""CREATE TABLE assessment (
        {_OWNED}, day TEXT NOT NULL, by TEXT, good_demand INTEGER, good_profit INTEGER, good_cheap INTEGER, good_loyal
        INTEGER, good_growing INTEGER, poor_demanding INTEGER, poor_credit INTEGER, poor_pulling INTEGER,
        risk_financial INTEGER, risk_profit INTEGER, risk_management INTEGER, risk_loss INTEGER, level INTEGER,
        capacity INTEGER, notes TEXT, deleted_at TEXT
    )""",
    f"""CREATE TABLE delivered_value (
        {_OWNED}, day TEXT NOT NULL, by TEXT, competitor INTEGER REFERENCES competitor(id), {_SIDE}, notes TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE source_cost (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, day TEXT NOT NULL, amount INTEGER NOT NULL,
        notes TEXT, deleted_at TEXT
    )""",
)
_COLUMNS = ("satisfaction TEXT", "loyalty TEXT", "lost_on TEXT", "selection TEXT")
_LIVING = "deleted_at IS NULL"
_INDEXES = (
    "survey_by_customer ON survey(customer_id, day)",
    f"survey_by_day ON survey(day) WHERE {_LIVING}",
    "survey_by_contact ON survey(contact) WHERE contact IS NOT NULL",
    "survey_by_complaint ON survey(complaint) WHERE complaint IS NOT NULL",
    "loss_by_customer ON loss(customer_id)",
    f"loss_by_day ON loss(lost_on) WHERE {_LIVING}",
    f"loss_by_return ON loss(won_back_on) WHERE won_back_on IS NOT NULL AND {_LIVING}",
    "assessment_by_customer ON assessment(customer_id, day)",
    "delivered_value_by_customer ON delivered_value(customer_id, day)",
    f"source_cost_by_day ON source_cost(day) WHERE {_LIVING}",
    f"customer_by_loyalty ON customer(loyalty, id) WHERE loyalty IS NOT NULL AND {_LIVING}",
    f"customer_by_loss ON customer(lost_on) WHERE lost_on IS NOT NULL AND {_LIVING}",
)


def up(migrator: Any, db: Any) -> None:
    for table in _TABLES:
        db.execute_sql(table)
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE customer ADD COLUMN {column}")
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 9, permanent=False)
