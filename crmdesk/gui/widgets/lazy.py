"""Widgets one below another of which only those in sight exist: thousands of them open and scroll at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from crmdesk.gui.theme import tokens

_STEP = 3 * tokens.LINE_HEIGHTS[tokens.BODY]
KEEP = "lazyKeep"
"""The property of a widget that must not go although it is out of sight."""


class LazyColumn(QScrollArea):
    """Shows one widget for each key. `make` gives the widget of a key, `estimate` the height it may have in a width.

    One key is the current one (`current_changed`); the arrows, Home, End and the page keys move it.
    """

    current_changed = Signal(object)

    def __init__(
        self, make: Callable[[int], QWidget], estimate: Callable[[int, int], int], *, name: str, label: str
    ) -> None:
        super().__init__()
        self._make, self._estimate = make, estimate
        self._keys: list[int] = []
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._measured: set[int] = set()
        self._widgets: dict[int, QWidget] = {}
        self._current: int | None = None
        self._arranging = False
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(_STEP // 3)

    # What is shown

    def set_keys(self, keys: Sequence[int]) -> None:
        """Show these; the place scrolled to and the current one stay where they are still among them."""
        anchor = self._anchor()
        known = dict(zip(self._keys, self._heights, strict=True))
        self._keys = list(keys)
        width = self.viewport().width()
        self._heights = [known.get(key) or self._estimate(key, width) for key in self._keys]
        present = set(self._keys)
        self._measured &= present
        for key in [key for key in self._widgets if key not in present]:
            self._drop(key)
        if self._current not in present:
            self._set_current(None)
        self._reckon()
        self._return_to(anchor)

    def keys(self) -> list[int]:
        return list(self._keys)

    def widget_of(self, key: int) -> QWidget | None:
        """The widget of a key, if it exists at the moment."""
        return self._widgets.get(key)

    def widgets(self) -> list[QWidget]:
        """Those that exist at the moment."""
        return list(self._widgets.values())

    def measure_again(self, key: int) -> None:
        """What this widget shows has changed, and so perhaps its height."""
        if key in self._widgets:
            self._measured.discard(key)
            self._arrange()

    # The current one

    def current(self) -> int | None:
        return self._current

    def set_current(self, key: int | None) -> None:
        """Make it the current one and bring it into sight."""
        self._set_current(key)
        if key is not None:
            self.reveal(key)

    def reveal(self, key: int) -> None:
        """Scroll as little as shows the widget whole, or its beginning."""
        if key not in self._keys:
            return
        bar, place = self.verticalScrollBar(), self._keys.index(key)
        for _turn in range(3):  # heights become known on the way
            top, height = self._tops[place], self._heights[place]
            view = self.viewport().height()
            if top < bar.value() or height > view:
                bar.setValue(top)
            elif top + height > bar.value() + view:
                bar.setValue(top + height - view)
            self._arrange()

    def _set_current(self, key: int | None) -> None:
        if key != self._current:
            self._current = key
            self.current_changed.emit(key)

    # Inside

    def _reckon(self) -> None:
        self._tops = [0, *accumulate(self._heights)]
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(view)
        bar.setRange(0, max(0, self._tops[-1] - view))

    def _anchor(self) -> tuple[int, int] | None:
        """The first key in sight and how far its top lies above the edge; None at the very top."""
        value = self.verticalScrollBar().value()
        if not self._keys or value == 0:
            return None
        place = min(bisect_right(self._tops, value) - 1, len(self._keys) - 1)
        return self._keys[place], value - self._tops[place]

    def _return_to(self, anchor: tuple[int, int] | None) -> None:
        if anchor is not None and anchor[0] in self._keys:
            self._move(self._tops[self._keys.index(anchor[0])] + anchor[1])
        self._arrange()

    def _move(self, value: int) -> None:
        bar = self.verticalScrollBar()
        blocked = bar.blockSignals(True)
        bar.setValue(value)
        bar.blockSignals(blocked)
        bar.update()

    def _arrange(self) -> None:
        """Make, measure and place what is in sight; what lies below the first one in sight does not jump."""
        if self._arranging or not self._keys:
            return
        self._arranging = True
        try:
            shown = self._settle()
            value = self.verticalScrollBar().value()
            width = self.viewport().width()
            for place in shown:
                widget = self._widgets[self._keys[place]]
                widget.setGeometry(0, self._tops[place] - value, width, self._heights[place])
                widget.show()
            self._forget({self._keys[place] for place in shown})
        finally:
            self._arranging = False

    def _settle(self) -> range:
        """Measure until everything in sight has its true height; the places in sight.

        What begins above the edge and turns out higher or lower than reckoned moves nothing below it, and who is at
        the end stays there.
        """
        while True:
            bar = self.verticalScrollBar()
            value, at_end = bar.value(), bar.value() == bar.maximum() > 0
            shown = self._in_sight(value)
            unknown = [place for place in shown if self._keys[place] not in self._measured]
            if not unknown:
                return shown
            for place in unknown:
                above = self._tops[place] < value
                grown = self._measure(place)
                value += grown if above else 0
            self._reckon()
            self._move(bar.maximum() if at_end else value)

    def _in_sight(self, value: int) -> range:
        first = max(0, min(bisect_right(self._tops, value) - 1, len(self._keys) - 1))
        last = min(bisect_left(self._tops, value + self.viewport().height()), len(self._keys))
        return range(first, max(last, first + 1))

    def _measure(self, place: int) -> int:
        """Find the true height of a widget; returns how much it differs from the one reckoned with."""
        key = self._keys[place]
        widget = self._widgets.get(key)
        if widget is None:
            widget = self._widgets[key] = self._make(key)
            widget.setParent(self.viewport())
        height = widget.heightForWidth(self.viewport().width())
        grown = height - self._heights[place]
        self._heights[place] = height
        self._measured.add(key)
        return grown

    def _forget(self, shown: set[int]) -> None:
        """Widgets out of sight go, but not one that is being typed into."""
        for key, widget in list(self._widgets.items()):
            if key in shown:
                continue
            if widget.property(KEEP) or widget.isAncestorOf(QApplication.focusWidget() or self):
                widget.move(0, self._tops[self._keys.index(key)] - self.verticalScrollBar().value())
            else:
                self._drop(key)

    def _drop(self, key: int) -> None:
        widget = self._widgets.pop(key)
        self._measured.discard(key)
        if widget.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.hide()
        widget.deleteLater()

    # Events

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        anchor, width = self._anchor(), self.viewport().width()
        if event.oldSize().width() != event.size().width():
            self._measured.clear()
            self._heights = [self._estimate(key, width) for key in self._keys]
        self._reckon()
        self._return_to(anchor)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keys and self._current is None and self._keys:
            self.set_current(self._keys[self._in_sight(self.verticalScrollBar().value()).start])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._keys or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_current(self._keys[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """The next one; a part of the present one that is still out of sight comes first."""
        if self._current is None:
            self.set_current(self._keys[0])
            return
        place, bar = self._keys.index(self._current), self.verticalScrollBar()
        hidden_below = self._tops[place + 1] - bar.value() - self.viewport().height()
        hidden_above = bar.value() - self._tops[place]
        in_sight = place in self._in_sight(bar.value())
        if by > 0 and in_sight and hidden_below > 0:
            bar.setValue(bar.value() + min(_STEP, hidden_below))
        elif by < 0 and in_sight and hidden_above > 0:
            bar.setValue(bar.value() - min(_STEP, hidden_above))
        elif 0 <= place + by < len(self._keys):
            self.set_current(self._keys[place + by])
