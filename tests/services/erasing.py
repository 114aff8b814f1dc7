"""Looking for traces of somebody who was erased: in every byte of the data file, its tables and search index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crmdesk.services.desk import Desk
from tests.store.test_search import stored_tokens


def bytes_of(path: Path) -> bytes:
    """Everything of a data file that lies on the disk; no connection may be open."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(path.name + "*")) if each.is_file())


def traces(path: Path, canaries: Iterable[str]) -> list[str]:
    """The canaries that are still in the bytes of a closed data file, in UTF-8, UTF-16 or as JSON escapes."""
    raw = bytes_of(path)
    forms = {c: (c.encode(), c.encode("utf-16-le"), c.encode("unicode_escape")) for c in canaries}
    return [canary for canary, several in forms.items() if any(form in raw for form in several)]


def rows_with(desk: Desk, canaries: Iterable[str]) -> list[str]:
    """The tables in which a canary stands anywhere, and 'terms' where it is a word of the search index."""
    execute = desk.data.database.execute_sql
    tables = [row[0] for row in execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    plain = [name for name in tables if not name.startswith(("customer_search", "sqlite_"))]
    wanted = [canary.casefold() for canary in canaries]
    found = {
        name
        for name in plain
        for row in execute(f"SELECT * FROM {name}").fetchall()
        for value in row
        if any(canary in _text(value).casefold() for canary in wanted)
    }
    terms = {term for term in stored_tokens(desk) for canary in wanted if canary in term}
    return [*sorted(found), *(["terms"] if terms else [])]


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
