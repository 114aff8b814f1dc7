"""The customers as a table of all columns: the view's other look, its header and its columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Field
from crmdesk.gui.icons import icon
from crmdesk.gui.models import customer_columns as columns
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.pages.customers_cells import TableDelegate
from crmdesk.gui.pages.customers_columns import ColumnsPopup
from crmdesk.gui.pages.customers_view import CustomerView
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui

_SETTLE = 400
"""Milliseconds after the last pixel of a resized column until its width is remembered."""


class TableLook(QObject):
    """Turns the view into a table and back. `sort_asked` tells the key of the field whose header was clicked."""

    sort_asked = Signal(str)

    def __init__(self, ui: Ui, view: CustomerView, model: CustomerListModel) -> None:
        super().__init__(view)
        self._ui = ui
        self._view = view
        self._model = model
        self._popup: ColumnsPopup | None = None
        self._listing = Listing()
        self._arranging = False
        self._resized: set[str] = set()
        self.on = False
        view.setItemDelegate(TableDelegate(model, view))
        header = self._header
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(columns.NARROWEST)
        header.setAccessibleName(ui.words.gettext("Columns"))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._menu)
        header.sectionClicked.connect(self._clicked)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._section_resized)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settling.timeout.connect(self._remember_widths)

    @property
    def _header(self) -> QHeaderView:
        return self._view.horizontalHeader()

    def set_on(self, on: bool) -> None:
        """The table, or the list of one column; selection and the current customer stay."""
        if on == self.on:
            return
        place = self._view.place()
        self.on = on
        self._view.set_row_height(tokens.TABLE_ROW if on else tokens.LIST_ROW)
        bars = Qt.ScrollBarPolicy
        self._view.setHorizontalScrollBarPolicy(bars.ScrollBarAsNeeded if on else bars.ScrollBarAlwaysOff)
        modes = QHeaderView.ResizeMode
        if on:
            self._header.setFixedHeight(tokens.TABLE_ROW)
            self._model.show_columns(columns.chosen_columns(self._ui))
        self._header.setVisible(on)
        self._view.row_lines = on
        self._header.setSectionResizeMode(modes.Interactive if on else modes.Stretch)
        self._header.setStretchLastSection(on)
        self._arrange()
        self._view.horizontalScrollBar().setValue(0)
        self._view.restore(place, scroll=False)
        self._view.centre()

    def refresh_fields(self) -> None:
        """Fields or lists may have changed: the columns follow."""
        if self._model.columns:
            self.set_columns([field.key for field in columns.chosen_columns(self._ui)], remember=False)

    def set_columns(self, keys: Sequence[str], *, remember: bool = True) -> None:
        """Show these columns in this order."""
        known = {field.key: field for field in columns.all_columns(self._ui)}
        chosen = [known[key] for key in keys if key in known]
        if not chosen:
            return
        if remember:
            columns.remember_columns(self._ui, [field.key for field in chosen])
        if tuple(chosen) == self._model.columns and self.fields() == chosen:
            return
        place = self._view.place()
        self._model.show_columns(chosen)
        self._arrange()
        self._view.restore(place, scroll=True)

    def fields(self) -> list[Field]:
        """The columns as they stand, from the left."""
        header = self._header
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [self._model.columns[logical - 1] for logical in order if 0 < logical <= len(self._model.columns)]

    def show_order(self, listing: Listing) -> None:
        """The indicator over the column by which the list is sorted."""
        self._listing = listing
        sort = "created_on" if listing.sort == "created" else listing.sort
        places = [place for place, field in enumerate(self._model.columns, 1) if field.key == sort]
        down = listing.descending != (listing.sort == "created")
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicatorShown(bool(places))
        if places:
            self._header.setSortIndicator(places[0], order)

    def choose_columns(self, at: QPoint | None = None) -> None:
        """The popup in which columns are ticked and put in order."""
        if self._popup is None:
            self._popup = ColumnsPopup(self._ui, self._view)
            self._popup.chosen.connect(self.set_columns)
        self._popup.show_columns(self.fields() or columns.chosen_columns(self._ui))
        self._popup.open_at(at or self._header.mapToGlobal(QPoint(tokens.BETWEEN, self._header.height())))

    def _arrange(self) -> None:
        """Hide what this look does not show; columns in their order, each as wide as it was left."""
        self._arranging = True
        header = self._header
        for logical in range(header.count()):
            header.moveSection(header.visualIndex(logical), logical)
            header.setSectionHidden(logical, (logical == 0) == self.on)
        if self.on:
            for logical, field in enumerate(self._model.columns, 1):
                needed = max(header.sectionSizeHint(logical), self._choices_width(field))
                header.resizeSection(logical, columns.width(self._ui, field, at_least=needed))
        self._arranging = False
        self.show_order(self._listing)

    def _choices_width(self, field: Field) -> int:
        """So wide that every word of the field's list can be read, within reason."""
        told = (text_width(self._view.font(), self._ui.words.label(choice.label)) for choice in field.choices)
        return min(max(told, default=0) + 2 * tokens.BETWEEN, tokens.NORMAL_INPUT)

    def _clicked(self, logical: int) -> None:
        if 0 < logical <= len(self._model.columns):
            self.sort_asked.emit(self._model.columns[logical - 1].key)

    def _moved(self, _logical: int, _from: int, _to: int) -> None:
        if not self._arranging:
            columns.remember_columns(self._ui, [field.key for field in self.fields()])

    def _section_resized(self, logical: int, _before: int, now: int) -> None:
        last = self._header.logicalIndex(self._header.count() - 1)
        if self.on and not self._arranging and now and 0 < logical <= len(self._model.columns) and logical != last:
            self._resized.add(self._model.columns[logical - 1].key)
            self._settling.start()

    def _remember_widths(self) -> None:
        for logical, field in enumerate(self._model.columns, 1):
            if field.key in self._resized:
                columns.remember_width(self._ui, field.key, self._header.sectionSize(logical))
        self._resized.clear()

    def _menu(self, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self._view)
        menu.setObjectName("columns-menu")
        logical = self._header.logicalIndexAt(at)
        if 0 < logical <= len(self._model.columns):
            key = self._model.columns[logical - 1].key
            rest = [field.key for field in self.fields() if field.key != key]
            hide = menu.addAction(_("&Hide this column"), lambda: self.set_columns(rest))
            hide.setObjectName("column-hide")
            hide.setEnabled(bool(rest))
            first = menu.addAction(_("&First column"), lambda: self.set_columns([key, *rest]))
            first.setObjectName("column-first")
            menu.addSeparator()
        where = self._header.mapToGlobal(at)
        choose = menu.addAction(icon("columns"), _("&Columns..."), lambda: self.choose_columns(where))
        choose.setObjectName("columns-choose")
        usual = menu.addAction(_("&Usual columns"), self._usual)
        usual.setObjectName("columns-usual")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _usual(self) -> None:
        self._ui.preferences.customer_columns = []
        self._ui.preferences.customer_widths = {}
        self.set_columns([field.key for field in columns.chosen_columns(self._ui)], remember=False)
        self._arrange()
