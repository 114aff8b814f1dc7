"""What of the history is to be seen: what kind of work, by whom, on which days, about which customer."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import words as texts
from crmdesk.core.past import Past, kinds_of_work
from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.inputs import ComboBox, set_problem
from crmdesk.gui.widgets.labels import label_of

_WORK, _WHO, _DAY, _CUSTOMER = 184, 152, 128, 232
_FIRST, _LAST = texts.Label("From", "起始日期"), texts.Label("To", "截止日期")


class PastFilters(QWidget):
    """One line of inputs under their labels; `changed` when something else is wanted. `over`: where the customers that
    are found are laid over."""

    changed = Signal()

    def __init__(self, ui: Ui, over: QWidget) -> None:
        super().__init__()
        _, words = ui.words.gettext, ui.words
        self.setObjectName("past-filters")
        self._everybody = _("Everybody")
        kinds = [("", _("Everything")), *((key, words.label(label)) for key, label in kinds_of_work().items())]
        self.work = ComboBox(kinds, width=_WORK, name="past-work", label=_("What"))
        self.work.set_key("")
        self.who = ComboBox([("", self._everybody)], width=_WHO, name="past-who", label=_("Who"))
        self.who.set_key("")
        self.first = self._day(ui, "past-first", words.label(_FIRST))
        self.last = self._day(ui, "past-last", words.label(_LAST))
        self.customer = CustomerLine(ui, over, name="past-customer")
        self.customer.setFixedWidth(_CUSTOMER)
        self.clear = LinkButton(_("Show everything"), name="past-clear")
        self.clear.clicked.connect(self.show_everything)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for field in (self.work, self.who, self.first, self.last, self.customer):
            row.addLayout(self._labelled(field))
        below = QVBoxLayout()
        below.addStretch(1)
        self.clear.setFixedHeight(tokens.CONTROL_HEIGHT)
        below.addWidget(self.clear)
        row.addLayout(below)
        row.addStretch(1)
        self._told = Past()
        self.work.picked.connect(self._tell)
        self.who.picked.connect(self._tell)
        self.first.changed.connect(self._tell)
        self.last.changed.connect(self._tell)
        self.customer.picked.connect(self._tell)
        self._settle()

    def _day(self, ui: Ui, name: str, label: str) -> DateEdit:
        return DateEdit(ui.words, today=ui.desk.today, width=_DAY, name=name, label=label)

    def _labelled(self, field: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.INSIDE)
        column.addWidget(label_of(field, points=tokens.SMALL))
        column.addWidget(field)
        return column

    def wanted(self) -> Past:
        """What is to be listed."""
        return Past(self.who.key(), self.work.key(), self.first.date(), self.last.date(), self.customer.customer_id)

    def show_people(self, people: list[str]) -> None:
        """Who can be chosen; the choice stays."""
        key = self.who.key()
        self.who.set_choices([("", self._everybody), *((name, name) for name in people)])
        self.who.set_key(key if key in people else "")

    def show_days(self, first: dt.date | None, last: dt.date | None) -> None:
        """Another span of days."""
        self.first.set_date(first)
        self.last.set_date(last)

    def show_customer(self, customer_id: int | None) -> None:
        """Whose history."""
        self.customer.set_customer(customer_id)
        self._tell()

    def show_everything(self) -> None:
        """Nothing is left out."""
        self.work.set_key("")
        self.who.set_key("")
        self.customer.clear()
        self.customer.set_customer(None)
        self.show_days(None, None)
        self._tell()

    def _tell(self, _value: object = None) -> None:
        self._settle()
        if self.wanted() != self._told:
            self._told = self.wanted()
            self.changed.emit()

    def _settle(self) -> None:
        first, last = self.first.date(), self.last.date()
        set_problem(self.last, "bad" if first and last and last < first else "")
        self.clear.setVisible(not self.wanted().everything)
