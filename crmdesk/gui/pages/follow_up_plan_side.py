"""The left side of the tab Sales plan: the year's sums, how far they are reached, and those of each owner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.sales_plan import Figures, Totals
from crmdesk.gui.models.funnel import whole_yuan
from crmdesk.gui.models.sales_plan import OwnerLine, OwnersTable, percent
from crmdesk.gui.pages.follow_up_plan_table import owners_table
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.share import ShareBar

_WIDTH = 320


class PlanSide(QWidget):
    """`chosen`: another owner's customers are to be listed."""

    chosen = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._owner: str | None = None
        self._lines: Sequence[OwnerLine] = ()
        self.setObjectName("plan-side")
        self.setFixedWidth(_WIDTH)
        self.head = SectionHead("", name="plan-year-head")
        self.bar = ShareBar(fills=True, name="plan-progress")
        self.told = ElidedLabel(tone="text_2", name="plan-told")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        self.owners_head = SectionHead(_("By owner"), name="plan-owners-head")
        self.owners = owners_table(ui, OwnersTable(ui))
        self.owners.moved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addLayout(self._facts)
        column.addSpacing(tokens.BETWEEN)
        column.addWidget(self.owners_head)
        column.addWidget(self.owners, 1)

    def owner(self) -> str | None:
        """Whose customers are to be listed: None for everybody's, '' for those of nobody."""
        return self._owner

    def line(self) -> OwnerLine | None:
        """The sums that are looked at."""
        return next((each for each in self._lines if each.key == self._owner), None)

    def show_totals(self, totals: Totals) -> None:
        """Of all, then owner by owner."""
        owners = [OwnerLine(each.owner or "", each) for each in totals.owners]
        self._lines = [OwnerLine(None, totals.all), *owners]
        if self.line() is None:
            self._owner = None
        blocked = self.owners.blockSignals(True)
        self.owners.show_lines(self._lines, lambda line: line.key)
        self.owners.selectRow([each.key for each in self._lines].index(self._owner))
        self.owners.blockSignals(blocked)
        self._show()

    def show_everybody(self) -> None:
        """Everybody's customers."""
        self.owners.selectRow(0)

    def _moved(self) -> None:
        line = self.owners.line()
        if line is not None and line.key != self._owner:
            self._owner = line.key
            self._show()
            self.chosen.emit()

    def _show(self) -> None:
        line = self.line()
        assert line is not None
        _, figures = self._ui.words.gettext, line.figures
        title = _("All") if line.key is None else self._ui.masking.text(line.key) or _("Nobody")
        self.head.set_title(title)
        reached = percent(figures.progress, self._ui)
        self.head.set_note(_("{percent} of the target").format(percent=reached) if reached else "")
        gone = percent(figures.expected_progress, self._ui)
        self.told.set_text(self._standing(figures, gone))
        self.told.set_tone("warn" if figures.behind else "text_2")
        expected = float(figures.expected_progress)
        mark = expected if 0 < expected < 1 and figures.target else None
        self.bar.set_share(float(figures.progress or 0), 1, f"{reached} {self.told.text()}".strip(), mark=mark)
        self._show_facts(line)

    def _standing(self, figures: Figures, gone: str) -> str:
        """Whether the year goes as planned."""
        _ = self._ui.words.gettext
        if figures.progress is None:
            return _("No targets yet")
        if figures.behind:
            return _("Behind: {percent} of the year is gone").format(percent=gone)
        return _("On course: {percent} of the year is gone").format(percent=gone)

    def _show_facts(self, line: OwnerLine) -> None:
        _, n, figures = self._ui.words.gettext, self._ui.words.ngettext, line.figures
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = line.total.targeted
        targeted = n("Target of {count} customer", "Targets of {count} customers", count)
        facts = (
            (targeted.format(count=self._ui.words.number(count)), figures.target),
            (_("Sales so far"), figures.this_year),
            (_("Still missing"), figures.left),
            (_("Sales of the year before"), figures.last_year),
            (_("Monthly average"), figures.monthly_average),
        )
        for place, (label, amount) in enumerate(facts):
            shown = "–" if amount is None else whole_yuan(amount, self._ui)
            self._facts.addWidget(FactLine(label, shown, bold=place == 0, name=f"plan-fact-{place}"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), self.width() - 1, 0, self.height(), colour(self.palette(), "line"))
