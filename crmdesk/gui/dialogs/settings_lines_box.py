"""A list that is changed in place with its buttons, the sentence when it is empty, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.settings_lines import Head, Line, LinesTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button, IconButton
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.notices import ProgressLine


class LinesBox(QWidget):
    """`added` (name), `renamed` (key, name), `delete_asked` (key), `ordered` (keys), `chosen` (key of the line)."""

    added = Signal(str)
    renamed = Signal(str, str)
    delete_asked = Signal(str)
    ordered = Signal(list)
    chosen = Signal(str)
    add_asked = Signal()

    def __init__(
        self,
        words: Words,
        heads: Sequence[Head],
        *,
        name: str,
        label: str,
        add: str,
        empty: str,
        movable: bool = True,
        typed_add: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._typed_add = typed_add
        self.table = LinesTable(heads, f"{name}-table", label)
        self._empty = EmptyState(empty, add, icon="plus", name=f"{name}-empty")
        self.problem = ProblemMark(wrap=True)
        self.progress = ProgressLine(words.gettext("Cancel"), name=f"{name}-progress")
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self._words, self._stop = words, _nothing
        self._make_buttons(words, name, add, movable)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(self._stack, 1)
        column.addWidget(self.problem)
        column.addWidget(self.progress)
        column.addLayout(self._buttons)
        self._connect()
        self.show_lines(())

    def _make_buttons(self, words: Words, name: str, add: str, movable: bool) -> None:
        _ = words.gettext
        self.add_button = Button(add, icon="plus", hint="Ins", name=f"{name}-add")
        self.rename_button = Button(_("Rename"), hint="F2", name=f"{name}-rename")
        self.up_button = IconButton("chevron-up", _("Move up"), name=f"{name}-up")
        self.down_button = IconButton("chevron-down", _("Move down"), name=f"{name}-down")
        for button, keys in ((self.up_button, "Alt+↑"), (self.down_button, "Alt+↓")):
            button.setToolTip(f"{button.accessibleName()} ({keys})")
            button.setVisible(movable)
        self.delete_button = Button(_("Delete"), hint="Del", name=f"{name}-delete")
        self._movable = movable
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens.BETWEEN)
        for widget in (self.add_button, self.rename_button, self.up_button, self.down_button):
            self._buttons.addWidget(widget)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.delete_button)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self._empty.acted.connect(self.add)
        self.rename_button.clicked.connect(self.table.rename)
        self.delete_button.clicked.connect(self._delete)
        self.up_button.clicked.connect(self._up)
        self.down_button.clicked.connect(self._down)
        self.table.add_asked.connect(self.add)
        self.table.delete_asked.connect(self._delete)
        self.table.move_asked.connect(self._move)
        self.table.current_changed.connect(self._current)
        self.table.lines.added.connect(self._added)
        self.table.lines.renamed.connect(self._renamed)

    def insert_button(self, button: QWidget) -> None:
        """One more button behind the adding one."""
        self._buttons.insertWidget(1, button)
        QWidget.setTabOrder(self.add_button, button)
        QWidget.setTabOrder(button, self.rename_button)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; none of them: the sentence that says what belongs here."""
        self.table.show_lines(lines)
        self._show_state()

    def add(self) -> None:
        """Begin a new line, or ask for a dialog that makes one (`add_asked`)."""
        self.say("")
        if not self._typed_add:
            self.add_asked.emit()
            return
        self._stack.setCurrentWidget(self.table)
        self.table.begin_new()

    def say(self, sentence: str) -> None:
        """What is wrong, '' when all is well."""
        self.problem.show_problem("bad" if sentence else "", sentence)

    def begin(self, cancel: Callable[[], None]) -> None:
        """Long work is under way: nothing can be changed until `end`; `cancel` stops it."""
        self.say("")
        self._stop = cancel
        self._set_enabled(False)

    def show_progress(self, done: int, total: int | None) -> None:
        """How far the long work is."""
        _, number = self._words.gettext, self._words.number
        self.progress.show()
        told = _("{done} of {total} customers").format(done=number(done), total=number(total or 0))
        self.progress.show_progress(told, done, total or 0)

    def end(self) -> None:
        """The long work is over."""
        self._stop = _nothing
        self.progress.hide()
        self._set_enabled(True)
        self._show_state()

    def _set_enabled(self, on: bool) -> None:
        self.table.setEnabled(on)
        for button in self._all_buttons():
            button.setEnabled(on)

    def _all_buttons(self) -> list[QWidget]:
        items = [self._buttons.itemAt(place) for place in range(self._buttons.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if widget is not None]

    def _cancel(self) -> None:
        self._stop()
        self.end()

    def refuse(self, sentence: str, key: str, typed: str) -> None:
        """What was typed cannot be: say why and let it be mended (`key` '' for a new line)."""
        self.say(sentence)

        def again() -> None:
            if key:
                self.table.set_current(key)
                self.table.lines.type_again(typed)
                self.table.rename()
            else:
                self._stack.setCurrentWidget(self.table)
                self.table.begin_new(typed)

        QTimer.singleShot(0, self, again)

    def _added(self, text: str) -> None:
        self.say("")
        self.added.emit(text)

    def _renamed(self, key: str, text: str) -> None:
        self.say("")
        self.renamed.emit(key, text)

    def _delete(self) -> None:
        key = self.table.current_key()
        if key:
            self.say("")
            self.delete_asked.emit(key)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        keys = [line.key for line in self.table.lines.lines]
        row = self.table.currentIndex().row()
        if not self._movable or not 0 <= row < len(keys) or not 0 <= row + by < len(keys):
            return
        keys.insert(row + by, keys.pop(row))
        self.ordered.emit(keys)

    def _current(self, key: str) -> None:
        self._show_state()
        self.chosen.emit(key)

    def _show_state(self) -> None:
        lines = self.table.lines.lines
        row, there = self.table.currentIndex().row(), bool(self.table.current_key())
        self._stack.setCurrentWidget(self.table if lines else self._empty)
        self.add_button.setVisible(bool(lines))
        for button in (self.rename_button, self.delete_button):
            button.setVisible(bool(lines))
            button.setEnabled(there)
        self.up_button.setVisible(self._movable and bool(lines))
        self.down_button.setVisible(self._movable and bool(lines))
        self.up_button.setEnabled(there and row > 0)
        self.down_button.setEnabled(there and row < len(lines) - 1)


def _nothing() -> None:
    """Nothing is under way."""
