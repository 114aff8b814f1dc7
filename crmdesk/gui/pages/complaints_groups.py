"""The table of the figures by group: as high as its rows, ordered by any column, each row opened to its complaints."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from crmdesk.core.complaint_figures import Figures, Group
from crmdesk.gui.models.complaint_groups import NAME, ComplaintGroups
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import style_table

_MOST_ROWS = 12
_FIELDS = (
    "label", "count", "open", "closed", "satisfied_share", "median_days", "p90_days", "rounds_mean", "compensation",
)  # fmt: skip


class _Table(QTableView):
    def __init__(self, owner: GroupsTable, name: str, label: str) -> None:
        super().__init__()
        self._owner = owner
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFont(as_typed(QFont(self.font())))
        self.setModel(owner.model)
        style_table(self, sortable=False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(owner.order_by)
        self.doubleClicked.connect(owner.open_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._owner.open_row(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._owner.copy()
        else:
            super().keyPressEvent(event)


class GroupsTable(QWidget):
    """`opened`: the key of a group and the column in which it was opened."""

    opened = Signal(str, int)

    def __init__(self, ui: Ui, *, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._found: Figures | None = None
        self._order: tuple[int, bool] | None = None
        self.model = ComplaintGroups(ui)
        self.model.setParent(self)
        self.table = _Table(self, name, ui.words.gettext("Complaints by group"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_figures(self, found: Figures) -> None:
        """The groups of these; ordered by a column where one was chosen."""
        if self._found is not None and self._found.by != found.by:
            self._order = None
        self._found = found
        self.model.show(found)
        self._put_in_order()
        rows = min(max(1, len(found.groups)), _MOST_ROWS)
        self.table.setFixedHeight((rows + 1) * tokens.TABLE_ROW + 2)
        self.setVisible(bool(found.groups))

    def order_by(self, column: int) -> None:
        """By a column; again: the other way round."""
        before = self._order
        descending = not before[1] if before is not None and before[0] == column else column != NAME
        self._order = column, descending
        self._put_in_order()

    def _put_in_order(self) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(self._order is not None)
        if self._order is None or self._found is None:
            return
        column, descending = self._order
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        groups = list(self._found.groups)
        if column == NAME:
            self.model.show_lines(groups[::-1] if descending else groups)
            return
        known = [group for group in groups if _value(group, column) is not None]
        known.sort(key=lambda group: _value(group, column) or 0, reverse=descending)
        self.model.show_lines([*known, *(group for group in groups if _value(group, column) is None)])

    def open_row(self, index: QModelIndex) -> None:
        group = self.model.line(index.row())
        if group is not None:
            self.opened.emit(group.key, index.column())

    def copy(self) -> None:
        """All of it, as spreadsheets take it."""
        lines = [list(self.model.headings())]
        lines += [[self.model.text(line, column) for column in range(len(_FIELDS))] for line in self.model.lines]
        self._ui.clipboard.put_text("\n".join("\t".join(line) for line in lines))
        self._ui.bus.message.emit(self._ui.words.gettext("Table copied"), False)


def _value(group: Group, column: int):
    return getattr(group, _FIELDS[column])
