"""Stored values that cannot be read, as flipped bits of a file without a password leave them: no day, no word of the
method, a text where a number belongs.

Nobody looks for them while records are read: they are looked for once reading has failed, by `check`, and in what was
salvaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3
from msgspec import Struct
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.birthdays import parse_birthday
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.kinds import KINDS
from crmdesk.core.lists import BORROWED, CHANGEABLE
from crmdesk.core.registry import REGISTRY
from crmdesk.store.tables import columns

_AFTER = (
    ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
    peewee.OperationalError, sqlcipher3.OperationalError,
)  # fmt: skip
"""What reading raises that runs into one; our own mistakes too."""

_STEPS, _MOST_STEPS = 100_000, 2_000
"""So far one is looked for where nobody asked for it: two seconds."""

_TYPEOF = {"TEXT": "text", "INTEGER": "integer", "BLOB": "blob"}
_JSON = frozenset((
    ("change", "before"), ("change", "after"), ("action", "params"), ("customer", "own"), ("customer_group", "filter"),
    ("export_preset", "content"), ("import_batch", "sheets"), ("tier_run", "bounds"), ("user_field", "choices"),
    ("privacy_log", "params"),
))  # fmt: skip
_TOLD = {("user_field", "type"): tuple(Type)}
_NUMBERS = frozenset((Type.INTEGER, Type.NUMBER, Type.MONEY, Type.PERCENT, Type.YES_NO))
_NO_BIRTHDAY = "no_birthday"
_OWN = "CASE WHEN json_valid(own) THEN json_extract(own, '$.{key}') END"
_SKIPPED = ("customer_search", "sqlite_", "schema_migration", "migratehistory")


class Unreadable(Struct, frozen=True):
    """One value: its table, row and column; `own` are customers' own fields, whose keys are no columns."""

    table: str
    id: int
    column: str
    own: bool = False


def unreadable(database: SqlCipherDatabase) -> Iterator[Unreadable]:
    """Every value that cannot be read, table by table. 2 s at 100,000 customers."""
    connection: Any = database.connection()
    connection.create_function(_NO_BIRTHDAY, 1, _no_birthday, deterministic=True)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%' ORDER BY rootpage"
    for (table,) in connection.execute(tables).fetchall():
        if not table.startswith(_SKIPPED):
            yield from _of_table(connection, table)


def meaning(error: Exception, database: SqlCipherDatabase, path: Path) -> Exception:
    """What an error means that was raised while an open data file was read and says little: a UserError where
    the file holds what cannot be read, else the same. It is looked for for two seconds at most."""
    if not isinstance(error, _AFTER) or database.is_closed():
        return error
    connection: Any = database.connection()
    left = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: int(next(left, None) is None), _STEPS)
    try:
        with suppress(peewee.DatabaseError, sqlcipher3.DatabaseError):
            return _damage(connection, database, path) or error
    finally:
        connection.set_progress_handler(None, 0)
    return error


def _damage(connection: Any, database: SqlCipherDatabase, path: Path) -> UserError | None:
    for table, fields in REGISTRY.items():
        names = columns(fields)
        there = f"SELECT count(*) FROM pragma_table_info(?) WHERE name IN ({', '.join('?' * len(names))})"  # noqa: S608
        if connection.execute(there, (table, *names)).fetchone()[0] < len(names):
            return UserError("file-damaged", path=str(path), detail=table)
    for found in unreadable(database):
        kind, number = KINDS.get(found.table, found.table), _number(connection, found)
        return UserError("value-unreadable", field=_label(found), kind=kind, number=number, path=str(path))
    dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    if dangling is not None:
        return UserError("file-damaged", path=str(path), detail=f"{dangling[0]} {dangling[1]}: {dangling[2]}")
    told = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return None if told == "ok" else UserError("file-damaged", path=str(path), detail=told.splitlines()[-1])


def empty(connection: Any, found: Unreadable, filler: Any) -> None:
    """Take it out; `filler` stands where there must be a value."""
    table, column = found.table, found.column
    if found.own:
        connection.execute(f"UPDATE \"{table}\" SET own = json_remove(own, '$.{column}') WHERE rowid = ?", (found.id,))  # noqa: S608
        return
    needed = any(row[1] == column and row[3] for row in connection.execute(f'PRAGMA table_info("{table}")'))
    sql = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?'  # noqa: S608
    connection.execute(sql, (filler if needed else None, found.id))


def _of_table(connection: Any, table: str) -> Iterator[Unreadable]:
    tests = {
        (row[1], False): test
        for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        if (test := _test(table, row[1], row[2]))
    }
    if table == "customer":
        kinds = connection.execute("SELECT key, type FROM user_field WHERE deleted_at IS NULL").fetchall()
        for key, type_ in kinds:
            if str(key).isidentifier() and (test := _of_own(_OWN.format(key=key), type_)):
                tests[key, True] = test
    if tests:
        chosen = ", ".join(tests.values())
        sql = f'SELECT rowid, {chosen} FROM "{table}" WHERE {" OR ".join(tests.values())}'  # noqa: S608
        for id_, *wrong in connection.execute(sql):
            yield from (Unreadable(table, id_, *key) for key, is_ in zip(tests, wrong, strict=True) if is_)


def _test(table: str, column: str, declared: str) -> str:
    """The SQL that holds for a value of a column that cannot be read; '' where any can."""
    value = f'"{column}"'
    kind = _TYPEOF.get(declared)
    tests = [f"typeof({value}) NOT IN ('null', '{kind}')"] if kind else []
    if (table, column) in _JSON:
        tests.append(f"NOT json_valid({value})")
    field = REGISTRY[table].get(column) if table in REGISTRY else None
    words: Sequence[str] = _TOLD.get((table, column), ())
    if field is not None and not _of_the_user(table, field):
        words = tuple(choice.key for choice in (*field.choices, *field.retired))
    if words:
        quoted = ", ".join(f"'{word}'" for word in words)
        tests.append(f"{value} NOT IN ({quoted})")
    if field is not None:
        tests += _of_type(value, field.type)
    return f"({' OR '.join(tests)})" if tests else ""


def _of_own(value: str, type_: str) -> str:
    if type_ in _NUMBERS:
        return f"(typeof({value}) NOT IN ('null', 'integer'))"
    tests = _of_type(value, type_)
    return f"({' OR '.join(tests)})" if tests else ""


def _of_type(value: str, type_: str) -> list[str]:
    match type_:
        case Type.DATE:
            return [f"date({value}) IS NOT {value}"]
        case Type.MOMENT:
            return [f"(date({value}) IS NOT {value} AND strftime('%Y-%m-%dT%H:%M', {value}) IS NOT {value})"]
        case Type.BIRTHDAY:
            return [f"(date({value}) IS NOT {value} AND {_NO_BIRTHDAY}({value}))"]
    return []


def _of_the_user(table: str, field: Field) -> bool:
    """Whether the words of a field are anybody's own: one nobody knows is shown as it is."""
    return field.type is not Type.CHOICE or field.key in CHANGEABLE or BORROWED.get(table) == field.key


def _no_birthday(stored: Any) -> bool:
    return not isinstance(stored, str) or parse_birthday(stored).value is None


def _label(found: Unreadable) -> Any:
    field = None if found.own or found.table not in REGISTRY else REGISTRY[found.table].get(found.column)
    return field.label if field is not None else found.column


def _number(connection: Any, found: Unreadable) -> str:
    """What a customer is known by, of others the id."""
    if found.table == "customer":
        return str(connection.execute("SELECT number FROM customer WHERE id = ?", (found.id,)).fetchone()[0])
    return str(found.id)
