"""Erasing customers or a contact for good: what goes, which backups still hold it, and the number typed to confirm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.erasing_frame import ErasingFrame
from crmdesk.gui.dialogs.erasing_told import ErasureTold, names
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import erasing
from crmdesk.services.desk import Desk
from crmdesk.services.erasing import Erased, Erasure

_SIZE = QSize(640, 560)
_NOTHING = 144


class EraseDialog(ErasingFrame):
    """The number of the customer, or how many they are, is typed to confirm."""

    def __init__(
        self, ui: Ui, ids: Sequence[int], *, contact_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(ui, _SIZE, name="erasing", parent=parent)
        _ = ui.words.gettext
        self._ids, self._contact = tuple(ids), contact_id
        self._job: Job | None = None
        self.erasure: Erasure | None = None
        self.head.setFont(as_typed(self.head.font()))
        self.sentence = Label(
            _("It is taken out of lists, history, search and attachments, and the data file is written anew, so that "
              "nothing of it stays there. This cannot be undone."),
            wrap=True, name="erasing-sentence",
        )  # fmt: skip
        self.told = ErasureTold(ui)
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
        below.addLayout(self.confirming)
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
        self._ask_for(ask.format(number=self.expected()))

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
        if self.erasure is None:
            return ""
        asked = self.erasure.customers
        return asked[0].number if len(asked) == 1 else str(len(asked))

    def _settle(self) -> None:
        super()._settle()
        self._ask.setVisible(self.erasure is not None)
        self.typed.setVisible(self.erasure is not None)

    def _work(self) -> Callable[[Desk, Job], Erased]:
        ids, contact = self._ids if self._contact is None else None, self._contact
        return lambda desk, job: erasing.erase(desk, ids, contact_id=contact, progress=job.progress)

    def _outcome(self, erased: Erased) -> tuple[Changes, str]:
        return erased.changes, " ".join(self._said(erased))

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
        self._job = None
        super()._failed(error)
        if self.erasure is None:
            self._show_trouble_alone()

    def _show_trouble_alone(self) -> None:
        """There is nothing that could be erased here."""
        for widget in (self.head, self.sentence, self.told, self.confirm_button):
            widget.hide()
        self._column.addStretch(1)
        self.cancel_button.setText(self._ui.words.gettext("Close"))
        self.resize(self.width(), _NOTHING)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        super().reject()


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
