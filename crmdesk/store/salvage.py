"""A new data file of what can be read in a damaged one; the damaged one stays as it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3

from crmdesk.store import copying, rekeying, settings
from crmdesk.store.complaints import courses
from crmdesk.store.copying import Progress
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key
from crmdesk.store.marks_customers import MARKS
from crmdesk.store.marks_days import BASIS
from crmdesk.store.numbers import Numbers
from crmdesk.store.opening import open_file
from crmdesk.store.records import Records
from crmdesk.store.salvage_reading import Read, Reading
from crmdesk.store.salvage_standins import StandIns, Tally, filler
from crmdesk.store.salvage_tables import Gap, Source, mended, sources, whole
from crmdesk.store.search import SearchIndex
from crmdesk.store.unreadable import empty, unreadable

SALVAGED = "salvage.at"
"""The setting that says when a file was made of what could be read of another."""

_BATCH = 500
_NOBODY = 1_000_000_000
"""Whom a part belongs to that does not say it any more, where nobody knows the highest id."""

_MADE_ANEW = ("search.version", BASIS)
_SEQUENCES = (
    "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
    """INSERT INTO sqlite_sequence (name, seq)
        SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)""",
)


class Salvage:
    """The filling of one new file."""

    def __init__(self, reading: Reading, data: DataFile, at: str, name: str, known: dict[str, Source] | None) -> None:
        self._reading = reading
        self._data = data
        self._at = at
        self._name = name
        self._headless = known is not None
        self._sources = known or reading.sources()
        self._target = sources(data.database)
        self._connection: Any = data.database.connection()
        self._keys: dict[str, set[Any]] = {}
        self.tallies = {name: Tally() for name in self._target}

    def fill(self, progress: Progress | None) -> None:
        """Bring over every row that can be read, once; then what they name and is not there gets a stand-in."""
        self._data.database.execute_sql("PRAGMA foreign_keys = OFF")
        with self._data.write():
            self._connection.execute("DELETE FROM setting")
            known = [source for name, source in self._sources.items() if name in self._target]
            if self._headless:
                self._reading.gaps.update({source.name: Gap(None, None) for source in known})
            else:
                for source in known:
                    self._bring(source, self._reading.rows(source))
            gaps = self._reading.gaps
            damaged = [source for source in known if source.name in gaps]
            if damaged:
                found = self._reading.scattered(damaged, gaps, progress)
                for source, reads in itertools.groupby(found, lambda pair: pair[0]):
                    self._bring(source, (read for _, read in reads))
            for source in damaged:
                self._bring(source, _from_indexes(source, gaps[source.name]))
                self._count_lost(source, gaps[source.name])
            self._sequences()
            stand_ins = StandIns(self._connection, self._target, self._reading.gaps, self.tallies, self._name, self._at)
            stand_ins.add()
            stand_ins.add_contents()
            self._take_out_unreadable()
            settings.put(self._data, SALVAGED, self._at)
        self._data.database.execute_sql("PRAGMA foreign_keys = ON")
        self._work_out()

    def _bring(self, source: Source, reads: Iterable[Read]) -> None:
        seen = self._keys.setdefault(source.name, set())
        target = self._target[source.name]
        columns = [name for name in source.columns if name in target.columns]
        with_rowid = ["rowid"] if source.by_rowid and source.alias is None and target.alias is None else []
        marks = ", ".join("?" * len([*with_rowid, *columns]))
        names = ", ".join([*with_rowid, *(f'"{name}"' for name in columns)])
        add = f'INSERT INTO "{source.name}" ({names}) VALUES ({marks})'  # noqa: S608
        for batch in _batches(reads, _BATCH):
            rows = []
            for read in batch:
                if read.key in seen:
                    continue
                seen.add(read.key)
                if self._wanted(source, read):
                    values = (*(read.key if with_rowid else ()), *(read.row[name] for name in columns))
                    rows.append((read, values))
            self._insert(source, add, rows)

    def _wanted(self, source: Source, read: Read) -> bool:
        if source.name == "setting" and read.row["key"] in _MADE_ANEW:
            return False
        if source.name == "blob" and not whole(read.row):
            self._tally(source).lost.append(read.row["sha256"])
            return False
        if source.alias is not None and read.key[0] < 1:  # zeros, read as a row
            return False
        if all(value is None for name, value in read.row.items() if name != source.alias):
            self._tally(source).lost.append(_shown(read.key))
            return False
        wrong = mended(source, read.row)
        if read.missing or wrong:
            if source.alias is not None:
                read.row[source.alias] = read.key[0]
            self._tally(source).incomplete.append(_shown(read.key))
        return True

    def _insert(self, source: Source, add: str, rows: list[tuple[Read, tuple[Any, ...]]]) -> None:
        tally = self._tally(source)
        self._connection.execute("SAVEPOINT many")
        try:
            self._connection.executemany(add, [values for _, values in rows])
            tally.kept += len(rows)
        except sqlcipher3.DatabaseError:
            self._connection.execute("ROLLBACK TO many")
            for read, values in rows:
                self._insert_one(source, add, read, values)
        self._connection.execute("RELEASE many")

    def _insert_one(self, source: Source, add: str, read: Read, values: tuple[Any, ...]) -> None:
        """A row that does not fit is made to: a value is needed where there is none, a number may be used already."""
        try:
            self._connection.execute(add, values)
        except sqlcipher3.DatabaseError:
            row = dict(read.row)
            for name, (type_, needed) in self._target[source.name].columns.items():
                if needed and row.get(name) is None:
                    nobody = (self._last_id("customer") or _NOBODY) + 1
                    row[name] = filler(source.name, name, type_, self._at, nobody)
            if "number" in row:
                row["number"] = f"{row['number']}-{_shown(read.key)}"
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            again = f'INSERT INTO "{source.name}" ({names}) VALUES ({marks})'  # noqa: S608
            try:
                self._connection.execute(again, tuple(row.values()))
            except sqlcipher3.DatabaseError:
                self._keys[source.name].discard(read.key)
                self._tally(source).lost.append(_shown(read.key))
                return
            if _shown(read.key) not in self._tally(source).incomplete:
                self._tally(source).incomplete.append(_shown(read.key))
        self._tally(source).kept += 1

    def _count_lost(self, source: Source, gap: Gap) -> None:
        """The rows of a gap that indexes know or, without any, the ids in it that no row has."""
        tally, seen = self._tally(source), self._keys.get(source.name, set())
        missing = sorted(key for key in gap.hints if key not in seen)
        if not gap.known and source.by_rowid and not self._headless:
            low, high = gap.low, gap.high or (self._last_id(source.name) + 1,)
            between = range((low[0] if low else 0) + 1, high[0])
            missing = sorted({*missing, *((i,) for i in between if (i,) not in seen)})
        tally.surely = gap.known
        tally.lost += [_shown(key) for key in missing]

    def _last_id(self, table: str) -> int:
        known = dict(self._reading.sequences())
        return int(known.get(table, 0))

    def _sequences(self) -> None:
        """No id is given twice, not even one whose row is lost."""
        for name, last in self._reading.sequences():
            if name in self._target:
                for sql in _SEQUENCES:
                    self._connection.execute(sql, (name, last))

    def _work_out(self) -> None:
        """The search index, derived keys, the next number, and where complaints stand that lack values."""
        with self._data.write():
            numbers = Numbers(self._data, "customer")
            for (number,) in self._connection.execute("SELECT number FROM customer").fetchall():
                numbers.seen(str(number))
            numbers.save()
            records = Records(self._data)
            turned = self.tallies["complaint"]
            records.write_many("complaint", courses(self._data, (*turned.stand_ins, *turned.incomplete)))
            SearchIndex(self._data, records).rebuild()

    def _take_out_unreadable(self) -> None:
        for found in list(unreadable(self._data.database)):
            type_, _needed = self._target[found.table].columns.get(found.column, ("", False))
            empty(self._connection, found, filler(found.table, found.column, type_, self._at))
            tally = self.tallies[found.table]
            if found.column not in MARKS and found.id not in (*tally.incomplete, *tally.stand_ins):
                tally.incomplete.append(found.id)

    def _tally(self, source: Source) -> Tally:
        return self.tallies[source.name]


def salvage(
    source: Path, key: Key | None, target: Path, at: str, name: str, *, headless: bool, progress: Progress | None = None
) -> dict[str, Tally]:
    """Make the data file `target`, encrypted by `key`, of what can be read of the copy `source` of a damaged one.
    `name` is what stand-ins are called whose name is lost; `progress` is told pages searched and all of them.

    Raises UserError: 'salvage-hopeless', where no table can be told from another; what is wrong with the target.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        copying.remove(partial)
        open_file(partial).close()
        if key is not None:
            rekeying.rekey(partial, None, key)
        with (
            closing(open_file(partial, create=False, key=key)) as data,
            closing(Reading(source, key, headless=headless)) as reading,
        ):
            known = sources(data.database) if headless else None
            work = Salvage(reading, data, at, name, known)
            work.fill(progress)
            with translated(target):
                copying.fold(data.database)
        copying.sync(partial)
        partial.replace(target)
        copying.sync(target.parent)
    finally:
        copying.remove(partial)
    return work.tallies


def _from_indexes(source: Source, gap: Gap) -> Iterator[Read]:
    """The rows of which indexes hold every value."""
    for key, hint in gap.hints.items():
        row = dict(zip(source.key, key, strict=True)) | hint
        if row.keys() >= source.columns.keys():
            yield Read(key, {name: row[name] for name in source.columns})


def _batches(reads: Iterable[Read], size: int) -> Iterator[list[Read]]:
    going = iter(reads)
    while batch := list(itertools.islice(going, size)):
        yield batch


def _shown(key: tuple[Any, ...]) -> Any:
    return key[0] if len(key) == 1 else list(key)
