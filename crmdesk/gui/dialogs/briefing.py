"""The briefing: one page to read before a visit or call (访前简报, METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.briefing_sections import Told
from crmdesk.core.briefing_told import Teller
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About
from crmdesk.gui.dialogs.briefing_page import BriefingPage
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services import briefing as service

_SIZE = QSize(760, 640)
_EARLIER, _LATER = ("Alt+Up", "Alt+Left"), ("Alt+Down", "Alt+Right")
_LOG, _PRINT = "Ctrl+Shift+N", "Ctrl+P"


class BriefingDialog(Dialog):
    """Of one customer; `among` are those of the list one comes from, in its order. It follows what is written
    meanwhile."""

    def __init__(self, ui: Ui, customer_id: int, among: Sequence[int] = (), parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Briefing"), ui.words, confirm=_("Log a visit or call"), cancel=_("Close"), size=_SIZE, name="briefing",
            parent=parent,
        )  # fmt: skip
        self.customer_id = customer_id
        self._ui = ui
        self._among: Sequence[int] = ()
        self._told: Told | None = None
        self.page = BriefingPage(ui)
        self.set_body(self.page)
        self._make_foot_buttons()
        self.page.head.earlier.clicked.connect(self.show_earlier)
        self.page.head.later.clicked.connect(self.show_later)
        for keys, does in ((_EARLIER, self.show_earlier), (_LATER, self.show_later)):
            for each in keys:
                QShortcut(QKeySequence(each), self).activated.connect(does)
        ui.bus.changed.connect(self._changed)
        ui.masking.changed.connect(self._look_again)
        self.show_customer(customer_id, among)

    def _make_foot_buttons(self) -> None:
        _ = self._ui.words.gettext
        self.file_button = Button(_("Open the file"), icon="person", name="briefing-file")
        self.task_button = Button(_("New task..."), icon="today", name="briefing-task")
        self.copy_button = Button(_("Copy as text"), icon="copy", name="briefing-copy")
        self.print_button = Button(_("Print..."), icon="print", name="briefing-print")
        self.print_button.setToolTip(tip(_("The briefing on one page"), _PRINT))
        for button, does in (
            (self.file_button, self.open_file), (self.task_button, self.plan), (self.copy_button, self.copy),
            (self.print_button, self.print),
        ):  # fmt: skip
            button.clicked.connect(does)
            self.add_left(button)
        self.confirm_button.set_hint(_LOG)
        QShortcut(QKeySequence(_LOG), self).activated.connect(self.accept)
        QShortcut(QKeySequence(_PRINT), self).activated.connect(self.print)

    def show_customer(self, customer_id: int, among: Sequence[int] = ()) -> None:
        """This customer's, in the list one comes from. Raises UserError('record-gone')."""
        former, self.customer_id = (self.customer_id, self._among), customer_id
        self._among = among if customer_id in among else (customer_id,)
        try:
            self.read()
        except UserError:
            self.customer_id, self._among = former
            raise
        self.page.scroll_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        eye_order(self)
        self.page.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # Reading

    def read(self) -> None:
        """Look up anew. Raises UserError('record-gone'), of a customer in the trash too."""
        found = service.briefing(self._ui.desk, self.customer_id, words=self._ui.words)
        self._told = Teller(self._ui.words, self._ui.desk.fields, hidden=self._ui.masking.on).tell(found)
        self.page.show_briefing(found, self._told)
        self.page.head.show_place(self._place() + 1, len(self._among))
        if self.isVisible():
            eye_order(self)

    def _changed(self, changes: Changes) -> None:
        """A customer that is gone meanwhile closes it."""
        if not self.isVisible() or not changes:
            return
        try:
            self.read()
        except UserError:
            self.done(self.DialogCode.Rejected)

    def _look_again(self) -> None:
        self._changed(Changes(everything=True))

    # The list one comes from

    def _place(self) -> int:
        return list(self._among).index(self.customer_id)

    def show_earlier(self) -> None:
        self._go(-1)

    def show_later(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        """The next one who is still there."""
        place = self._place() + by
        while 0 <= place < len(self._among):
            former, self.customer_id = self.customer_id, self._among[place]
            try:
                self.read()
            except UserError:
                self.customer_id = former
                place += by
                continue
            self.page.scroll_up()
            return

    # What follows from it

    def accept(self) -> None:
        """Log a contact with this customer; the briefing stays in sight."""
        self._ui.bus.record_interaction.emit(self.customer_id, {})

    def plan(self) -> None:
        """Something to be done for them."""
        self._ui.bus.new_task.emit(self.customer_id)

    def open_file(self) -> None:
        """Show the customer's file, and go."""
        self.done(self.DialogCode.Rejected)
        self._ui.bus.open_customer.emit(self.customer_id)

    def print(self) -> None:
        """On one page, in the print dialog."""
        self._ui.bus.print_asked.emit(InFront("briefing", {About.CUSTOMERS: (self.customer_id,)}), "briefing")

    def copy(self) -> None:
        """All of it as text, to be sent to oneself or printed elsewhere."""
        if self._told is not None:
            copy_text(self._ui, self._told.text(), self._ui.words.gettext("Copied the briefing"), personal=True)
