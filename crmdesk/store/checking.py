"""Looking a data file over without writing into it: pages, references, search index, derived keys, contents."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core import search
from crmdesk.core.errors import Problem
from crmdesk.core.settings import BY_KEY
from crmdesk.store import rekeying, settings
from crmdesk.store.columns import keys
from crmdesk.store.database import SCHEMA, DataFile
from crmdesk.store.failures import Interrupted
from crmdesk.store.keys import Key, connecting, salt_of
from crmdesk.store.opening import version_of
from crmdesk.store.restoring import census
from crmdesk.store.salvage import SALVAGED
from crmdesk.store.unreadable import unreadable

_MOST, _SHOWN, _SAMPLE, _STEPS = 200, 5, 400, 20_000
_HEADING = "*** in database main ***"

Step = Callable[[], int]
"""Called while SQLite works; anything but 0 stops it."""


class Findings:
    """What was found in one file. `counts` are the records of each kind that are not deleted."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.counts: dict[str, int] = {}
        self.schema = 0
        self.salvaged: str | None = None

    def add(self, code: str, **params: Any) -> None:
        problem = Problem(code, params, hard=True)
        if problem not in self.problems:
            self.problems.append(problem)


def check(path: Path, key: Key | None, step: Step | None = None) -> Findings:
    """Look a data file over; what cannot be read is a finding too.

    Raises UserError: 'file-missing', 'file-not-ours', 'file-newer', 'password-needed', 'password-wrong'.
    """
    rekeying.fitting(path, key)
    findings = Findings()
    with _looking(path, key if salt_of(path) else None, step) as database:
        findings.schema = version_of(database, path)
        if salt_of(path):
            _guarded(_cipher, database, findings)
        for look in (_pages, _references, _counts, *([_values] if findings.schema == SCHEMA else [])):
            _guarded(look, database, findings)
        if findings.schema == SCHEMA and not findings.problems:
            data = DataFile(path, database, key)
            findings.salvaged = settings.get(data, SALVAGED)
            for looking in (_search, _keys, _contents, _settings):
                _guarded(looking, database, findings)
    return findings


@contextmanager
def _looking(path: Path, key: Key | None, step: Step | None) -> Iterator[SqlCipherDatabase]:
    """The file, open for reading alone. What a killed program left in its journal is read, not folded in, and where
    there is nothing in it no file is made beside it."""
    journal = path.with_name(path.name + "-wal")
    waiting = journal.is_file() and journal.stat().st_size > 0
    name = f"{path.absolute().as_uri()}?mode={'ro' if waiting else 'rw'}"
    database = connecting(name, key, uri=True, pragmas={"query_only": 1, "temp_store": "memory"})
    database.connect()
    try:
        if step is not None:
            connection: Any = database.connection()
            connection.set_progress_handler(step, _STEPS)
        yield database
    finally:
        database.close()


def _guarded(
    look: Callable[[SqlCipherDatabase, Findings], None], database: SqlCipherDatabase, findings: Findings
) -> None:
    try:
        look(database, findings)
    except (peewee.DatabaseError, sqlcipher3.DatabaseError) as error:
        if "interrupted" in str(error):
            raise Interrupted from error
        findings.add("check-unreadable", detail=str(error))


def _cipher(database: SqlCipherDatabase, findings: Findings) -> None:
    pages = database.execute_sql("PRAGMA cipher_integrity_check").fetchall()
    if pages:
        findings.add("check-cipher", count=len(pages))


def _pages(database: SqlCipherDatabase, findings: Findings) -> None:
    """Every page, every index against its table, the search index against itself."""
    rows = database.execute_sql(f"PRAGMA integrity_check({_MOST})").fetchall()
    lines = [line for (text,) in rows for line in str(text).splitlines() if line not in ("ok", _HEADING)]
    telling = [line for line in lines if not line.endswith("never used")] or lines
    for line in telling[:_SHOWN]:
        findings.add("check-page", detail=line)


def _references(database: SqlCipherDatabase, findings: Findings) -> None:
    found = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if found:
        findings.add("check-references", count=len(found), tables=", ".join(sorted({str(row[0]) for row in found})))


def _counts(database: SqlCipherDatabase, findings: Findings) -> None:
    findings.counts = dict(census(database, encrypted=False).counts)


def _values(database: SqlCipherDatabase, findings: Findings) -> None:
    """What no field can hold; the rest is not looked at where there is one, as it is read there."""
    found = list(itertools.islice(unreadable(database), _MOST))
    if found:
        places = ", ".join(f"{each.table} {each.id}: {each.column}" for each in found[:_SHOWN])
        findings.add("check-values", count=len(found), places=places)


def _search(database: SqlCipherDatabase, findings: Findings) -> None:
    """Some customers from everywhere in the file are looked up by their names."""
    if settings.get(DataFile(Path(), database), "search.version") != str(search.VERSION):
        return  # the program makes it anew when it opens the file
    missing = 0
    for id_, name, *_ in _sample(database):
        expression = search.match(name) if name.isprintable() and "\ufffd" not in name else None
        if expression is not None:
            sql = "SELECT 1 FROM customer_search WHERE customer_search MATCH ? AND rowid = ?"
            missing += database.execute_sql(sql, (expression, id_)).fetchone() is None
    if missing:
        findings.add("check-search", count=missing)


def _keys(database: SqlCipherDatabase, findings: Findings) -> None:
    names = ("name", "mobile", "phone")
    derived = ("name_key", "mobile_e164", "phone_e164")
    wrong = 0
    for _id, *values in _sample(database):
        made = keys("customer", dict(zip(names, values, strict=False)))
        wrong += [made[name] for name in derived] != values[len(names) :]
    if wrong:
        findings.add("check-keys", count=wrong)


def _sample(database: SqlCipherDatabase) -> list[Any]:
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM customer").fetchone()
    sql = (
        "SELECT id, name, mobile, phone, name_key, mobile_e164, phone_e164 FROM customer "
        "WHERE deleted_at IS NULL AND id % ? = 0 LIMIT ?"
    )
    return list(database.execute_sql(sql, (max(1, int(last) // _SAMPLE), 2 * _SAMPLE)).fetchall())


def _contents(database: SqlCipherDatabase, findings: Findings) -> None:
    """Attachments and pictures: each is there, and is what was put in."""
    sql = "SELECT count(*) FROM attachment WHERE blob NOT IN (SELECT sha256 FROM blob)"
    (gone,) = database.execute_sql(sql).fetchone()
    wrong = 0
    for (id_,) in database.execute_sql("SELECT rowid FROM blob").fetchall():
        row = database.execute_sql("SELECT sha256, content FROM blob WHERE rowid = ?", (id_,)).fetchone()
        wrong += hashlib.sha256(row[1]).hexdigest() != row[0]
    if gone or wrong:
        findings.add("check-contents", count=gone + wrong)


def _settings(database: SqlCipherDatabase, findings: Findings) -> None:
    rows = database.execute_sql("SELECT key, value FROM setting WHERE value IS NOT NULL").fetchall()
    odd = [key for key, value in rows if key in BY_KEY and not isinstance(value, str)]
    if odd:
        findings.add("check-settings", keys=", ".join(odd))
