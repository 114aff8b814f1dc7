"""Where a chart is drawn: keys walk along its values, the mouse points at them, both say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.charts.chart import Chart, Shape
from crmdesk.gui.charts.drawings import drawing_of, draws
from crmdesk.gui.charts.head import least_height
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of
from crmdesk.gui.theme.style_menus import TIP_GAP

if TYPE_CHECKING:
    from crmdesk.gui.charts.drawings import Drawing

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Canvas(QFrame):
    """`told`: what is walked to, in words, '' for nothing; `opened`: keys of a category and a series.

    A frame, as assistive programs are told nothing of a bare widget; the role of a chart could only come from a factory
    of QAccessible, with which PySide 6.11 ended by a segmentation fault.
    """

    told = Signal(str)
    opened = Signal(str, str)
    copy_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, words: Words, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._chart: Chart | None = None
        self._plot: Drawing | None = None
        self._at: tuple[int, int] | None = None
        self._stale = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_chart(self, chart: Chart) -> None:
        """Draw this; the value that was marked stays so where its category and series are still there."""
        marked = self._keys()
        self._chart = chart
        self._at = self._place_of(*marked) if marked else None
        if self._at is None and self.hasFocus() and not chart.is_empty:
            self._at = (0, 0)
        self.setAccessibleName(chart.title)
        self.setMinimumHeight(least_height(chart))
        self._stale = True
        self._draw()
        self._tell()

    def _draw(self) -> None:
        """Once it is in sight: what draws is loaded for the first chart that is."""
        if self._chart is None or not self.isVisible() or not self._stale:
            return
        if self._plot is not None and not draws(self._plot, self._chart):
            self._plot.deleteLater()
            self._plot = None
        if self._plot is None:
            self._plot = drawing_of(self._chart, self.font(), scheme_of(self.palette()), self)
            self._plot.resize(self.size())
            self._plot.show()
        self._stale = False
        self._plot.show_chart(self._chart)
        self._plot.mark(self._at if self.hasFocus() else None)

    # what is marked

    @property
    def _value_keys(self) -> tuple[Qt.Key, Qt.Key, Qt.Key, Qt.Key]:
        """Back and forth along the categories, back and forth through the series."""
        key = Qt.Key
        if self._chart is not None and self._chart.shape in (Shape.ROWS, Shape.CELLS):
            return key.Key_Up, key.Key_Down, key.Key_Left, key.Key_Right
        return key.Key_Left, key.Key_Right, key.Key_Up, key.Key_Down

    def _keys(self) -> tuple[str, str] | None:
        if self._chart is None or self._at is None:
            return None
        place, series = self._at
        return self._chart.categories[place].key, self._chart.series[series].key

    def _place_of(self, category: str, series: str) -> tuple[int, int] | None:
        assert self._chart is not None
        categories = [each.key for each in self._chart.categories]
        names = [each.key for each in self._chart.series]
        if category not in categories or series not in names:
            return None
        return categories.index(category), names.index(series)

    def sentence(self, at: tuple[int, int]) -> str:
        """One value in words: “Delivery: 12”, with the name of the series where there are several."""
        assert self._chart is not None
        _ = self._words.gettext
        category, series = self._chart.categories[at[0]], self._chart.series[at[1]]
        value = self._chart.written(series, at[0]) or _("no value")
        if len(self._chart.series) == 1:
            return _("{category}: {value}").format(category=category.name, value=value)
        told = _("{category}: {series} {value}")
        return told.format(category=category.name, series=series.name, value=value)

    def _mark(self, at: tuple[int, int] | None) -> None:
        self._at = at
        if self._plot is not None:
            self._plot.mark(at if self.hasFocus() else None)
        self._tell()

    def _tell(self) -> None:
        said = self.sentence(self._at) if self._at is not None else ""
        self.setAccessibleDescription(said)
        self.told.emit(said if self.hasFocus() else "")

    def open_marked(self) -> None:
        """What the value that is marked is made of."""
        keys = self._keys()
        if keys is not None and self._chart is not None and self._chart.leads:
            self.opened.emit(*keys)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chart = event.key(), self._chart
        if chart is None or not chart.categories or not chart.series:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in self._value_keys or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(Qt.Key(key), chart)
        elif key in _OPENING and self._at is not None and chart.leads:
            self.open_marked()
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._mark(None)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key, chart: Chart) -> None:
        last = len(chart.categories) - 1
        place, series = self._at if self._at is not None else (-1, 0)
        back, forth, up, down = self._value_keys
        steps = {back: (-1, 0), forth: (1, 0), up: (0, -1), down: (0, 1)}
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else last
        else:
            along, through = steps[key]
            place, series = place + along, series + through
        self._mark((min(max(place, 0), last), min(max(series, 0), len(chart.series) - 1)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._chart is not None and self._chart.categories and self._chart.series:
            by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            self._at = (0, 0) if by_keys else None
        self._mark(self._at)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(self._at)
        self.update()

    # mouse

    def _find(self, at: QPointF) -> tuple[int, int] | None:
        return self._plot.value_at(at) if self._plot is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._find(event.position())
        if found is not None:
            self._mark(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._find(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._mark(found)
            self.open_marked()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._find(event.position())
        if self._plot is not None:
            self._plot.hover(found[0] if found is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._plot is not None:
            self._plot.hover(None)

    def event(self, event: QEvent) -> bool:
        """What the mouse rests on, in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._find(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(found) if found is not None else "", self)
            return True
        return super().event(event)

    def _tip(self, at: tuple[int, int]) -> str:
        """All values of the category, one in a line."""
        assert self._chart is not None
        if self._chart.shape is Shape.CELLS:
            notes = self._chart.series[at[1]].notes
            return "\n".join([self.sentence(at), *([notes[at[0]]] if notes else [])])
        if len(self._chart.series) == 1:
            return self.sentence(at)
        lines = [f"{each.name}{TIP_GAP}{self._chart.written(each, at[0]) or '–'}" for each in self._chart.series]
        return "\n".join([self._chart.categories[at[0]].name, *lines])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().center()) if by_keys else event.globalPos())

    # how it looks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plot is not None:
            self._plot.resize(event.size())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._plot.dress(scheme_of(self.palette()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus() and self._at is None:
            edge(QPainter(self), self.rect(), QColor(scheme_of(self.palette()).accent), tokens.FOCUS_EDGE)
