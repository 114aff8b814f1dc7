"""Workbooks to mend an import by: the user's own sheets with what was wrong, or a list of the problems."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from crmdesk.core.importing import Outcome, RowPlan, RowProblem, SheetPlan, distinct_headers
from crmdesk.core.words import Label, Words
from crmdesk.services import privacy
from crmdesk.services.desk import Desk
from crmdesk.services.importing import Plan
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.atomic import check_target as check_place
from crmdesk.sheets.books import Book, Cancelled, Cell, Merged, Progress, Row, Sheet
from crmdesk.sheets.returning import ReturnedRow, ReturnedSheet
from crmdesk.sheets.returning import write_returned as write_sheets
from crmdesk.sheets.returning_cells import Tint

ENDING = ".xlsx"
_DOUBLES = frozenset({"possible-double", "possible-double-row"})

RESULT = Label("Import result", "导入结果")
"""The header of the first column of a returned workbook; the importer knows it in both languages."""


def check_target(path: Path) -> None:
    """Raise UserError where no report can be written, so that nothing is imported without its report."""
    check_ending(path, [ENDING])
    check_place(path)


def write_returned(
    desk: Desk,
    path: Path | str,
    book: Book,
    plan: Plan,
    words: Words,
    *,
    every: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """The user's own sheets behind a first column that says what is wrong with each row; its cells are tinted.

    Only the rows that were refused, held back or have problems, under what stands over them; or `every` row in its
    place. Mended, the file can be imported as it is. Returns how many rows have something said about them; the log of
    privacy says that they went out.
    Raises UserError 'export-ending', 'write-…'; CancelledError.
    """
    path = Path(path)
    check_target(path)
    refuse_own(path, desk.path)
    by_name = {sheet.name: sheet for sheet in book.sheets}
    told: dict[str, dict[int, RowPlan]] = {sheet.name: {} for sheet in plan.sheets}
    for row in plan.rows:
        if every or is_returned(row):
            told[row.sheet][row.row] = row
    kept = [one for one in plan.sheets if every or told[one.name]] or list(plan.sheets)
    sheets = [_Returning(by_name[one.name], one, told[one.name], words).sheet(every=every) for one in kept]
    count = sum(map(len, told.values()))
    noted = privacy.logged(desk, "export", len(plan.rows) if every else count, target=path.name)
    write_sheets(path, sheets, progress=progress, cancelled=cancelled, noted=noted)
    return count


def is_returned(row: RowPlan) -> bool:
    """Whether a row comes back to be mended: refused, held back, or with problems."""
    return row.outcome in (Outcome.ERROR, Outcome.HELD) or bool(row.problems)


class _Returning(Struct, frozen=True):
    """One sheet on its way back: as it was read, how it was read, and the rows about which something is said."""

    source: Sheet
    plan: SheetPlan
    told: Mapping[int, RowPlan]
    words: Words

    def sheet(self, *, every: bool) -> ReturnedSheet:
        source = self.source
        shift = 1 - min(source.first_row, 1)  # vCards have their header in row 0
        head = self._head()
        if every:
            kept: Sequence[int] = range(source.first_row, source.first_row + len(source.rows))
            numbers = {number: number + shift for number in kept}
        else:
            rest = sorted(self.told)
            kept = [*head, *rest]
            numbers = {number: number + shift for number in head}
            numbers.update((number, head.stop + shift + place) for place, number in enumerate(rest))
        merged, carried = self._merged(kept, numbers)
        return ReturnedSheet(
            title=source.name,
            rows=self._rows(kept, numbers, carried),
            heading=self.words.label(RESULT),
            header=numbers.get(self.plan.header_row, 0),
            first_column=source.first_column,
            merged=merged,
            visible=source.visible,
        )

    def _head(self) -> range:
        """The rows down to the header, with those of the header that follow it."""
        row = self.plan.header_row
        if row < self.source.first_row:
            return range(self.source.first_row, self.source.first_row)
        below = {left.row for left in self.plan.left_out if left.reason == "header"}
        while row + 1 in below:
            row += 1
        return range(self.source.first_row, row + 1)

    def _merged(
        self, kept: Sequence[int], numbers: Mapping[int, int]
    ) -> tuple[list[Merged], dict[int, dict[int, Cell]]]:
        """Merged areas, shrunk to the rows that are kept; and the value of those whose first row is not kept, by the
        first row that is and by column."""
        merged: list[Merged] = []
        carried: dict[int, dict[int, Cell]] = {}
        for area in self.source.merged:
            top, left, bottom, right = area
            first, last = bisect_left(kept, top), bisect_right(kept, bottom) - 1
            if first > last:
                continue
            if first < last or left < right:
                merged.append((numbers[kept[first]], left, numbers[kept[last]], right))
            value = None if kept[first] == top else self._cell(top, left)
            if value is not None:
                carried.setdefault(kept[first], {})[left - self.source.first_column] = value
        return merged, carried

    def _cell(self, row: int, column: int) -> Cell:
        index, place = row - self.source.first_row, column - self.source.first_column
        cells = self.source.rows[index] if 0 <= index < len(self.source.rows) else []
        return cells[place] if 0 <= place < len(cells) else None

    def _rows(
        self, kept: Iterable[int], numbers: Mapping[int, int], carried: Mapping[int, Mapping[int, Cell]]
    ) -> Iterator[ReturnedRow]:
        places = self._places()
        rows = self.source.rows
        for number in kept:
            cells = rows[number - self.source.first_row]
            if number in carried:
                cells = _with(cells, carried[number])
            row = self.told.get(number)
            if row is None:
                yield ReturnedRow(numbers[number], cells)
                continue
            tints: dict[int, Tint] = {}
            for problem in row.problems:
                place = places.get(_concerned(problem))
                if place is not None and tints.get(place) != "bad":
                    tints[place] = "bad" if problem.refused else "warn"
            yield ReturnedRow(numbers[number], cells, reason_of(row, self.words), _tint(row), tints)

    def _places(self) -> dict[str, int]:
        """Where the columns stand, by the headers that problems name; '' is the column of the customer's name."""
        headers = distinct_headers(self.plan.columns)
        found = {header: column.index for header, column in zip(headers, self.plan.columns, strict=True)}
        found.update((_NAME, column.index) for column in self.plan.columns if column.target == "name")
        return found


