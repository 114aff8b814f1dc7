"""Painted facts of the import's third step: what an update changes, and two customers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.models.importing_telling import Comparison, Told
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, scheme_of, sized, tabular, text_width, write

_LINE = tokens.LINE_HEIGHTS[tokens.BODY]
_GAP = 20
_ARROW = " → "
_MOST = 240
_LEAST = 96


class ChangesLine(QWidget):
    """Changes side by side, old struck out → new in bold, as many as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-changes")
        self.setFixedHeight(_LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._changes: Sequence[Told] = ()

    def show_changes(self, changes: Sequence[Told]) -> None:
        self._changes = tuple(changes)
        told = [f"{c.label}: {c.old} → {c.new}" if c.old else f"{c.label}: {c.new}" for c in changes]
        self.setAccessibleName("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.SHORT_INPUT, _LINE)

    def crowded(self, room: int) -> bool:
        """Whether so much room is too little for all of them."""
        return sum(map(self._width, self._changes)) + _GAP * (len(self._changes) - 1) > room

    def _width(self, change: Told) -> int:
        values = as_typed(self.font())
        old = text_width(values, change.old) + text_width(values, _ARROW) if change.old else 0
        new = text_width(sized(values, tokens.BODY, True), change.new)
        return text_width(self.font(), change.label) + tokens.BETWEEN + old + new

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for change in self._changes:
            if left and self.width() - left < _LEAST:
                break
            left += self._paint(painter, change, left) + _GAP

    def _paint(self, painter: QPainter, change: Told, left: float) -> float:
        scheme = scheme_of(self.palette())
        grey = QColor(scheme.text_2)
        start = left

        def put(text: str, font, ink: QColor, most: float = _MOST) -> None:
            nonlocal left
            room = min(most, self.width() - left)
            if room > 0:
                left += write(painter, QRectF(left, 0, room, self.height()), text, font, ink)

        put(change.label, self.font(), grey)
        left += tokens.BETWEEN
        values = tabular(as_typed(self.font()))
        if change.old:
            struck = tabular(as_typed(self.font()))
            struck.setStrikeOut(True)
            arrow = text_width(values, _ARROW)
            put(change.old, struck, grey, _MOST - arrow)
            put(_ARROW, values, grey)
        put(change.new, sized(values, tokens.BODY, True), QColor(scheme.text))
        return left - start


class ComparisonLines(QWidget):
    """A row of the file over the customer it may be a double of; what differs is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-comparison")
        self.setFixedHeight(2 * _LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def show_comparison(self, comparison: Comparison) -> None:
        self._lines = comparison.row, comparison.other
        told = ", ".join(filter(None, comparison.row)), ", ".join(filter(None, comparison.other))
        self.setAccessibleName("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        values = tabular(as_typed(self.font()))
        bold = sized(values, tokens.BODY, True)
        left = 0.0
        for column, (mine, other) in enumerate(zip(*self._lines, strict=True)):
            differ = column > 0 and mine != other
            font = bold if differ else values
            ink = QColor(scheme.text if column and differ else scheme.text_2)
            width = min(max(text_width(bold, mine), text_width(bold, other)), _MOST)
            room = min(width, self.width() - left)
            for line, text in enumerate((mine, other)):
                if room > 0 and text:
                    write(painter, QRectF(left, line * _LINE, room, _LINE), text, font, ink)
            left += width + _GAP if width else 0
