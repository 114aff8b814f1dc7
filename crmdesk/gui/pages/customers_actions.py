"""What can be done with the customers selected in the list: delete, restore, copy; and the menu that offers it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow
from crmdesk.core.errors import UserError
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from crmdesk.services.desk import Desk

AT_ONCE = 50
"""More customers than this are written by the worker."""


class CustomerActions(QObject):
    """Verbs on ids; what they changed goes round by `ui.wrote`."""

    open_asked = Signal()
    edit_asked = Signal()
    alone_asked = Signal()
    delete_asked = Signal()
    restore_asked = Signal()
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

    def _write(self, verb, ids: Sequence[int], text: str) -> None:
        ids = list(ids)
        if not ids:
            return

        def failed(error: Exception) -> None:
            self._ui.bus.failed.emit(error)
            self.refused.emit(ids)

        def done(changes: Changes) -> None:
            self._ui.wrote(changes, text)

        if len(ids) > AT_ONCE:
            self._ui.jobs.run(self, lambda desk, _job: verb(desk, ids), done, failed)
            return
        try:
            changes = verb(self._ui.desk, ids)
        except UserError as error:
            failed(error)
        else:
            done(changes)

    def copy_rows(self, ids: Sequence[int]) -> None:
        """As a table that a spreadsheet takes: number, name, mobile, phone, city, owner."""
        ids = list(ids)

        def work(desk: Desk, _job: Job) -> str:
            return "\n".join(_as_line(row) for row in customers.rows(desk, ids))

        if len(ids) > AT_ONCE:
            self._ui.jobs.run(self, work, self._copied, self._ui.bus.failed.emit)
        elif ids:
            self._copied("\n".join(_as_line(row) for row in customers.rows(self._ui.desk, ids)))

    def copy_text(self, text: str) -> None:
        _ = self._ui.words.gettext
        QGuiApplication.clipboard().setText(text)
        self._ui.bus.message.emit(_("Copied"), False)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        count = text.count("\n") + 1
        said = self._ui.words.ngettext("{count} row copied", "{count} rows copied", count)
        self._ui.bus.message.emit(said.format(count=self._ui.words.number(count)), False)

    def menu(self, ids: Sequence[int], *, deleted: bool, parent: QWidget) -> QMenu:
        """The context menu of the selected customers."""
        _ = self._ui.words.gettext
        menu = QMenu(parent)
        menu.setObjectName("customer-menu")
        rows = customers.rows(self._ui.desk, ids) if len(ids) == 1 else []
        if deleted:
            self._add(menu, "restore", _("&Restore"), "restore", "", self.restore_asked.emit)
            menu.addSeparator()
        else:
            self._add(menu, "open", _("&Open"), "", "Return", self.open_asked.emit)
            self._add(menu, "alone", _("Open in own &window"), "open", "Shift+Return", self.alone_asked.emit)
            self._add(menu, "edit", _("&Edit"), "pencil", "Ctrl+E", self.edit_asked.emit)
            menu.addSeparator()
        self._add_copies(menu, rows, ids)
        if not deleted:
            menu.addSeparator()
            self._add(menu, "delete", _("&Delete"), "trash", "Del", self.delete_asked.emit)
        return menu

    def _add_copies(self, menu: QMenu, rows: list[CustomerRow], ids: Sequence[int]) -> None:
        _ = self._ui.words.gettext
        if rows:
            name, reach = rows[0].name, rows[0].reach
            self._add(menu, "copy-name", _("Copy &name"), "", "", lambda: self.copy_text(name))
            if reach:
                self._add(menu, "copy-phone", _("Copy &phone"), "", "", lambda: self.copy_text(reach))
        copied = list(ids)
        text = _("&Copy row") if len(copied) == 1 else _("&Copy rows")
        self._add(menu, "copy-row", text, "copy", "Ctrl+C", lambda: self.copy_rows(copied))

    @staticmethod
    def _add(menu: QMenu, name: str, text: str, sign: str, keys: str, does) -> QAction:
        """The shortcut is only told here: the list itself, the file or the window listens to it."""
        told = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{text}\t{told}" if told else text)
        action.setObjectName(f"customer-{name}")
        if sign:
            action.setIcon(icon(sign))
        action.triggered.connect(does)
        return action


def show_menu(menu: QMenu, at: QPoint) -> None:
    """Open a menu that goes when it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def _as_line(row: CustomerRow) -> str:
    values = (row.number, row.name, row.mobile, row.phone, row.city, row.owner)
    return "\t".join(_one_cell(value or "") for value in values)


def _one_cell(text: str) -> str:
    return " ".join(text.split())
