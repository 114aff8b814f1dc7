"""What dialogs that erase for good have in common: a line to type what confirms it, the work, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services.desk import Desk

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ErasingFrame(Dialog):
    """Nothing is done before `expected` is typed and the button pressed. A subclass lays it out, looks at what there is
    and says what is to be typed ('' until it has looked), what does the work and what comes of it."""

    def __init__(self, ui: Ui, size: QSize, *, name: str, parent: QWidget | None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Erase for good"), ui.words, confirm=_("Erase for good"), size=size, danger=True, name=name, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._erasing = False
        self.head = Label("", points=tokens.SECTION, bold=True, wrap=True, name=f"{name}-head")
        self._ask = Label("", name=f"{name}-ask")
        self.typed = LineEdit(name=f"{name}-typed")
        self._ask.setBuddy(self.typed)
        self.typed.textChanged.connect(self._settle)
        self.confirming = QHBoxLayout()
        self.confirming.setSpacing(tokens.BETWEEN)
        self.confirming.addWidget(self._ask)
        self.confirming.addWidget(self.typed)
        self.confirming.addStretch(1)
        self.trouble = Trouble(name=f"{name}-trouble")
        self.progress = ProgressLine(name=f"{name}-progress")
        self.progress.hide()

    def expected(self) -> str:
        """What is to be typed."""
        raise NotImplementedError

    def _work(self) -> Callable[[Desk, Job], Any]:
        """What erases, on the worker."""
        raise NotImplementedError

    def _outcome(self, erased: Any) -> tuple[Changes, str]:
        """What was changed, and the sentence about it."""
        raise NotImplementedError

    def _ask_for(self, asked: str) -> None:
        """Something was found: it is to be confirmed by what the sentence says."""
        self._ask.setText(asked)
        self.typed.setAccessibleName(asked)
        self._settle()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        expected = self.expected()
        agreed = bool(expected) and self.typed.text().strip().casefold() == expected.casefold()
        self.confirm_button.setEnabled(agreed and not self._erasing)
        self.cancel_button.setEnabled(not self._erasing)
        self.typed.setEnabled(bool(expected) and not self._erasing)

    def accept(self) -> None:
        """Erase; the dialog closes when that is done."""
        if not self.confirm_button.isEnabled():
            return
        self._erasing = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.trouble.say("")
        self.progress.show()
        self._progressed(0, None)
        self._settle()
        self._ui.jobs.run(self, self._work(), self._done, self._failed, progress=self._progressed)

    def _progressed(self, done: int, total: int | None) -> None:
        self.progress.show_progress(self._ui.words.gettext("Erasing. Please leave the program open."), done, total or 0)

    def _done(self, erased: Any) -> None:
        self._erasing = False
        super().accept()
        changes, told = self._outcome(erased)
        self._ui.bus.changed.emit(changes)
        self._ui.bus.message.emit(told, False)

    def _failed(self, error: Exception) -> None:
        self._erasing = False
        self.progress.hide()
        self._settle()
        if isinstance(error, UserError):
            self.trouble.say(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def reject(self) -> None:
        """Close without having done anything; not while it is being erased."""
        if not self._erasing:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line erases only what was confirmed, and never closes the dialog by mistake."""
        if event.key() in _ENTER and self.typed.hasFocus():
            self.accept()
        else:
            super().keyPressEvent(event)
