"""The head of the customer list: which customers, how many, in what order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from crmdesk.core.choices import TIER
from crmdesk.core.customers import SORTS, Listing
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, MenuButton
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import reading

_TIERS = {choice.key: choice.label for choice in TIER}


class CustomersHead(QWidget):
    """44 high. `listing_asked` tells the listing that was chosen."""

    listing_asked = Signal(object)
    restore_asked = Signal()

    def __init__(self, ui: Ui, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._listing = listing
        _ = ui.words.gettext
        self.setObjectName("customers-head")
        self.setFixedHeight(tokens.TAB_ROW_TOP)
        self._which = QMenu(self)
        self._which.setObjectName("customers-which-menu")
        self._which.aboutToShow.connect(self._fill_which)
        self._title = MenuButton("", self._which, kind="quiet", bold=True, name="customers-which")
        self._title.setToolTip(_("Which customers are listed"))
        self._count = ElidedLabel(tone="text_2", name="customers-count")
        self._order = MenuButton("", SortMenu(ui, self), kind="quiet", tone="text_2", name="customers-sort")
        self._order.setToolTip(_("Order of the list"))
        self._restore = Button(_("Restore"), kind="quiet", icon="restore", name="restore-selected")
        self._restore.setToolTip(_("Take the selected customers out of the trash"))
        self._restore.clicked.connect(self.restore_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._restore)
        row.addWidget(self._order)
        self._restore.hide()
        for widget in (self._title, self._restore, self._order):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_listing(listing)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - 1, ink)

    @property
    def listing(self) -> Listing:
        return self._listing

    def set_listing(self, listing: Listing) -> None:
        """Show what is listed; tells nobody."""
        self._listing = listing
        self._title.setText(self.title().replace("&", "&&"))
        self._order.setText(self._ui.words.label(SORTS[listing.sort]))
        self._restore.setVisible(listing.deleted)

    def set_count(self, count: int) -> None:
        _ = self._ui.words.gettext
        self._count.set_text(_("{count}").format(count=self._ui.words.number(count)))

    def title(self) -> str:
        """All customers, a group, a tier or the trash."""
        _ = self._ui.words.gettext
        if self._listing.deleted:
            return _("Trash")
        if self._listing.tier:
            return self._ui.words.label(_TIERS[self._listing.tier])
        return self._listing.group or _("All customers")

    def _fill_which(self) -> None:
        _ = self._ui.words.gettext
        menu = self._which
        menu.clear()
        one = QActionGroup(menu)
        plain = Listing(query=self._listing.query, sort=self._listing.sort)
        self._entry(menu, one, _("All customers"), plain)
        menu.addSeparator()
        for key, label in _TIERS.items():
            self._entry(menu, one, self._ui.words.label(label), replace(plain, tier=key))
        groups = sorted(reading.group_names(self._ui.desk).values())
        if groups:
            menu.addSeparator()
        for name in groups:
            self._entry(menu, one, name, replace(plain, group=name))
        menu.addSeparator()
        self._entry(menu, one, _("Trash"), replace(plain, deleted=True))

    def _entry(self, menu: QMenu, one: QActionGroup, text: str, listing: Listing) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(listing == self._listing)
        action.setData(listing)
        one.addAction(action)
        action.triggered.connect(self._which_chosen)

    def _which_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.listing_asked.emit(action.data())

    def sort_by(self, sort: str) -> None:
        self.listing_asked.emit(replace(self._listing, sort=sort))


class SortMenu(QMenu):
    """The orders of the list, the present one ticked."""

    def __init__(self, ui: Ui, head: CustomersHead, parent: QWidget | None = None) -> None:
        super().__init__(parent or head)
        self._head = head
        self.setObjectName("customers-sort-menu")
        self.setTitle(ui.words.gettext("&Sort"))
        one = QActionGroup(self)
        for key, label in SORTS.items():
            action = self.addAction(ui.words.label(label))
            action.setCheckable(True)
            action.setData(key)
            action.setObjectName(f"sort-{key}")
            one.addAction(action)
            action.triggered.connect(self._chosen)
        self.aboutToShow.connect(self._tick)

    def _tick(self) -> None:
        for action in self.actions():
            action.setChecked(action.data() == self._head.listing.sort)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._head.sort_by(str(action.data()))
