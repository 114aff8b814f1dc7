"""What persons asked for about their data: by when it is to be answered, what came of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.privacy import REQUESTS, Request
from crmdesk.core.settings import REQUEST_DAYS
from crmdesk.gui.dialogs.privacy_request import RequestDialog
from crmdesk.gui.icons import icon
from crmdesk.gui.models.privacy import ASKED, DUE, NOTES, PERSON, RECEIVED, RequestsTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.tables import inset, lines_table
from crmdesk.services import privacy, settings

_WIDTHS = {DUE: 184, PERSON: 264, ASKED: 152, RECEIVED: 112, NOTES: 200}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RequestsPage(QWidget):
    """Those not answered first, by the day they are due. Enter answers, or changes what was answered; Del takes one off
    the list. `counted`: other requests now."""

    counted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self.setObjectName("privacy-requests")
        self._ui = ui
        self.model = RequestsTable(ui, self)
        self.add = Button(_("New request..."), icon="plus", name="privacy-request-new")
        self.answer = Button(_("Answer..."), icon="done", name="privacy-request-answer")
        self.change = Button(_("Change..."), icon="pencil", name="privacy-request-change")
        self.delete = Button(_("Delete"), icon="trash", name="privacy-request-delete")
        self.file = Button(_("Open the file"), icon="person", name="privacy-request-file")
        self.add.clicked.connect(self._add)
        self.answer.clicked.connect(self._answer)
        self.change.clicked.connect(self._change)
        self.delete.clicked.connect(self._delete)
        self.file.clicked.connect(self._open)
        self._make_table()
        self._empty = EmptyState(
            _("Whoever asks what you keep about them, or wants it corrected, copied or deleted, is noted here, with "
              "the day by which they are to have an answer."),
            _("New request..."), icon="plus", name="privacy-requests-empty",
        )  # fmt: skip
        self._empty.acted.connect(self._add)
        self._lay_out()
        self.read_again()

    def _make_table(self) -> None:
        label = self._ui.words.gettext("Requests")
        self.table = lines_table(self.model, _WIDTHS, name="privacy-requests-table", label=label, menu=self._show_menu)
        self.table.doubleClicked.connect(self._enter)
        self.table.selectionModel().selectionChanged.connect(self._settle)

    def _lay_out(self) -> None:
        words, days = self._ui.words, int(settings.get(self._ui.desk, REQUEST_DAYS))
        told = words.ngettext(
            "To be answered within {count} day of being received",
            "To be answered within {count} days of being received",
            days,
        )  # fmt: skip
        self._told = ElidedLabel(told.format(count=words.number(days)), tone="text_2", name="privacy-requests-days")
        above = QHBoxLayout()
        above.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        above.setSpacing(tokens.BETWEEN)
        above.addWidget(self._told, 1)
        for button in (self.add, self.answer, self.change, self.file, self.delete):
            above.addWidget(button)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(inset(self.table), 1)
        self.pages = QStackedWidget()
        self._listed = listed
        self.pages.addWidget(listed)
        self.pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def request(self) -> Request | None:
        """The chosen one."""
        return self.model.line(self.table.currentIndex().row())

    def read_again(self) -> None:
        """As they are now; the chosen one stays chosen."""
        former = self.request()
        self.model.read_again()
        self.table.selectRow(self.model.row_of(former.id if former is not None else None))
        had_none, some = self.pages.currentWidget() is self._empty, self.model.rowCount() > 0
        self.pages.setCurrentWidget(self._listed if some else self._empty)
        if had_none and some:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()
        self.counted.emit()

    def take_focus(self) -> None:
        button = self._empty.findChild(Button) if self.pages.currentWidget() is self._empty else None
        (button or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        request = self.request()
        self.answer.setEnabled(request is not None and not request.answered)
        self.file.setEnabled(request is not None and bool(request.number))
        for button in (self.change, self.delete):
            button.setEnabled(request is not None)

    def _add(self) -> None:
        self._open_form(None)

    def _answer(self) -> None:
        request = self.request()
        if request is not None and not request.answered:
            self._open_form(request, answering=True)

    def _change(self) -> None:
        request = self.request()
        if request is not None:
            self._open_form(request)

    def _enter(self) -> None:
        request = self.request()
        if request is not None:
            self._open_form(request, answering=not request.answered)

    def _open_form(self, request: Request | None, *, answering: bool = False) -> None:
        if self._ui.masking.allows_editing():
            who = self.model.who(request) if request is not None else ""
            RequestDialog(self._ui, request, self.window(), answering=answering, who=who).open()

    def _delete(self) -> None:
        request = self.request()
        if request is None:
            return
        kind = self._ui.words.label(REQUESTS[request.kind])
        told = self._ui.words.gettext("Deleted the request: {kind}").format(kind=kind)
        self._ui.write(lambda: privacy.delete_request(self._ui.desk, request.id), told)

    def _open(self) -> None:
        request = self.request()
        if request is not None and request.customer_id is not None:
            self._ui.bus.open_customer.emit(request.customer_id)
            self.window().close()

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, sign, does, keys in (
            (self.answer, "done", self._answer, ""),
            (self.change, "pencil", self._change, ""),
            (self.file, "person", self._open, ""),
            (self.delete, "trash", self._delete, "\tDel"),
        ):
            action = menu.addAction(icon(sign), button.text() + keys, does)
            action.setEnabled(button.isEnabled())
        menu.popup(self.table.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.table.hasFocus():
            self._enter()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._delete()
        else:
            super().keyPressEvent(event)
