"""Doubles that are told apart or merged, imports that can be taken back, presets of exports, mappings remembered."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE customer ADD COLUMN name_sound TEXT",
    "ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer(id)",
    "ALTER TABLE import_batch ADD COLUMN undone_by INTEGER",
    """CREATE TABLE not_same (
        id INTEGER PRIMARY KEY AUTOINCREMENT, one INTEGER NOT NULL, other INTEGER NOT NULL, deleted_at TEXT
    )""",
    """CREATE TABLE export_preset (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, content TEXT NOT NULL, deleted_at TEXT
    )""",
    "CREATE TABLE import_memory (headers TEXT PRIMARY KEY, at TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX not_same_by_pair ON not_same(one, other)",
    "CREATE INDEX customer_by_sound ON customer(name_sound, id) WHERE deleted_at IS NULL AND name_sound IS NOT NULL",
    """CREATE INDEX customer_by_phone_tail ON customer(substr(phone_e164, -7))
        WHERE deleted_at IS NULL AND phone_e164 IS NOT NULL""",
    "CREATE INDEX customer_by_merged ON customer(merged_into) WHERE merged_into IS NOT NULL",
)


def up(migrator: Any, db: Any) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
    db.pragma("user_version", 3, permanent=False)
