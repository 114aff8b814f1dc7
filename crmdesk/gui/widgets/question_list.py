"""Questions one below another, each with its number, how many it names and what it advises."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.widgets.steps import LATER, NOW, paint_circle
from crmdesk.gui.widgets.tab_order import tab_to_checked

_CIRCLE, _ABOVE = 20, 10


class Asked(Struct, frozen=True):
    """A question: its key, words, what it advises, and how many it names ('' while that is not known)."""

    key: str
    words: str
    advice: str
    count: str = ""


class QuestionRow(QAbstractButton):
    """`entered`: Enter was pressed on it. `number`: 0 for none."""

    entered = Signal()

    def __init__(self, asked: Asked, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked, self._number = asked, number
        self.setCheckable(True)
        self.setObjectName(f"question-{asked.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_asked(asked)

    def set_asked(self, asked: Asked) -> None:
        self.asked = asked
        words = f"{self._number} {asked.words}" if self._number else asked.words
        told = [words, asked.count, asked.advice]
        self.setAccessibleName(", ".join(part for part in told if part))
        self._settle()
        self.update()

    def _left(self) -> int:
        return tokens.AROUND + (_CIRCLE + tokens.BUTTON_PADDING if self._number else 0)

    def _lines(self) -> list[str]:
        """The words on as many lines as they need, reckoned bold so that choosing moves nothing."""
        count = text_width(tabular(sized(self.font(), tokens.BODY, True)), self.asked.count)
        room = max(tokens.SHORT_INPUT, self.width() - self._left() - tokens.AROUND - tokens.BETWEEN - count)
        layout = QTextLayout(self.asked.words, sized(self.font(), tokens.BODY, True))
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            lines.append(self.asked.words[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return lines

    def _settle(self) -> None:
        lines, body, small = len(self._lines()), tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        self.setFixedHeight(2 * _ABOVE + lines * body + small)
        room = self.width() - self._left() - tokens.AROUND
        cut = text_width(sized(self.font(), tokens.SMALL), self.asked.advice) > room
        self.setToolTip(self.asked.advice if cut else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        if self.isChecked():
            fill(painter, rect, QColor(scheme.selected if typing_here(self) else scheme.selected_idle))
        elif self.underMouse():
            fill(painter, rect, QColor(scheme.hover))
        if not self.isChecked():
            left = self._left()
            horizontal(painter, left, rect.right() - tokens.AROUND, rect.bottom() - 1, QColor(scheme.line))
        body, small = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        if self._number:
            circle = QRectF(tokens.AROUND, _ABOVE, _CIRCLE, _CIRCLE)
            now = NOW if self.isChecked() else LATER
            paint_circle(painter, circle, str(self._number), now, self.font(), self.palette())
        top, right = float(_ABOVE), rect.right() - tokens.AROUND
        bold, plain = sized(self.font(), tokens.BODY, True), self.font()
        figures = tabular(bold if self.isChecked() else plain)
        wide = QFontMetricsF(figures).horizontalAdvance(self.asked.count)
        ink = QColor(scheme.text if self.asked.count not in ("", "0") else scheme.text_2)
        write(painter, QRectF(right - wide, top, wide + 1, body), self.asked.count, figures, ink)
        for line in self._lines():
            area = QRectF(self._left(), top, right - wide - self._left(), body)
            write(painter, area, line.rstrip(), bold if self.isChecked() else plain, QColor(scheme.text))
            top += body
        area = QRectF(self._left(), top, right - self._left(), small)
        write(painter, area, self.asked.advice, sized(self.font(), tokens.SMALL), QColor(scheme.text_2))
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)


class QuestionList(QWidget):
    """`chosen`: the key of a question; `entered`: Enter on the one chosen. Up and Down move. `numbered`: each is told
    by its number too."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(
        self,
        asked: Sequence[Asked],
        *,
        name: str,
        label: str,
        numbered: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = [self.make_row(each, place if numbered else 0) for place, each in enumerate(asked, 1)]
        for row in self._rows:
            self._group.addButton(row)
            column.addWidget(row)
            row.entered.connect(self.entered)
        column.addStretch(1)
        self._rows[0].setChecked(True)
        tab_to_checked(self._rows[0])
        self._group.buttonToggled.connect(self._told)

    def make_row(self, asked: Asked, number: int) -> QuestionRow:
        """Another kind of row is made by whoever derives."""
        return QuestionRow(asked, number, self)

    def set_asked(self, asked: Asked) -> None:
        """Other words for the one of this key."""
        for row in self._rows:
            if row.asked.key == asked.key:
                row.set_asked(asked)

    def key(self) -> str:
        return next(row.asked.key for row in self._rows if row.isChecked())

    def set_key(self, key: str) -> None:
        """Choose, and tell it; the keyboard stays in the list where it is there."""
        had = self.isAncestorOf(self.window().focusWidget() or self.window())
        for row in self._rows:
            if row.asked.key == key:
                row.setChecked(True)
        if had:
            self.take_keyboard()

    def set_count(self, key: str, count: str) -> None:
        for row in self._rows:
            if row.asked.key == key:
                self.set_asked(replace(row.asked, count=count))

    def take_keyboard(self) -> None:
        next(row for row in self._rows if row.isChecked()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, row: QAbstractButton, on: bool) -> None:
        if on and isinstance(row, QuestionRow):
            tab_to_checked(row)
            self.chosen.emit(row.asked.key)
