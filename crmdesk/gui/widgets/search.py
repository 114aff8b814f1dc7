"""The search box: icon, words that say what is searched, the shortcut at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, text_width, write

_TEXT_LEFT = 33


class SearchBox(QLineEdit):
    """28 high. Esc clears, and leaves when already empty (`left`); Down goes to what was found (`down`).

    `shortcut` takes the keyboard here and stands at the right; `hint` are keys that stand there and do something else.
    """

    left = Signal()
    down = Signal()

    def __init__(
        self,
        placeholder: str,
        *,
        shortcut: str = "",
        hint: str = "",
        width: int = tokens.SEARCH_WIDTH,
        name: str = "search",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(placeholder)
        self.setPlaceholderText(placeholder)
        self.setProperty("quietEdge", bool(shortcut or hint))
        self._width = width
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        told = shortcut or hint
        self._hint = QKeySequence(told).toString(QKeySequence.SequenceFormat.NativeText) if told else ""
        room = text_width(sized(self.font(), tokens.SMALL), self._hint) if self._hint else 0
        self.setTextMargins(_TEXT_LEFT - tokens.INPUT_PADDING, 0, room + tokens.INSIDE if room else 0, 0)
        self.textChanged.connect(self.update)
        if shortcut:
            keys = QShortcut(QKeySequence(shortcut), self)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(self.enter)

    def sizeHint(self) -> QSize:
        return QSize(self._width, tokens.CONTROL_HEIGHT)

    def enter(self) -> None:
        """Take the focus with the old words selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        place = QRectF(tokens.BETWEEN, 0, tokens.ICON, self.height())
        draw_icon(painter, "search", place, QColor(scheme.text_2))
        if self._hint and not self.text():
            area = QRectF(self.rect()).adjusted(0, 0, -tokens.BETWEEN - 1, 0)
            small = sized(self.font(), tokens.SMALL)
            write(painter, area, self._hint, small, QColor(scheme.text_3), Qt.AlignmentFlag.AlignRight)
