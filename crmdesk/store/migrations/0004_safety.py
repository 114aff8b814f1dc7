"""Backups that were made, the log and requests of privacy, consent of contacts, local phone numbers."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE customer ADD COLUMN consent_withdrawn_on TEXT",
    "ALTER TABLE contact ADD COLUMN consent_on TEXT",
    "ALTER TABLE contact ADD COLUMN consent_source TEXT",
    "ALTER TABLE contact ADD COLUMN consent_withdrawn_on TEXT",
    """CREATE TABLE backup (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL,
        reason TEXT NOT NULL, outside INTEGER NOT NULL, action_id INTEGER NOT NULL
    )""",
    """CREATE TABLE privacy_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
        customers INTEGER NOT NULL, masked INTEGER NOT NULL, target TEXT, params TEXT NOT NULL
    )""",
    """CREATE TABLE privacy_request (
        id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER, subject TEXT, kind TEXT NOT NULL,
        received_on TEXT NOT NULL, due_on TEXT, answered_on TEXT, outcome TEXT, notes TEXT, deleted_at TEXT
    )""",
    "CREATE INDEX privacy_request_by_customer ON privacy_request(customer_id) WHERE customer_id IS NOT NULL",
    """CREATE INDEX customer_by_local_phone ON customer(substr(replace(replace(phone, '-', ''), ' ', ''), -7))
        WHERE deleted_at IS NULL AND phone IS NOT NULL AND phone_e164 IS NULL""",
    """CREATE INDEX contact_by_local_phone ON contact(substr(replace(replace(phone, '-', ''), ' ', ''), -7))
        WHERE deleted_at IS NULL AND phone IS NOT NULL AND phone_e164 IS NULL""",
    """CREATE INDEX contact_by_phone_tail ON contact(substr(phone_e164, -7))
        WHERE deleted_at IS NULL AND phone_e164 IS NOT NULL""",
)


def up(migrator: Any, db: Any) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
    db.pragma("user_version", 4, permanent=False)
