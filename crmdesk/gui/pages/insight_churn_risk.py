"""Customers at risk of leaving: reason by reason, most at stake first, with what helps and what does it (METHOD.md
section 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crmdesk.core.at_risk import REASONS, AtRisk
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.churn_people import ALL, at_risk, help_of, title_of
from crmdesk.gui.pages.insight_beside import PeopleView
from crmdesk.gui.pages.insight_churn_doing import ChurnDoing
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import label_of
from crmdesk.gui.widgets.question_list import Asked, QuestionList
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import churn
from crmdesk.services.at_risk import SORTS, Sort
from crmdesk.services.desk import Desk

KEY = "insight-risk"
_WHOLE, _LEAST = 1136, 260
_LEFT_ZH, _LEFT_EN = 320, 400
_EVERYBODY, _MINE = "everybody", "mine"


class RiskView(PeopleView):
    """One reason at a time; arrows go from one to the next, Enter goes to whom it names."""

    kinds = (
        "customer", "sales_order", "order_line", "instalment", "payment", "goods_return", "return_line", "complaint",
        "complaint_step", "survey", "loss", "setting",
    )  # fmt: skip

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: AtRisk | None = None
        asked = [Asked(each, title_of(each, ui.words), help_of(each, ui.words)) for each in (ALL, *REASONS)]
        self.list = QuestionList(asked, name=f"{KEY}-list", label=_("Why they are at risk"), numbered=False)
        self.list.chosen.connect(lambda _key: self._show_reason())
        self.pane = PeoplePane(ui, name=f"{KEY}-people", label=_("Customers at risk"))
        ChurnDoing(ui, self.pane)
        self.pane.moved.connect(self.shown)
        self.list.entered.connect(self.pane.take_keyboard)
        self.pane.table.left.connect(self.list.take_keyboard)
        whose = [(_EVERYBODY, _("Everybody's")), (_MINE, _("Mine"))]
        self.whose = SegmentedChoice(whose, current=_EVERYBODY, name=f"{KEY}-whose", label=_("Whose customers"))
        self.whose.chosen.connect(lambda _key: self.load())
        if not ui.desk.who:
            self.whose.hide()
        orders = {"stake": _("Most at stake first"), "silence": _("Longest silent first")}
        self.sort = ComboBox([(each, orders[each]) for each in SORTS], name=f"{KEY}-sort", label=_("Sorted by"))
        self.sort.set_key(SORTS[0])
        self.sort.picked.connect(lambda _key: self.load())
        self._lay_out()

    def _lay_out(self) -> None:
        self.inputs.addWidget(self.whose)
        self.inputs.addStretch(1)
        self.inputs.addWidget(label_of(self.sort))
        self.inputs.addWidget(self.sort)
        self.left.setContentsMargins(0, tokens.BETWEEN, 0, 0)
        self.left.addWidget(self.list, 1)
        self.lay_out(self.pane)
        self.area.setMinimumWidth(_LEAST)
        if self.ui.preferences.geometry(self._splitter.objectName()).isEmpty():
            left = _LEFT_ZH if self.ui.words.chinese else _LEFT_EN
            self._splitter.setSizes([left, _WHOLE - left])
        self._splitter.setStretchFactor(0, 0)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], AtRisk]:
        owner = self.ui.desk.who if self.whose.key() == _MINE else None
        sort: Sort = next((each for each in SORTS if each == self.sort.key()), SORTS[0])
        return lambda desk, job: churn.at_risk(
            desk, owner=owner, sort=sort, progress=job.progress, cancelled=job.is_cancelled
        )

    def answered(self, found: AtRisk) -> None:
        self.found = found
        number = self.ui.words.number
        self.list.set_count(ALL, number(found.count))
        for code in REASONS:
            self.list.set_count(code, number(found.counts.get(code, 0)))
        self._show_reason()

    def _show_reason(self) -> None:
        if self.found is not None:
            self.pane.show_people(at_risk(self.ui, self.found, self.list.key()))

    # What the page asks

    def customers_in_order(self) -> Sequence[int]:
        return self.pane.people.ids

    def give_keyboard(self) -> None:
        self.list.take_keyboard()

    def copy_selected(self) -> None:
        self.pane.copy()
