"""A way to begin: an icon, what it does in bold, and a sentence about it on as many lines as it takes, as one large
button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, edge, scheme_of, sized, text_width, write
from crmdesk.gui.widgets.buttons import tip

_HEIGHT = 64
_ICON = 24
_ABOVE, _GAP = 12, 2
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class Card(QAbstractButton):
    """As wide as it may be; Enter and Space press it. `hint` is the shortcut, small at the right."""

    def __init__(
        self, title: str, sentence: str, *, icon: str, hint: str = "", name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self._icon = icon
        self._hint = hint
        self.setText(title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setToolTip(tip(title, hint))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        small = sized(self.font(), tokens.SMALL)
        words = max(text_width(sized(self.font(), tokens.BODY, True), self.text()), text_width(small, self._sentence))
        return QSize(self._beside() + words, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._beside() + tokens.NORMAL_INPUT, _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """A sentence too long for one line makes the card higher."""
        wrapped = self._sentence_height(width - self._beside())
        return max(_HEIGHT, 2 * _ABOVE + tokens.LINE_HEIGHTS[tokens.BODY] + _GAP + wrapped)

    def _beside(self) -> int:
        """What the words leave for edges, icon, shortcut and arrow."""
        hint = text_width(sized(self.font(), tokens.SMALL), self._hint) + tokens.BETWEEN if self._hint else 0
        return 2 * tokens.AROUND + _ICON + hint + tokens.ICON + tokens.BETWEEN + tokens.AROUND

    def _sentence_height(self, room: int) -> int:
        metrics = QFontMetrics(sized(self.font(), tokens.SMALL))
        high = metrics.boundingRect(QRect(0, 0, max(1, room), 10_000), _WRAPPED, self._sentence).height()
        lines = max(1, round(high / metrics.lineSpacing()))
        return lines * tokens.LINE_HEIGHTS[tokens.SMALL]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isEnabled()
        ground = scheme.selected_idle if self.isDown() else scheme.hover if on and self.underMouse() else scheme.raised
        box(painter, rect, QColor(ground), QColor(scheme.line_strong))
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)
        draw_icon(
            painter,
            self._icon,
            QRectF(tokens.AROUND, (rect.height() - _ICON) / 2, _ICON, _ICON),
            QColor(scheme.accent if on else scheme.text_off),
        )
        self._words(painter, rect)

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        scheme = scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        on = self.isEnabled()
        quiet = QColor(scheme.text_2 if on else scheme.text_off)
        left, right = 2 * tokens.AROUND + _ICON, rect.width() - tokens.AROUND
        arrow = QRectF(right - tokens.ICON, 0, tokens.ICON, rect.height())
        draw_icon(painter, "chevron-right", arrow, quiet)
        right = arrow.left() - tokens.BETWEEN
        if self._hint:
            width = text_width(small, self._hint)
            area = QRectF(right - width, 0, width, rect.height())
            write(painter, area, self._hint, small, quiet, Qt.AlignmentFlag.AlignRight)
            right -= width + tokens.BETWEEN
        wrapped = self._sentence_height(int(right - left))
        high = tokens.LINE_HEIGHTS[tokens.BODY] + _GAP + wrapped
        title = QRectF(left, (rect.height() - high) // 2, right - left, tokens.LINE_HEIGHTS[tokens.BODY])
        ink = QColor(scheme.text if on else scheme.text_off)
        write(painter, title, self.text(), sized(self.font(), tokens.BODY, True), ink)
        second = QRectF(left, title.bottom() + _GAP, right - left, wrapped)
        if wrapped == tokens.LINE_HEIGHTS[tokens.SMALL]:
            write(painter, second, self._sentence, small, quiet)
            return
        painter.setFont(small)
        painter.setPen(quiet)
        painter.drawText(second, _WRAPPED, self._sentence)
