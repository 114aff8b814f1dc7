"""Damaging copies of a data file, and what is still in it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from crmdesk.services.desk import open_desk
from crmdesk.services.security import Key
from crmdesk.store.marks_customers import MARKS

PAGE = 4096
TABLES = (
    "customer", "contact", "note", "attachment", "customer_group", "membership", "action", "change",
    "interaction", "complaint", "complaint_step", "complaint_event",
)  # fmt: skip


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def zero(path: Path, *pages: int) -> None:
    """Pages are counted from 1."""
    for page in pages:
        overwrite(path, (page - 1) * PAGE, bytes(PAGE))


def flip(path: Path, at: int, mask: int = 1) -> None:
    with path.open("rb") as file:
        file.seek(at)
        byte = file.read(1)[0]
    overwrite(path, at, bytes([byte ^ mask]))


def content(path: Path, key: Key | None = None) -> dict[str, dict[object, tuple[object, ...]]]:
    """The rows of a closed data file by table and id, without what is worked out."""
    derived = ("name_key", "name_sort", "name_sound", "mobile_e164", "phone_e164", *MARKS)
    found: dict[str, dict[object, tuple[object, ...]]] = {}
    with contextlib.closing(open_desk(path, create=False, key=key)) as desk:
        execute = desk.data.database.execute_sql
        for table in TABLES:
            info = execute(f"PRAGMA table_info({table})").fetchall()
            names = [row[1] for row in info if row[1] not in derived]
            keys = [names.index(row[1]) for row in info if row[5]]
            rows = execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            found[table] = {row[keys[0]] if len(keys) == 1 else tuple(row[i] for i in keys): row for row in rows}
    return found
