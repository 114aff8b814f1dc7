"""One line in which a customer is picked: by name, pinyin, initials, number or phone; Enter takes the best."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerRow
from crmdesk.core.phones import format_phone
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.found_list import FoundList
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.services import customers, picking
from crmdesk.services.desk import Desk

MOST = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Answer = tuple[str, list[CustomerRow]]


class CustomerLine(LineEdit):
    """`picked`: another customer is meant (None: nobody yet); `passed`: the next input is wanted. Enter while the
    customers are still being looked for takes the first one that comes; `missed`: nobody came.
    """

    picked = Signal(object)
    passed = Signal()
    missed = Signal()

    def __init__(self, ui: Ui, over: QWidget, *, name: str = "customer-line") -> None:
        _ = ui.words.gettext
        told = _("Name, initials or phone")
        super().__init__(placeholder=told, width=0, name=name, label=_("Customer"), parent=over)
        self._ui = ui
        self.customer: CustomerRow | None = None
        self._found: _Answer | None = None
        self._taking = False
        self.list = FoundList(over, name=f"{name}-found", label=_("What was found"))
        self.list.serve(self)
        self.list.chosen.connect(self._chosen)
        self.textEdited.connect(self._typed)

    @property
    def customer_id(self) -> int | None:
        """Who is meant; None for nobody, or while that is being found out."""
        return self.customer.id if self.customer is not None else None

    @property
    def looking(self) -> bool:
        """Whether Enter was pressed and the answer is still to come."""
        return self._taking

    def set_customer(self, customer_id: int | None) -> None:
        """Show who is meant, without telling."""
        rows = customers.rows(self._ui.desk, [customer_id]) if customer_id is not None else []
        self._show(rows[0] if rows else None)

    def _show(self, row: CustomerRow | None) -> None:
        self.customer = row
        self._taking = False
        if row is not None:
            shown = self._ui.masking.row(row)
            self.setText(f"{shown.name}  {shown.number}")
            self.setCursorPosition(0)

    # Looking

    def offer(self) -> None:
        """Show whom what is typed means; without that those opened last."""
        self._look()

    def _query(self) -> str:
        return " ".join(self.text().split())

    def _typed(self, _text: str) -> None:
        self._taking = False
        if self.customer is not None:
            self.customer = None
            self.picked.emit(None)
        self._look()

    def _look(self) -> None:
        query = "" if self.customer is not None else self._query()

        def work(desk: Desk, _job: Job) -> _Answer:
            return query, picking.best(desk, query, MOST)[0]

        self._ui.jobs.run(self, work, self._answered, self._ui.bus.failed.emit, channel=f"pick-{id(self)}")

    def _answered(self, answer: _Answer) -> None:
        self._found = answer
        if self.customer is None and answer[0] != self._query():
            return
        if self._taking:
            self._take_first()
        elif self.hasFocus():
            self.list.show_found([self._pick(row) for row in answer[1]])

    def _pick(self, row: CustomerRow) -> Pick:
        shown = self._ui.masking.row(row)
        beside = "  ".join(filter(None, (shown.number, format_phone(shown.reach or ""), shown.city)))
        return Pick(str(row.id), shown.name, beside)

    # Taking

    def take(self) -> None:
        """Whoever stands first in the list, as soon as it is there."""
        if self.customer is None and self._query():
            self._taking = True
            if self._found is not None and self._found[0] == self._query():
                self._take_first()
        self.list.leave()

    def _take_first(self) -> None:
        self._taking = False
        rows = self._found[1] if self._found is not None else []
        if rows:
            self._take(rows[0])
        else:
            self.missed.emit()

    def _take(self, row: CustomerRow) -> None:
        self._show(row)
        self.picked.emit(row.id)

    def _chosen(self, key: str) -> None:
        """A line of the list was clicked, or taken by Enter or Tab."""
        row = next((row for row in (self._found[1] if self._found else ()) if str(row.id) == key), None)
        if row is not None:
            self._take(row)
            self.passed.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.take()
            self.passed.emit()
        elif key == Qt.Key.Key_Down and not self.isReadOnly():
            self._look()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.take()
