"""Files that nobody changed or looked at for years: to be looked through, and what need not be kept goes."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.privacy import Retention
from crmdesk.gui.dialogs.erasing import open_erasing
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.rows import TwoLineDelegate, style_list
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import customers, privacy
from crmdesk.services.desk import Desk

LIVING, TRASH = "living", "trash"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OLDEST = Listing(sort="created")


class RetentionPage(QWidget):
    """The oldest first; those in the trash apart. Enter opens a file, Del puts those selected into the trash.

    `open_asked`: an id; `listing_asked`: ids to be listed in the window; `counted`: how many there are is known.
    """

    open_asked = Signal(object)
    listing_asked = Signal(object)
    counted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("privacy-retention")
        self._ui = ui
        self._found: Retention | None = None
        self._stale = True
        self._make_list()
        self._make_buttons()
        self._empty = EmptyState("", name="privacy-retention-empty")
        self._off = EmptyState("", ui.words.gettext("Settings..."), icon="settings", name="privacy-retention-off")
        self._off.acted.connect(self._settings)
        self._waiting = EmptyState(ui.words.gettext("Looking through all files..."), name="privacy-retention-waiting")
        self._lay_out()

    @property
    def count(self) -> int:
        """How many files there are, as far as it is known."""
        return self._found.count if self._found is not None else 0

    def _make_list(self) -> None:
        self.model = CustomerListModel(self._ui, self)
        self.list = QListView()
        self.list.setObjectName("privacy-retention-list")
        self.list.setAccessibleName(self._ui.words.gettext("Files nobody touched"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLineDelegate(parent=self.list))
        style_list(self.list)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.doubleClicked.connect(self._open)
        self.list.selectionModel().selectionChanged.connect(self._settle)

    def _make_buttons(self) -> None:
        _ = self._ui.words.gettext
        which = [(LIVING, _("Customers")), (TRASH, _("In the trash"))]
        self.which = SegmentedChoice(which, current=LIVING, name="privacy-retention-which", label=_("Which"))
        self.which.chosen.connect(self._fill)
        self.open = Button(_("Open the file"), icon="person", name="privacy-retention-open")
        self.in_list = Button(_("Show them in the list"), icon="list", name="privacy-retention-in-list")
        self.to_trash = Button(_("Into the trash"), icon="trash", name="privacy-retention-trash")
        self.erase = Button(_("Erase for good..."), icon="close", name="privacy-retention-erase")
        self.open.clicked.connect(self._open)
        self.in_list.clicked.connect(self._list)
        self.to_trash.clicked.connect(self._delete)
        self.erase.clicked.connect(self._erase)

    def _lay_out(self) -> None:
        self.sentence = Label("", tone="text_2", wrap=True, name="privacy-retention-sentence")
        row = QHBoxLayout()
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.which)
        row.addStretch(1)
        for button in (self.open, self.in_list, self.to_trash, self.erase):
            row.addWidget(button)
        above = QVBoxLayout()
        above.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        above.setSpacing(tokens.BETWEEN)
        above.addWidget(self.sentence)
        above.addLayout(row)
        self._listed = QWidget()
        column = QVBoxLayout(self._listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self.pages = QStackedWidget()
        for page in (self._waiting, self._listed, self._empty, self._off):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def stale(self) -> None:
        """Files were changed: what is shown is looked up again when it is looked at."""
        self._stale = True

    def look(self) -> None:
        """Look the files up, unless what is shown still holds."""
        if not self._stale:
            return
        self._stale = False

        def work(desk: Desk, _job: Job) -> Retention:
            return privacy.retention(desk)

        self._ui.jobs.run(self, work, self.show_found, self._ui.bus.failed.emit, channel="retention")

    def show_found(self, found: Retention) -> None:
        """What was looked up."""
        self._found = found
        words = self._ui.words
        years = words.number(found.years)
        never = words.ngettext(
            "No file was left alone for {years} year. What nobody needs any more will be listed here, so that personal "
            "data is not kept longer than it is used.",
            "No file was left alone for {years} years. What nobody needs any more will be listed here, so that "
            "personal data is not kept longer than it is used.",
            found.years,
        )
        self._empty.set_sentence(never.format(years=years))
        self._off.set_sentence(words.gettext(
            "Files that nobody touched for years can be listed here. After how many years is said in Settings."
        ))  # fmt: skip
        told = words.ngettext(
            "Nobody changed or looked at these files for {years} year. Keep what is still needed: opening a file is "
            "enough. Delete the rest.",
            "Nobody changed or looked at these files for {years} years. Keep what is still needed: opening a file is "
            "enough. Delete the rest.",
            found.years,
        )
        self.sentence.setText(told.format(years=years))
        for key, text, ids in (
            (LIVING, words.gettext("Customers"), found.ids),
            (TRASH, words.gettext("In the trash"), found.trash),
        ):
            self.which.set_text(key, f"{text} {words.number(len(ids))}")
        if not found.ids and found.trash:
            self.which.set_key(TRASH)
        elif not found.trash:
            self.which.set_key(LIVING)
        self.which.setVisible(bool(found.trash))
        shown = self._off if found.before is None else self._listed if found.count else self._empty
        self.pages.setCurrentWidget(shown)
        self._fill()
        self.counted.emit()

    def _fill(self, _key: str = "") -> None:
        """The chosen half; who was selected stays so where still listed."""
        if self._found is None:
            return
        trash = self.which.key() == TRASH
        ids = array("q", self._found.trash if trash else self._found.ids)
        if ids != self.model.ids:
            self.list.clearSelection()
            self.model.show(array("q"), Listing())
            self.model.show(ids, _OLDEST)
            self.list.setCurrentIndex(self.model.index(0))
        self.to_trash.setVisible(not trash)
        self.in_list.setVisible(not trash)
        self._settle()

    def selected_ids(self) -> list[int]:
        """In the list's order."""
        blocks: list[QItemSelectionRange] = list(self.list.selectionModel().selection())  # type: ignore[call-overload]
        ids: list[int] = []
        for block in sorted(blocks, key=lambda block: block.top()):
            ids.extend(self.model.ids[block.top() : block.bottom() + 1])
        return ids

    def _settle(self) -> None:
        some = self.list.selectionModel().hasSelection()
        for button in (self.to_trash, self.erase):
            button.setEnabled(some)
        self.open.setEnabled(self.model.id_at(self.list.currentIndex().row()) is not None)

    def _open(self) -> None:
        customer_id = self.model.id_at(self.list.currentIndex().row())
        if customer_id is not None:
            self.open_asked.emit(customer_id)

    def _list(self) -> None:
        self.listing_asked.emit(tuple(self.model.ids))

    def _delete(self) -> None:
        ids = self.selected_ids()
        if not ids or self.which.key() == TRASH:
            return
        words = self._ui.words
        text = words.ngettext("{count} customer is in the trash", "{count} customers are in the trash", len(ids))
        said = text.format(count=words.number(len(ids)))

        def work(desk: Desk, _job: Job) -> Changes:
            return customers.delete(desk, ids)

        def done(changes: Changes) -> None:
            self._ui.wrote(changes, said)

        self._ui.jobs.run(self, work, done, self._ui.bus.failed.emit)

    def _erase(self) -> None:
        ids = self.selected_ids()
        if ids:
            open_erasing(self._ui, ids, self.window())

    def _settings(self) -> None:
        window = self.window()
        self._ui.bus.open_settings.emit("privacy")
        window.close()

    def _show_menu(self, place: QPoint) -> None:
        if not self.list.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, sign, does in (
            (self.open, "person", self._open),
            (self.to_trash, "trash", self._delete),
            (self.erase, "close", self._erase),
        ):
            action = menu.addAction(icon(sign), button.text(), does)
            action.setEnabled(button.isEnabled())
            action.setVisible(not button.isHidden())
        menu.popup(self.list.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.list.hasFocus():
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._delete()
        else:
            super().keyPressEvent(event)
