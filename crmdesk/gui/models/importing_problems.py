"""The problems of a finished import as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.importing import RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.widgets.tables import TONE_ROLE

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
ROW, COLUMN, TEXT, TOLD = range(4)


def _nobody(_problem: RowProblem) -> str:
    return ""


class ProblemTable(QAbstractTableModel):
    """Row, column, what stands there (whom the row is about where the problem is none of a cell), what is wrong: first
    the rows that were refused, then what to look at."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._problems: Sequence[RowProblem] = ()
        self._sheets = False
        self._name_of: Callable[[RowProblem], str] = _nobody

    def show_problems(self, problems: Sequence[RowProblem], name_of: Callable[[RowProblem], str]) -> None:
        """`name_of` tells whom the row of a problem is about."""
        self.beginResetModel()
        self._name_of = name_of
        self._problems = sorted(problems, key=lambda problem: not problem.refused)
        self._sheets = len({problem.sheet for problem in problems}) > 1
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else TOLD + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        _ = self._words.gettext
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Row"), _("Column"), _("What stands there"), _("Problem"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self._problems[index.row()]
        if role == TONE_ROLE:
            return "bad" if problem.refused and index.column() == TOLD else "text"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        match index.column():
            case 0:
                row = self._words.number(problem.row)
                return f"{problem.sheet} {row}" if self._sheets else row
            case 1:
                return problem.column or ""
            case 2:
                return problem.text or ("" if problem.column else self._name_of(problem))
            case _:
                return self._words.message(problem.code, problem.params)


class KeptTable(QAbstractTableModel):
    """What stays although its import was taken back: customer, field, value, what was imported."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._kept: Sequence[Sequence[str]] = ()

    def show_kept(self, kept: Sequence[Sequence[str]]) -> None:
        """Rows of number, field, value and imported value."""
        self.beginResetModel()
        self._kept = kept
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._kept)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else TOLD + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        _ = self._words.gettext
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Number"), _("Field"), _("Kept value"), _("Imported value"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._kept[index.row()][index.column()] if role in shown else None
