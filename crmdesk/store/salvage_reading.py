"""Reading what can be read of a damaged data file, from a copy of it.

A table is read in its order from both ends up to what cannot be read. What lies between is looked for page by page: any
page can be read as a table of its own whose root it is, so that rows are found although the pages above them are gone.
The pages are decrypted by SQLCipher, which refuses to go on after one that it cannot; the next connection can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3
from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.store import keys
from crmdesk.store.copying import Progress
from crmdesk.store.keys import connecting
from crmdesk.store.salvage_copy import waiting
from crmdesk.store.salvage_tables import (
    Gap,
    Key,
    Row,
    Source,
    between,
    contradicts,
    fits,
    sources,
    strictest_first,
)

_ERRORS = (sqlcipher3.DatabaseError, OverflowError, MemoryError, UnicodeDecodeError)
"""The last one where SQLite's own sentence quotes bytes of the damage."""
_SCRATCH, _AT_ONCE = "page_as_", 64
_LEAF, _INDEX = (b"\x0d",), (b"\x0a", b"\x02")
_MOUNT = "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', ?1, ?1, ?2, ?3)"
_CONDITION = re.compile(r"\)\s*WHERE\s+(.*)\Z", re.DOTALL | re.IGNORECASE)


class Read(Struct, frozen=True):
    """A row with its key; `missing` columns could not be read."""

    key: Key
    row: Row
    missing: tuple[str, ...] = ()


