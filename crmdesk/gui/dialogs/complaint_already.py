"""Says that a customer has an open complaint already, before a second one is logged for the same thing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import complaint_lists

_OPEN = "open"


class AlreadyOpen(QWidget):
    """Hidden while there is none; it refuses nothing. `open_asked`: the id of the one that is open."""

    open_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._row: ComplaintRow | None = None
        answers = [(_OPEN, ui.words.gettext("Open that one"))]
        self.bar = NoticeBar("", buttons=answers, on_top=True, typed=True, name="complaint-already")
        self.bar.answered.connect(lambda _answer: self.open_asked.emit(self._row.id if self._row else None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        self.hide()

    def show_customer(self, customer_id: int | None) -> None:
        """Of the open complaints of this customer the newest one."""
        found = complaint_lists.of_customer(self._ui.desk, customer_id) if customer_id is not None else []
        still_open = [row for row in found if row.state == OPEN]
        self._row = max(still_open, key=lambda row: (row.received_at, row.id), default=None)
        self.setVisible(self._row is not None)
        if self._row is not None:
            self.bar.set_text(self._told(len(still_open)), self._what(self._row))

    def room(self) -> int:
        """How high it is."""
        return 0 if self._row is None else self.bar.height()

    def _told(self, count: int) -> str:
        n, words = self._ui.words.ngettext, self._ui.words
        told = n(
            "This customer has an open complaint already.", "This customer has {count} open complaints already.", count
        )
        return told.format(count=words.number(count))

    def _what(self, row: ComplaintRow) -> str:
        words = self._ui.words
        day = words.date(row.received_at.date())
        return " · ".join((row.number, day, self._ui.masking.text(row.headline)))