_NAME = ""


def _concerned(problem: RowProblem) -> str:
    if problem.column is None:
        return _NAME if problem.code == "name-missing" else "\0"
    return problem.column


def _with(cells: Row, more: Mapping[int, Cell]) -> Row:
    made = [*cells, *[None] * (max(more) + 1 - len(cells))]
    for place, value in more.items():
        if made[place] is None:
            made[place] = value
    return made


def _tint(row: RowPlan) -> Tint:
    if row.outcome is Outcome.ERROR:
        return "bad"
    return "warn" if is_returned(row) else ""


def reason_of(row: RowPlan, words: Words) -> str:
    """What is said about a row: its problems with the columns they are in, or what became of it."""
    _ = words.gettext
    said = []
    held = row.double is not None and row.outcome is Outcome.HELD
    for problem in sorted(row.problems, key=lambda problem: not problem.refused):
        if held and problem.code in _DOUBLES:
            continue  # said below, with the reason
        sentence = words.message(problem.code, problem.params)
        if problem.column:
            sentence = _("{column}: {problem}").format(column=problem.column, problem=sentence)
        said.append(sentence)
    if row.double is not None and held:
        double = _("Possibly the same as {name} ({number}): {why}")
        why = words.problem(row.double.why)
        said.insert(0, double.format(name=row.double.name, number=row.double.number, why=why))
    if said:
        return "\n".join(said)
    return {
        Outcome.NEW: _("New"),
        Outcome.UPDATE: _("Update"),
        Outcome.SAME: _("Same"),
        Outcome.SKIP: _("Left as it is"),
        Outcome.HELD: _("Possible double"),
        Outcome.JOINED: _("Joined"),
        Outcome.ERROR: _("Has problems"),
    }[row.outcome]
