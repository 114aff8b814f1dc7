"""The rows of a trial run as a table; cells are made when they are painted, however many rows there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crmdesk.core.importing import LeftOut, Outcome, Place, RowPlan, RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_cells import Cell, CellReading, Shown
from crmdesk.gui.models.importing_sorting import LEFT_OUT, Sorted, may_be_double
from crmdesk.gui.widgets.tables import STATE_ROLE, TONE_ROLE

OLD_ROLE = int(Qt.ItemDataRole.UserRole) + 21
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 22
CHOSEN_ROLE = int(Qt.ItemDataRole.UserRole) + 23
"""Whether what becomes of the row was chosen for this row alone."""

ROW, RESULT = "row", "result"
SHEET = "sheet"
_NOWHERE = QModelIndex()
_KEPT = 5_000
_Index = QModelIndex | QPersistentModelIndex


def result_of(row: RowPlan, words: Words) -> tuple[str, str, str]:
    """What becomes of a row: word, icon, and the token of both."""
    _ = words.gettext
    if row.outcome is Outcome.ERROR:
        return _("Has problems"), "error", "bad"
    if row.outcome is Outcome.HELD:
        return _("Possible double"), "warning", "warn"
    if row.outcome is Outcome.NEW and may_be_double(row):
        return _("New, possible double"), "warning", "warn"
    if row.outcome is Outcome.SKIP and row.existing is None:
        return _("Skipped"), "minus", "text_2"
    return {
        Outcome.NEW: (_("New"), "plus", "text"),
        Outcome.UPDATE: (_("Update"), "pencil", "text"),
        Outcome.SAME: (_("Same"), "equals", "text_2"),
        Outcome.SKIP: (_("Left as it is"), "minus", "text_2"),
        Outcome.JOINED: (_("Joined"), "merge", "text_2"),
    }[row.outcome]


def reason_of(row: LeftOut, words: Words) -> str:
    """Why a row is no record."""
    _ = words.gettext
    told = {
        "total": _("Totals"),
        "note": _("Explanation"),
        "header": _("Repeated header"),
        "blank": _("Blank row"),
        "example": _("Example row"),
    }
    return told.get(row.reason, _("Not a customer"))


class RowTable(QAbstractTableModel):
    """Row number, result, then the columns that are imported; a column with the sheet where there are several.

    `corrected` tells (line, column, text): another text was typed into a cell of the file.
    """

    corrected = Signal(int, int, str)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: Sequence[RowPlan] = ()
        self._sorted = Sorted()
        self._shown: list[Shown] = []
        self._reading: CellReading | None = None
        self._chosen: Mapping[Place, str] = {}
        self._places: array[int] = array("l")
        self._in_order = True
        self._heads: list[str] = [ROW, RESULT]
        self._kept: dict[tuple[int, int], Cell] = {}

    def show_plan(
        self,
        rows: Sequence[RowPlan],
        sorting: Sorted,
        shown: list[Shown],
        reading: CellReading,
        chosen: Mapping[Place, str],
        *,
        sheets: bool,
    ) -> None:
        """Another plan; which of its rows are seen `show_places` says next. `chosen` are choices for single rows."""
        self.beginResetModel()
        self._rows, self._sorted, self._shown, self._reading = rows, sorting, shown, reading
        self._chosen = chosen
        self._heads = [ROW, RESULT] if not sheets else [SHEET, ROW, RESULT]
        self._places = array("l")
        self._kept.clear()
        self.endResetModel()

    def show_places(self, places: array[int], *, in_order: bool) -> None:
        """Only these rows of the plan; `in_order`: as they stand in the file."""
        self.beginResetModel()
        self._places, self._in_order = places, in_order
        self.endResetModel()

    @property
    def places(self) -> array[int]:
        return self._places

    @property
    def columns(self) -> Sequence[Shown]:
        return self._shown

    @property
    def reading(self) -> CellReading | None:
        return self._reading

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads) + len(self._shown)

    def head(self, column: int) -> str:
        """`SHEET`, `ROW`, `RESULT`, or the field id of a column."""
        first = len(self._heads)
        return self._heads[column] if column < first else self._shown[column - first].target

    def results(self) -> list[str]:
        """The words for every result there is in the plan, shown or not."""
        first = (places[0] for key, places in self._sorted.places.items() if places and key != LEFT_OUT)
        told = [result_of(self._rows[place], self._words)[0] for place in first]
        return [*told, *(reason_of(row, self._words) for row in self._sorted.left)]

    def shown(self, column: int) -> Shown | None:
        first = len(self._heads)
        return self._shown[column - first] if column >= first else None

    def column_of(self, problem: RowProblem) -> int:
        """The column of the cell that a problem is about; the result's where it is about the whole row."""
        for place, shown in enumerate(self._shown):
            if shown.concerns(problem):
                return len(self._heads) + place
        return self._heads.index(RESULT)

    def column_for(self, target: str) -> int:
        """The column of a field id; -1 where none is shown."""
        found = (i for i, shown in enumerate(self._shown) if shown.target == target)
        return next((len(self._heads) + i for i in found), -1)

    def row(self, line: int) -> RowPlan | None:
        """The planned row in a line of the table; None where a row that was left out stands there."""
        place = self._places[line] if 0 <= line < len(self._places) else len(self._rows)
        return self._rows[place] if place < len(self._rows) else None

    def left_out(self, line: int) -> LeftOut | None:
        """The row that was left out in a line of the table."""
        place = self._places[line] - len(self._rows) if 0 <= line < len(self._places) else -1
        return self._sorted.left[place] if place >= 0 else None

    def line_of(self, place: int) -> int:
        """The line that shows a row of the plan, by its place there; -1 when it is not shown."""
        if not self._in_order:
            try:
                return self._places.index(place)
            except ValueError:
                return -1
        line = bisect_left(self._places, place)
        return line if line < len(self._places) and self._places[line] == place else -1

    def cell(self, line: int, column: int) -> Cell:
        """What stands in a line of the table under one of the imported columns."""
        shown, key = self.shown(column), (self._places[line], column)
        found = self._kept.get(key)
        if found is None:
            assert shown is not None
            assert self._reading is not None
            row, left = self.row(line), self.left_out(line)
            if row is not None:
                found = self._reading.cell(row, shown)
            else:
                found = Cell(self._reading.raw(left.sheet, left.row, shown) if left else "")
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cells that come from a column of the row's own sheet can be corrected on the spot."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_correct(index.row(), index.column()) else flags

    def can_correct(self, line: int, column: int) -> bool:
        shown, row = self.shown(column), self.row(line)
        return shown is not None and row is not None and row.sheet in shown.places

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell of a correction; the cell itself changes with the next plan."""
        if role != Qt.ItemDataRole.EditRole or not self.can_correct(index.row(), index.column()):
            return False
        if str(value).strip() != self.typed(index.row(), index.column()):
            self.corrected.emit(index.row(), index.column(), str(value))
        return True

    def typed(self, line: int, column: int) -> str:
        """The cell as it stands in the file."""
        row, shown = self.row(line), self.shown(column)
        if row is None or shown is None or self._reading is None:
            return ""
        return self._reading.raw(row.sheet, row.row, shown)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        shown, _ = self.shown(section), self._words.gettext
        return shown.title if shown else {ROW: _("Row"), RESULT: _("Result"), SHEET: _("Sheet")}[self.head(section)]

    def _side(self, column: int) -> Qt.AlignmentFlag:
        shown = self.shown(column)
        figures = self.head(column) == ROW or (shown is not None and shown.figures)
        side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._places):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if index.column() < len(self._heads):
            return self._fixed(index.row(), self.head(index.column()), role)
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(index.row(), index.column())
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.old} → {cell.text}" if cell.old else cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return self._words.message(cell.problem.code, cell.problem.params) if cell.problem else None
        if role == TONE_ROLE and self.row(index.row()) is None:
            return "text_2"
        return {STATE_ROLE: cell.state, OLD_ROLE: cell.old}.get(role)

    def _fixed(self, line: int, head: str, role: int) -> object:
        row, left = self.row(line), self.left_out(line)
        if head == RESULT:
            return self._result(row, role) if row is not None else self._reason(left, role)
        known = row or left
        if known is not None and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return known.sheet if head == SHEET else self._words.number(known.row)
        if role == CHOSEN_ROLE:
            return head == ROW and row is not None and (row.sheet, row.row) in self._chosen
        return "text_2" if role == TONE_ROLE else None

    def _reason(self, left: LeftOut | None, role: int) -> object:
        if left is None or role in (ICON_ROLE, TONE_ROLE):
            return {ICON_ROLE: "minus", TONE_ROLE: "text_2"}.get(role)
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return reason_of(left, self._words) if role in texts else None

    def _result(self, row: RowPlan, role: int) -> object:
        word, icon, tone = result_of(row, self._words)
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.outcome is not Outcome.JOINED or row.customer is None:
                return None
            first = self._rows[self._sorted.first[row.customer]]
            return self._words.gettext("Belongs to the customer of row {row}").format(row=self._words.number(first.row))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return word
        return {ICON_ROLE: icon, TONE_ROLE: tone}.get(role)
