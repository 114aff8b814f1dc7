"""Erasing what is in the trash for good: how much of each kind goes, and the number typed to confirm."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.trash import told_counts
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import trash
from crmdesk.services.desk import Desk
from crmdesk.services.trash import Emptied

_SIZE = QSize(560, 320)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TrashErasing(Dialog):
    """Nothing is done before how many there are is typed and the button pressed."""

    def __init__(self, ui: Ui, keys: Sequence[int], parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Erase for good"), ui.words, confirm=_("Erase for good"), size=_SIZE, danger=True, name="trash-erasing",
            parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._asked = ui, tuple(keys)
        self._keys: tuple[int, ...] = ()
        self._erasing = False
        self.head = Label("", points=tokens.SECTION, bold=True, wrap=True, name="trash-erasing-head")
        self.told = Label("", wrap=True, tone="text_2", name="trash-erasing-told")
        self._sentence = Label(
            _("With all that belongs to them they are taken out of lists, history, search and attachments, and the "
              "data file is written anew. This cannot be undone. Backups made before still hold them."),
            wrap=True, name="trash-erasing-sentence",
        )  # fmt: skip
        self.left = Label("", wrap=True, tone="text_2", name="trash-erasing-left")
        self._ask = Label("", name="trash-erasing-ask")
        self.typed = LineEdit(name="trash-erasing-typed", width=tokens.SHORT_INPUT)
        self._ask.setBuddy(self.typed)
        self.typed.textChanged.connect(self._settle)
        self.trouble = Trouble(name="trash-erasing-trouble")
        self.progress = ProgressLine(name="trash-erasing-progress")
        self.progress.hide()
        self._lay_out()
        self._settle()
        self._ui.jobs.run(self, lambda desk, _job: trash.erasable(desk, self._asked), self._looked, self._failed)

    def _lay_out(self) -> None:
        for widget in (self.head, self.told, self._sentence, self.left):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self._ask)
        row.addWidget(self.typed)
        row.addStretch(1)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.body.addWidget(self.progress)

    def _looked(self, keys: list[int]) -> None:
        self._keys = tuple(keys)
        words, count, left = self._ui.words, len(keys), len(self._asked) - len(keys)
        told = words.ngettext("Erase {count} record for good?", "Erase {count} records for good?", count)
        self.head.setText(told.format(count=words.number(count)))
        self.told.setText(told_counts(trash.counts(keys), self._ui))
        kept = words.ngettext(
            "{count} stays: a product in use, or a file merged into another one.",
            "{count} stay: products in use, or files merged into others.",
            left,
        )
        self.left.setText(kept.format(count=words.number(left)) if left else "")
        self.left.setVisible(bool(left))
        self._ask.setText(words.gettext("To confirm, type {number}").format(number=count))
        self.typed.setAccessibleName(self._ask.text())
        if not count:
            self.trouble.say(words.message("trash-kept", {}))
        self._settle()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        agreed = bool(self._keys) and self.typed.text().strip() == str(len(self._keys))
        self.confirm_button.setEnabled(agreed and not self._erasing)
        self.cancel_button.setEnabled(not self._erasing)
        self.typed.setEnabled(bool(self._keys) and not self._erasing)

    def accept(self) -> None:
        """Erase; the dialog closes when that is done."""
        if not self.confirm_button.isEnabled():
            return
        keys = self._keys

        def work(desk: Desk, job: Job) -> Emptied:
            return trash.erase(desk, keys, progress=job.progress)

        self._erasing = True
        self.trouble.say("")
        self.progress.show()
        self._progressed(0, None)
        self._settle()
        self._ui.jobs.run(self, work, self._done, self._failed, progress=self._progressed)

    def _progressed(self, done: int, total: int | None) -> None:
        self.progress.show_progress(self._ui.words.gettext("Erasing. Please leave the program open."), done, total or 0)

    def _done(self, emptied: Emptied) -> None:
        self._erasing = False
        super().accept()
        self._ui.bus.changed.emit(emptied.changes)
        self._ui.bus.message.emit(told_emptied(emptied, self._ui), False)

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


def told_emptied(emptied: Emptied, ui: Ui) -> str:
    """What was erased, in one sentence."""
    words = ui.words
    told = words.ngettext("{count} record is erased for good", "{count} records are erased for good", emptied.count)
    colon = "：" if words.chinese else ": "
    return told.format(count=words.number(emptied.count)) + colon + told_counts(dict(emptied.counts), ui)
