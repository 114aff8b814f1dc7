"""The funnel of sales: what is expected, by stage and by month, whom each band holds, and what became of offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.funnel import OFFERS, STAGES, Cell, Funnel
from crmdesk.core.potentials import Potential
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.funnel import BandTable, LostTable, MonthsTable, month_lines, whole_yuan
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_table import DAY, FollowUpTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.funnel import Band, FunnelBands
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.services import qualifying
from crmdesk.services.desk import Desk

_SIDE = 472
_MONTHS = (0, 76, 76, 76, 84, 84, 72, 76)
_BAND = (0, 112, DAY, 88)
_LOST = (0, 72, 112)
_MOST = 500
_WON, _LOST_KEY = "won", "lost"


class _Side(QWidget):
    """The left side with a line at its right."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), self.width() - 1, 0, self.height(), colour(self.palette(), "line"))


class FunnelTab(FollowUpTab):
    """Stages, what became of offers, the months ahead, and whoever stands behind the band that is chosen."""

    KINDS = ("customer", "sales_order", "order_line")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "funnel-tab")
        _ = ui.words.gettext
        self.found: Funnel | None = None
        self._listed = ""
        self.bands = FunnelBands(name="funnel-bands", label=_("Funnel by stage"))
        self.offers = FunnelBands(name="funnel-offers", label=_("What became of offers"))
        self.head = SectionHead("", name="funnel-head")
        self.offers_head = SectionHead(_("Offers"), name="funnel-offers-head")
        self.months = FollowUpTable(ui, MonthsTable(ui), _MONTHS, name="funnel-months", label=_("Expected by month"))
        self.table = FollowUpTable(ui, BandTable(ui), _BAND, name="funnel-band", label=_("Customers of the band"))
        self.lost = FollowUpTable(ui, LostTable(ui), _LOST, name="funnel-lost", label=_("Lost offers by reason"))
        self.band_head = SectionHead("", link=_("To the orders"), name="funnel-band-head")
        self.band_head.acted.connect(lambda: ui.bus.go.emit("orders/orders"))
        self._show_bands(Cell(), Cell(), {})
        self._lay_out()
        self.bands.chosen.connect(self._choose)
        self.offers.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: ui.bus.open_customer.emit(line.customer_id))

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        side = _Side()
        side.setFixedWidth(_SIDE)
        left = QVBoxLayout(side)
        left.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.BETWEEN)
        left.setSpacing(tokens.BETWEEN)
        left.addWidget(self.head)
        left.addWidget(self.bands)
        left.addSpacing(tokens.AROUND)
        left.addWidget(self.offers_head)
        left.addWidget(self.offers)
        left.addWidget(self.lost, 1)
        right = QVBoxLayout()
        right.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.BETWEEN)
        right.setSpacing(tokens.BETWEEN)
        right.addWidget(SectionHead(_("Expected by month"), name="funnel-months-head"))
        right.addWidget(self.months)
        right.addSpacing(tokens.AROUND)
        right.addWidget(self.band_head)
        right.addWidget(self.table, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        told = _("What you expect of customers and offer them stands here by stage and month.")
        self._empty = EmptyState(told, _("To the potential customers"), name="no-funnel")
        self._empty.acted.connect(lambda: self._ui.bus.go.emit("follow-up/potentials"))
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for table in (self.months, self.lost):
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.setSelectionMode(FollowUpTable.SelectionMode.NoSelection)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # What the page asks

    def take_keyboard(self) -> None:
        self.bands.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it shows

    def _look_up(self) -> None:

        def work(desk: Desk, _job: Job) -> Funnel:
            return qualifying.funnel(desk)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="funnel")

    def _show(self, found: Funnel) -> None:
        words = self._ui.words
        _, n = words.gettext, words.ngettext
        self.found = found
        lines = month_lines(found, self._ui)
        total = lines[-1].all
        self.head.set_title(_("{amount} expected").format(amount=whole_yuan(total.amount, self._ui)))
        told = n("of {count} customer, by stage", "of {count} customers, by stage", total.count)
        self.head.set_note(told.format(count=words.number(total.count)))
        lost = Cell(sum(each.count for each in found.lost), sum((each.amount for each in found.lost), Decimal(0)))
        self._show_bands(found.won, lost, {OFFERS: found.offers.all, **{row.stage: row.all for row in found.rows}})
        self.offers_head.set_note(_("won and lost since {day}").format(day=words.date(found.since)))
        self.months.show_lines(lines, lambda line: line.label)
        self.months.setFixedHeight((len(lines) + 1) * tokens.TABLE_ROW)
        self.lost.show_lines(found.lost, lambda line: line.reason)
        self.lost.setVisible(bool(found.lost))
        whole = total.count or found.won.count or lost.count
        self._stack.setCurrentIndex(0 if whole else 1)
        first = next((row.stage for row in found.rows if row.all.count), "")
        self._choose(self.bands.key() or self.offers.key() or first)
        self.shown.emit()

    def _show_bands(self, won: Cell, lost: Cell, cells: Mapping[str, Cell]) -> None:
        """The same bands all the time, so that Tab comes to them in their place."""
        _ = self._ui.words.gettext
        stages = self._ui.desk.fields("customer")["stage"].choices
        told = [(each.key, self._ui.words.label(each.label), cells.get(each.key, Cell())) for each in stages]
        self.bands.set_bands(self._bands(told))
        offers = [(OFFERS, _("Open offers"), cells.get(OFFERS, Cell())), (_WON, _("Orders won"), won)]
        self.offers.set_bands(self._bands([*offers, (_LOST_KEY, _("Lost offers"), lost)]))

    def _bands(self, cells: Sequence[tuple[str, str, Cell]]) -> list[Band]:
        most = max((cell.amount for _key, _label, cell in cells), default=Decimal(0))
        tones = {_LOST_KEY: "line_strong"}
        return [
            Band(
                key, label, self._ui.words.number(cell.count), whole_yuan(cell.amount, self._ui),
                float(cell.amount / most) if most else 0.0, tones.get(key, "series"),
            )
            for key, label, cell in cells
        ]  # fmt: skip

    def _choose(self, key: str) -> None:
        """List whom a band holds; won and lost offers stand on the page of orders."""
        of_offers = key in (OFFERS, _WON, _LOST_KEY)
        (self.bands if of_offers else self.offers).clear()
        if not key or self.found is None:
            return
        (self.offers if of_offers else self.bands).set_key(key)
        self._listed = key
        self.band_head.show_link(key in (_WON, _LOST_KEY))
        if key in (_WON, _LOST_KEY):
            self._tell_closed(self.found, key)
        else:
            self._list_band(key)

    def _tell_closed(self, found: Funnel, key: str) -> None:
        _, n = self._ui.words.gettext, self._ui.words.ngettext
        if key == _WON:
            count = found.won.count
            told = n("{count} order", "{count} orders", count)
        else:
            count = sum(each.count for each in found.lost)
            told = n("{count} offer", "{count} offers", count)
        self.band_head.set_title(_("Orders won") if key == _WON else _("Lost offers"))
        self.band_head.set_note(told.format(count=self._ui.words.number(count)))
        self.table.show_lines((), lambda line: line.customer_id)

    def _list_band(self, key: str) -> None:
        stage = self._ui.desk.fields("customer")["stage"].choice(key)
        name = self._ui.words.label(stage.label) if stage is not None else self._ui.words.gettext("Open offers")
        self.band_head.set_title(name)

        def work(desk: Desk, _job: Job) -> tuple[str, list[Potential]]:
            stages = STAGES if key == OFFERS else (key,)
            found = [line for each in stages for line in qualifying.potentials(desk, sort="date", stage=each)]
            return key, [line for line in found if _held(line, of_offers=key == OFFERS)]

        self._ui.jobs.run(self, work, self._show_band, self._ui.bus.failed.emit, channel="funnel-band")

    def _show_band(self, told: tuple[str, list[Potential]]) -> None:
        key, found = told
        if key != self._listed:
            return
        words = self._ui.words
        shown = words.ngettext("{count} customer", "{count} customers", len(found))
        if len(found) > _MOST:
            shown = words.gettext("the first {shown} of {count}")
        self.band_head.set_note(shown.format(shown=words.number(_MOST), count=words.number(len(found))))
        self.table.show_lines(found[:_MOST], lambda line: line.customer_id)


def _held(line: Potential, *, of_offers: bool) -> bool:
    """As the sums are made: an offer is open, or an amount or a day is expected."""
    offered = line.offered is not None
    return offered if of_offers else offered or line.expected_on is not None or line.expected_amount is not None
