"""The loyalty matrix with the customers in its four fields, and how satisfied customers are (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt

from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.loyalty import FIELDS, Matrix
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.loyalty import NAMES, SURVEY, field_at, first_field, in_field, matrix_chart
from crmdesk.gui.pages.insight_beside import PeopleView, flush
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.insight_loyalty import survey_button
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.fact_links import FactLink, FactLinks
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import loyalty
from crmdesk.services.desk import Desk

KEY = "insight-matrix"
_TONES = {"high": "good", "basic": "text", "dissatisfied": "bad"}


class Found(Struct, frozen=True):
    """The matrix, and of each field the customers of most value."""

    matrix: Matrix
    first: Mapping[str, Sequence[CustomerRow]]


class MatrixView(PeopleView):
    """A field opens its customers."""

    kinds = ("customer", "survey", "complaint_step", "sales_order", "goods_return")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Found | None = None
        self.field = ""
        self.add = survey_button(ui, f"{KEY}-add")
        self.box = ChartWithTable(ui, name=f"{KEY}-chart")
        self.box.opened.connect(lambda product, service: self.show_field(field_at(product, service)))
        self.levels = FactLinks(name=f"{KEY}-levels", label=_("Satisfaction when last asked"))
        self.levels.opened.connect(self.show_level)
        self.unjudged = LinkButton("", name=f"{KEY}-unjudged")
        self.unjudged.clicked.connect(self._show_unjudged)
        self.pane = PeoplePane(ui, name=f"{KEY}-people", label=_("Customers of a field"))
        deeds = {SURVEY: (_("Enter a survey..."), "star", lambda each: ui.bus.record_survey.emit(each, None))}
        self.pane.side.doing = MoreDoing(ui, self.pane.side, deeds)
        self.pane.moved.connect(self.shown)
        self._lay_out()

    def _lay_out(self) -> None:
        _ = self.ui.words.gettext
        self.inputs.addStretch(1)
        self.inputs.addWidget(self.add)
        self.left.addWidget(self.box, 1)
        self.left.addSpacing(tokens.BETWEEN)
        self.left.addWidget(Label(_("Satisfaction when last asked"), bold=True))
        self.left.addLayout(flush(self.levels))
        self.left.addWidget(self.unjudged, 0, Qt.AlignmentFlag.AlignLeft)
        self.lay_out(self.pane)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        def read(desk: Desk, job: Job) -> Found:
            warm()
            found = loyalty.matrix(desk, cancelled=job.is_cancelled)
            first: dict[str, list[CustomerRow]] = {}
            for field in FIELDS:
                some = loyalty.standing(desk, found, found.positions(field)[:NAMES])
                first[field] = [each.customer for each in some]
            return Found(found, first)

        return read

    def answered(self, found: Found) -> None:
        self.found = found
        words, matrix = self.ui.words, found.matrix
        named = {
            field: [self.ui.masking.row(row).name for row in rows] for field, rows in found.first.items()
        }  # fmt: skip
        self.box.set_chart(matrix_chart(self.ui, matrix, named))
        labels = self.ui.desk.fields("customer")["satisfaction"]
        facts = []
        for each in matrix.levels:
            share = f"  {words.number(each.percent)}%" if each.percent is not None else ""
            value = f"{words.number(each.count)}{share}"
            tone = _TONES[each.level] if each.count else "text_2"
            label = self.ui.shown(labels, each.level)
            facts.append(FactLink(each.level, label, value, words.gettext("Show these customers"), tone))
        self.levels.set_facts(facts)
        n = words.ngettext
        told = n("{count} customer was not asked about product and service yet",
                 "{count} customers were not asked about product and service yet", matrix.unjudged)  # fmt: skip
        self.unjudged.setText(told.format(count=words.number(matrix.unjudged)))
        self.unjudged.setVisible(matrix.unjudged > 0)
        self._show_list()

    def _show_list(self) -> None:
        if self.found is None:
            return
        matrix = self.found.matrix
        self.pane.show_people(in_field(self.ui, matrix, self.field or first_field(matrix)))

    def show_field(self, field: str) -> None:
        """The customers of a field."""
        self.field = field
        self._show_list()
        self.pane.take_keyboard()

    def show_level(self, level: str) -> None:
        """Those so satisfied when last asked, in the list of customers."""
        among = Filter((Condition("satisfaction", Test.IS, (level,)),))
        self.ui.bus.show_listing.emit(Listing(sort="sales_year", descending=True, filter=among))

    def _show_unjudged(self) -> None:
        """Those who stand in no field, in the list of customers."""
        self.ui.bus.show_listing.emit(Listing(filter=Filter((Condition("loyalty", Test.EMPTY),))))

    # What the page asks

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
