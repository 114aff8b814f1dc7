"""How the lifetime value of a customer comes about, under assumptions that can be changed (METHOD.md section 9)."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.clv import Assumptions
from crmdesk.core.errors import UserError
from crmdesk.core.orders import to_fen
from crmdesk.core.value import CustomerValue
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.forms.value_assumptions import AssumptionInputs
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.value import brought
from crmdesk.gui.models.value_years import years_chart
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.labels import ElidedLabel, Label, Paragraph
from crmdesk.services import value
from crmdesk.services.desk import Desk

_SIZE, _LEFT = QSize(880, 500), 320
_NET = 3
"""Which line is the sum of those above it."""
NAME = "customer-value"


class CustomerValueDialog(Dialog):
    """What is typed as assumptions holds here alone. `today`: as of another day."""

    def __init__(
        self,
        ui: Ui,
        customer_id: int,
        parent: QWidget,
        *,
        assumptions: Assumptions | None = None,
        today: dt.date | None = None,
    ) -> None:
        _ = ui.words.gettext
        super().__init__(_("Lifetime value"), ui.words, size=_SIZE, name=NAME, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._customer_id, self._day = ui, customer_id, today
        self.found: CustomerValue | None = None
        self.name = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{NAME}-name")
        self.name.setFont(as_typed(self.name.font()))
        self.assumed = AssumptionInputs(ui, name=f"{NAME}-assumed")
        self.assumed.asked = assumptions
        self.problem = ProblemMark(wrap=True)
        self.problem.setObjectName(f"{NAME}-problem")
        self.total = Label("", points=tokens.NAME, bold=True, name=f"{NAME}-total")
        self.days = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{NAME}-days")
        self.sum = QVBoxLayout()
        self.sum.setSpacing(0)
        self.notes = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{NAME}-notes")
        self.box = ChartWithTable(ui, name=f"{NAME}-years")
        self.records = Button(_("Records..."), icon="list", name=f"{NAME}-records")
        self.records.setToolTip(_("The orders, returns, contacts and complaints it comes from"))
        self._lay_out()
        self.add_left(self.records)
        self.records.clicked.connect(self._show_records)
        self.assumed.changed.connect(self.load)
        self.assumed.refused.connect(lambda told: self.problem.show_problem("bad" if told else "", told))
        ui.masking.changed.connect(self._show_name)
        ui.bus.changed.connect(lambda _changes: self.load())
        self.load()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.AROUND)
        head.addWidget(self.name, 1)
        head.addWidget(self.assumed)
        left = QVBoxLayout()
        left.setSpacing(tokens.BETWEEN)
        left.addWidget(Label(self._ui.words.gettext("Lifetime value"), tone="text_2"))
        left.addWidget(self.total)
        left.addSpacing(tokens.BETWEEN)
        left.addWidget(self.days)
        left.addLayout(self.sum)
        left.addWidget(self.notes)
        left.addStretch(1)
        held = QWidget()
        held.setFixedWidth(_LEFT)
        held.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout()
        body.setSpacing(tokens.SECTIONS)
        body.addWidget(held)
        body.addWidget(self.box, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.problem)
        self.body.addSpacing(tokens.BETWEEN)
        self.body.addLayout(body, 1)

    # What is shown

    def load(self) -> None:
        """Reckon it anew."""
        customer_id, day, assumed = self._customer_id, self._day, self.assumed.asked

        def read(desk: Desk, _job: Job) -> CustomerValue:
            return value.clv_of(desk, customer_id, day, assumed)

        self._ui.jobs.run(self, read, self._answered, self._failed, channel=NAME)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem.show_problem("bad", self._ui.sentence(error))
            self.records.setEnabled(False)
        else:
            self._ui.bus.failed.emit(error)

    def _answered(self, found: CustomerValue) -> None:
        words = self._ui.words
        self.found = found
        self._show_name()
        self.problem.show_problem("", "")
        self.assumed.show_used(found.assumptions, found.years_from)
        self.total.setText(words.money(to_fen(found.clv)) if found.clv is not None else words.gettext("Not known yet"))
        first, last = found.period.first or found.today, found.period.last
        told = words.gettext("{first} to {last}").format(first=words.date(first), last=words.date(last))
        self.days.set_text(told)
        self._show_sum(found)
        reasons = (*((found.why,) if found.why is not None else ()), *found.notes)
        self.notes.setText("\n".join(each.told(words) for each in reasons))
        self.box.set_chart(years_chart(self._ui, found))
        self.records.setEnabled(bool(found.records))

    def _show_name(self) -> None:
        if self.found is not None:
            self.name.set_text(self._ui.masking.text(f"{self.found.name}  {self.found.number}"))

    def _show_sum(self, found: CustomerValue) -> None:
        while self.sum.count():
            item = self.sum.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, (label, amount, tone) in enumerate(brought(self._ui, found)):
            self.sum.addWidget(FactLine(label, amount, tone=tone, bold=place == _NET, name=f"{NAME}-sum-{place}"))

    # What is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in an assumption reckons with it, and does not close."""
        typing = self.focusWidget() in self.assumed.inputs.values()
        if not (typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)

    def _show_records(self) -> None:
        found = self.found
        if found is not None:
            dialog = SourcesDialog(self._ui, found.name, self.days.text(), found.records, self)
            dialog.accepted.connect(self.accept)
            dialog.open()


def open_customer_value(
    ui: Ui,
    customer_id: int,
    parent: QWidget,
    *,
    assumptions: Assumptions | None = None,
    today: dt.date | None = None,
) -> CustomerValueDialog:
    """Show it over a window."""
    dialog = CustomerValueDialog(ui, customer_id, parent, assumptions=assumptions, today=today)
    dialog.open()
    return dialog
