"""The middle of a ranking: the customers of a level in their places, or those a search finds."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.ranking import TierRow
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models import tiers_rows as rows
from crmdesk.gui.models.tiers_rows import RankedTable
from crmdesk.gui.pages.customers_copy import Copied
from crmdesk.gui.pages.orders_part import MOST_COPIED
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, IconButton, tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.moved import MovedDelegate
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.tables import inset
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking

_WIDTHS = {
    rows.RANK: 48, rows.CITY: 72, rows.VALUE: 112, rows.SHARE: 56, rows.CUMULATED: 56, rows.LEVEL: 64, rows.GRADE: 48,
    rows.STAGE: 96, rows.MOVE: 64, rows.OWNER: 64,
}  # fmt: skip
_SPARE = (rows.CITY, rows.STAGE, rows.CUMULATED, rows.GRADE, rows.MOVE, rows.OWNER, rows.LEVEL, rows.SHARE)
"""Columns that go, the first one first, where names would get too little room."""
_LEAST_NAME = 200
_SEARCH, _NARROW_SEARCH = 176, 112
_FOUND = 2000
_WIDE = 560
_EXPANDING, _MINIMUM = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum


class RankedList(Ground):
    """`chosen`: another customer is the current one; `opened`: Enter, the customer's id."""

    chosen = Signal()
    opened = Signal(object)
    beside_asked = Signal()
    menu_asked = Signal(QPoint)
    export_asked = Signal()
    selection_changed = Signal()

    def __init__(self, ui: Ui, jobs: Jobs, key: str) -> None:
        super().__init__("base", name=f"tiers-{key}-list")
        self._ui, self._jobs, self._key = ui, jobs, key
        self.ranking: Ranking | None = None
        self._level: tuple[str, str, range] = ("", "", range(0))
        self._mixed = False
        self.model = RankedTable(ui, self)
        self._make_head()
        self._make_table()
        self._lay_out()

    def _make_head(self) -> None:
        _ = self._ui.words.gettext
        self.badge = BadgeLabel(badges.chip(""), name=f"{self._key}-level")
        self.count = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{self._key}-count")
        self.places = ElidedLabel(tone="text_2", name=f"{self._key}-places")
        self.search = SearchBox(_("Find"), width=_SEARCH, name=f"{self._key}-search")
        self.search.setAccessibleName(_("Find in the ranking"))
        self.search.setToolTip(tip(_("Name, phone, number: whoever is found, with their places"), "Ctrl+F"))
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self._look)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        for signal in (self.search.left, self.search.down, self.search.returnPressed):
            signal.connect(self.take_keyboard)
        self.export = Button(_("Export..."), icon="export", name=f"{self._key}-export")
        told = _("Write this ranking into a spreadsheet")
        self.export.setToolTip(told)
        self.brief_export = IconButton("export", told, name=f"{self._key}-export-brief")
        for button in (self.export, self.brief_export):
            button.clicked.connect(self.export_asked)

    def _make_table(self) -> None:
        _ = self._ui.words.gettext
        self.table = WorkTable(
            self.model, _WIDTHS, shares={rows.NAME: 1}, name=f"{self._key}-table", label=_("Customers by rank"),
            clear=True,
        )  # fmt: skip
        self.table.setItemDelegate(MovedDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.table.selection_changed.connect(self.selection_changed)
        self.table.selection_changed.connect(self.chosen)
        self.table.opened.connect(self.open_current)
        self.table.beside_asked.connect(self.beside_asked)
        self.table.copy_asked.connect(self.copy_selected)
        self.table.menu_asked.connect(self.menu_asked)
        self.table.typed.connect(self._type)
        self.table.left.connect(self.clear)
        self.empty = EmptyState("", name=f"{self._key}-nobody")
        told = _("Once there are customers, they are ranked here by what they bring.")
        self.first = EmptyState(told, _("To the customers"), icon="person", name=f"{self._key}-first")
        self.first.acted.connect(lambda: self._ui.bus.go.emit("customers"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.BETWEEN)
        for widget in (self.badge, self.count):
            head.addWidget(widget)
        head.addWidget(self.places, 1)
        self._gap = QSpacerItem(0, 0)
        head.addItem(self._gap)
        head.addWidget(self.search)
        head.addWidget(self.export)
        head.addWidget(self.brief_export)
        self._head = head
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(inset(self.stack), 1)

    def add_beside(self, widget: QWidget) -> None:
        """At the right end of the head."""
        self._head.addWidget(widget)

    # What is shown

    def show_level(self, ranking: Ranking, key: str, name: str, ranks: range) -> None:
        """The places of a level or of a sum of levels (`key` is no level then)."""
        other = (key, ranks) != (self._level[0], self._level[2]) and key != self._level[0]
        self.ranking, self._level = ranking, (key, name, ranks)
        if self.search.text().strip():
            self._look()
        else:
            self._show(ranks, other=other)

    @property
    def _is_level(self) -> bool:
        return self.ranking is not None and self._level[0] in self.ranking.division.bounds.levels

    def _show(self, ranks: Sequence[int], *, other: bool = False, found: bool = False) -> None:
        if self.ranking is None:
            return
        _, words = self._ui.words.gettext, self._ui.words
        self._mixed = found or not self._is_level
        self._fit()
        self.table.show_ids(self.model.take(self.ranking, ranks), other=other)
        if other:
            self.table.scrollToTop()
        key, name, _ranks = self._level
        self.badge.set_badge(badges.tier(key, name) if key in badges.TIERS else badges.chip(name))
        self.badge.setVisible(not found)
        n = words.ngettext("{count} customer", "{count} customers", len(ranks))
        self.count.set_text(n.format(count=words.number(len(ranks))))
        shown = ranks if isinstance(ranks, range) and len(ranks) else range(0)
        if len(shown) and not found:
            told = _("places {first} to {last}").format(first=words.number(shown[0]), last=words.number(shown[-1]))
        else:
            told = _("found") if found else ""
        self.places.set_text(told)
        self.empty.set_sentence(_("Nobody is found.") if found else _("Nobody is in this level."))
        self.stack.setCurrentWidget(self.table if len(ranks) else self.empty if self.ranking.count else self.first)
        if len(ranks) and not found and not self.table.selected_count():
            self.table.go_to(0)
        self.chosen.emit()

    def _look(self) -> None:
        """Whoever is found by what was typed, in their places."""
        query, ranking = self.search.text().strip(), self.ranking
        if ranking is None:
            return
        if not query:
            self._jobs.run(self, lambda _desk, _job: None, lambda _found: None, self._failed, channel=self._channel)
            self._show(self._level[2])
            return

        def work(desk: Desk, _job: Job) -> Sequence[int]:
            found = frozenset(customers.find(desk, Listing(query=query), _FOUND))
            places = enumerate(ranking.ids, 1) if found else ()
            return array("q", (rank for rank, each in places if each in found))

        self._jobs.run(self, work, lambda ranks: self._show(ranks, found=True), self._failed, channel=self._channel)

    @property
    def _channel(self) -> str:
        return f"{self._key}-find"

    def _failed(self, error: Exception) -> None:
        self._ui.bus.failed.emit(error)

    def go_to(self, customer_id: int) -> bool:
        """Make this customer the current one; False where it is not among those shown."""
        place = self.model.place_of(customer_id)
        if place >= 0:
            self.table.go_to(place)
        return place >= 0

    def read_again(self) -> None:
        """What is known of the customers may be another thing; their places are the same."""
        self.model.read_again()

    def clear(self) -> None:
        """Esc: the whole level again."""
        self.search.clear()

    # What is asked of it

    def current(self) -> TierRow | None:
        row = self.table.current_row() if self.table.selected_count() else None
        return row if isinstance(row, TierRow) else None

    def open_current(self) -> None:
        """The file of the current customer."""
        row = self.current()
        if row is not None:
            self.opened.emit(row.customer_id)

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)

    def take_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
        elif self.stack.currentWidget() is self.first:
            self.first.take_keyboard()
        else:
            self.search.enter()

    def copy_selected(self) -> None:
        """As a table that a spreadsheet takes."""
        places = self.table.selected_places()[:MOST_COPIED]
        columns = [column for column in range(self.model.columnCount()) if not self.table.isColumnHidden(column)]
        found = [row for place in places if (row := self.model.line(place)) is not None]
        if not found:
            return
        lines = (tuple(" ".join(self.model.plain(row, column).split()) for column in columns) for row in found)
        headings = self.model.headings()
        figures = tuple(column in self.model.figures for column in columns)
        copied = Copied((tuple(headings[column] for column in columns), *lines), figures)
        self._ui.clipboard.put(copied.mime(), personal=copied.personal)
        said = self._ui.words.ngettext("{count} row copied", "{count} rows copied", copied.count)
        self._ui.bus.message.emit(said.format(count=self._ui.words.number(copied.count)), False)

    # How it fits

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns go where they say nothing, and where names would get too little room."""
        room = self.width() - 2 * tokens.BETWEEN - _LEAST_NAME
        kept = dict(_widths(self.table))
        if not self._mixed:
            kept.pop(rows.LEVEL)
        if self.ranking is None or self.ranking.former is None:
            kept.pop(rows.MOVE)
        for column in _SPARE:
            if sum(kept.values()) > room:
                kept.pop(column, None)
        for column in _SPARE:
            self.table.setColumnHidden(column, column not in kept)
        self.table.share_room()
        wide = self.width() >= _WIDE
        self.search.setFixedWidth(_SEARCH if wide else _NARROW_SEARCH)
        for widget, shown in ((self.export, wide), (self.places, wide), (self.brief_export, not wide)):
            widget.setVisible(shown)
        self._gap.changeSize(0, 0, _EXPANDING if not wide else QSizePolicy.Policy.Minimum, _MINIMUM)
        self._head.invalidate()


def _widths(table: WorkTable) -> Mapping[int, int]:
    return {column: max(width, table.horizontalHeader().sectionSizeHint(column)) for column, width in _WIDTHS.items()}
