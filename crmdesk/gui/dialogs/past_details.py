"""What one action changed, with taking it back by itself and bringing single former values back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.past import AFTER, BEFORE, FIELD, RECORD, WHOSE, DetailTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.tables import inset, lines_table
from crmdesk.services import history, past, past_backward
from crmdesk.services.desk import Desk
from crmdesk.services.history import Action
from crmdesk.services.past import Detail

_WIDTHS = {WHOSE: 232, RECORD: 120, FIELD: 144, BEFORE: 216, AFTER: 216}
_Found = tuple[list[Detail], int, str]


class PastDetails(QWidget):
    """The table of one action's changes. `open_asked`: the id of a customer."""

    open_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("past-details")
        self._ui = ui
        self.action: Action | None = None
        self._hindered = ""
        self.head = ElidedLabel("", bold=True, name="past-head")
        self.note = ElidedLabel("", tone="text_2", name="past-note")
        self.back = Button(_("Take this back"), icon="undo", name="past-back")
        self.value = Button(_("Bring the former value back"), icon="restore", name="past-value")
        self.back.clicked.connect(self.take_back)
        self.value.clicked.connect(self.bring_back)
        self._make_table()
        self.nothing = EmptyState(_("Nothing of it is left to be told."), name="past-nothing")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        self._lay_out()
        self.show_action(None)

    def _make_table(self) -> None:
        label = self._ui.words.gettext("What was changed")
        self.model = DetailTable(self._ui)
        self.table = lines_table(self.model, _WIDTHS, name="past-details-table", label=label, menu=self._show_menu)
        self.table.selectionModel().selectionChanged.connect(self._settle)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.INSIDE)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.head)
        row.addWidget(self.note, 1)
        row.addWidget(self.back)
        row.addWidget(self.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(inset(self.pages), 1)

    def show_action(self, action: Action | None) -> None:
        """What this action changed; None: nothing is chosen."""
        self.action = action
        self._hindered = "back-nothing"
        self.head.set_text(history.describe(action, self._ui.words) if action is not None else "")
        self.note.set_text("")
        self.model.show_lines([])
        self._settle()
        if action is None:
            return
        words, masked, action_id = self._ui.words, self._ui.masking.on, action.id

        def work(desk: Desk, _job: Job) -> _Found:
            return *past.details(desk, action_id, words, masked=masked), past_backward.what_hinders(desk, action_id)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="past-details")

    def _show(self, found: _Found) -> None:
        details, count, self._hindered = found
        words = self._ui.words
        self.model.show_lines(details)
        self.pages.setCurrentWidget(self.table if details else self.nothing)
        told = words.ngettext("{count} record", "{count} records", count).format(count=words.number(count))
        if count > past.MOST_TOLD:
            first = words.gettext("the first {count} are shown").format(count=words.number(past.MOST_TOLD))
            told = f"{told}{'，' if words.chinese else ', '}{first}"
        self.note.set_text(told if details else "")
        self.table.selectRow(0)
        self._settle()

    def detail(self) -> Detail | None:
        """The chosen change."""
        return self.model.line(self.table.currentIndex().row())

    def _settle(self) -> None:
        detail = self.detail()
        self.value.setEnabled(detail is not None and detail.can_return)
        self.back.setEnabled(self.action is not None and not self._hindered)
        told = self._ui.words.message(self._hindered, {"number": ""}) if self._hindered and self.action else ""
        self.back.setToolTip(told)
        self.back.setAccessibleDescription(told)

    def take_back(self) -> None:
        """The action by itself, whatever was done after it."""
        action = self.action
        if action is None or not self.back.isEnabled() or not self._ui.masking.allows_editing():
            return
        self.back.setEnabled(False)

        def done(changes: object) -> None:
            told = self._ui.words.gettext("Taken back: {action}")
            self._wrote(changes, told.format(action=history.describe(action, self._ui.words)))

        self._ui.jobs.run(self, lambda desk, _job: past_backward.take_back(desk, action.id), done, self._failed)

    def bring_back(self) -> None:
        """The former value of the chosen change."""
        detail, action = self.detail(), self.action
        if detail is None or action is None or not self.value.isEnabled() or not self._ui.masking.allows_editing():
            return

        def work(desk: Desk, _job: Job) -> object:
            return past_backward.bring_back(desk, action.id, detail.seq, detail.key)

        def done(changes: object) -> None:
            self._wrote(changes, self._ui.words.gettext("{field} is what it was").format(field=detail.field))

        self._ui.jobs.run(self, work, done, self._failed)

    def _wrote(self, changes: object, told: str) -> None:
        self._ui.wrote(changes, told)  # type: ignore[arg-type]

    def _failed(self, error: Exception) -> None:
        self._settle()
        if isinstance(error, UserError):
            self._ui.bus.message.emit(self._ui.sentence(error), False)
        else:
            self._ui.bus.failed.emit(error)

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _, detail = self._ui.words.gettext, self.detail()
        value = menu.addAction(icon("restore"), self.value.text())
        value.setEnabled(self.value.isEnabled())
        value.triggered.connect(self.bring_back)
        back = menu.addAction(icon("undo"), self.back.text())
        back.setEnabled(self.back.isEnabled())
        back.triggered.connect(self.take_back)
        menu.addSeparator()
        shown = menu.addAction(icon("person"), _("Open the file"))
        shown.setEnabled(detail is not None and detail.customer_id is not None)
        shown.triggered.connect(self.open_file)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def open_file(self) -> None:
        """The file of the customer whose record was changed."""
        detail = self.detail()
        if detail is not None and detail.customer_id is not None:
            self.open_asked.emit(detail.customer_id)
