"""Who was lost and won back, when, why, from which part, and what it costs; every value opens the customers behind it
(METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.losses import BYS, By
from crmdesk.core.periods import add_months
from crmdesk.core.value_basis import last_months
from crmdesk.gui.charts.chart import Chart, warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import churn_charts as charts
from crmdesk.gui.models import churn_facts
from crmdesk.gui.models.churn_charts import ChurnCharts, Found
from crmdesk.gui.models.churn_people import BACK, LOST, PERHAPS, Listed, Which, listed, look_up
from crmdesk.gui.pages.follow_up_head import fill_choice
from crmdesk.gui.pages.insight_beside import PeopleView, flush
from crmdesk.gui.pages.insight_churn_doing import ChurnDoing
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.fact_links import FactLinks
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Paragraph, label_of
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import churn
from crmdesk.services.desk import Desk

KEY = "insight-lost"
_LATELY, _THIS, _LAST, _BEFORE = "12-months", "year", "last-year", "year-before"
_LATEST, _DEAREST = "latest", "dearest"
_CHARTS = (charts.MONTHS, charts.SIDES, charts.REASONS, charts.RIVALS, charts.COSTS, charts.PARTS)
_DAY = dt.timedelta(days=1)


class LostView(PeopleView):
    """The figures of a period at the left, at the right whom they count."""

    kinds = ("customer", "loss", "sales_order", "goods_return", "group", "membership", "competitor", "tier_run")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        self.found: Found | None = None
        self._narrowed: Which | None = None
        self.pane = PeoplePane(ui, name=f"{KEY}-people", label=ui.words.gettext("Customers lost and won back"))
        ChurnDoing(ui, self.pane)
        self.pane.moved.connect(self.shown)
        self._make_inputs()
        self.facts = FactLinks(name=f"{KEY}-facts", label=ui.words.gettext("Figures"))
        self.facts.opened.connect(self.open_fact)
        self.notes = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{KEY}-notes")
        self.boxes = {key: ChartWithTable(ui, name=f"{KEY}-{key}") for key in _CHARTS}
        for key, box in self.boxes.items():
            box.opened.connect(lambda category, series, key=key: self._open(key, category, series))
        self._lay_out()

    def _make_inputs(self) -> None:
        _, year = self.ui.words.gettext, self.ui.desk.today().year
        lists = [(LOST, _("Marked lost")), (BACK, _("Won back")), (PERHAPS, _("Perhaps lost"))]
        self.list = SegmentedChoice(lists, current=LOST, name=f"{KEY}-list", label=_("Which customers"))
        self.list.chosen.connect(lambda _key: self.show_all())
        self.all = LinkButton(_("All of this time"), icon="undo", name=f"{KEY}-all")
        self.all.clicked.connect(self.show_all)
        self.all.hide()
        orders = [(_LATEST, _("Latest first")), (_DEAREST, _("Dearest first"))]
        self.sort = ComboBox(name=f"{KEY}-sort", label=_("Sorted by"))
        fill_choice(self.sort, orders)
        self.sort.set_key(_LATEST)
        self.sort.picked.connect(lambda _key: self._list())
        times = [(_LATELY, _("12 months")), (_THIS, _("This year")), (_LAST, str(year - 1)), (_BEFORE, str(year - 2))]
        self.period = ComboBox(name=f"{KEY}-period", label=_("Time"))
        fill_choice(self.period, times)
        self.period.set_key(_LATELY)
        self.period.picked.connect(lambda _key: self._other_time())
        ways = {"tier": _("Tier"), "group": _("Group"), "owner": _("Owner")}
        self.by = SegmentedChoice(
            [(each, ways[each]) for each in BYS], current="tier", name=f"{KEY}-by", label=_("Churn rate by")
        )
        self.by.chosen.connect(lambda _key: self.load())

    def _lay_out(self) -> None:
        self.inputs.addWidget(self.list)
        self.inputs.addWidget(self.all)
        self.inputs.addStretch(1)
        self._labels = {combo: label_of(combo) for combo in (self.sort, self.period)}
        for combo, label in self._labels.items():
            self.inputs.addWidget(label)
            self.inputs.addWidget(combo)
        self.left.addLayout(flush(self.facts))
        self.left.addWidget(self.notes)
        for key in _CHARTS:
            if key == charts.PARTS:
                self._ways = SectionHead(
                    self.ui.words.gettext("Churn rate by"), before_note=self.by, name=f"{KEY}-ways"
                )
                self._ways.setFixedHeight(tokens.CONTROL_HEIGHT)
                self.left.addSpacing(tokens.BETWEEN)
                self.left.addWidget(self._ways)
            self.left.addSpacing(tokens.BETWEEN)
            self.left.addWidget(self.boxes[key])
        self.left.addStretch(1)
        self.lay_out(self.pane)

    # What is shown

    def _days(self) -> tuple[dt.date, dt.date]:
        today = self.ui.desk.today()
        year = today.year
        return {
            _LATELY: (last_months(today).first or today, today),
            _THIS: (dt.date(year, 1, 1), today),
            _LAST: (dt.date(year - 1, 1, 1), dt.date(year - 1, 12, 31)),
            _BEFORE: (dt.date(year - 2, 1, 1), dt.date(year - 2, 12, 31)),
        }[self.period.key() or _LATELY]

    def _which(self) -> Which:
        """The list that is to be shown."""
        first, last = self._days()
        whole = self._narrowed or Which(self.list.key(), first, last)
        return replace(whole, by_cost=whole.kind == LOST and self.sort.key() == _DEAREST)

    def ask(self) -> Callable[[Desk, Job], tuple[Found, Listed]]:
        (first, last), which = self._days(), self._which()
        by: By = next(each for each in BYS if each == self.by.key())
        months = last.month if self.period.key() == _THIS else _months(first, last)

        def read(desk: Desk, job: Job) -> tuple[Found, Listed]:
            warm()
            steps: tuple[Callable[[], Any], ...] = (
                lambda: churn.rate(desk, first, last, by),
                lambda: churn.lifetime(desk),
                lambda: churn.cost(desk, first, last),
                lambda: churn.by_month(desk, last, months),
                lambda: churn.reasons(desk, first, last),
                lambda: look_up(which, desk),
            )
            told: list[Any] = []
            for done, step in enumerate(steps):
                job.progress(done, len(steps))
                told.append(step())
            return Found(*told[:-1]), told[-1]

        return read

    def answered(self, found: tuple[Found, Listed]) -> None:
        self.found, to_list = found
        made = ChurnCharts(self.ui, self.found)
        any_lost, rivals = bool(self.found.reasons.count), bool(self.found.reasons.competitors)
        for key, box in self.boxes.items():
            drawn: Chart = getattr(made, key)()
            box.set_chart(drawn)
            shown = any_lost and (key != charts.RIVALS or rivals)
            box.setVisible(not drawn.is_empty if key == charts.MONTHS else shown)
        self._ways.setVisible(any_lost)
        self.facts.set_facts(churn_facts.facts(self.ui, self.found))
        notes = churn_facts.notes(self.ui, self.found)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        first, last = self._days()
        words = self.ui.words
        told = words.gettext("{first} to {last}").format(first=words.date(first), last=words.date(last))
        self.period.setToolTip(told)
        self._show_list(to_list)

    def _show_list(self, shown: Listed) -> None:
        self.pane.show_people(listed(self.ui, shown))
        self.all.setVisible(self._narrowed is not None)
        for widget in (self._labels[self.sort], self.sort):
            widget.setVisible(shown.which.kind == LOST)
        self.shown.emit()

    # What is done

    def _other_time(self) -> None:
        self._narrowed = None
        self.load()

    def show_all(self) -> None:
        """The whole list of the time again."""
        self._narrowed = None
        self._list()

    def _list(self) -> None:
        """Read the list alone."""
        which = self._which()
        self.jobs.run(
            self, lambda desk, _job: look_up(which, desk), self._show_list, self.ui.bus.failed.emit,
            channel=f"{KEY}-list",
        )  # fmt: skip

    def open_fact(self, key: str) -> None:
        """The customers a figure is made of."""
        if key == churn_facts.LIFETIME:
            self.period.set_key(_LATELY)
        first, last = self._days()
        dearest = key == churn_facts.COST
        self.list.set_key(LOST)
        self.sort.set_key(_DEAREST if dearest else _LATEST)
        told = "" if dearest else self.ui.words.gettext("in the churn rate")
        self._narrowed = None if dearest else Which(LOST, first, last, told=told, counted=True)
        self.load()

    def _open(self, key: str, category: str, series: str) -> None:
        """The customers a value is made of."""
        found = self.found
        if found is None:
            return
        words, (first, last) = self.ui.words, self._days()
        made = ChurnCharts(self.ui, found)
        told = next((each.name for each in getattr(made, key)().categories if each.key == category), "")
        kind, narrowed, counted = LOST, _narrowing(key, category, found), key == charts.PARTS
        if key in (charts.MONTHS, charts.COSTS):
            first = dt.date.fromisoformat(category)
            last = min(add_months(first, 1) - _DAY, self.ui.desk.today())
            kind, told = BACK if series == charts.BACK else LOST, words.month(first)
        self.list.set_key(kind)
        self._narrowed = Which(kind, first, last, narrowed, told, counted)
        self._list()

    # What the page asks

    def customers_in_order(self) -> list[int]:
        people = self.pane.people
        return list(people.ids if people.customers is None else people.customers)

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the rows selected."""
        focus: QWidget | None = self.window().focusWidget()
        box = next((each for each in self.boxes.values() if focus is not None and each.isAncestorOf(focus)), None)
        (box or self.pane).copy()


def _months(first: dt.date, last: dt.date) -> int:
    """How many calendar months end with the one of the last day: twelve of a year."""
    return max(1, min(12, (last.year - first.year) * 12 + last.month - first.month + 1))


def _narrowing(key: str, category: str, found: Found) -> Mapping[str, Any]:
    """What a category of a chart stands for, as `churn.lost` takes it."""
    match key:
        case charts.SIDES:
            return {"side": category}
        case charts.REASONS:
            return {"reason": category}
        case charts.RIVALS if not category:
            return {"reason": "competitor", "competitor": ""}
        case charts.RIVALS:
            return {"competitor": category}
        case charts.PARTS:
            return {found.churned.by or "tier": category}
        case _:
            return {}
