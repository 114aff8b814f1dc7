"""A sum in numbers: what the whole is made of, so that one sees that nothing is missing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, tabular, text_width, write

_HEIGHT = 44
_LABEL, _VALUE = 16, 24
_SIGN_GAP = 14
_LEAST_GAP = 6


class Term(Struct, frozen=True):
    """One number under its word; `tone` is the token of the number (`bad`, `warn` …)."""

    label: str
    value: str
    tone: str = "text"


class SumStrip(QWidget):
    """The first term is the sum of the others: 1,248 = 861 + 143 + …, 44 high, as wide as its words."""

    def __init__(self, *, name: str = "sum", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._terms: tuple[Term, ...] = ()

    def set_terms(self, terms: Sequence[Term]) -> None:
        self._terms = tuple(terms)
        told = ", ".join(f"{term.label} {term.value}" for term in self._terms)
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:
        signs = max(0, len(self._terms) - 1) * (2 * _SIGN_GAP + self._sign_width())
        return QSize(sum(map(self._width, self._terms)) + signs, _HEIGHT)

    def _width(self, term: Term) -> int:
        small, large = sized(self.font(), tokens.SMALL), tabular(sized(self.font(), tokens.SECTION, True))
        return max(text_width(small, term.label), text_width(large, term.value))

    def _sign_width(self) -> int:
        return text_width(sized(self.font(), tokens.SECTION), "=")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        small, large = sized(self.font(), tokens.SMALL), tabular(sized(self.font(), tokens.SECTION, True))
        plain, grey = sized(self.font(), tokens.SECTION), QColor(scheme.text_2)
        gap: float = _SIGN_GAP
        if (over := self.sizeHint().width() - self.width()) > 0:
            gap = max(_LEAST_GAP, gap - over / (2 * max(1, len(self._terms) - 1)))
        left = 0.0
        for place, term in enumerate(self._terms):
            if place:
                left += gap
                area = QRectF(left, _LABEL, self._sign_width(), _VALUE)
                write(painter, area, "=" if place == 1 else "+", plain, grey)
                left += self._sign_width() + gap
            width = self._width(term)
            write(painter, QRectF(left, 0, width, _LABEL), term.label, small, grey)
            ink = QColor(getattr(scheme, term.tone))
            write(painter, QRectF(left, _LABEL, width, _VALUE), term.value, large, ink)
            left += width
