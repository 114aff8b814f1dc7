"""How many fields were changed and how many are wrong, beside Save."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, scheme_of, sized, text_width, write

_DOT_ROOM = 6


class EditState(QWidget):
    """A dot with the number of changes, then in red what must and in amber what might be mended."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("edit-state")
        self._words = words
        self._brief = False
        self._parts: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])

    def show_counts(self, changed: int, refused: int, doubtful: int) -> None:
        n = self._words.ngettext
        self._parts = [
            (token, text.format(count=count))
            for token, count, text in (
                ("accent", changed, n("{count} changed", "{count} changed", changed)),
                ("bad", refused, n("{count} to mend", "{count} to mend", refused)),
                ("warn", doubtful, n("{count} to check", "{count} to check", doubtful)),
            )
            if count
        ]
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return ", ".join(text for _, text in self._parts)

    def set_brief(self, brief: bool) -> None:
        """Closer together, and without what is merely doubtful: that stands beside its field."""
        if brief != self._brief:
            self._brief = brief
            self.updateGeometry()
            self.update()

    def _shown(self) -> list[tuple[str, str]]:
        return [part for part in self._parts if not self._brief or part[0] != "warn"]

    def sizeHint(self) -> QSize:
        small = sized(self.font(), tokens.SMALL)
        width = sum(_mark(token) + text_width(small, text) + self._gap() for token, text in self._shown())
        return QSize(width, self.height())

    def _gap(self) -> int:
        return tokens.BETWEEN if self._brief else tokens.AROUND

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        left = 0.0
        for token, text in self._shown():
            ink = QColor(getattr(scheme, token))
            place = QRectF(left, 0, tokens.ICON_IN_TEXT, self.height())
            if token == "accent":
                dot(painter, QPointF(left + 3, self.height() / 2), 3, ink)
            else:
                draw_icon(painter, "error" if token == "bad" else "warning", place, ink)
            left += _mark(token)
            words = QColor(scheme.text_2) if token == "accent" else ink
            left += write(painter, QRectF(left, 0, self.width() - left + 1, self.height()), text, small, words)
            left += self._gap()


def _mark(token: str) -> int:
    return (_DOT_ROOM if token == "accent" else tokens.ICON_IN_TEXT) + tokens.INSIDE + 2
