"""What several pages of the import are built from: the frame of a page and the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label


class StepPage(QWidget):
    """One step: head with a quiet note, and a column for what it shows."""

    def __init__(self, title: str, note: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, 0)
        self.column.setSpacing(12)
        self.head = SectionHead(title, note=note)
        self.column.addWidget(self.head)


class Sign(QWidget):
    """An icon of the size of text; `tone` is a token."""

    def __init__(self, icon: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setFixedSize(tokens.ICON, tokens.LINE_HEIGHTS[tokens.BODY])

    def show_sign(self, icon: str, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._icon, self.rect().toRectF(), colour(self.palette(), self._tone))


class Trouble(QWidget):
    """A sentence of any length with its sign; hidden while there is nothing to say."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        self._sign = Sign("error", "bad")
        self._text = Label(wrap=True, selectable=True, name=f"{name}-text")
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, sentence: str, *, warn: bool = False) -> None:
        """Show a sentence; '' hides it."""
        self._sign.show_sign("warning" if warn else "error", "warn" if warn else "bad")
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        return self._text.text()


class Remarks(QWidget):
    """A few sentences, each with its sign; hidden while there are none."""

    MOST = 4

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.INSIDE)
        self._told: list[tuple[str, bool]] = []
        self._lines: list[QWidget] = []
        self.hide()

    def show_remarks(self, told: Sequence[tuple[str, bool]]) -> None:
        """Sentences, each with whether it is something to look at; of very many only the first."""
        if list(told) != self._told:
            self._told = list(told)
            for line in self._lines:
                line.hide()
                line.deleteLater()
            self._lines = [self._line(*remark) for remark in self._told[: self.MOST]]
            for line in self._lines:
                self._column.addWidget(line)
            self.setToolTip("\n".join(sentence for sentence, _warn in self._told))
        self.setVisible(bool(told))

    def texts(self) -> list[str]:
        return [sentence for sentence, _warn in self._told]

    @staticmethod
    def _line(sentence: str, warn: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(Sign("warning", "warn") if warn else Sign("info", "text_2"))
        row.addWidget(ElidedLabel(sentence, tone="text" if warn else "text_2"), 1)
        return line
