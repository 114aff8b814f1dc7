"""Five indicators of loyalty on the scale from 25 to 100 %, over time, down to the records (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout

from crmdesk.core.indicators import KEYS, REPEAT, Counted, Indicator
from crmdesk.core.loyalty import Indicators, Step
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.loyalty import course_chart, measured, whole_period
from crmdesk.gui.pages.insight_beside import BesideView
from crmdesk.gui.pages.insight_loyalty import survey_button
from crmdesk.gui.pages.insight_records import RecordsPane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.scale_list import ScaleList
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import loyalty
from crmdesk.services.desk import Desk

KEY = "insight-indicators"
_ALL = (*KEYS, REPEAT)
_COUNTS: dict[Step, int] = {"quarter": 8, "month": 12}
_CHART = 248


class Found(Struct, frozen=True):
    """Of the last 12 months, and of each month or quarter."""

    now: Indicators
    course: Sequence[Indicators]
    step: Step


class IndicatorsView(BesideView):
    """An indicator opens its course, a period of that what it is counted from."""

    kinds = ("customer", "survey", "sales_order", "complaint")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Found | None = None
        self.place: int | None = None
        steps = [("quarter", _("Quarters")), ("month", _("Months"))]
        self.step = SegmentedChoice(steps, current="quarter", name=f"{KEY}-step", label=_("Over time"))
        self.step.chosen.connect(self._step_chosen)
        self.add = survey_button(ui, f"{KEY}-add")
        nothing = [measured(ui, Indicator(key, Counted(), None)) for key in _ALL]
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{KEY}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{KEY}-note")
        self.list = ScaleList(nothing, name=f"{KEY}-list", label=_("Indicators of loyalty"))
        self.list.chosen.connect(lambda _key: self._choose())
        self.box = ChartWithTable(ui, name=f"{KEY}-course")
        self.box.setMinimumHeight(_CHART)
        self.box.opened.connect(lambda place, _series: self.show_period(int(place)))
        self.now = LinkButton(_("Back to the last 12 months"), icon="undo", name=f"{KEY}-now")
        self.now.clicked.connect(lambda: self.show_period(None))
        self.now.hide()
        self.records = RecordsPane(ui, self.jobs, name=f"{KEY}-records")
        self.records.moved.connect(self.shown)
        self.list.entered.connect(self.records.take_keyboard)
        self._lay_out()

    def _lay_out(self) -> None:
        self.inputs.addWidget(self.step)
        self.inputs.addStretch(1)
        self.inputs.addWidget(self.add)
        self.left.setContentsMargins(0, tokens.BUTTON_PADDING, 0, tokens.AROUND)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        head.setSpacing(0)
        for widget in (self.title, self.note):
            head.addWidget(widget)
        self.left.addLayout(head)
        self.left.addWidget(self.list)
        self.left.addStretch(1)
        ground = Ground("base", name=f"{KEY}-right")
        upper = QVBoxLayout()
        upper.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, 0)
        upper.addWidget(self.box)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(upper, 2)
        self.records.head.addWidget(self.now)
        column.addWidget(self.records, 3)
        self.lay_out(ground)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        step: Step = "month" if self.step.key() == "month" else "quarter"

        def read(desk: Desk, job: Job) -> Found:
            warm()
            now = loyalty.indicators(desk)
            course = loyalty.over_time(
                desk, None, step, _COUNTS[step], progress=job.progress, cancelled=job.is_cancelled
            )
            return Found(now, course, step)

        return read

    def told_progress(self, done: int, total: int | None) -> str:
        _, number = self.ui.words.gettext, self.ui.words.number
        return _("{done} of {count} periods reckoned").format(done=number(done), count=number(total or 0))

    def answered(self, found: Found) -> None:
        _ = self.ui.words.gettext
        if self.found is not None and self.found.step != found.step:
            self.place = None
        self.found = found
        self.title.set_text(_("Indicators of the last 12 months"))
        self.note.set_text(whole_period(self.ui, found.now.period))
        for each in found.now.all:
            self.list.set_asked(measured(self.ui, each))
        self._choose()

    def _choose(self) -> None:
        """The indicator in hand: its course, and what it is counted from."""
        if self.found is None:
            return
        key = self.list.key()
        self.box.set_chart(course_chart(self.ui, self.found.course, key, self.found.step))
        shown = self.found.now if self.place is None else self.found.course[self.place]
        self.now.setVisible(self.place is not None)
        self.records.show_indicator(shown.of(key), shown.period)

    def show_period(self, place: int | None) -> None:
        """What the indicator of a period is counted from; None: of the last 12 months."""
        self.place = place
        self._choose()
        self.records.take_keyboard()

    def _step_chosen(self, _key: str) -> None:
        self.place = None
        self.load()

    # What the page asks

    def give_keyboard(self) -> None:
        self.list.take_keyboard()

    def status(self) -> list[str]:
        return self.records.status()

    def customer_in_hand(self) -> int | None:
        return self.records.customer_in_hand()

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all"})

    def select_all(self) -> None:
        self.records.table.selectAll()

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the rows selected."""
        focus = self.window().focusWidget()
        (self.box if focus is not None and self.box.isAncestorOf(focus) else self.records).copy()
