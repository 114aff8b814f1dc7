"""A chart and, one click away, the table behind it: the same values, to be read, copied and opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from crmdesk.gui.charts.box import ChartBox
from crmdesk.gui.charts.chart import Chart
from crmdesk.gui.charts.table import ChartTable
from crmdesk.gui.icons import icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, tip
from crmdesk.gui.widgets.tables import style_table


class _View(QTableView):
    """Enter opens a row, Ctrl+C copies all of it."""

    def __init__(self, box: ChartWithTable, model: ChartTable, name: str) -> None:
        super().__init__()
        self._box = box
        self.setObjectName(name)
        self.setFont(as_typed(QFont(self.font())))
        self.setModel(model)
        style_table(self, sortable=False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(box.open_row)

    def sizeHint(self) -> QSize:
        """No higher than its rows: a chart of few rows asks for little room."""
        usual = super().sizeHint()
        rows = (self._box.model.rowCount() + 1) * tokens.TABLE_ROW + 2
        return QSize(usual.width(), min(usual.height(), rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._box.open_row(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._box.copy()
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        self._box.show_menu(self.viewport().mapToGlobal(at))


class ChartWithTable(ChartBox):
    """The button in its head shows the one or the other; what is copied is what is shown."""

    def __init__(self, ui: Ui, *, name: str, parent: QWidget | None = None) -> None:
        self.swap = IconButton("table", "", name=f"{name}-swap")
        super().__init__(ui, name=name, parent=parent)
        self.model = ChartTable(ui.words, self)
        self.table = _View(self, self.model, f"{name}-table")
        self.stack.addWidget(self.table)
        self._as_table = False
        self.swap.clicked.connect(self._swap)
        self._tell()

    def buttons(self) -> Sequence[QWidget]:
        return (self.swap, *super().buttons())

    def set_chart(self, chart: Chart) -> None:
        self.model.show_chart(chart)
        self.table.setAccessibleName(chart.title)
        self.table.updateGeometry()
        super().set_chart(chart)
        self.swap.setVisible(not chart.is_empty)

    def page(self) -> QWidget:
        shown = super().page()
        return self.table if self._as_table and shown is self.canvas else shown

    @property
    def as_table(self) -> bool:
        return self._as_table

    def show_table(self, shown: bool) -> None:
        """The table, or the drawing again; the keyboard stays with it."""
        focus = self.window().focusWidget()
        had = focus in (self.canvas, self.table)
        self._as_table = shown
        self.stack.setCurrentWidget(self.page())
        self._tell()
        if had:
            self.take_keyboard()

    def _swap(self) -> None:
        self.show_table(not self._as_table)

    def _tell(self) -> None:
        _ = self.ui.words.gettext
        text = _("Show as a chart") if self._as_table else _("Show as a table")
        self.swap.set_icon("insight" if self._as_table else "table", "text_2")
        self.swap.setAccessibleName(text)
        self.swap.setToolTip(tip(text))

    def open_row(self, index: QModelIndex) -> None:
        """What the values of a row are made of; those of the column where it is a series'."""
        chart = self.chart
        if chart is not None and chart.leads:
            series = max(0, index.column() - 1)
            self.opened.emit(chart.categories[index.row()].key, chart.series[series].key)

    def copy(self) -> None:
        if not self._as_table or self.chart is None or self.chart.is_empty:
            super().copy()
            return
        self.ui.clipboard.put_text(self.model.tabbed())
        self.ui.bus.message.emit(self.ui.words.gettext("Table copied"), False)

    def fill_menu(self, menu: QMenu) -> None:
        if not self._as_table:
            super().fill_menu(menu)
            return
        copy = menu.addAction(icon("copy"), self.ui.words.gettext("&Copy as table") + "\tCtrl+C")
        copy.setObjectName(f"{self.objectName()}-copy")
        copy.triggered.connect(self.copy)
