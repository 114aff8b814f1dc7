"""Notes, attachments, what is bought elsewhere, lists, dynamic groups, drafts; settings with history."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE customer ADD COLUMN created_on TEXT",
    "ALTER TABLE customer ADD COLUMN photo TEXT",
    "ALTER TABLE address ADD COLUMN recipient TEXT",
    "ALTER TABLE address ADD COLUMN phone TEXT",
    "ALTER TABLE customer_group ADD COLUMN filter TEXT",
    """UPDATE customer SET created_on = (
        SELECT date(a.at, 'localtime') FROM change c JOIN action a ON a.id = c.action_id
        WHERE c.kind = 'customer' AND c.record_id = customer.id AND c.before IS NULL
    )""",
    """CREATE TABLE note (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, text TEXT NOT NULL, at TEXT NOT NULL,
        who TEXT NOT NULL, pinned INTEGER, deleted_at TEXT
    )""",
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, name TEXT NOT NULL, notes TEXT,
        at TEXT NOT NULL, who TEXT NOT NULL, size INTEGER NOT NULL, blob TEXT NOT NULL, deleted_at TEXT
    )""",
    """CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, content BLOB NOT NULL)""",
    """CREATE TABLE competitor (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, strengths TEXT, weaknesses TEXT, notes TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE elsewhere (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, product TEXT NOT NULL,
        competitor INTEGER REFERENCES competitor(id), quantity TEXT, our_product TEXT, replaced_on TEXT, notes TEXT,
        deleted_at TEXT
    )""",
    """CREATE TABLE choice (
        id INTEGER PRIMARY KEY AUTOINCREMENT, list TEXT NOT NULL, key TEXT NOT NULL, label TEXT, position INTEGER,
        deleted_at TEXT
    )""",
    "CREATE TABLE draft (key TEXT PRIMARY KEY, at TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID",
    "ALTER TABLE setting RENAME TO former_setting",
    "CREATE TABLE setting (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT)",
    "INSERT INTO setting (key, value) SELECT key, value FROM former_setting",
    "DROP TABLE former_setting",
    "CREATE INDEX note_by_customer ON note(customer_id, at)",
    "CREATE INDEX attachment_by_customer ON attachment(customer_id, at)",
    "CREATE INDEX attachment_by_blob ON attachment(blob)",
    "CREATE INDEX elsewhere_by_customer ON elsewhere(customer_id)",
    "CREATE INDEX elsewhere_by_competitor ON elsewhere(competitor) WHERE competitor IS NOT NULL",
    "CREATE INDEX customer_by_created ON customer(created_on, id) WHERE deleted_at IS NULL",
)


def up(migrator: Any, db: Any) -> None:
    for statement in _STATEMENTS:
        db.execute_sql(statement)
    db.pragma("user_version", 2, permanent=False)
