"""The problems of a finished import as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.importing import RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.models.plain_table import PlainTable
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

    @property
    def several_sheets(self) -> bool:
        """Whether the name of the sheet stands before the number of each row."""
        return self._sheets

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else TOLD + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        _ = self._words.gettext
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Row"), _("Column"), _("What stands there"), _("Problem"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
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

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Row numbers stand under each other, unless the sheet's name is before them."""
        figures = column == ROW and not self._sheets
        return (Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


class KeptTable(PlainTable[Sequence[str]]):
    """What stays although its import was taken back: number, field, value, what was imported."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        return _("Number"), _("Field"), _("Kept value"), _("Imported value")

    def text(self, kept: Sequence[str], column: int) -> str:
        return kept[column]
