"""The head of the customer list: which customers, how many, in what order; filters and the table."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from crmdesk.core.customers import SORTS, Listing
from crmdesk.gui.models import customer_columns as columns
from crmdesk.gui.pages.customers_which import TIERS, WhichMenu
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, MenuButton, tip
from crmdesk.gui.widgets.labels import ElidedLabel

TABLE, FILTERS = "Ctrl+Shift+T", "Ctrl+Shift+F"


class CustomersHead(QWidget):
    """44 high. `listing_asked` tells the listing that was chosen."""

    listing_asked = Signal(object)
    restore_asked = Signal()
    filters_asked = Signal()
    table_asked = Signal()
    columns_asked = Signal()

    def __init__(self, ui: Ui, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._listing = listing
        self.setObjectName("customers-head")
        self.setFixedHeight(tokens.TAB_ROW_TOP)
        self._make()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        for widget in (self._restore, self._order, self._columns, self._filters, self._table):
            row.addWidget(widget)
        self._restore.hide()
        self._columns.hide()
        for widget in (self._title, self._restore, self._order, self._columns, self._filters, self._table):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_listing(listing)

    def _make(self) -> None:
        _ = self._ui.words.gettext
        self._which = WhichMenu(self._ui, self._listing, self)
        self._which.chosen.connect(self.listing_asked)
        self._title = MenuButton("", self._which, kind="quiet", bold=True, name="customers-which")
        self._title.setToolTip(_("Which customers are listed"))
        self._count = ElidedLabel(tone="text_2", name="customers-count")
        self._order = MenuButton("", SortMenu(self._ui, self), kind="quiet", tone="text_2", name="customers-sort")
        self._order.setToolTip(_("Order of the list"))
        self._restore = Button(_("Restore"), kind="quiet", icon="restore", name="restore-selected")
        self._restore.setToolTip(_("Take the selected customers out of the trash"))
        self._restore.clicked.connect(self.restore_asked)
        self._columns = IconButton("columns", _("Columns"), name="customers-columns")
        self._columns.clicked.connect(self.columns_asked)
        self._filters = IconButton("filter", _("Filters"), name="customers-filters")
        self._filters.setToolTip(tip(_("Filters"), FILTERS))
        self._filters.clicked.connect(self.filters_asked)
        self._table = IconButton("table", "", name="customers-table")
        self._table.clicked.connect(self.table_asked)
        self.show_table(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The number stands in the status line too: it goes first where title and order need the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        others = (self._title, self._restore, self._order, self._columns, self._filters, self._table)
        needed = sum(widget.sizeHint().width() for widget in others if not widget.isHidden())
        count = self._count.sizeHint().width() + tokens.BETWEEN
        self._count.setVisible(needed + count + 2 * tokens.BETWEEN <= self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - 1, ink)

    @property
    def listing(self) -> Listing:
        return self._listing

    @property
    def ui(self) -> Ui:
        return self._ui

    def set_listing(self, listing: Listing) -> None:
        """Show what is listed; tells nobody. What is typed is not told here."""
        former, self._listing = self._listing, listing
        self._which.set_listing(listing)
        if replace(former, query=listing.query) == listing and self._title.text():
            return
        self._title.setText(self.title().replace("&", "&&"))
        self._order.setText(sort_text(self._ui, listing.sort).replace("&", "&&"))
        self._restore.setVisible(listing.deleted)
        self._fit()
        self._filters.set_icon("filter", "accent" if listing.filter else "text_2")

    def set_count(self, count: int) -> None:
        _ = self._ui.words.gettext
        self._count.set_text(_("{count}").format(count=self._ui.words.number(count)))
        self._fit()

    def show_table(self, table: bool) -> None:
        """The last button turns the list into the table and back."""
        _ = self._ui.words.gettext
        text = _("List and file") if table else _("Table of all columns")
        self._table.set_icon("list" if table else "table", "text_2")
        self._table.setAccessibleName(text)
        self._table.setToolTip(tip(text, TABLE))
        self._columns.setVisible(table)

    def columns_button(self) -> QWidget:
        return self._columns

    def title(self) -> str:
        """All customers, a group, a tier, those of an import, those nobody touched, or the trash."""
        _ = self._ui.words.gettext
        if self._listing.deleted:
            return _("Trash")
        if self._listing.batch is not None:
            return _("Imported customers")
        if self._listing.among is not None:
            return self._listing.named or _("Files nobody touched")
        if self._listing.tier:
            return self._ui.words.label(TIERS[self._listing.tier])
        return self._listing.group or _("All customers")

    def sort_by(self, sort: str) -> None:
        """Another order; the same one again turns it round."""
        again = sort == self._listing.sort and sort != "opened"
        turned = not self._listing.descending if again else False
        self.listing_asked.emit(replace(self._listing, sort=sort, descending=turned))

    def order_by(self, sort: str, *, descending: bool) -> None:
        self.listing_asked.emit(replace(self._listing, sort=sort, descending=descending))


def sort_text(ui: Ui, sort: str) -> str:
    """按负责人, for any order."""
    if sort in SORTS:
        return ui.words.label(SORTS[sort])
    field = ui.desk.fields("customer").get(sort)
    label = ui.words.label(field.label) if field else sort
    return ui.words.gettext("By {field}").format(field=label if ui.words.chinese else _lower(label))


def _lower(label: str) -> str:
    """Inside a sentence; abbreviations stay."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def known_sort(ui: Ui, sort: str) -> bool:
    """Whether there is such an order (a field of the user's own may be gone)."""
    return sort in SORTS or ui.desk.fields("customer").get(sort) is not None


class SortMenu(QMenu):
    """The orders of the list, the present one ticked; then the columns of the table, and the order turned round."""

    def __init__(self, ui: Ui, head: CustomersHead, parent: QWidget | None = None) -> None:
        super().__init__(parent or head)
        self._head = head
        self.setObjectName("customers-sort-menu")
        self.setTitle(ui.words.gettext("&Sort"))
        self._one = QActionGroup(self)
        for key, label in SORTS.items():
            self._entry(self, key, ui.words.label(label))
        self.addSeparator()
        self._others = self.addMenu(ui.words.gettext("&Other columns"))
        self._others.setObjectName("customers-sort-others")
        self._others.aboutToShow.connect(self._fill_others)
        self.addSeparator()
        self._turned = self.addAction(ui.words.gettext("&Turned round"), self._turn)
        self._turned.setCheckable(True)
        self._turned.setObjectName("sort-turned")
        self.aboutToShow.connect(self._tick)

    def _entry(self, menu: QMenu, key: str, text: str) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setData(key)
        action.setObjectName(f"sort-{key}")
        self._one.addAction(action)
        action.triggered.connect(self._chosen)
        return action

    def _fill_others(self) -> None:
        ui, sort = self._head.ui, self._head.listing.sort
        self._others.clear()
        chosen = [field for field in columns.chosen_columns(ui) if field.key not in SORTS]
        here = ui.desk.fields("customer").get(sort)
        if here is not None and sort not in SORTS and sort not in [field.key for field in chosen]:
            chosen.append(here)
        for field in chosen:
            self._entry(self._others, field.key, ui.words.label(field.label)).setChecked(field.key == sort)

    def _tick(self) -> None:
        listing = self._head.listing
        for action in self._one.actions():
            action.setChecked(action.data() == listing.sort)
        self._turned.setChecked(listing.descending)
        self._turned.setEnabled(listing.sort != "opened")

    def _turn(self) -> None:
        listing = self._head.listing
        self._head.order_by(listing.sort, descending=not listing.descending)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._head.order_by(str(action.data()), descending=False)
