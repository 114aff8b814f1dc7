"""Typing the key of a recovery sheet: group by group, each checked as soon as it is whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from crmdesk.core import recovery
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import tabular
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.inputs import LineEdit, set_problem
from crmdesk.gui.widgets.labels import Label

_ACROSS = 4
_LONGEST = 400


class KeyGroups(QWidget):
    """As many inputs as the sheet has groups, in the rows of the sheet; a whole key can be pasted into any of them."""

    changed = Signal()
    entered = Signal()

    def __init__(self, words: Words, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        _ = words.gettext
        self.setObjectName(name)
        self.lines: list[LineEdit] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.BETWEEN)
        grid.setVerticalSpacing(tokens.BETWEEN)
        grid.setColumnStretch(_ACROSS, 1)
        for place in range(recovery.GROUPS):
            number = str(place + 1)
            line = self._line(f"{name}-{number}", _("Group {place}").format(place=number))
            line.setPlaceholderText(number)
            grid.addWidget(line, *divmod(place, _ACROSS))
            self.lines.append(line)
        self._mark = ProblemMark(wrap=True)
        told = _("{groups} groups of {digits} digits, as they stand on the sheet")
        told = told.format(groups=recovery.GROUPS, digits=recovery.DIGITS)
        self._hint = Label(told, points=tokens.SMALL, tone="text_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(grid)
        column.addWidget(self._hint)
        column.addWidget(self._mark)
        self.setFocusProxy(self.lines[0])

    def _line(self, name: str, label: str) -> LineEdit:
        line = LineEdit(width=tokens.SHORT_INPUT, name=name, label=label)
        line.setMaxLength(_LONGEST)
        line.setFont(tabular(line.font()))
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        line.textEdited.connect(self._edited)
        line.editingFinished.connect(self._tell)
        line.installEventFilter(self)
        return line

    def text(self) -> str:
        """What was typed, the groups apart by blanks."""
        return " ".join(line.text().strip() for line in self.lines)

    def whole(self) -> bool:
        """Whether every group can be one of a key."""
        return all(recovery.fits(place, line.text()) for place, line in enumerate(self.lines))

    def wrong(self) -> list[int]:
        """The groups that are whole and cannot be right, counted from 1."""
        return [place + 1 for place, line in enumerate(self.lines) if self._is_wrong(place, line.text())]

    def clear(self) -> None:
        for line in self.lines:
            line.clear()
        self._tell()

    def _is_wrong(self, place: int, text: str) -> bool:
        return len(text.strip()) >= recovery.DIGITS and not recovery.fits(place, text)

    def _edited(self, text: str) -> None:
        line = self.sender()
        place = next((place for place, each in enumerate(self.lines) if each is line), 0)
        if len(text.strip()) > recovery.DIGITS:
            place = self._spread(place, text)
        if recovery.fits(place, self.lines[place].text()) and place + 1 < len(self.lines):
            self.lines[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.lines[place + 1].selectAll()
        self._tell()
        self.changed.emit()

    def _spread(self, place: int, text: str) -> int:
        """Several groups typed or pasted into one input; returns the last one filled."""
        found = recovery.groups(text)
        start = 0 if len(found) == len(self.lines) else place
        for line, group in zip(self.lines[start:], found, strict=False):
            line.setText(group)
        return min(start + len(found), len(self.lines)) - 1

    def _tell(self) -> None:
        wrong = self.wrong()
        for place, line in enumerate(self.lines):
            set_problem(line, "bad" if place + 1 in wrong else "")
        n = self._words.ngettext
        told = n("Group {groups} is mistyped.", "Groups {groups} are mistyped.", len(wrong))
        groups = ("、" if self._words.chinese else ", ").join(str(place) for place in wrong)
        self._mark.show_problem("bad" if wrong else "", told.format(groups=groups) if wrong else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, LineEdit):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Backspace and not watched.text() and (place := self.lines.index(watched)):
                self.lines[place - 1].setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
        return super().eventFilter(watched, event)
