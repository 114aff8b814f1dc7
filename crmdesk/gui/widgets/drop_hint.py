"""What a window shows while files are dragged over it: an accent edge and the words for what dropping them does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, colour, edge, fill, sized, text_width, write

_WIDTH, _HEIGHT = 280, 88
_VEIL = 0.72
_FOCUS_EDGE = 2


class DropHint(QWidget):
    """Lies over its parent and lets everything through; hidden until `show_hint`."""

    def __init__(self, parent: QWidget, *, name: str = "drop-hint") -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon, self._title, self._detail = "import", "", ""
        self.hide()

    def show_hint(self, title: str, detail: str, icon: str = "import") -> None:
        """`title` says what dropping does, `detail` to what."""
        self._icon, self._title, self._detail = icon, title, detail
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    def text(self) -> str:
        """The words in the middle."""
        return self._title

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, whole = self.palette(), QRectF(self.rect())
        veil = colour(palette, "window")
        veil.setAlphaF(_VEIL)
        fill(painter, whole, veil)
        edge(painter, whole, colour(palette, "accent"), _FOCUS_EDGE, 0)
        title, small = sized(self.font(), tokens.SECTION, bold=True), sized(self.font(), tokens.SMALL)
        room = max(text_width(title, self._title), text_width(small, self._detail)) + 2 * tokens.SECTIONS
        width = min(max(_WIDTH, room), whole.width() - 2 * tokens.SECTIONS)
        card = QRectF(0, 0, width, _HEIGHT)
        card.moveCenter(whole.center())
        box(painter, card, colour(palette, "raised"), colour(palette, "accent"), _FOCUS_EDGE)
        inner = card.adjusted(tokens.AROUND, 12, -tokens.AROUND, -12)
        third = inner.height() / 3
        icon = QRectF(inner.left(), inner.top(), inner.width(), third)
        draw_icon(painter, self._icon, icon, colour(palette, "accent"))
        line = QRectF(inner.left(), inner.top() + third, inner.width(), third + 2)
        write(painter, line, self._title, title, colour(palette, "text"), Qt.AlignmentFlag.AlignHCenter)
        line.translate(0, third)
        elide = Qt.TextElideMode.ElideMiddle
        write(painter, line, self._detail, small, colour(palette, "text_2"), Qt.AlignmentFlag.AlignHCenter, elide)
