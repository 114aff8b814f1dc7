"""Erasing customers or a contact for good: what goes, which backups still hold it, and the number typed to confirm."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.erasing_told import ErasureTold, names
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import erasing
from crmdesk.services.desk import Desk
from crmdesk.services.erasing import Erased, Erasure

_SIZE = QSize(640, 560)
_NOTHING = 144
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EraseDialog(Dialog):
    """Nothing is done before the number of the customer, or how many they are, is typed and the button pressed."""

    def __init__(
        self, ui: Ui, ids: Sequence[int], *, contact_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Erase for good"), ui.words, confirm=_("Erase for good"), size=_SIZE, danger=True, name="erasing",
            parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._ids, self._contact = ui, tuple(ids), contact_id
        self._job: Job | None = None
        self._erasing = False
        self.erasure: Erasure | None = None
        self.head = Label("", points=tokens.SECTION, bold=True, wrap=True, name="erasing-head")
        self.head.setFont(as_typed(self.head.font()))
        self.sentence = Label(
            _("It is taken out of lists, history, search and attachments, and the data file is written anew, so that "
              "nothing of it stays there. This cannot be undone."),
            wrap=True, name="erasing-sentence",
        )  # fmt: skip
        self.told = ErasureTold(ui)
        self._ask = Label("", name="erasing-ask")
        self.typed = LineEdit(name="erasing-typed")
        self._ask.setBuddy(self.typed)
        self.typed.textChanged.connect(self._settle)
        self.trouble = Trouble(name="erasing-trouble")
        self.progress = ProgressLine(name="erasing-progress")
        self.progress.hide()
        self._lay_out()
        self._settle()
        self._look()

    def _lay_out(self) -> None:
        whole = QWidget()
        column = self._column = QVBoxLayout(whole)
        column.setContentsMargins(0, tokens.AROUND, 0, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        above, below = QVBoxLayout(), QVBoxLayout()
        for part in (above, below):
            part.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
            part.setSpacing(tokens.BETWEEN)
        above.addWidget(self.head)
        above.addWidget(self.sentence)
        confirming = QHBoxLayout()
        confirming.setSpacing(tokens.BETWEEN)
        confirming.addWidget(self._ask)
        confirming.addWidget(self.typed)
        confirming.addStretch(1)
        below.addLayout(confirming)
        below.addWidget(self.trouble)
        below.addWidget(self.progress)
        column.addLayout(above)
        column.addWidget(self.told, 1)
        column.addLayout(below)
        self.set_body(whole)

    def _look(self) -> None:
        """What there is, on the worker: backups are opened for it."""
        ids, contact = self._ids, self._contact

        def work(desk: Desk, _job: Job) -> Erasure:
            return erasing.preview(desk, ids if contact is None else None, contact_id=contact)

        self._job = self._ui.jobs.run(self, work, self._looked, self._failed)

    def _looked(self, erasure: Erasure) -> None:
        self._job, self.erasure = None, erasure
        self.head.setText(self._title(erasure))
        self.told.show_erasure(erasure)
        _, count = self._ui.words.gettext, len(erasure.customers)
        ask = _("To confirm, type {number}") if count == 1 else _("To confirm, type how many they are: {number}")
        self._ask.setText(ask.format(number=self.expected()))
        self.typed.setAccessibleName(self._ask.text())
        self._settle()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title(self, erasure: Erasure) -> str:
        words, count = self._ui.words, len(erasure.customers)
        whose = names(self._ui, erasure.customers)
        if self._contact is not None:
            told = words.gettext("Contact {name} of {customer}")
            return told.format(name=self._ui.masking.text(erasure.contact), customer=whose)
        if count == 1:
            return whose
        told = words.ngettext("{count} customer: {names}", "{count} customers: {names}", count)
        return told.format(count=words.number(count), names=whose)

    def expected(self) -> str:
        """What is to be typed."""
        if self.erasure is None:
            return ""
        asked = self.erasure.customers
        return asked[0].number if len(asked) == 1 else str(len(asked))

    def _agreed(self) -> bool:
        typed = self.typed.text().strip().casefold()
        return self.erasure is not None and typed == self.expected().casefold()

    def _settle(self) -> None:
        self.confirm_button.setEnabled(self._agreed() and not self._erasing)
        self.cancel_button.setEnabled(not self._erasing)
        self.typed.setEnabled(self.erasure is not None and not self._erasing)
        self._ask.setVisible(self.erasure is not None)
        self.typed.setVisible(self.erasure is not None)

    def accept(self) -> None:
        """Erase; the dialog closes when that is done."""
        if not self.confirm_button.isEnabled():
            return
        ids, contact = self._ids, self._contact

        def work(desk: Desk, job: Job) -> Erased:
            asked = ids if contact is None else None
            return erasing.erase(desk, asked, contact_id=contact, progress=job.progress)

        self._erasing = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.trouble.say("")
        self.progress.show()
        self._progressed(0, None)
        self._settle()
        self._ui.jobs.run(self, work, self._done, self._failed, progress=self._progressed)

    def _progressed(self, done: int, total: int | None) -> None:
        self.progress.show_progress(self._ui.words.gettext("Erasing. Please leave the program open."), done, total or 0)

    def _done(self, erased: Erased) -> None:
        self._erasing = False
        super().accept()
        self._ui.bus.changed.emit(erased.changes)
        self._ui.bus.message.emit(" ".join(self._said(erased)), False)

    def _said(self, erased: Erased) -> list[str]:
        """Numbers only: the name is gone for good."""
        words = self._ui.words
        _, n, asked = words.gettext, words.ngettext, erased.erasure.customers
        number, count = asked[0].number, words.number(len(asked))
        if self._contact is not None:
            said = [_("A contact of {number} is erased for good.").format(number=number)]
        elif len(asked) == 1:
            said = [_("{number} is erased for good.").format(number=number)]
        else:
            told = n("{count} customer is erased for good.", "{count} customers are erased for good.", len(asked))
            said = [told.format(count=count)]
        if held := len(erased.backups) + len(erased.unknown):
            told = n("{count} backup may still hold it.", "{count} backups may still hold it.", held)
            said.append(told.format(count=words.number(held)))
        if not erased.clean:
            said.append(_("Another program has the data file open: the last traces go at the next start."))
        return said

    def _failed(self, error: Exception) -> None:
        self._job, self._erasing = None, False
        self.progress.hide()
        self._settle()
        if self.erasure is None:
            self._show_trouble_alone()
        if isinstance(error, UserError):
            self.trouble.say(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def _show_trouble_alone(self) -> None:
        """There is nothing that could be erased here."""
        for widget in (self.head, self.sentence, self.told, self.confirm_button):
            widget.hide()
        self._column.addStretch(1)
        self.cancel_button.setText(self._ui.words.gettext("Close"))
        self.resize(self.width(), _NOTHING)

    def reject(self) -> None:
        """Close without having done anything; not while it is being erased."""
        if self._erasing:
            return
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line erases only what was confirmed, and never closes the dialog by mistake."""
        if event.key() in _ENTER and self.typed.hasFocus():
            self.accept()
        else:
            super().keyPressEvent(event)


def open_erasing(ui: Ui, ids: Sequence[int], parent: QWidget, *, contact_id: int | None = None) -> None:
    """Ask about erasing these customers, or a contact of the one; not while something of theirs is being typed."""
    if not is_typed(ui, frozenset(ids)):
        EraseDialog(ui, ids, contact_id=contact_id, parent=parent).open()
        return
    ui.bus.message.emit(ui.words.gettext("Save or give up first what is being typed in this file"), False)


def is_typed(ui: Ui, ids: Collection[int]) -> bool:
    """Whether a form of one of these customers holds what is not saved."""
    typed = (key.partition("~")[0].split("/")[1:2] for key in ui.bus.typed)
    return any(part[0].isdecimal() and int(part[0]) in ids for part in typed if part)
