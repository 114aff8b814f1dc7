"""Targets of a year from the sales of the year before: so many percent higher, of whom, what it comes to."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.money import parse_number
from crmdesk.core.sales_plan import Proposal, checked_percent
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import sales_plan
from crmdesk.services.desk import Desk

_SIZE = QSize(520, 300)


class PlanProposingDialog(FormDialog):
    """`owner`: only customers of this one ('': of nobody), None: everybody's."""

    def __init__(self, ui: Ui, year: int, owner: str | None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        title = _("Propose targets for {year}").format(year=year)
        super().__init__(title, ui.words, confirm=_("Set targets"), size=_SIZE, name="proposing", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ui, self._year, self._owner = ui, year, owner
        self.proposal: Proposal | None = None
        self._writing: Job | None = None
        label = _("Higher by")
        self.percent = LineEdit(width=tokens.SHORT_INPUT, right=True, name="proposing-percent", label=label)
        self.percent.setText("0")
        self.row = FormRow(label, self.percent, label_width=label_width(ui, [label], self, least=1), unit="%")
        self.over = CheckBox(_("Also where there is a target already"), name="proposing-over")
        self.told = Label("", bold=True, name="proposing-told")
        self.left_out = Label("", tone="text_2", wrap=True, name="proposing-left-out")
        self.notice = NoticeBar("", tone="bad", name="proposing-notice")
        self.notice.hide()
        self._lay_out()
        self.percent.textChanged.connect(self._read)
        self.over.toggled.connect(self._read)
        self.confirm_button.set_hint("Ctrl+S")
        self._read()

    def _lay_out(self) -> None:
        _ = self.ui.words.gettext
        told = _("The target of each customer becomes what they bought in {year}, changed by a percentage. "
                 "Below zero is lower.").format(year=self._year - 1)  # fmt: skip
        if self._owner is not None:
            name = self.ui.masking.text(self._owner) or _("Nobody")
            told += " " + _("Only customers of this owner: {name}.").format(name=name)
        self.body.addWidget(Label(told, wrap=True, name="proposing-sentence"))
        for widget in (self.row, self.over, self.told, self.left_out):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.notice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.percent.setFocus(Qt.FocusReason.OtherFocusReason)
        self.percent.selectAll()

    def _typed(self) -> Decimal:
        """Raises UserError: 'plan-percent-unclear', 'plan-percent'."""
        text = self.percent.text().strip().removesuffix("%").removesuffix("％").strip()
        parsed = parse_number(text)
        if parsed.value is None:
            raise UserError("plan-percent-unclear", text=text)
        return checked_percent(parsed.value)

    def _read(self, _what: object = None) -> None:
        """What it comes to, worked out beside the window."""
        self.notice.hide()
        self.proposal = None
        self.confirm_button.setEnabled(False)
        try:
            percent = self._typed()
        except UserError as error:
            self.row.set_problem("bad", self.ui.sentence(error))
            self.told.setText("")
            self.left_out.setText("")
            return
        self.row.set_problem("")
        year, owner, over = self._year, self._owner, self.over.isChecked()

        def work(desk: Desk, _job: Job) -> Proposal:
            return sales_plan.proposal(desk, year, percent, only_missing=not over, owner=owner)

        self.ui.jobs.run(self, work, self._show, self.ui.bus.failed.emit, channel="plan-proposal")

    def _show(self, found: Proposal) -> None:
        words = self.ui.words
        _, n = words.gettext, words.ngettext
        self.proposal = found
        told = n("{count} target, {amount} together", "{count} targets, {amount} together", found.count)
        nothing = _("Nobody to propose a target for")
        shown = told.format(count=words.number(found.count), amount=words.money(found.amount))
        self.told.setText(shown if found.count else nothing)
        out = n("{count} customer is left out: they bought nothing or gave back more.",
                "{count} customers are left out: they bought nothing or gave back more.", found.left_out)  # fmt: skip
        self.left_out.setText(out.format(count=words.number(found.left_out)) if found.left_out else "")
        self.confirm_button.setEnabled(bool(found.count) and self._writing is None)

    def accept(self) -> None:
        """Write them on the worker; the dialog goes when they are there."""
        if self.proposal is None or not self.proposal.count or self._writing is not None:
            return
        percent, year, owner, over = self._typed(), self._year, self._owner, self.over.isChecked()

        def work(desk: Desk, _job: Job) -> Changes:
            return sales_plan.propose(desk, year, percent, only_missing=not over, owner=owner)

        for widget in (self.confirm_button, self.row, self.over):
            widget.setEnabled(False)
        self.told.setText(self.ui.words.gettext("Setting targets..."))
        self._writing = self.ui.jobs.run(self, work, self._written, self._failed, channel="plan-proposing")

    def _written(self, changes: Changes) -> None:
        words = self.ui.words
        count = self.proposal.count if self.proposal is not None else 0
        self._writing = None
        super().accept()
        told = words.ngettext("{count} target for {year} set", "{count} targets for {year} set", count)
        self.ui.wrote(changes, told.format(count=words.number(count), year=self._year))

    def _failed(self, error: Exception) -> None:
        self._writing = None
        for widget in (self.row, self.over):
            widget.setEnabled(True)
        self._read()
        if isinstance(error, UserError):
            self.notice.set_text(self.ui.sentence(error))
            self.notice.show()
        else:
            self.ui.bus.failed.emit(error)

    def reject(self) -> None:
        """Leave; what is being written is given up as a whole."""
        if self._writing is not None:
            self._writing.cancel()
        super().reject()


def open_plan_proposing(ui: Ui, year: int, owner: str | None, parent: QWidget) -> PlanProposingDialog:
    """Ask by how much, and show what it comes to."""
    dialog = PlanProposingDialog(ui, year, owner, parent)
    dialog.open()
    return dialog
