"""What could be read of a damaged data file, kind by kind, as a table and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject

from crmdesk.core.backups import COUNTED
from crmdesk.core.words import Words
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.services.salvaging import Salvaged, Tally

KIND, KEPT, LOST, INCOMPLETE = range(4)


class Line(Struct, frozen=True):
    """One kind of record: how many are in the new file, lost, and there without some of their values."""

    kind: str
    kept: int
    lost: int
    incomplete: int
    surely: bool


def lines_of(salvaged: Salvaged, words: Words) -> list[Line]:
    """What a person knows by name, then all the rest together."""
    _, tables = words.gettext, salvaged.tables
    named = [_line(_(name), [tables[kind]]) for kind, name in COUNTED.items() if kind in tables]
    rest = [tally for kind, tally in tables.items() if kind not in COUNTED]
    return [*named, _line(_("History, settings, contents of attachments"), rest)]


def sentences_of(salvaged: Salvaged, words: Words) -> Iterator[str]:
    """What else a person should know of the new file."""
    _, n = words.gettext, words.ngettext
    if salvaged.whole:
        yield _("Everything could be read.")
        return
    if salvaged.headless:
        yield words.message("salvage-headless", {})
    elif not all(tally.surely for tally in salvaged.tables.values()):
        yield _("More may be lost than is counted here.")
    if stand_ins := sum(len(tally.stand_ins) for tally in salvaged.tables.values()):
        text = n(
            "{count} record stands for a lost one that others belong to.",
            "{count} records stand for lost ones that others belong to.",
            stand_ins,
        )
        yield text.format(count=words.number(stand_ins))


def _line(kind: str, tallies: list[Tally]) -> Line:
    return Line(
        kind,
        sum(tally.kept for tally in tallies),
        sum(len(tally.lost) for tally in tallies),
        sum(len(tally.incomplete) for tally in tallies),
        all(tally.surely for tally in tallies),
    )


class ReportTable(PlainTable[Line]):
    """Kind, kept, lost, incomplete."""

    figures = (KEPT, LOST, INCOMPLETE)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        return _("Kind"), _("Kept"), _("Lost"), _("Incomplete")

    def tone(self, line: Line, column: int) -> str:
        return {LOST: "bad", INCOMPLETE: "warn"}.get(column, "text") if _figures(line)[column] else "text"

    def text(self, line: Line, column: int) -> str:
        if column == KIND:
            return line.kind
        figure = _figures(line)[column]
        if column == LOST and not line.surely:
            return f"≥ {self._words.number(figure)}" if figure else "?"
        return self._words.number(figure)


def _figures(line: Line) -> tuple[int, int, int, int]:
    return 0, line.kept, line.lost, line.incomplete
