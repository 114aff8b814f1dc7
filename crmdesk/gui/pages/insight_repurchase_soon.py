"""Who is about to need what, or is late with it: date, quantity, price of the day, and what is done about it (METHOD.md
section 13)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerRow
from crmdesk.core.repurchase import Need, Soon
from crmdesk.core.settings import OFFER_FROM
from crmdesk.gui.dialogs.purchases import PurchasesDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.repurchase import (
    CUSTOMER,
    DAYS,
    NOTE,
    ON,
    PRICE,
    QUANTITY,
    TIER,
    WHAT,
    NeedsTable,
    Placed,
    reasons,
)
from crmdesk.gui.models.tiers_people import LOG, OFFER, PLAN, People, Person
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.insight_repurchase_head import SoonHead
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.tiers_person import ListAndSide, PersonSide
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import customers, repurchase, settings, staff
from crmdesk.services.desk import Desk

KEY = "insight-soon"
PURCHASES = "purchases"
_WIDTHS = {TIER: 76, ON: 104, DAYS: 64, QUANTITY: 88, PRICE: 96, NOTE: 104}
_SHARES = {CUSTOMER: 4, WHAT: 4}
_DEEDS = (OFFER, PURCHASES, LOG, PLAN)
_NOTE_FROM = 820
"""From this width of the list on it is told where a price comes from."""


class Found(Struct, frozen=True):
    """What was asked for, and whose customers may be chosen."""

    soon: Soon
    owners: Sequence[str]


class SoonView(InsightTab):
    """Enter opens the customer's file; the deeds stand at the side."""

    kinds = ("customer", "sales_order", "order_line", "goods_return", "return_line", "product", "loss", "setting",
             "tier_policy", "staff")  # fmt: skip

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Found | None = None
        self.days, self.late = 14, False
        self.beside = SoonHead(ui, KEY)
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{KEY}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{KEY}-note")
        self.model = NeedsTable(ui, self)
        self.table = WorkTable(
            self.model, _WIDTHS, shares=_SHARES, name=f"{KEY}-table", label=_("What is needed next"), clear=True
        )
        self.empty = EmptyState("", icon="plus", name=f"{KEY}-empty")
        self.empty.acted.connect(lambda: ui.bus.new_order.emit(None, "ordered"))
        self.side = PersonSide(ui, f"{KEY}-side")
        self.side.doing = MoreDoing(ui, self.side, {PURCHASES: (_("What it rests on..."), "list", self.show_purchases)})
        self.side.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.BETWEEN)
        words.setSpacing(0)
        told: tuple[QWidget, ...] = (self.title, self.note, self.progress)
        for widget in told:
            words.addWidget(widget)
        self.stack = QStackedWidget()
        for page in (self.table, self.empty):
            self.stack.addWidget(page)
        self._row = ListAndSide(self, words, self.stack, self.side)

    def _connect(self) -> None:
        self.beside.asked.connect(self.load)
        table = self.table
        table.selection_changed.connect(self._moved)
        table.opened.connect(self._open)
        table.beside_asked.connect(self._open)
        table.copy_asked.connect(self.copy_selected)
        table.menu_asked.connect(self._show_menu)
        self.ui.masking.changed.connect(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.fit(event.size().width())
        self._show_columns()

    def _show_columns(self) -> None:
        room = self._row.list_width(self.width())
        self.table.setColumnHidden(NOTE, room < _NOTE_FROM)
        self.table.setColumnHidden(TIER, room < _NOTE_FROM - _WIDTHS[NOTE])
        self.table.share_room()

    # What is shown

    def show_days(self, days: int, *, late: bool) -> None:
        """What is needed within so many days, or what is overdue."""
        if (days, late) != (self.days, self.late):
            self.days, self.late = days, late
            self.load()

    def ask(self) -> Callable[[Desk, Job], Found]:
        days, owner, offers, by = (
            self.days,
            self.beside.owner_asked(),
            self.beside.offers.isChecked(),
            self.beside.way(),
        )

        def read(desk: Desk, job: Job) -> Found:
            spent = settings.get(desk, OFFER_FROM) if offers else 0
            soon = repurchase.soon(
                desk, None, days, by=by, owner=owner, spent=spent, progress=job.progress, cancelled=job.is_cancelled
            )
            return Found(soon, staff.names(desk))

        return read

    def answered(self, found: Found) -> None:
        _, soon = self.ui.words.gettext, found.soon
        other = self.found is None or (self.found.soon.days, self.found.soon.by) != (soon.days, soon.by)
        self.found = found
        self.beside.show_owners(found.owners)
        pairs = soon.overdue if self.late else soon.coming
        late = self.late != self.model.late
        self.model.show_list(self._placed, late=self.late)
        self.table.show_ids(array("q", range(len(pairs))), other=other or late)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, DAYS, DAYS)
        self._tell(soon, len(pairs))
        self.stack.setCurrentWidget(self.table if pairs else self.empty)
        if pairs and not self.table.selected_count():
            self.table.go_to(0)
        self._moved()

    def _tell(self, soon: Soon, count: int) -> None:
        words = self.ui.words
        _, n, number = words.gettext, words.ngettext, words.number
        nobody = soon.why is not None and soon.why.code == "repurchase-nothing"
        if self.late:
            title = n("{count} purchase is overdue", "{count} purchases are overdue", count)
            self.note.set_text(
                _("The last likely day has passed; the latest date first. After two silent intervals it is given up.")
            )
            nothing = _("Nothing is overdue: whatever was expected has come, or its days are not over.")
            if nobody and soon.why is not None:
                nothing = soon.why.told(words)
        else:
            title = n(
                "{count} purchase expected in the next {days} days",
                "{count} purchases expected in the next {days} days", count,
            )  # fmt: skip
            self.note.set_text(_("The earliest first, then what may come any day. Prices are those of today."))
            nothing = soon.why.told(words) if soon.why is not None else ""
        self.title.set_text(title.format(count=number(count), days=soon.days))
        self.empty.set_sentence(nothing)
        self.empty.set_button(_("New order...") if nobody else "")

    def _placed(self, first: int, many: int) -> list[Placed]:
        assert self.found is not None
        soon = self.found.soon
        pairs = (soon.overdue if self.late else soon.coming)[first : first + many]
        needs = (repurchase.overdue if self.late else repurchase.rows)(self.ui.desk, soon, first, many)
        by_key = {(need.customer_id, need.next.key): need for need in needs}
        placed = ((first + at, by_key.get((whose, key))) for at, (whose, key, _numbers) in enumerate(pairs))
        return [Placed(place, need) for place, need in placed if need is not None]

    def need(self) -> Need | None:
        """What is in hand."""
        row: Placed | None = self.table.current_row() if self.table.selected_count() else None
        return row.need if row is not None else None

    def _moved(self, _why: object = None) -> None:
        need, had = self.need(), self.side.isVisible()
        person = None
        if need is not None:
            rows: Sequence[CustomerRow] = customers.rows(self.ui.desk, [need.customer_id])
            person = Person(rows[0], (), reasons(self.ui, need)) if rows else None
        self.side.show_person(person, People(KEY, "", deeds=_DEEDS))
        if had != self.side.isVisible():
            self._show_columns()
        self.shown.emit()

    # What is done

    def _open(self) -> None:
        if (need := self.need()) is not None:
            self.ui.bus.open_customer.emit(need.customer_id)

    def show_purchases(self, customer_id: int) -> None:
        """The purchases the prediction in hand rests on."""
        need = self.need()
        if need is None or need.customer_id != customer_id:
            return
        found = repurchase.behind(self.ui.desk, customer_id, need.next.key)
        told = f"{need.next.name} · {reasons(self.ui, need)[0].told(self.ui.words)}"
        PurchasesDialog(self.ui, need.name, told, found, self.window()).open()

    def _show_menu(self, at: QPoint) -> None:
        need = self.need()
        if need is None:
            return
        menu = QMenu(self)
        menu.setObjectName(f"{KEY}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.side.doing.fill_menu(menu, _DEEDS, need.customer_id)
        menu.addSeparator()
        menu.addAction(self.ui.words.gettext("&Copy") + "\tCtrl+C", self.copy_selected)
        menu.popup(at)

    # What the page asks

    def give_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
        else:
            self.beside.owner.setFocus(Qt.FocusReason.OtherFocusReason)

    def customer_in_hand(self) -> int | None:
        need = self.need()
        return need.customer_id if need is not None else None

    def customers_in_order(self) -> Sequence[int] | None:
        if self.found is None:
            return []
        return (self.found.soon.overdue if self.late else self.found.soon.coming).customers()

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all"})

    def select_all(self) -> None:
        self.table.selectAll()

    def copy_selected(self) -> None:
        copy_rows(self.ui, self.table)

    def status(self) -> list[str]:
        n, count = self.ui.words.ngettext, len(self.model.ids)
        return [n("{count} purchase", "{count} purchases", count).format(count=self.ui.words.number(count))]
