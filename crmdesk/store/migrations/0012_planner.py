"""How SQLite chooses: told what tables and indexes hold, the same in every file."""

from typing import Any

from crmdesk.store import planner


def up(migrator: Any, db: Any) -> None:
    planner.tell(db)
    db.pragma("user_version", 12, permanent=False)
