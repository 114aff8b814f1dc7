"""What can be done with the customers selected in the list: delete, restore, copy, change a field or a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.gui.pages import customers_copy
from crmdesk.gui.pages.customers_copy import Copied
from crmdesk.gui.ui import Ui
from crmdesk.services import bulk_edit, customers
from crmdesk.services.desk import Desk

Verb = Callable[[Desk, Sequence[int]], Changes]
AT_ONCE = 50
"""More customers than this are written by the worker."""


class CustomerActions(QObject):
    """Verbs on ids; what they changed goes round by `ui.wrote`."""

    refused = Signal(object)
    """The ids that could not be deleted or restored, after `bus.failed` told why."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui

    def delete(self, ids: Sequence[int]) -> None:
        """Into the trash, without asking: it can be undone."""
        _ = self._ui.words.gettext
        if len(ids) == 1:
            rows = customers.rows(self._ui.desk, ids)
            text = _("“{name}” is in the trash").format(name=rows[0].name if rows else "")
        else:
            count = self._ui.words.number(len(ids))
            text = self._ui.words.ngettext(
                "{count} customer is in the trash", "{count} customers are in the trash", len(ids)
            ).format(count=count)
        self._write(customers.delete, ids, text)

    def restore(self, ids: Sequence[int]) -> None:
        text = self._ui.words.ngettext("{count} customer restored", "{count} customers restored", len(ids))
        self._write(customers.restore, ids, text.format(count=self._ui.words.number(len(ids))))

    def _write(self, verb: Verb, ids: Sequence[int], text: str | Callable[[Changes], str]) -> None:
        ids = list(ids)
        if not ids:
            return

        def failed(error: Exception) -> None:
            self._ui.bus.failed.emit(error)
            self.refused.emit(ids)

        def done(changes: Changes) -> None:
            self._ui.wrote(changes, text if isinstance(text, str) else text(changes))

        if len(ids) > AT_ONCE:
            self._ui.jobs.run(self, lambda desk, _job: verb(desk, ids), done, failed)
            return
        try:
            changes = verb(self._ui.desk, ids)
        except UserError as error:
            failed(error)
        else:
            done(changes)

    def copy_rows(self, ids: Sequence[int], fields: Sequence[Field] = ()) -> None:
        """As a table that a spreadsheet takes: these columns, else number, name, mobile, phone, city, owner."""
        ids, words, masking = list(ids), self._ui.words, self._ui.masking
        known = self._ui.desk.fields("customer")
        columns = list(fields) or [known[key] for key in customers_copy.USUAL]
        if len(ids) > AT_ONCE:
            self._ui.jobs.run(
                self, lambda desk, _job: customers_copy.read(desk, ids, columns, words, masking), self._copied,
                self._ui.bus.failed.emit,
            )  # fmt: skip
        elif ids:
            self._copied(customers_copy.read(self._ui.desk, ids, columns, words, masking))

    def copy_name(self, customer_id: int) -> None:
        for row in customers.rows(self._ui.desk, (customer_id,)):
            self._copy_text(self._ui.masking.row(row).name)

    def copy_phone(self, customer_id: int) -> None:
        for row in customers.rows(self._ui.desk, (customer_id,)):
            self._copy_text(self._ui.masking.row(row).reach or "", personal=True)

    def _copy_text(self, text: str, *, personal: bool = False) -> None:
        self._ui.clipboard.put_text(text, personal=personal)
        self._ui.bus.message.emit(self._ui.words.gettext("Copied"), False)

    def _copied(self, copied: Copied) -> None:
        self._ui.clipboard.put(copied.mime(), personal=copied.personal)
        said = self._ui.words.ngettext("{count} row copied", "{count} rows copied", copied.count)
        self._ui.bus.message.emit(said.format(count=self._ui.words.number(copied.count)), False)

    def set_field(self, ids: Sequence[int], key: str, text: str) -> None:
        """One field of one or many customers."""
        self._bulk(ids, {key: text})

    def set_group(self, ids: Sequence[int], name: str, add: bool) -> None:
        """Into a group, or out of it."""
        self._bulk(ids, {}, (name,) if add else (), () if add else (name,))

    def _bulk(
        self, ids: Sequence[int], changes: Mapping[str, str], into: Sequence[str] = (), out_of: Sequence[str] = ()
    ) -> None:
        def verb(desk: Desk, ids: Sequence[int]) -> Changes:
            return bulk_edit.apply(desk, ids, changes, groups_add=into, groups_remove=out_of)

        def said(changes: Changes) -> str:
            _ = self._ui.words.gettext
            count = len(changes.touched("customer"))
            if not count:
                return _("Nothing to change")
            text = self._ui.words.ngettext("Changed {count} customer", "Changed {count} customers", count)
            return text.format(count=self._ui.words.number(count))

        self._write(verb, ids, said)


def open_merging(ui: Ui, ids: Sequence[int], parent: QWidget) -> None:
    """Two customers side by side; the one made first is the one that stays."""
    from crmdesk.gui.dialogs.merging import MergeDialog

    if len(ids) == 2:
        MergeDialog(ui, max(ids), min(ids), parent).open()
