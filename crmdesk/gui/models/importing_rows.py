"""The rows of a trial run as a table; cells are made when they are painted, however many rows there are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.importing import Outcome, RowPlan, RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_cells import Cell, CellReading, Shown
from crmdesk.gui.models.importing_sorting import Sorted, may_be_double
from crmdesk.gui.widgets.tables import STATE_ROLE, TONE_ROLE

OLD_ROLE = int(Qt.ItemDataRole.UserRole) + 21
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 22
ROW, RESULT = "row", "result"
SHEET = "sheet"
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


def result_of(row: RowPlan, words: Words) -> tuple[str, str, str]:
    """What becomes of a row: word, icon, and the token of both."""
    _ = words.gettext
    if row.outcome is Outcome.ERROR:
        return _("Has problems"), "error", "bad"
    if may_be_double(row):
        return _("Possible double"), "warning", "warn"
    return {
        Outcome.NEW: (_("New"), "plus", "text"),
        Outcome.UPDATE: (_("Update"), "pencil", "text"),
        Outcome.SAME: (_("Same"), "equals", "text_2"),
        Outcome.SKIP: (_("Left as it is"), "minus", "text_2"),
        Outcome.JOINED: (_("Joined"), "merge", "text_2"),
    }[row.outcome]


def sentence(problem: RowProblem, words: Words, *, sheet: bool) -> str:
    """第 37 行，生日“1990-02-30”：2 月没有 30 日。"""
    _ = words.gettext
    told = words.message(problem.code, problem.params)
    where = _("Row {row}").format(row=words.number(problem.row))
    if sheet:
        where = _("{sheet}, row {row}").format(sheet=problem.sheet, row=words.number(problem.row))
    if problem.column and problem.text:
        template = _("{where}, {column} “{text}”: {told}")
    elif problem.column:
        template = _("{where}, {column}: {told}")
    else:
        template = _("{where}: {told}")
    return template.format(where=where, column=problem.column, text=problem.text, told=told)


class RowTable(QAbstractTableModel):
    """Row number, result, then the columns that are imported; a column with the sheet where there are several."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: Sequence[RowPlan] = ()
        self._sorted = Sorted()
        self._shown: list[Shown] = []
        self._reading: CellReading | None = None
        self._places: array[int] = array("l")
        self._heads: list[str] = [ROW, RESULT]
        self._kept: dict[tuple[int, int], Cell] = {}

    def show_plan(
        self, rows: Sequence[RowPlan], sorting: Sorted, shown: list[Shown], reading: CellReading, *, sheets: bool
    ) -> None:
        """Another plan; which of its rows are seen `show_places` says next."""
        self.beginResetModel()
        self._rows, self._sorted, self._shown, self._reading = rows, sorting, shown, reading
        self._heads = [ROW, RESULT] if not sheets else [SHEET, ROW, RESULT]
        self._places = array("l")
        self._kept.clear()
        self.endResetModel()

    def show_places(self, places: array[int]) -> None:
        """Only these rows of the plan, in this order."""
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    @property
    def places(self) -> array[int]:
        return self._places

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads) + len(self._shown)

    def head(self, column: int) -> str:
        """`SHEET`, `ROW`, `RESULT`, or the field id of a column."""
        first = len(self._heads)
        return self._heads[column] if column < first else self._shown[column - first].target

    def shown(self, column: int) -> Shown | None:
        first = len(self._heads)
        return self._shown[column - first] if column >= first else None

    def column_of(self, problem: RowProblem) -> int:
        """The column of the cell that a problem is about; the result's where it is about the whole row."""
        for place, shown in enumerate(self._shown):
            if shown.concerns(problem):
                return len(self._heads) + place
        return self._heads.index(RESULT)

    def row(self, place: int) -> RowPlan | None:
        """The planned row in a line of the table."""
        return self._rows[self._places[place]] if 0 <= place < len(self._places) else None

    def line_of(self, place: int) -> int:
        """The line that shows a row of the plan, by its place there; -1 when it is not shown. Lines are in order."""
        line = bisect_left(self._places, place)
        return line if line < len(self._places) and self._places[line] == place else -1

    def cell(self, place: int, column: int) -> Cell:
        """What stands in a line of the table under one of the imported columns."""
        shown, key = self.shown(column), (self._places[place], column)
        found = self._kept.get(key)
        if found is None:
            assert shown is not None
            assert self._reading is not None
            found = self._reading.cell(self._rows[self._places[place]], shown)
            if len(self._kept) > 5_000:
                self._kept.clear()
            self._kept[key] = found
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        shown = self.shown(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figures = self.head(section) == ROW or (shown is not None and shown.figures)
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        _ = self._words.gettext
        return shown.title if shown else {ROW: _("Row"), RESULT: _("Result"), SHEET: _("Sheet")}[self.head(section)]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if index.column() < len(self._heads):
            return self._fixed(row, self.head(index.column()), role)
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.old} → {cell.text}" if cell.old else cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return self._words.message(cell.problem.code, cell.problem.params) if cell.problem else None
            case Qt.ItemDataRole.TextAlignmentRole:
                shown = self.shown(index.column())
                side = Qt.AlignmentFlag.AlignRight if shown and shown.figures else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return {STATE_ROLE: cell.state, OLD_ROLE: cell.old}.get(role)

    def _fixed(self, row: RowPlan, head: str, role: int) -> object:
        if head == RESULT:
            return self._result(row, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.sheet if head == SHEET else self._words.number(row.row)
        if role == Qt.ItemDataRole.TextAlignmentRole and head == ROW:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return "text_2" if role == TONE_ROLE else None

    def _result(self, row: RowPlan, role: int) -> object:
        word, icon, tone = result_of(row, self._words)
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.outcome is not Outcome.JOINED or row.customer is None:
                return None
            first = self._rows[self._sorted.first[row.customer]]
            return self._words.gettext("Belongs to the customer of row {row}").format(row=first.row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return word
        return {ICON_ROLE: icon, TONE_ROLE: tone}.get(role)
