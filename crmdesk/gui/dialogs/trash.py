"""Everything that was deleted, of all kinds: searched, restored, erased for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionRange, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTableView, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.kinds import KINDS as NAMES
from crmdesk.core.trash import KINDS, TRASH_DAYS, TrashList
from crmdesk.gui.dialogs.said import Said
from crmdesk.gui.dialogs.trash_erasing import TrashErasing
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.trash import KIND, NAME, WHEN, WHO, WHOSE, TrashTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, LinkButton, tip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label, label_of
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services import settings, trash
from crmdesk.services.desk import Desk

_SIZE = QSize(1040, 620)
_WIDTHS = {KIND: 120, NAME: 344, WHOSE: 272, WHEN: 152, WHO: 96}
_Found = tuple[TrashList, Sequence[int]]


class TrashDialog(Dialog):
    """What was deleted last stands first. Enter restores what is selected, Del erases it, Ctrl+A selects all."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Trash"), ui.words, size=_SIZE, name="trash", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.search = SearchBox(_("Search the trash"), shortcut="Ctrl+F", name="trash-search")
        kinds = [("", _("Everything")), *((kind, ui.words.label(NAMES[kind])) for kind in KINDS)]
        self.kind = ComboBox(kinds, name="trash-kind", label=_("Kind"))
        self.kind.set_key("")
        self.emptying = LinkButton("", name="trash-emptying")
        self._make_table()
        self._make_buttons()
        self._lay_out()
        self._foot_line = Said(ui, _SIZE.width() // 2 - tokens.LABEL_WIDTH_EN, name="trash")
        self.add_left(self._foot_line)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setDefault(False)  # Enter belongs to what is selected
        self.search.textChanged.connect(self.look)
        self.search.down.connect(self.table.setFocus)
        self.kind.picked.connect(self.look)
        self.emptying.clicked.connect(self._settings)
        ui.bus.changed.connect(self.look)
        self.look()
        eye_order(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> None:
        self.model = TrashTable(self._ui)
        self.table = lines_table(
            self.model, _WIDTHS, name="trash-table", label=self.windowTitle(), menu=self._show_menu
        )
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._settle)

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.restore = Button(_("Restore"), icon="restore", name="trash-restore")
        self.erase = Button(_("Erase for good..."), icon="close", name="trash-erase")
        self.every = Button(_("Empty the trash..."), icon="trash", name="trash-empty")
        self.restore.setToolTip(tip(_("Put what is selected back where it was"), "Enter"))
        self.erase.setToolTip(tip(_("Erase what is selected for good"), "Del"))
        self.restore.clicked.connect(self.restore_selected)
        self.erase.clicked.connect(self.erase_selected)
        self.every.clicked.connect(self.erase_all)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        above = QHBoxLayout()
        above.setSpacing(tokens.BETWEEN)
        for widget in (self.search, label_of(self.kind), self.kind):
            above.addWidget(widget)
        above.addStretch(1)
        above.addWidget(self.emptying)
        deeds = QHBoxLayout()
        deeds.setSpacing(tokens.BETWEEN)
        self.count = Label("", tone="text_2", name="trash-count")
        deeds.addWidget(self.count)
        deeds.addStretch(1)
        for button in (self.restore, self.erase, self.every):
            deeds.addWidget(button)
        self.empty = EmptyState(_("The trash is empty."), name="trash-empty-state")
        self.none = EmptyState(_("Nothing like this is in the trash."), _("Show everything"), name="trash-none")
        self.none.acted.connect(self._show_everything)
        self.pages = QStackedWidget()
        for page in (self.table, self.empty, self.none):
            self.pages.addWidget(page)
        head, inset = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.BETWEEN)
        head.addLayout(above)
        head.addLayout(deeds)
        inset.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        inset.addWidget(self.pages)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(inset, 1)
        self.set_body(whole)

    def look(self, _changed: object = None) -> None:
        """What is wanted, as it is now: on the worker, since every table is read."""
        wanted = TrashList(self.kind.key(), self.search.text())

        def work(desk: Desk, _job: Job) -> _Found:
            return wanted, trash.find(desk, wanted)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="trash")
        words, days = self._ui.words, int(settings.get(self._ui.desk, TRASH_DAYS))
        told = words.ngettext("Emptied after {count} day", "Emptied after {count} days", days)
        never = words.gettext("Never emptied by itself")
        self.emptying.setText(told.format(count=words.number(days)) if days else never)

    def _show(self, found: _Found) -> None:
        wanted, keys = found
        words, count = self._ui.words, len(keys)
        self.model.show_ids(keys)
        self.pages.setCurrentWidget(self.table if keys else self.none if wanted != TrashList() else self.empty)
        told = words.ngettext("{count} record", "{count} records", count).format(count=words.number(count))
        self.count.setText(told if keys else "")
        every = words.gettext("Empty the trash...") if wanted == TrashList() else words.gettext("Erase all of these...")
        self.every.setText(every)
        if keys and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._settle()

    def _show_everything(self) -> None:
        self.kind.set_key("")
        self.search.clear()
        self.look()

    def selected(self) -> list[int]:
        """The keys of what is selected, in the table's order."""
        blocks: list[QItemSelectionRange] = list(self.table.selectionModel().selection())  # type: ignore[call-overload]
        keys: list[int] = []
        for block in sorted(blocks, key=lambda block: block.top()):
            keys.extend(self.model.ids[block.top() : block.bottom() + 1])
        return keys

    def _settle(self) -> None:
        some = bool(self.model.ids) and self.table.selectionModel().hasSelection()
        self.restore.setEnabled(some)
        self.erase.setEnabled(some)
        self.every.setEnabled(bool(self.model.ids))

    def restore_selected(self) -> None:
        """Where each of them was."""
        keys = self.selected()
        if not keys or not self.restore.isEnabled():
            return
        self.restore.setEnabled(False)

        def done(changes: Changes) -> None:
            words = self._ui.words
            told = words.ngettext("{count} record is restored", "{count} records are restored", len(keys))
            self.table.clearSelection()
            self._ui.wrote(changes, told.format(count=words.number(len(keys))))

        self._ui.jobs.run(self, lambda desk, _job: trash.restore(desk, keys), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._settle()
        if isinstance(error, UserError):
            self._ui.bus.message.emit(self._ui.sentence(error), False)
        else:
            self._ui.bus.failed.emit(error)

    def erase_selected(self) -> None:
        """Asks first."""
        if self.erase.isEnabled():
            self._erase(self.selected())

    def erase_all(self) -> None:
        """All that is listed; asks first."""
        self._erase(list(self.model.ids))

    def _erase(self, keys: Sequence[int]) -> None:
        if keys:
            self.table.clearSelection()
            TrashErasing(self._ui, keys, self).open()

    def _settings(self) -> None:
        self.accept()
        self._ui.bus.open_settings.emit(TRASH_DAYS.key)

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("restore"), _("Restore") + "\tEnter", self.restore_selected)
        menu.addAction(icon("close"), _("Erase for good...") + "\tDel", self.erase_selected)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.table.hasFocus()
        if here and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.restore_selected()
        elif here and event.key() == Qt.Key.Key_Delete:
            self.erase_selected()
        elif not self._foot_line.takes(event):
            super().keyPressEvent(event)
