"""Below the rows of a trial run: what is wrong with the current one, and mending it on the spot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.importing import RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.models.importing_rows import sentence
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import ElidedLabel, Label

_HEIGHT = 84
_INPUT = 200


class _Input(LineEdit):
    """Enter mends the cell; it never reaches the dialog's main button."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class MendingBar(QWidget):
    """`mended` tells the new text of the cell ('' empties it), `left_out` that the row is not wanted, `next_asked` that
    the next problem is to be shown."""

    mended = Signal(str)
    left_out = Signal()
    next_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-mending")
        self.setFixedHeight(_HEIGHT)
        self._words = words
        _ = words.gettext
        self._sign = Sign("error", "bad")
        self._said = ElidedLabel(name="import-problem")
        self.next = LinkButton("", name="import-next-problem")
        self._label = Label(_("Change to"), tone="text_2")
        self.input = _Input(width=_INPUT, name="import-mend-text", label=_("Change to"))
        self._label.setBuddy(self.input)
        self.mend = Button(_("Correct"), name="import-mend")
        self.empty = Button(_("Leave this cell empty"), name="import-mend-empty")
        self.skip = Button(_("Leave out this row"), name="import-leave-out")
        self.input.entered.connect(self._mend)
        self.mend.clicked.connect(self._mend)
        self.empty.clicked.connect(self._empty)
        self.skip.clicked.connect(self.left_out)
        self.next.clicked.connect(self.next_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, 12, tokens.AROUND, 14)
        column.setSpacing(8)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(tokens.BETWEEN)
            column.addLayout(row)
        upper.addWidget(self._sign)
        upper.addWidget(self._said, 1)
        upper.addWidget(self.next)
        lower.addSpacing(tokens.ICON + tokens.BETWEEN)
        for widget in (self._label, self.input, self.mend, self.empty, self.skip):
            lower.addWidget(widget)
        lower.addStretch(1)
        column.addStretch(1)

    def show_problem(self, problem: RowProblem | None, *, bad: bool, cell: bool, sheet: bool, text: str) -> None:
        """What is wrong with the current row; `cell`: one cell of it, which can be changed from `text`. None: the line
        is in order, and `text` is to be said."""
        self._sign.setVisible(problem is not None)
        self._sign.show_sign("error" if bad else "warning", "bad" if bad else "warn")
        self._said.set_text(sentence(problem, self._words, sheet=sheet) if problem else text)
        self._said.set_tone("text" if problem else "text_2")
        for widget in (self._label, self.input, self.mend, self.empty):
            widget.setVisible(problem is not None and cell)
        self.skip.setVisible(problem is not None)
        if problem is not None and cell:
            self.input.setText(text)

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self.next, self.input, self.mend, self.empty, self.skip]

    def show_next(self, text: str) -> None:
        """The link to the next problem; '' when there is none."""
        self.next.setText(text)
        self.next.setVisible(bool(text))

    def _mend(self) -> None:
        self.mended.emit(self.input.text())

    def _empty(self) -> None:
        self.mended.emit("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QColor(scheme_of(self.palette()).line)
        horizontal(painter, 0, QRectF(self.rect()).width(), 0, line)
