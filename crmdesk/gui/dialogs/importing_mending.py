"""Below the rows of a trial run: what is told of the current one, mending it, and what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_facts import ChangesLine, ComparisonLines
from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.models.importing_telling import Comparison, Told
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of, text_width
from crmdesk.gui.widgets.buttons import Button, LinkButton, MenuButton, tip
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit
from crmdesk.gui.widgets.labels import ElidedLabel, Label

_HEIGHT = 84
_COMPARED = 48
_INPUT = 168
_BESIDE = 48
NEXT_KEY = "F8"


class Input(LineEdit):
    """A cell of the file being corrected: Enter ends it and never reaches the dialog's main button."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


def row_choices(words: Words) -> list[tuple[str, str]]:
    """What can become of a single row, '' first: as of all others."""
    _ = words.gettext
    return [
        ("", _("As set above")),
        ("update", _("Update")),
        ("fill", _("Fill in what is missing")),
        ("create", _("Import as new")),
        ("skip", _("Skip")),
    ]


class MendingBar(QWidget):
    """`mended` tells the new text of the cell ('' empties it), `chosen` what is to become of the row, `next_asked` that
    the next row to look at is to be shown, `field_asked` a field id whose cell is to be shown."""

    mended = Signal(str)
    chosen = Signal(str)
    next_asked = Signal()
    field_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-mending")
        self.setFixedHeight(_HEIGHT)
        self._words = words
        self._wanted: list[QWidget] = []
        _ = words.gettext
        self._sign = Sign("error", "bad")
        self._said = ElidedLabel(name="import-problem")
        self.next = LinkButton("", name="import-next-problem")
        self.comparison = ComparisonLines()
        self._make_mending()
        self._make_double()
        self._make_choice()
        self.next.clicked.connect(self.next_asked)
        self._lay_out()
        self.settle()

    def _make_mending(self) -> None:
        _ = self._words.gettext
        self._label = Label(_("Change to"), tone="text_2")
        self.input = Input(width=_INPUT, name="import-mend-text", label=_("Change to"))
        self._label.setBuddy(self.input)
        self.mend = Button(_("Correct"), name="import-mend")
        self.empty = Button(_("Leave this cell empty"), name="import-mend-empty")
        self.skip = Button(_("Skip this row"), name="import-leave-out")
        self.input.entered.connect(self._mend)
        self.mend.clicked.connect(self._mend)
        self.empty.clicked.connect(self._empty)
        self.skip.clicked.connect(self._leave_out)
        self.mending = (self._label, self.input, self.mend, self.empty)

    def _make_double(self) -> None:
        _ = self._words.gettext
        self.update_other = Button(_("Update that customer"), name="import-update-other")
        self.create_new = Button(_("New all the same"), name="import-create-anyway")
        self.update_other.clicked.connect(self._update_other)
        self.create_new.clicked.connect(self._create)

    def _make_choice(self) -> None:
        _ = self._words.gettext
        self.changes = ChangesLine()
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._field_asked)
        self.all_changes = MenuButton("", self._menu, kind="quiet", name="import-all-changes")
        ways = row_choices(self._words)
        width = max(text_width(self.font(), words) for _key, words in ways) + _BESIDE
        self._choice_label = Label(_("This row"), tone="text_2")
        self.choice = ComboBox(ways, width=width, name="import-row-choice", label=_("What becomes of this row"))
        self._choice_label.setBuddy(self.choice)
        self.choice.picked.connect(self.chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, 12, tokens.AROUND, 14)
        column.setSpacing(tokens.BETWEEN)
        upper, lower, between = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (upper, between, lower):
            row.setSpacing(tokens.BETWEEN)
            column.addLayout(row)
        upper.addWidget(self._sign)
        upper.addWidget(self._said, 1)
        upper.addWidget(self.next)
        for row in (between, lower):
            row.addSpacing(tokens.ICON + tokens.BETWEEN)
        between.addWidget(self.comparison, 1)
        double = (self.update_other, self.create_new)
        for widget in (*self.mending, *double, self.skip):
            lower.addWidget(widget)
        lower.addWidget(self.changes, 1)
        lower.addWidget(self.all_changes)
        lower.addStretch(0)
        lower.addWidget(self._choice_label)
        lower.addWidget(self.choice)
        column.addStretch(1)

    def show_row(self, text: str, *, icon: str = "", sign: str = "text_2", tone: str = "text") -> None:
        """Begin with a sentence about the current row (`tone` is the token of its words) and its icon in the token
        `sign`; what belongs to it follows with the other `show_…`, then `settle`."""
        self._sign.setVisible(bool(icon))
        self._sign.show_sign(icon or "info", sign)
        self._said.set_text(text)
        self._said.set_tone(tone)
        self._wanted = []

    def show_cell(self, text: str) -> None:
        """The cell in question, which can be corrected."""
        self._wanted += self.mending
        self.input.setText(text)

    def show_skip(self) -> None:
        """The row can be left out by a button."""
        self._wanted.append(self.skip)

    def show_double(self, comparison: Comparison | None) -> None:
        """The row is likely a double: what tells it from the other one, and the three answers."""
        self._wanted += [self.create_new, self.skip]
        if comparison is None:
            return
        self.comparison.show_comparison(comparison)
        self._wanted.append(self.comparison)
        _ = self._words.gettext
        if comparison.customer_id is not None:
            self.update_other.setText(_("Update that customer"))
        else:
            row = self._words.number(comparison.other_row)
            self.update_other.setText(_("Join to row {row}").format(row=row))
        self._wanted.append(self.update_other)

    def show_changes(self, changes: Sequence[Told]) -> None:
        """What the update changes; those without room are in a menu, which shows the cell of each."""
        self.changes.show_changes(changes)
        if changes:
            self._wanted.append(self.changes)
        self._menu.clear()
        for told in changes:
            old = f"{told.old} → " if told.old else ""
            self._menu.addAction(f"{told.label}:  {old}{told.new}".replace("&", "&&")).setData(told.field)
        n, count = self._words.ngettext, len(changes)
        text = n("{count} change", "All {count} changes", count)
        self.all_changes.setText(text.format(count=self._words.number(count)))

    def show_choice(self, choice: str, rows: int = 1) -> None:
        """What is to become of the selected rows can be chosen."""
        _ = self._words.gettext
        text = _("This row") if rows == 1 else _("These {count} rows").format(count=self._words.number(rows))
        self._choice_label.setText(text)
        self.choice.set_key(choice)
        self._wanted += [self._choice_label, self.choice]

    def settle(self) -> None:
        """Show what was asked for since `show_row`, and nothing else: what stays keeps the keyboard. What goes goes
        first: both at once would need more room and widen the dialog for good."""
        double = (self.comparison, self.update_other, self.create_new, self.skip)
        every = (*self.mending, *double, self.changes, self._choice_label, self.choice)
        if self.changes not in self._wanted:
            self.all_changes.hide()
        for widget in sorted(every, key=lambda widget: widget in self._wanted):
            widget.setVisible(widget in self._wanted)
        self.setFixedHeight(_HEIGHT + (_COMPARED if self.comparison in self._wanted else 0))
        self._fit_changes()

    def _fit_changes(self) -> None:
        room = self.width() - 2 * tokens.AROUND - tokens.ICON - 6 * tokens.BETWEEN
        room -= self.choice.sizeHint().width() + self._choice_label.sizeHint().width()
        room -= self.all_changes.sizeHint().width()
        self.all_changes.setVisible(self.changes in self._wanted and self.changes.crowded(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_changes()

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        cell = [self.input, self.mend, self.empty]
        return [self.next, *cell, self.update_other, self.create_new, self.skip, self.all_changes, self.choice]

    def show_next(self, text: str) -> None:
        """The link to the next row to look at; '' when there is none."""
        self.next.setText(text)
        self.next.setToolTip(tip(text, NEXT_KEY))
        self.next.setVisible(bool(text))

    def text(self) -> str:
        """The sentence about the current row."""
        return self._said.text()

    def _mend(self) -> None:
        self.mended.emit(self.input.text())

    def _empty(self) -> None:
        self.mended.emit("")

    def _leave_out(self) -> None:
        self.chosen.emit("skip")

    def _update_other(self) -> None:
        self.chosen.emit("update")

    def _create(self) -> None:
        self.chosen.emit("create")

    def _field_asked(self, action: QAction) -> None:
        self.field_asked.emit(str(action.data()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QColor(scheme_of(self.palette()).line)
        horizontal(painter, 0, QRectF(self.rect()).width(), 0, line)
