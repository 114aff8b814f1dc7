"""Personal data and who asks about it: the log of what went out, requests of persons, files nobody touched for years
(METHOD.md section 14)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.privacy_log import LogPage
from crmdesk.gui.dialogs.privacy_requests import RequestsPage
from crmdesk.gui.dialogs.privacy_retention import RetentionPage
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tabs import Tab, TabRow
from crmdesk.services import history

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
        self._make_foot_line()
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setDefault(False)  # Enter belongs to what is selected in the lists
        self.requests.counted.connect(self._tell)
        self.retention.counted.connect(self._tell)
        self.retention.open_asked.connect(self._open)
        self.retention.listing_asked.connect(self._list)
        ui.bus.changed.connect(self._changed)
        ui.bus.message.connect(self._say)
        ui.masking.changed.connect(self._read_again)
        self._tell()
        self.show_page(place or (REQUESTS if self.requests.model.overdue() else LOG))

    def _make_foot_line(self) -> None:
        """What was just done, with *Undo*: the status line lies behind the dialog."""
        _ = self._ui.words.gettext
        self.said = ElidedLabel(tone="text_2", name="privacy-said")
        self.said.setFixedWidth(_SIZE.width() // 2)
        self.undo = LinkButton(_("Undo"), tip_text=tip(_("Undo"), "Ctrl+Z"), name="privacy-undo")
        self.undo.clicked.connect(self._undo)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.undo)
        row.addWidget(self.said)
        self.undo.hide()
        self.add_left(line)

    def _say(self, text: str, undo: bool) -> None:
        self.said.set_text(text)
        self.undo.setVisible(undo)

    def _undo(self) -> None:
        """Take back what was just done here."""
        self.undo.hide()
        try:
            action, changes = history.undo(self._ui.desk)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        words = self._ui.words
        told = words.gettext("Undone: {action}").format(action=history.describe(action, words))
        self._ui.bus.changed.emit(changes)
        self._ui.bus.message.emit(told, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.undo.isHidden():
            self._undo()
        else:
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
