"""Delivered value beside competitors: averages as bar pairs, and the scorings they are made of (METHOD.md section
9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout

from crmdesk.core.delivered_value import Beside, ScoringRow
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.delivered_value import (
    BY,
    CUSTOMER,
    DAY,
    OURS,
    THEIRS,
    CompetitorsTable,
    ScoringsTable,
    competitor_name,
    pairs_chart,
    scores_told,
)
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.insight_beside import BesideView
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph
from crmdesk.services import delivered_value
from crmdesk.services.desk import Desk

KEY = "insight-delivered"
_MOST_ROWS = 5
_WIDTHS = {DAY: 112, OURS: 72, THEIRS: 72, BY: 112}


class Found(Struct, frozen=True):
    """Everybody we were scored beside, and of one the scorings."""

    all: Sequence[Beside]
    ids: Sequence[int]
    chosen: Beside | None


class DeliveredView(BesideView):
    """A competitor at the left has its scorings at the right; Enter changes one."""

    kinds = ("delivered_value", "customer", "competitor")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Found | None = None
        self._showing = False
        self.new = Button(_("Score..."), icon="plus", name=f"{KEY}-new")
        self.new.setToolTip(tip(_("Score delivered value with a customer"), "Ins"))
        self.competitors = FollowUpTable(
            ui, CompetitorsTable(ui), (0, 72, 72, 72), name=f"{KEY}-competitors", label=_("Competitors")
        )
        self.sums = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{KEY}-sums")
        self.box = ChartWithTable(ui, name=f"{KEY}-pairs")
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{KEY}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{KEY}-note")
        self.model = ScoringsTable(ui, self)
        self.table = WorkTable(
            self.model, _WIDTHS, shares={CUSTOMER: 1}, name=f"{KEY}-table", label=_("Scorings"), clear=True
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        told = _("What customers get from us and what it costs them, scored beside a competitor, stands here.")
        self.empty = EmptyState(told, _("Score..."), icon="plus", name=f"{KEY}-empty")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.inputs.addStretch(1)
        self.inputs.addWidget(self.new)
        self.left.addWidget(self.box)
        self.left.addWidget(self.sums)
        self.left.addStretch(1)
        right = Ground("base", name=f"{KEY}-right")
        column = QVBoxLayout(right)
        column.setContentsMargins(tokens.BETWEEN, tokens.BUTTON_PADDING, tokens.BETWEEN, 0)
        column.setSpacing(0)
        column.addWidget(self.competitors)
        column.addSpacing(tokens.AROUND)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, tokens.BETWEEN)
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.note)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.lay_out(right)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._splitter)
        self.stack.addWidget(self.empty)
        whole = self.layout()
        assert whole is not None
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.new.clicked.connect(self.score)
        self.empty.acted.connect(self.score)
        self.competitors.moved.connect(self._moved)
        self.competitors.opened.connect(lambda _line: self.table.take_keyboard())
        table = self.table
        table.opened.connect(self.change)
        table.beside_asked.connect(self._open_customer)
        table.new_asked.connect(self.score)
        table.delete_asked.connect(self.delete_selected)
        table.copy_asked.connect(self.copy_selected)
        table.menu_asked.connect(self._show_menu)
        table.selection_changed.connect(self.shown)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        chosen = self.competitors.line()
        wanted, any_ = (chosen.competitor_id if chosen is not None else None), chosen is None

        def read(desk: Desk, _job: Job) -> Found:
            warm()
            found = delivered_value.averages(desk)
            shown = next((each for each in found if any_ or each.competitor_id == wanted), found[0] if found else None)
            ids = delivered_value.behind(desk, shown.competitor_id) if shown is not None else []
            return Found(found, ids, shown)

        return read

    def answered(self, found: Found) -> None:
        words = self.ui.words
        self.found = found
        self._showing = True
        self.competitors.show_lines(found.all, lambda line: (line.competitor_id,))
        self._showing = False
        rows = min(len(found.all), _MOST_ROWS)
        self.competitors.setFixedHeight(tokens.TABLE_ROW * (rows + 1) + 2)
        chosen = found.chosen
        self.box.set_chart(pairs_chart(self.ui, chosen))
        told = []
        if chosen is not None:
            name = competitor_name(words, chosen)
            sides = ((words.gettext("Ours"), chosen.ours), (name, chosen.theirs))
            told = [scores_told(words, who, side) for who, side in sides]
            self.title.set_text(words.gettext("Scored beside {name}").format(name=name)
                                if chosen.competitor_id is not None else name)  # fmt: skip
            self.note.set_text(words.gettext("Of each customer its last scoring counts."))
        self.sums.setText("\n".join(filter(None, told)))
        self.table.show_ids(found.ids)
        if found.ids and not self.table.selected_count():
            self.table.go_to(0)
        self.stack.setCurrentWidget(self._splitter if found.all else self.empty)

    def _moved(self) -> None:
        chosen = self.competitors.line()
        other = self.found is not None and chosen is not None and chosen != self.found.chosen
        if other and not self._showing:
            self.load()

    # What is done

    def score(self) -> None:
        """A new one, with the customer in hand."""
        if self.ui.masking.allows_editing():
            dialog = DeliveredValueDialog(self.ui, self.customer_in_hand(), parent=self.window())
            dialog.open()
            dialog.begin_with_customer()

    def change(self) -> None:
        """The form of the scoring in hand."""
        row = self._row()
        if row is not None and self.ui.masking.allows_editing():
            DeliveredValueDialog(self.ui, scoring=row.scoring, parent=self.window()).open()

    def delete_selected(self) -> None:
        """Undo brings it back."""
        row = self._row()
        if row is not None and self.ui.masking.allows_editing():
            told = self.ui.words.gettext("{number}: scoring deleted").format(number=row.customer_number)
            self.ui.write(lambda: delivered_value.delete(self.ui.desk, row.scoring.id), told)

    def _row(self) -> ScoringRow | None:
        row: ScoringRow | None = self.table.current_row() if self.table.selected_count() else None
        return row

    def _open_customer(self) -> None:
        if (row := self._row()) is not None:
            self.ui.bus.open_customer.emit(row.scoring.customer_id)

    def _show_menu(self, at: QPoint) -> None:
        _ = self.ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName(f"{KEY}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("change", _("Change...") + "\tEnter", "pencil", self.change),
            ("file", _("Open the file") + "\tShift+Enter", "person", self._open_customer),
            ("copy", _("&Copy") + "\tCtrl+C", "copy", self.copy_selected),
            ("delete", _("Delete") + "\tDel", "trash", self.delete_selected),
        )
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"{KEY}-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    # What the page asks

    def give_keyboard(self) -> None:
        if self.found is not None and self.found.all:
            self.table.take_keyboard()
        else:
            self.empty.take_keyboard()

    def customer_in_hand(self) -> int | None:
        row = self._row()
        return row.scoring.customer_id if row is not None else None

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "delete_selected"})

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the row in hand."""
        focus = self.window().focusWidget()
        if focus is not None and self.box.isAncestorOf(focus):
            self.box.copy()
        else:
            copy_rows(self.ui, self.table)

    def status(self) -> list[str]:
        if self.found is None:
            return []
        n, count = self.ui.words.ngettext, len(self.found.ids)
        return [n("{count} scoring", "{count} scorings", count).format(count=self.ui.words.number(count))]

    def close_down(self) -> None:
        self.competitors.remember()
        super().close_down()
