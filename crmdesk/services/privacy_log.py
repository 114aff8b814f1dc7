"""The log of what went out or was erased, in words: for the window, and as a table to be shown to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crmdesk.core.privacy import LOGGED, LogEntry
from crmdesk.core.words import Words
from crmdesk.services import privacy
from crmdesk.services.desk import Desk
from crmdesk.services.history import local_time
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.books import Cancelled
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import customers as customers_store

ENDINGS = (".xlsx", ".csv")
_AT_ONCE = 1_000


def headers(words: Words) -> tuple[str, ...]:
    """The columns of `row`."""
    _ = words.gettext
    return (_("When"), _("Who"), _("What"), _("Whose data"), _("Masked"), _("Into the file"))


def numbers(desk: Desk, entries: Sequence[LogEntry]) -> dict[int, str]:
    """The numbers of the customers that entries name alone, by id."""
    alone = {ids[0] for entry in entries if len(ids := _ids(entry)) == 1}
    return {key: named[0] for key, named in customers_store.numbers_of(desk.data, sorted(alone)).items()}


def row(entry: LogEntry, words: Words, known: Mapping[int, str]) -> tuple[str, ...]:
    """When, who, what, whose data, masked or not, into which file. `known`: what `numbers` found."""
    when = words.moment(local_time(entry))
    masked = words.gettext("masked") if entry.masked else ""
    return when, entry.who, what_told(entry, words), _whose(entry, words, known), masked, entry.target


def what_told(entry: LogEntry, words: Words) -> str:
    """What was done; of a print also what was printed: Print (Customer file)."""
    from crmdesk.core.printing_kinds import KINDS

    told, printed = words.label(LOGGED[entry.what]), KINDS.get(entry.params.get("kind", ""))
    if printed is None:
        return told
    kind = words.label(printed.label)
    return f"{told}（{kind}）" if words.chinese else f"{told} ({kind})"


def write(
    desk: Desk, path: Path | str, words: Words, what: Sequence[str] = (), *, cancelled: Cancelled | None = None
) -> int:
    """Write the log, or its entries of these kinds, into .xlsx or .csv, the newest first. Returns how many.

    It names numbers of customers only, so that it is not logged itself. Raises UserError: 'export-ending', 'write-…';
    CancelledError. An old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    columns = [Column(header) for header in headers(words)]
    table = Table(words.gettext("Log of privacy"), columns, _rows(desk, words, what))
    if path.suffix.lower() == ".csv":
        return write_csv(path, table, cancelled=cancelled).rows
    return write_xlsx(path, [table], cancelled=cancelled).rows


def _rows(desk: Desk, words: Words, what: Sequence[str]) -> Iterator[tuple[str, ...]]:
    before: int | None = None
    while entries := privacy.entries(desk, what, _AT_ONCE, before):
        known = numbers(desk, entries)
        yield from (row(entry, words, known) for entry in entries)
        before = entries[-1].id


def _whose(entry: LogEntry, words: Words, known: Mapping[int, str]) -> str:
    """A number where it was one customer, else how many."""
    ids = _ids(entry)
    number = entry.params.get("number") or (known.get(ids[0], "") if len(ids) == 1 else "")
    if number and entry.customers == 1:
        return str(number)
    count = words.ngettext("{count} customer", "{count} customers", entry.customers)
    told = count.format(count=words.number(entry.customers))
    return f"{number} ({told})" if number else told


def _ids(entry: LogEntry) -> list[int]:
    """The customers that an entry names."""
    return list(entry.params.get("ids") or ())
