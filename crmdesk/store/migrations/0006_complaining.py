"""Complaints, the steps in which they are handled and what else befell them; attachments that belong to a step."""

from typing import Any

_TABLES = (
    """CREATE TABLE complaint (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, number TEXT, received_at TEXT NOT NULL, subject TEXT, words TEXT NOT NULL, channel TEXT, contact
        INTEGER REFERENCES contact(id) ON DELETE SET NULL, sales_order INTEGER REFERENCES sales_order(id), product
        INTEGER REFERENCES product(id), category TEXT, severity TEXT, expects TEXT, responsible TEXT, due_on TEXT,
        state TEXT NOT NULL, round INTEGER, step TEXT, closed_at TEXT, level TEXT, root_cause TEXT, prevention TEXT,
        blame INTEGER, rude INTEGER, dodging INTEGER, nonverbal INTEGER, interrogation INTEGER, handling TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE complaint_step (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, complaint INTEGER NOT NULL REFERENCES complaint(id) ON DELETE CASCADE, round INTEGER NOT NULL, step
        TEXT NOT NULL, at TEXT NOT NULL, by TEXT, contact INTEGER REFERENCES contact(id) ON DELETE SET NULL, text
        TEXT, kind TEXT, amount INTEGER, promised_on TEXT, delivered_on TEXT, level TEXT, confirmed_by TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE complaint_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE
        CASCADE, complaint INTEGER NOT NULL REFERENCES complaint(id) ON DELETE CASCADE, kind TEXT NOT NULL, at TEXT
        NOT NULL, by TEXT, round INTEGER, reason TEXT, tries INTEGER, text TEXT, deleted_at TEXT
    )""",
)
_COLUMNS = (
    "attachment ADD COLUMN complaint INTEGER REFERENCES complaint(id) ON DELETE SET NULL",
    "attachment ADD COLUMN round INTEGER",
    "attachment ADD COLUMN step TEXT",
    "customer ADD COLUMN open_complaints INTEGER",
)
_LIVING = "deleted_at IS NULL"
_INDEXES = (
    "complaint_by_customer ON complaint(customer_id, received_at)",
    "complaint_by_number ON complaint(number)",
    f"complaint_by_state ON complaint(state, due_on, id) WHERE {_LIVING}",
    f"complaint_by_time ON complaint(received_at, id) WHERE {_LIVING}",
    "complaint_by_contact ON complaint(contact) WHERE contact IS NOT NULL",
    "complaint_by_order ON complaint(sales_order) WHERE sales_order IS NOT NULL",
    "complaint_by_product ON complaint(product) WHERE product IS NOT NULL",
    "complaint_step_by_complaint ON complaint_step(complaint, round)",
    "complaint_step_by_customer ON complaint_step(customer_id)",
    "complaint_step_by_contact ON complaint_step(contact) WHERE contact IS NOT NULL",
    "complaint_event_by_complaint ON complaint_event(complaint)",
    "complaint_event_by_customer ON complaint_event(customer_id)",
    "attachment_by_complaint ON attachment(complaint) WHERE complaint IS NOT NULL",
    f"customer_by_open_complaints ON customer(open_complaints) WHERE open_complaints IS NOT NULL AND {_LIVING}",
)


def up(migrator: Any, db: Any) -> None:
    for table in _TABLES:
        db.execute_sql(table)
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE {column}")
    for index in _INDEXES:
        db.execute_sql(f"CREATE INDEX {index}")
    db.pragma("user_version", 6, permanent=False)