class Reading:
    """A damaged file that is being read."""

    def __init__(self, path: Path, key: keys.Key | None, *, headless: bool = False) -> None:
        self._path = path
        self._key = key
        self._telling = headless or (key is None and not waiting(path))
        self._mounted: dict[int, tuple[Source, ...]] | None = None
        self._ended = True
        self.gaps: dict[str, Gap] = {}
        self._connect()
        self.pages = int(self._fetch("PRAGMA page_count")[0][0])

    def close(self) -> None:
        self._database.close()

    def sources(self) -> dict[str, Source]:
        """The tables that the file names. Raises UserError('salvage-hopeless')."""
        try:
            return sources(self._database)
        except Exception as error:
            raise UserError("salvage-hopeless", path=self._path.name) from error

    def sequences(self) -> list[tuple[str, int]]:
        """The highest id that each table ever gave, where it can be read."""
        with suppress(*_ERRORS):
            rows = self._fetch("SELECT name, seq FROM sqlite_sequence")
            return [(name, seq) for name, seq in rows if isinstance(name, str) and isinstance(seq, int)]
        self._renew()
        return []

    def rows(self, source: Source) -> Iterator[Read]:
        """The rows that can be reached from the table's root; notes in `gaps` what could not."""
        gap = Gap(None, None)
        for read in self._walk(source.name, source, gap):
            gap.low = read.key
            gap.beside += 1
            yield read
        if self._ended:
            if self._contradicted(source):
                self.gaps[source.name] = everywhere = Gap(None, None)
                self._hint(source, everywhere)
            return
        for read in self._walk(source.name, source, gap, down=True):
            gap.high = read.key
            gap.beside += 1
            yield read
        self._hint(source, gap)
        self.gaps[source.name] = gap

    def _contradicted(self, source: Source) -> bool:
        """Whether SQLite finds a table's own pages wrong although all of it could be read: then rows may be missing."""
        try:
            told = [str(row[0]) for row in self._fetch(f'PRAGMA integrity_check("{source.name}")')]
            roots = self._fetch("SELECT type, rootpage FROM sqlite_master WHERE tbl_name = ?", source.name)
        except _ERRORS:
            self._renew()
            return True
        return contradicts(told, roots)

    def scattered(
        self, wanted: Iterable[Source], gaps: Mapping[str, Gap], progress: Progress | None = None
    ) -> Iterator[tuple[Source, Read]]:
        """Rows in gaps that are found page by page; one may come more than once."""
        every = tuple(strictest_first(wanted))
        for first in range(2, self.pages + 1, _AT_ONCE):
            if progress is not None:
                progress(first, self.pages)
            pages = range(first, min(first + _AT_ONCE, self.pages + 1))
            mounts = {page: candidates for page in pages if (candidates := self._candidates(page, every))}
            if mounts and self._mount(mounts):
                for page, candidates in mounts.items():
                    yield from self._first_found(page, candidates, gaps)
            self._unmount()

    def _first_found(
        self, page: int, candidates: tuple[Source, ...], gaps: Mapping[str, Gap]
    ) -> Iterator[tuple[Source, Read]]:
        for source in candidates:
            found = list(self._page(page, source, gaps[source.name]))
            yield from ((source, read) for read in found)
            if found:
                return

    def _candidates(self, page: int, every: tuple[Source, ...]) -> tuple[Source, ...]:
        """Which tables a page can belong to: in a plain file it says so by its first byte."""
        if not self._telling:
            return every
        with self._path.open("rb") as file:
            file.seek((page - 1) * keys.PAGE)
            kind = file.read(1)
        return tuple(source for source in every if kind in (_LEAF if source.by_rowid else _INDEX))

    def _page(self, page: int, source: Source, gap: Gap) -> Iterator[Read]:
        name = f"{_SCRATCH}{source.name}_{page}"
        seen = gap.low
        for down in (False, True):
            within = Gap(seen, gap.high)
            for read in self._walk(name, source, within, down=down, narrow=True):
                if not fits(source, read.row, gap.hints.get(read.key), read.missing):
                    return
                seen = seen if down else read.key
                yield read
            if self._ended:
                return

    def _walk(
        self, table: str, source: Source, gap: Gap, *, down: bool = False, narrow: bool = False
    ) -> Iterator[Read]:
        """Rows within a gap in the order of their keys, up to one that cannot be read: then it has not ended."""
        low, high, self._ended = gap.low, gap.high, False
        while True:
            try:
                for values in self._select(table, source, source.columns, low, high, down, narrow):
                    key = tuple(values[: len(source.key)])
                    if not between(key, low, high):
                        return
                    low, high = (low, key) if down else (key, high)
                    yield Read(key, dict(zip(source.columns, values[len(source.key) :], strict=True)))
            except _ERRORS:
                self._renew()
            else:
                self._ended = True
                return
            following = self._following(table, source, low, high, down)
            if following is None or not between(following, low, high):
                return
            low, high = (low, following) if down else (following, high)
            yield self._by_columns(table, source, following)

    def _select(
        self, table: str, source: Source, columns: Iterable[str], low: Key | None, high: Key | None, down: bool,
        narrow: bool = False, most: int = -1,
    ) -> Iterator[Any]:  # fmt: skip
        names = ", ".join(source.key)
        marks = f"({', '.join('?' * len(source.key))})"
        parts = [f"({names}) > {marks}"] * (low is not None) + [f"({names}) < {marks}"] * (high is not None)
        where = " AND ".join([*parts, *([source.beyond] if narrow else [])]) or "1"
        order = ", ".join(f"{name} DESC" if down else name for name in source.key)
        chosen = ", ".join([*source.key, *(f'"{column}"' for column in columns)])
        alone = "NOT INDEXED" if source.by_rowid else ""
        sql = f'SELECT {chosen} FROM "{table}" {alone} WHERE {where} ORDER BY {order} LIMIT {most}'  # noqa: S608
        return iter(self._connection.execute(sql, (*(low or ()), *(high or ()))))

    def _following(self, table: str, source: Source, low: Key | None, high: Key | None, down: bool) -> Key | None:
        """The next key, where the row itself cannot be read: part of it lies on another page."""
        try:
            found = next(self._select(table, source, (), low, high, down, most=1), None)
        except _ERRORS:
            self._renew()
            return None
        return tuple(found) if found else None

    def _by_columns(self, table: str, source: Source, key: Key) -> Read:
        where = " AND ".join(f"{name} = ?" for name in source.key)
        row: Row = {}
        missing = []
        for column in source.columns:
            try:
                sql = f'SELECT "{column}" FROM "{table}" WHERE {where}'  # noqa: S608
                row[column] = self._connection.execute(sql, key).fetchone()[0]
            except (*_ERRORS, TypeError):
                self._renew()
                row[column] = None
                missing.append(column)
        return Read(key, row, tuple(missing))

    def _hint(self, source: Source, gap: Gap) -> None:
        """What the table's indexes say about the rows in a gap."""
        with suppress(*_ERRORS):
            for _, name, _, _, partial in self._fetch(f'PRAGMA index_list("{source.name}")'):
                condition = self._condition(name) if partial else "1"
                columns = [row[2] for row in self._fetch(f'PRAGMA index_xinfo("{name}")') if row[1] >= 0]
                whole = self._index(source, gap, (name, condition, columns)) if columns and condition else False
                gap.known |= whole and not partial

    def _condition(self, index: str) -> str:
        made = next(iter(self._fetch("SELECT sql FROM sqlite_master WHERE name = ?", index)), None)
        found = _CONDITION.search(str(made[0])) if made else None
        return found[1] if found else ""

    def _index(self, source: Source, gap: Gap, index: tuple[str, str, list[str]]) -> bool:
        """Whether an index could be read to its end and has an entry for every row beside the gap; else it is read from
        both ends up to what cannot be read."""
        name, condition, columns = index
        entries, held = 0, set()
        chosen = ", ".join([*source.key, *columns])
        for direction in ("", "DESC"):
            order = f"ORDER BY {', '.join(f'{column} {direction}' for column in columns)}"
            sql = f'SELECT {chosen} FROM "{source.name}" INDEXED BY "{name}" WHERE {condition} {order}'  # noqa: S608
            try:
                for values in self._connection.execute(sql):
                    key = tuple(values[: len(source.key)])
                    entries += 1
                    if gap.holds(key):
                        held.add(key)
                        gap.hints.setdefault(key, {}).update(zip(columns, values[len(source.key) :], strict=True))
                return direction == "" and entries == len(held) + gap.beside
            except (*_ERRORS, TypeError):
                self._renew()
        return False

    def _mount(self, mounts: dict[int, tuple[Source, ...]]) -> bool:
        """Let each page be read as each of these tables. Nothing of it is written: the transaction is rolled back."""
        self._mounted = mounts
        try:
            self._execute("BEGIN IMMEDIATE")
            for page, candidates in mounts.items():
                for source in candidates:
                    name = f"{_SCRATCH}{source.name}_{page}"
                    self._connection.execute(_MOUNT, (name, page, source.as_page(name)))
            self._execute("PRAGMA writable_schema = RESET")
            self._execute("PRAGMA writable_schema = ON")  # what is damaged of the schema is passed over
        except _ERRORS:
            self._unmount()
            return False
        return True

    def _unmount(self) -> None:
        self._mounted = None
        with suppress(*_ERRORS):
            self._execute("ROLLBACK")
            self._execute("PRAGMA writable_schema = RESET")
            self._execute("PRAGMA writable_schema = ON")
            return
        self._renew()

    def _connect(self) -> None:
        self._database = connecting(self._path, self._key, pragmas={"writable_schema": 1, "temp_store": "memory"})
        self._database.connect()
        self._connection: Any = self._database.connection()
        self._connection.text_factory = lambda stored: stored.decode("utf-8", "replace")

    def _renew(self) -> None:
        """Go on after an error, with another connection where this one refuses to."""
        try:
            self._fetch("SELECT count(*) FROM sqlite_master")
        except _ERRORS:
            self._database.close()
            self._connect()
            if self._mounted is not None:
                self._mount(self._mounted)

    def _execute(self, sql: str) -> None:
        self._connection.execute(sql)

    def _fetch(self, sql: str, *params: object) -> list[Any]:
        return list(self._connection.execute(sql, params).fetchall())
