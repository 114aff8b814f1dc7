"""Personal data and who asks about it: the log of what went out, requests of persons, files nobody touched for years
(METHOD.md section 14)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.privacy_log import LogPage
from crmdesk.gui.dialogs.privacy_requests import RequestsPage
from crmdesk.gui.dialogs.privacy_retention import RetentionPage
from crmdesk.gui.dialogs.said import Said
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tabs import Tab, TabRow

LOG, REQUESTS, RETENTION = "log", "requests", "retention"
_SIZE = QSize(960, 620)


class PrivacyDialog(Dialog):
    """Three lists under tabs; it begins with the requests where one is overdue. `listing_asked`: ids of customers to
    be listed in the window."""

    listing_asked = Signal(object)

    def __init__(self, ui: Ui, place: str = "", parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Privacy"), ui.words, size=_SIZE, name="privacy", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.log = LogPage(ui)
        self.requests = RequestsPage(ui)
        self.retention = RetentionPage(ui)
        self._pages: dict[str, LogPage | RequestsPage | RetentionPage] = {
            LOG: self.log,
            REQUESTS: self.requests,
            RETENTION: self.retention,
        }
        self.tabs = TabRow((), height=tokens.TAB_ROW_TOP, margin=tokens.AROUND, name="privacy-tabs", label=_("Privacy"))
        self.tabs.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.set_body(whole)
        self._foot_line = Said(ui, _SIZE.width() // 2, name="privacy")
        self.said, self.undo = self._foot_line.text, self._foot_line.undo
        self.add_left(self._foot_line)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setDefault(False)  # Enter belongs to what is selected in the lists
        self.requests.counted.connect(self._tell)
        self.retention.counted.connect(self._tell)
        self.retention.open_asked.connect(self._open)
        self.retention.listing_asked.connect(self._list)
        ui.bus.changed.connect(self._changed)
        ui.masking.changed.connect(self._read_again)
        self._tell()
        self.show_page(place or (REQUESTS if self.requests.model.overdue() else LOG))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._foot_line.takes(event):
            super().keyPressEvent(event)

    def show_page(self, key: str) -> None:
        """Another of the three lists."""
        self.tabs.set_key(key)
        self._choose(key)

    def _choose(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
        if key == RETENTION:
            self.retention.look()
        eye_order(self)
        self._pages[key].take_focus()

    def _tell(self) -> None:
        """What waits for an answer stands on the tabs."""
        words, model = self._ui.words, self.requests.model
        _, overdue, pending = words.gettext, model.overdue(), model.pending()
        told = _("{count} overdue").format(count=words.number(overdue)) if overdue else ""
        count = "" if overdue or not pending else words.number(pending)
        old = words.number(self.retention.count) if self.retention.count else ""
        key = self.tabs.key() or LOG
        self.tabs.set_tabs((
            Tab(LOG, _("Log")),
            Tab(REQUESTS, _("Requests"), count, told),
            Tab(RETENTION, _("Files nobody touched"), old),
        ))  # fmt: skip
        self.tabs.set_key(key)

    def _changed(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        if changes.everything or changes.touched("privacy_request") or changes.touched("customer"):
            self.requests.read_again()
        if changes.everything or changes.touched("customer"):
            self.log.read_again()
            self.retention.stale()
            if self._stack.currentWidget() is self.retention:
                self.retention.look()

    def _read_again(self) -> None:
        self.log.read_again()
        self.requests.read_again()

    def _open(self, customer_id: int) -> None:
        self.accept()
        self._ui.bus.open_customer.emit(customer_id)

    def _list(self, ids: object) -> None:
        self.accept()
        self.listing_asked.emit(ids)
