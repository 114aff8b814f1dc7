"""Undo and redo of what was done to the data file; a text being typed is undone first by its own input."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import history
from crmdesk.services.desk import Desk
from crmdesk.services.history import Action

TextInput = QLineEdit | QPlainTextEdit | QTextEdit
_MANY = 2_000
UNDO, REDO = "Ctrl+Z", "Ctrl+Shift+Z"


class HistoryActions(QObject):
    """`undo` and `redo` name what they would do; `done` tells the action, its changes and whether it was an undo."""

    done = Signal(object, object, bool)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._names = ("", "")
        self._watched: QWidget | None = None
        self.undo = QAction(parent, shortcut=QKeySequence(UNDO))
        self.redo = QAction(parent, shortcut=QKeySequence(REDO))
        self.undo.setObjectName("undo")
        self.redo.setObjectName("redo")
        self.undo.triggered.connect(self.undo_last)
        self.redo.triggered.connect(self.redo_last)
        ui.bus.changed.connect(self.refresh)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        self.refresh()

    def refresh(self, _changes: object = None) -> None:
        """What undo and redo would do now."""
        self._name(history.undoable(self._ui.desk))

    def _name(self, actions: tuple[Action | None, Action | None]) -> None:
        _ = self._ui.words.gettext
        templates = (_("&Undo: {action}"), _("&Redo: {action}")), (_("&Undo"), _("&Redo"))
        for place, (action, entry) in enumerate(zip(actions, (self.undo, self.redo), strict=True)):
            entry.setEnabled(action is not None)
            if action is None:
                entry.setText(templates[1][place])
            else:
                told = history.describe(action, self._ui.words).replace("&", "&&")
                entry.setText(templates[0][place].format(action=told))

    def name_for_menu(self) -> None:
        """When the menu opens: a text being typed has its own undo."""
        _ = self._ui.words.gettext
        self.refresh()
        focus = text_input()
        if self._unsaved(focus):
            self.undo.setEnabled(False)
            self.redo.setEnabled(False)
        if focus is not None and has_undo(focus):
            self.undo.setText(_("&Undo typing"))
            self.undo.setEnabled(True)
        if focus is not None and has_redo(focus):
            self.redo.setText(_("&Redo typing"))
            self.redo.setEnabled(True)

    def undo_last(self) -> None:
        focus = text_input()
        if focus is not None and has_undo(focus):
            focus.undo()
        elif not self._unsaved(focus):
            self.undo_action()

    def redo_last(self) -> None:
        focus = text_input()
        if focus is not None and has_redo(focus):
            focus.redo()
        elif not self._unsaved(focus):
            self.redo_action()

    def _unsaved(self, focus: TextInput | None) -> bool:
        """One Ctrl+Z too many while something typed is not saved must not take back what was done before."""
        return focus is not None and bool(self._ui.bus.typed)

    def undo_action(self) -> None:
        """Take back the last action, whatever has the keyboard."""
        self._run(history.undo, undone=True)

    def redo_action(self) -> None:
        """Do the last undone action again, whatever has the keyboard."""
        self._run(history.redo, undone=False)

    def _run(self, verb: Callable[[Desk], tuple[Action, Changes]], *, undone: bool) -> None:
        self._say_if_long(history.undoable(self._ui.desk)[0 if undone else 1])

        def done(result: tuple[Action, Changes]) -> None:
            self.done.emit(result[0], result[1], undone)

        def work(desk: Desk, _job: Job) -> tuple[Action, Changes]:
            return verb(desk)

        self._ui.jobs.run(self, work, done, self._ui.bus.failed.emit)

    def _say_if_long(self, action: Action | None) -> None:
        """Thousands of customers take a while: say that it is under way."""
        _ = self._ui.words.gettext
        if action is not None and int(action.params.get("count") or 0) > _MANY:
            told = _("Working: {action} ...").format(action=history.describe(action, self._ui.words))
            self._ui.bus.message.emit(told, False)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if isinstance(new, TextInput) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Inputs claim the keys of undo even when they have nothing to undo: then they go on to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched is self._watched:
            keys = QKeySequence(event.keyCombination())
            redoing = keys in (QKeySequence(REDO), QKeySequence("Ctrl+Y"))
            if keys == QKeySequence(UNDO) or redoing:
                own = has_redo(watched) if redoing else has_undo(watched)
                if not own:
                    event.ignore()
                    return True
        return False


def text_input() -> TextInput | None:
    """The input that has the keyboard."""
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, TextInput) else None


def has_undo(widget: object) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() and not widget.isReadOnly()
    return isinstance(widget, QPlainTextEdit | QTextEdit) and widget.document().isUndoAvailable()


def has_redo(widget: object) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable() and not widget.isReadOnly()
    return isinstance(widget, QPlainTextEdit | QTextEdit) and widget.document().isRedoAvailable()
