"""Customer equity with its course, and everybody by lifetime value, under assumptions that can be changed (METHOD.md
section 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from crmdesk.core.value import Course, Values
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.dialogs.customer_value import open_customer_value
from crmdesk.gui.dialogs.tier_assumptions import AssumptionsDialog
from crmdesk.gui.forms.value_assumptions import AssumptionInputs
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.value import WORTH, course_chart, times, worth
from crmdesk.gui.pages.insight_beside import PeopleView
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.labels import Label, Paragraph
from crmdesk.services import value
from crmdesk.services.desk import Desk

KEY = "insight-worth"
_GUESSED = "tiers-clv-guessed"
"""Told above the list, beside its mark."""


class Found(Struct, frozen=True):
    """`course` None: that of before holds."""

    course: Course | None
    values: Values


class WorthView(PeopleView):
    """A day of the chart opens everybody's value as of then; Enter on a customer its file."""

    kinds = ("customer", "sales_order", "order_line", "goods_return", "complaint", "complaint_step", "interaction",
             "loss", "setting")  # fmt: skip

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.course: Course | None = None
        self.day: dt.date | None = None
        self._list_alone = False
        self.assumed = AssumptionInputs(ui, name=f"{KEY}-assumed")
        self.problem = ProblemMark(wrap=True)
        self.problem.setObjectName(f"{KEY}-problem")
        self.total = Label("", points=tokens.NAME, bold=True, name=f"{KEY}-total")
        self.times = Paragraph("", tone="text_2", name=f"{KEY}-times")
        self.box = ChartWithTable(ui, name=f"{KEY}-course")
        self.notes = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{KEY}-notes")
        self.keep = LinkButton(_("Set these for good..."), name=f"{KEY}-set")
        self.now = LinkButton(_("Back to today"), icon="undo", name=f"{KEY}-today")
        self.pane = PeoplePane(ui, name=f"{KEY}-people", label=_("Customers by lifetime value"))
        deeds = {WORTH: (_("How it comes about..."), "insight", self.show_worth)}
        self.pane.side.doing = MoreDoing(ui, self.pane.side, deeds)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.inputs.addStretch(1)
        self.inputs.addWidget(self.assumed)
        self.left.addWidget(self.problem)
        self.left.addWidget(Label(self.ui.words.gettext("Customer equity"), tone="text_2"))
        self.left.addWidget(self.total)
        self.left.addWidget(self.times)
        self.left.addSpacing(tokens.BETWEEN)
        self.left.addWidget(self.box, 1)
        self.left.addWidget(self.notes)
        links = QHBoxLayout()
        links.setSpacing(tokens.AROUND)
        links.addWidget(self.keep)
        links.addWidget(self.now)
        links.addStretch(1)
        self.left.addLayout(links)
        self.now.hide()
        self.lay_out(self.pane)

    def _connect(self) -> None:
        self.assumed.changed.connect(self.load)
        self.assumed.refused.connect(lambda told: self.problem.show_problem("bad" if told else "", told))
        self.box.opened.connect(lambda day, _series: self.show_day(dt.date.fromisoformat(day)))
        self.now.clicked.connect(lambda: self.show_day(None))
        self.keep.clicked.connect(self._keep)
        self.pane.moved.connect(self.shown)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        assumed, day, known = self.assumed.asked, self.day, self._list_alone
        self._list_alone = False

        def read(desk: Desk, job: Job) -> Found:
            warm()
            cancelled = job.is_cancelled
            course = None
            if not known:
                course = value.equity(desk, assumptions=assumed, progress=job.progress, cancelled=cancelled)
            return Found(course, value.top(desk, day, assumptions=assumed, cancelled=cancelled))

        return read

    def told_progress(self, done: int, total: int | None) -> str:
        _, number = self.ui.words.gettext, self.ui.words.number
        return _("{done} of {count} days reckoned").format(done=number(done), count=number(total or 0))

    def answered(self, found: Found) -> None:
        self.course = found.course or self.course
        if found.course is not None:
            self._show_course(found.course)
        self.now.setVisible(self.day is not None)
        self.pane.show_people(worth(self.ui, found.values))

    def _show_course(self, course: Course) -> None:
        words, now = self.ui.words, course.today
        self.assumed.show_used(course.assumptions, course.years_from)
        self.total.setText(words.money(now.total) if now.total is not None else words.gettext("Not known yet"))
        why = now.why.told(words) if now.why is not None else ""
        self.times.setText(times(self.ui, now) or why)
        self.box.set_chart(course_chart(self.ui, course))
        told = [note.told(words) for note in course.notes if note.code != _GUESSED]
        told.append(self._years_told(course))
        self.notes.setText("\n".join(filter(None, told)))

    def _years_told(self, course: Course) -> str:
        _, years = self.ui.words.gettext, self.ui.words.number(course.assumptions.years)
        if course.years_from == "churn":
            return _("Years: {years}, from the churn rate of the last 12 months.").format(years=years)
        if course.years_from == "setting":
            return _("Years: {years} as set, as nobody was lost in the last 12 months.").format(years=years)
        return ""

    # What is done

    def show_day(self, day: dt.date | None) -> None:
        """Everybody's value as of a day of the chart; None: today."""
        self.day = None if day == self.ui.desk.today() else day
        self._list_alone = self.course is not None
        self.load()

    def show_worth(self, customer_id: int) -> None:
        """How the lifetime value of a customer comes about, under the same assumptions."""
        open_customer_value(self.ui, customer_id, self.window(), assumptions=self.assumed.asked, today=self.day)

    def _keep(self) -> None:
        dialog = AssumptionsDialog(self.ui, self.window())
        if self.assumed.asked is not None:
            for key, field in self.assumed.inputs.items():
                dialog.form.put(f"clv.{key}", field.text())
        dialog.accepted.connect(self.assumed.begin_again)
        dialog.open()

    # What the page asks

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.assumed.inputs["rate"].setFocus(Qt.FocusReason.OtherFocusReason)
