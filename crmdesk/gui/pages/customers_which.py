"""The menu of the list's title: all customers, a tier, a group, the trash."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.choices import TIER
from crmdesk.core.customers import Listing
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers_facets import color_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot
from crmdesk.gui.ui import Ui
from crmdesk.services import groups

TIERS = {choice.key: choice.label for choice in TIER}
_SCALES = (1, 2, 3)


class WhichMenu(QMenu):
    """`chosen` tells the listing; what is typed into the search box and the order stay."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, listing: Listing, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._listing = listing
        self.setObjectName("customers-which-menu")
        self.aboutToShow.connect(self._fill)

    def set_listing(self, listing: Listing) -> None:
        self._listing = listing

    def _fill(self) -> None:
        _ = self._ui.words.gettext
        self.clear()
        one = QActionGroup(self)
        plain = Listing(self._listing.query, self._listing.sort, descending=self._listing.descending)
        self._entry(one, _("All customers"), plain)
        self.addSeparator()
        for key, label in TIERS.items():
            self._entry(one, self._ui.words.label(label), replace(plain, tier=key))
        known = groups.all_groups(self._ui.desk)
        if known:
            self.addSeparator()
        for group in sorted(known, key=lambda group: group.filter is not None):
            mark = _("automatic") if group.filter is not None else ""
            entry = self._entry(one, group.name, replace(plain, group=group.name), mark)
            if not entry.isChecked():
                entry.setCheckable(False)
                entry.setIcon(dot_icon(color_of(self, group.color)))
        edit = self.addAction(icon("pencil"), _("&Edit groups..."), self._edit_groups)
        edit.setObjectName("edit-groups")
        self.addSeparator()
        self._entry(one, _("Trash"), replace(plain, deleted=True))

    def _entry(self, one: QActionGroup, text: str, listing: Listing, mark: str = "") -> QAction:
        action = self.addAction(text.replace("&", "&&") + (f"\t{mark}" if mark else ""))
        action.setCheckable(True)
        action.setChecked(_place(listing) == _place(self._listing))
        action.setData(listing)
        one.addAction(action)
        action.triggered.connect(self._triggered)
        return action

    def _triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())

    def _edit_groups(self) -> None:
        self._ui.bus.open_settings.emit("groups")


def _place(listing: Listing) -> tuple[object, ...]:
    return listing.group, listing.tier, listing.deleted, listing.batch, listing.among


def dot_icon(color: str) -> QIcon:
    """A dot in a group's colour, for menus."""
    result = QIcon()
    for scale in _SCALES:
        side = tokens.ICON * scale
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        dot(painter, QPointF(side / 2, side / 2), 4.5 * scale, QColor(color))
        painter.end()
        picture.setDevicePixelRatio(scale)
        result.addPixmap(picture)
    return result
