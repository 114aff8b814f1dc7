"""Surveys of satisfaction as a list: what each customer said, when, and what it comes to (METHOD.md section 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core import satisfaction
from crmdesk.core.loyalty import FIELDS
from crmdesk.core.satisfaction import Level
from crmdesk.core.surveys import SurveyRow
from crmdesk.core.value_basis import last_months
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.loyalty import loyalty_text
from crmdesk.gui.models.loyalty_tables import (
    BY,
    CUSTOMER,
    DAY,
    FIELD,
    LEVEL,
    PRODUCT,
    SAID,
    SERVICE,
    SurveysTable,
    level_badge,
)
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.insight_loyalty import survey_button
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import badge_width
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import label_of
from crmdesk.services import surveys
from crmdesk.services.desk import Desk
from crmdesk.services.surveys import Surveys

KEY = "insight-surveys"
_EVER, _LATELY, _THIS, _LAST = "ever", "12-months", "year", "last-year"
_WIDTHS = {DAY: 96, LEVEL: 108, FIELD: 160, PRODUCT: 72, SERVICE: 72, BY: 96}
_SHARES = {CUSTOMER: 4, SAID: 5}
_ROOMS = {BY: 900, FIELD: 780}


class SurveysView(InsightTab):
    """Enter shows one, to be changed; Shift+Enter the customer's file."""

    kinds = ("survey", "customer")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _, label = ui.words.gettext, ui.desk.fields("customer")["satisfaction"]
        self.add = survey_button(ui, f"{KEY}-add")
        periods = [(_EVER, _("Ever")), (_LATELY, _("12 months")), (_THIS, _("This year")), (_LAST, _("Last year"))]
        self.period = ComboBox(periods, name=f"{KEY}-period", label=_("Time"))
        levels = [("", _("All")), *((each, ui.shown(label, each)) for each in reversed(satisfaction.LEVELS))]
        self.level = ComboBox(levels, name=f"{KEY}-level", label=_("Satisfaction"))
        self.period.set_key(_EVER)
        self.level.set_key("")
        self.model = SurveysTable(ui, self)
        self.table = WorkTable(self.model, _WIDTHS, shares=_SHARES, name=f"{KEY}-table", label=_("Surveys"), clear=True)
        self._make_room()
        told = _(
            "Ask customers what they expected and what they felt: that shows who stays, and who is about to leave."
        )
        self.empty = EmptyState(told, _("Enter a survey..."), icon="plus", name=f"{KEY}-empty")
        self.empty.acted.connect(lambda: ui.bus.record_survey.emit(None, None))
        self.none = EmptyState(_("No survey of this time and kind."), name=f"{KEY}-none")
        self._lay_out()
        self._connect()

    def _make_room(self) -> None:
        """For the widest level and field of the matrix."""
        font, padding = self.font(), 2 * tokens.BETWEEN + 2
        levels = (badge_width(level_badge(self.ui, each), font) for each in satisfaction.LEVELS)
        fields = (text_width(font, loyalty_text(self.ui, each)) for each in FIELDS)
        for column, widths in ((LEVEL, levels), (FIELD, fields)):
            self.table.setColumnWidth(column, max(_WIDTHS[column], max(widths) + padding))

    def _lay_out(self) -> None:
        self.beside = QWidget()
        row = QHBoxLayout(self.beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        for combo in (self.period, self.level):
            row.addWidget(label_of(combo))
            row.addWidget(combo)
        row.addStretch(1)
        row.addWidget(self.add)
        self.stack = QStackedWidget()
        for page in (self.table, self.empty, self.none):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.BETWEEN, tokens.BETWEEN, tokens.BETWEEN, 0)
        column.addWidget(self.progress)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        for combo in (self.period, self.level):
            combo.picked.connect(lambda _key: self.load())
        self.table.selection_changed.connect(self.shown)
        self.table.opened.connect(self.open)
        self.table.beside_asked.connect(self.open_customer)
        self.table.new_asked.connect(lambda: self.ui.bus.record_survey.emit(self.customer_in_hand(), None))
        self.table.delete_asked.connect(self.delete_selected)
        self.table.copy_asked.connect(self.copy_selected)
        self.table.menu_asked.connect(self._show_menu)

    # What is shown

    def _wanted(self) -> Surveys:
        today = self.ui.desk.today()
        first, last = {
            _LATELY: (last_months(today).first, today),
            _THIS: (dt.date(today.year, 1, 1), today),
            _LAST: (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        }.get(self.period.key(), (None, None))
        level = self.level.key()
        return Surveys(first, last, levels=(cast(Level, level),) if level else ())

    def ask(self) -> Callable[[Desk, Job], Sequence[int]]:
        wanted = self._wanted()
        return lambda desk, _job: surveys.find(desk, wanted)

    def answered(self, found: Sequence[int]) -> None:
        self.table.show_ids(found)
        if found and not self.table.selected_count():
            self.table.go_to(0)
        everything = self._wanted() == Surveys()
        self.stack.setCurrentWidget(self.table if found else self.empty if everything else self.none)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        for column, least in _ROOMS.items():
            self.table.setColumnHidden(column, self.width() < least)
        self.table.share_room()

    def survey(self) -> SurveyRow | None:
        """The one in hand."""
        row: SurveyRow | None = self.table.current_row() if self.table.selected_count() else None
        return row

    # What is done

    def open(self) -> None:
        """Show it, to be changed."""
        row = self.survey()
        if row is not None:
            self.ui.bus.open_survey.emit(row.id)

    def open_customer(self) -> None:
        row = self.survey()
        if row is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def delete_selected(self) -> None:
        """Take one out of its customer's file; Undo brings it back."""
        _, row, chosen = self.ui.words.gettext, self.survey(), self.table.selected_count()
        if chosen > 1:
            self.ui.bus.message.emit(_("Choose a single row to delete it"), False)
        elif row is not None and self.ui.masking.allows_editing():
            told = _("Survey {number} deleted").format(number=row.number)
            self.ui.write(lambda: surveys.delete(self.ui.desk, row.id), told)

    def _show_menu(self, at: QPoint) -> None:
        _, row = self.ui.words.gettext, self.survey()
        if row is None:
            return
        menu = QMenu(self)
        menu.setObjectName(f"{KEY}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("open", "open", _("&Open") + "\tEnter", self.open),
            ("file", "people", _("Open the &file") + "\tShift+Enter", self.open_customer),
            ("again", "plus", _("Ask &again..."), lambda: self.ui.bus.record_survey.emit(row.customer_id, None)),
            ("copy", "copy", _("&Copy") + "\tCtrl+C", self.copy_selected),
            ("delete", "trash", _("&Delete") + "\tDel", self.delete_selected),
        )
        for name, sign, text, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"survey-{name}")
            action.triggered.connect(lambda _on=False, does=does: does())
        menu.popup(at)

    # What the page asks

    def give_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> list[str]:
        n, count = self.ui.words.ngettext, len(self.model.ids)
        return [n("{count} survey", "{count} surveys", count).format(count=self.ui.words.number(count))]

    def customer_in_hand(self) -> int | None:
        row = self.survey()
        return row.customer_id if row is not None else None

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all", "delete_selected"})

    def select_all(self) -> None:
        self.table.selectAll()

    def copy_selected(self) -> None:
        copy_rows(self.ui, self.table)
