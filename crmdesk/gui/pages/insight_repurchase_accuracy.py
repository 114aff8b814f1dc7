"""How well next purchases are foretold, told honestly: ours beside two simpler guesses, and every case (METHOD.md
section 13)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout

from crmdesk.core.next_purchase_accuracy import Accuracy
from crmdesk.core.next_purchase_days import By
from crmdesk.core.repurchase import Case
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.repurchase import (
    C_CAME,
    C_CUSTOMER,
    C_FORETOLD,
    C_HIT,
    C_MISS,
    C_WHAT,
    CasesTable,
    PlacedCase,
    Way,
    WaysTable,
)
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.insight_beside import BesideView
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import repurchase
from crmdesk.services.desk import Desk

KEY = "insight-accuracy"
_WIDTHS = {C_FORETOLD: 104, C_CAME: 104, C_MISS: 72, C_HIT: 96}
_ROWS = 3


class AccuracyView(BesideView):
    """At the right every last purchase that was checked, the largest miss first; Enter opens the customer's file."""

    kinds = ("customer", "sales_order", "order_line", "product")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Accuracy | None = None
        ways = [("product", _("By product")), ("category", _("By category"))]
        self.by = SegmentedChoice(ways, current="product", name=f"{KEY}-by", label=_("Foretold by"))
        self.box = ChartWithTable(ui, name=f"{KEY}-shares")
        self.ways = FollowUpTable(
            ui, WaysTable(ui), (0, 64, 64, 72, 72), name=f"{KEY}-ways", label=_("Ways of guessing")
        )
        self.ways.setFixedHeight(tokens.TABLE_ROW * (_ROWS + 1) + 2)
        self.counts = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{KEY}-counts")
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{KEY}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{KEY}-note")
        self.model = CasesTable(ui, self)
        self.table = WorkTable(
            self.model, _WIDTHS, shares={C_CUSTOMER: 4, C_WHAT: 3}, name=f"{KEY}-table", label=_("Purchases checked"),
            clear=True,
        )  # fmt: skip
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._lay_out()
        self.by.chosen.connect(lambda _key: self.load())
        self.table.opened.connect(self._open)
        self.table.copy_asked.connect(self.copy_selected)
        self.table.menu_asked.connect(self._show_menu)
        self.table.selection_changed.connect(self.shown)

    def _lay_out(self) -> None:
        self.inputs.addStretch(1)
        self.inputs.addWidget(self.by)
        self.left.addWidget(self.box, 1)
        self.left.addSpacing(tokens.BETWEEN)
        self.left.addWidget(self.ways)
        self.left.addSpacing(tokens.BETWEEN)
        self.left.addWidget(self.counts)
        right = Ground("base", name=f"{KEY}-right")
        column = QVBoxLayout(right)
        column.setContentsMargins(tokens.BETWEEN, tokens.BUTTON_PADDING, tokens.BETWEEN, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, tokens.BETWEEN)
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.note)
        column.addLayout(head)
        self.empty = EmptyState("", name=f"{KEY}-empty")
        self.stack = QStackedWidget()
        for page in (self.table, self.empty):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        self.lay_out(right)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Accuracy]:
        by: By = "category" if self.by.key() == "category" else "product"

        def read(desk: Desk, job: Job) -> Accuracy:
            warm()
            return repurchase.accuracy(desk, by=by, progress=job.progress, cancelled=job.is_cancelled)

        return read

    def answered(self, found: Accuracy) -> None:
        _, n, number = self.ui.words.gettext, self.ui.words.ngettext, self.ui.words.number
        self.found = found
        ways = self._ways(found)
        self.box.set_chart(self._chart(found, ways))
        self.ways.show_lines(ways, lambda line: line.key)
        self.ways.setVisible(bool(found.ours.cases))
        self.counts.setText("\n".join(self._counts(found)))
        count = len(found.cases)
        title = n("{count} last purchase checked", "{count} last purchases checked", count)
        self.title.set_text(title.format(count=number(count)))
        self.note.set_text(_("Each foretold from the purchases before it; the largest miss first."))

        def read(first: int, most: int) -> list[Case]:
            return repurchase.cases(self.ui.desk, found, first, most)

        self.empty.set_sentence(found.why.told(self.ui.words) if found.why is not None else "")
        self.stack.setCurrentWidget(self.table if count else self.empty)
        self.table.show_ids(self.model.show_cases(read, count))
        if count and not self.table.selected_count():
            self.table.go_to(0)

    def _ways(self, found: Accuracy) -> list[Way]:
        _ = self.ui.words.gettext
        return [
            Way("usual", _("Usual interval"), found.ours),
            Way("last", _("Last interval"), found.as_last_time),
            Way("month", _("A month later"), found.a_month_later),
        ]

    def _chart(self, found: Accuracy, ways: list[Way]) -> Chart:
        _, words = self.ui.words.gettext, self.ui.words
        shares = tuple(None if way.guess.share is None else float(way.guess.share) / 100 for way in ways)
        title = _("How well it is foretold")
        if found.ours.share is not None:
            title = _("Next purchases: {share}% in the margin").format(share=found.ours.share)
        return Chart(
            KEY, title, _("Way of guessing"), tuple(Category(way.key, way.name) for way in ways),
            (Series("share", _("Hits"), shares),), scales.shares(words),
            empty=found.why.told(words) if found.why is not None else _("None of them came within the margin."),
            note=_("the same cases and margins for all three"),
        )  # fmt: skip

    def _counts(self, found: Accuracy) -> list[str]:
        """What cannot be foretold, and what was foretold and never came."""
        _, number = self.ui.words.gettext, self.ui.words.number
        if not found.pairs:
            return []
        told = [
            _(
                "{pairs} pairs of customer and product were bought: {product} foretold by product, {category} by "
                "category, {none} on too few dates to be checked."
            ).format(
                pairs=number(found.pairs), product=number(found.by_product), category=number(found.by_category),
                none=number(found.unforetold)),
            _("Outside the margin: {early} came earlier, {late} later.").format(
                early=number(found.early), late=number(found.late)),
        ]  # fmt: skip
        if found.missing:
            text = _("{missing} predictions passed without a purchase; counted as misses, {share}% were hits.")
            told.append(text.format(missing=number(found.missing), share=found.with_missing))
        if found.mean_margin is not None and found.median_margin is not None:
            text = _("The margin is {mean} days on average, half of them at most {median}.")
            told.append(text.format(mean=number(found.mean_margin), median=number(found.median_margin)))
        return told

    # What the page asks

    def _row(self) -> PlacedCase | None:
        row: PlacedCase | None = self.table.current_row() if self.table.selected_count() else None
        return row

    def _open(self) -> None:
        if (whose := self.customer_in_hand()) is not None:
            self.ui.bus.open_customer.emit(whose)

    def _show_menu(self, at: QPoint) -> None:
        if self._row() is None:
            return
        _, menu = self.ui.words.gettext, QMenu(self)
        menu.setObjectName(f"{KEY}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("people"), _("Open the &file") + "\tEnter", self._open)
        menu.addAction(icon("copy"), _("&Copy") + "\tCtrl+C", self.copy_selected)
        menu.popup(at)

    def customer_in_hand(self) -> int | None:
        row = self._row()
        return row.case.customer_id if row is not None else None

    def give_keyboard(self) -> None:
        if self.model.ids:
            self.table.take_keyboard()
        else:
            self.by.setFocus(Qt.FocusReason.OtherFocusReason)

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"})

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the row in hand."""
        focus = self.window().focusWidget()
        if focus is not None and self.box.isAncestorOf(focus):
            self.box.copy()
        else:
            copy_rows(self.ui, self.table)

    def status(self) -> list[str]:
        n, count = self.ui.words.ngettext, len(self.model.ids)
        return [n("{count} purchase", "{count} purchases", count).format(count=self.ui.words.number(count))]

    def close_down(self) -> None:
        self.ways.remember()
        super().close_down()
