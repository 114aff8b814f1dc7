"""What was chosen for an import: its options, and the tables that were ticked by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from crmdesk.core.importing import Options, Place
from crmdesk.gui.models.importing_file import ImportFile, SheetFacts

_AT_FIRST = Options(existing="update", doubles="hold", unnamed=True)


class ChosenOptions:
    """Options whose `sheets` are what is ticked: empty while nothing was ticked by hand (every visible table that is
    recognised), and with `nothing` when the last tick was taken away."""

    def __init__(self) -> None:
        self.options = _AT_FIRST
        self.nothing = False
        self._known: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Other files: what was chosen for tables is gone, how existing customers and doubles are treated stays."""
        kept = self.options
        self.options = replace(_AT_FIRST, existing=kept.existing, doubles=kept.doubles, keys=kept.keys)
        self.nothing = False

    @property
    def by_hand(self) -> bool:
        """Whether tables were ticked by hand."""
        return self.nothing or bool(self.options.sheets)

    def tick(self, sheets: Sequence[str]) -> None:
        """Only these tables."""
        self.nothing = not sheets
        self.options = replace(self.options, sheets=tuple(sheets))

    def take_as_tables(self, file: ImportFile, recognised: Collection[str]) -> bool:
        """Tables that were ticked though nobody knows their words: a first row as wide as the others is their header.
        Returns whether there are any of which it was not said yet."""
        found = {
            name: row
            for name in self.options.sheets
            if name not in recognised and name not in self.options.header_rows
            if (row := file.likely_header(name)) is not None
        }
        if file.cards or not found:
            return False
        self.options = replace(self.options, header_rows={**self.options.header_rows, **found})
        return True

    def choose_row(self, place: Place, choice: str) -> None:
        """What becomes of one row: one of `core.importing.EXISTING`, '' as of all others."""
        rows = {key: value for key, value in self.options.rows.items() if key != place}
        self.options = replace(self.options, rows={**rows, place: choice} if choice else rows)

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Tables by former name are called otherwise now; those that are not among them are gone."""
        options, self._known = self.options, frozenset(renamed.values())
        sheets = tuple(renamed[name] for name in options.sheets if name in renamed)
        self.nothing = self.nothing or bool(options.sheets and not sheets)
        headers = {renamed[name]: row for name, row in options.header_rows.items() if name in renamed}
        rows = {(renamed[name], row): what for (name, row), what in options.rows.items() if name in renamed}
        self.options = replace(options, sheets=sheets, header_rows=headers, rows=rows)

    def add(self, sheets: Sequence[SheetFacts]) -> None:
        """Tables that are new after `rename` are ticked like the others, unless they are hidden."""
        if self.by_hand:
            wanted = {*self.options.sheets, *(s.name for s in sheets if s.name not in self._known and not s.hidden)}
            self.tick([facts.name for facts in sheets if facts.name in wanted])


class Choosing:
    """The options of an import by their names; nothing is planned by changing them."""

    chosen: ChosenOptions

    @property
    def options(self) -> Options:
        return self.chosen.options

    def change(self, **changes: Any) -> None:
        """Other options, by the names `core.importing.Options` has."""
        self.chosen.options = replace(self.chosen.options, **changes)

    @property
    def existing(self) -> str:
        """What becomes of existing customers, one of `core.importing.EXISTING`."""
        return self.options.existing

    @existing.setter
    def existing(self, choice: str) -> None:
        self.change(existing=choice)

    @property
    def doubles(self) -> str:
        """What becomes of likely doubles, one of `core.importing.DOUBLES`."""
        return self.options.doubles

    @doubles.setter
    def doubles(self, choice: str) -> None:
        self.change(doubles=choice)

    @property
    def rows(self) -> Mapping[Place, str]:
        """What was chosen for single rows."""
        return self.options.rows

    def choose_row(self, place: Place, choice: str) -> None:
        """What becomes of one row: one of `core.importing.EXISTING`, '' as of all others."""
        self.chosen.choose_row(place, choice)
