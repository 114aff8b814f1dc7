"""What stands under the head of the customers: the facets to filter by, and the filters at work as chips."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.models import customer_filters as filters
from crmdesk.gui.pages.customers_facets import Facet
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.chips import Chip
from crmdesk.gui.widgets.flow import FlowBox


class FilterBar(QWidget):
    """`listing_asked` tells the listing with another filter, or the group a filter was saved as."""

    listing_asked = Signal(object)
    emptied = Signal()
    """The last filter was taken away by the keyboard, which has no place here any more."""

    def __init__(self, ui: Ui, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._listing = listing
        self._shown: Filter | None = None
        self.setObjectName("filter-bar")
        _ = ui.words.gettext
        self._facets = FlowBox(gap=0, line_gap=0, name="facets")
        self._chips = FlowBox(name="filter-chips")
        self.facets = self._make_facets()
        self._more = LinkButton(_("Add condition..."), icon="plus", name="filter-add")
        self._more.clicked.connect(self.add_condition)
        self._facets.set_widgets([*self.facets.values(), self._more])
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = [_inset(self._facets, tokens.BETWEEN), _inset(self._chips, tokens.AROUND)]
        for row in self._rows:
            column.addWidget(row)
        self.show_facets(ui.preferences.filters_open)
        self.set_listing(listing)
        ui.masking.changed.connect(self._show_chips)

    def _make_facets(self) -> dict[str, Facet]:
        fields = self._ui.desk.fields("customer")
        made = {key: Facet(self._ui, fields[key]) for key in filters.FACETS if fields.get(key)}
        for facet in made.values():
            facet.filter_asked.connect(self._filter_asked)
        return made

    def show_facets(self, shown: bool) -> None:
        """Open or close the buttons; the filters at work stay in sight."""
        self._rows[0].setVisible(shown)
        self._settle()

    def facets_shown(self) -> bool:
        return not self._rows[0].isHidden()

    def focus(self) -> None:
        """The keyboard to the first facet."""
        next(iter(self.facets.values())).setFocus()

    def set_listing(self, listing: Listing) -> None:
        """What is listed now; tells nobody."""
        self._listing = listing
        for facet in self.facets.values():
            facet.set_listing(listing)
        if listing.filter != self._shown:
            self._shown = listing.filter
            self._show_chips()
        self._settle()

    def refresh_fields(self) -> None:
        """Fields or lists of choices may have changed."""
        fields = self._ui.desk.fields("customer")
        for key, facet in self.facets.items():
            facet.field = fields.get(key) or facet.field
        self._show_chips()

    def _settle(self) -> None:
        filtering = bool(self._listing.filter)
        self._rows[1].setVisible(filtering)
        self._column.setContentsMargins(0, tokens.INSIDE, 0, tokens.BETWEEN if filtering else tokens.INSIDE)
        self.setVisible(filtering or self.facets_shown())

    def _show_chips(self) -> None:
        _ = self._ui.words.gettext
        fields = self._ui.desk.fields("customer")
        widgets: list[QWidget] = []
        for place, condition in enumerate(self._listing.filter.conditions):
            text = filters.condition_text(condition, fields, self._ui)
            chip = Chip(text, remove=_("Remove this filter"), name=f"filter-{place}-{condition.field}")
            chip.clicked.connect(self._opening(condition))
            chip.removed.connect(self._removing(condition))
            widgets.append(chip)
        if widgets:
            clear = LinkButton(_("Clear all"), name="filter-clear")
            clear.clicked.connect(self.clear)
            save = LinkButton(_("Save as group..."), name="filter-save")
            save.clicked.connect(self.save_as_group)
            widgets += [clear, save]
        self._chips.set_widgets(widgets)
        if widgets:
            QWidget.setTabOrder(self._more, widgets[0])
            for one, other in pairwise(widgets):
                QWidget.setTabOrder(one, other)

    def _opening(self, condition: Condition) -> Callable[[], None]:
        def opens() -> None:
            facet = self.facets.get(condition.field)
            if facet is not None and self.facets_shown() and condition.test in (Test.IS, Test.EMPTY):
                facet.open()
            else:
                self._edit(condition)

        return opens

    def _removing(self, condition: Condition) -> Callable[[], None]:
        def removes() -> None:
            had_keyboard = self._chips.isAncestorOf(self.window().focusWidget() or self)
            self._filter_asked(filters.removed(self._listing.filter, condition))
            left = self._chips.widgets()
            if had_keyboard and left:
                left[0].setFocus()
            elif had_keyboard:
                self.emptied.emit()

        return removes

    def clear(self) -> None:
        """Without any filter."""
        self._filter_asked(Filter())

    def add_condition(self) -> None:
        self._edit(None)

    def _edit(self, condition: Condition | None) -> None:
        from crmdesk.gui.dialogs.filter_conditions import ConditionsDialog

        dialog = ConditionsDialog(self._ui, self._listing.filter, condition, self.window())
        dialog.chosen.connect(self._filter_asked)
        dialog.open()

    def save_as_group(self) -> None:
        """A dynamic group of what is filtered; then it is the group that is listed."""
        from crmdesk.gui.dialogs.filter_group import GroupDialog

        dialog = GroupDialog(self._ui, whole_filter(self._listing), self.window())
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, name: str) -> None:
        self.listing_asked.emit(Listing(sort=self._listing.sort, descending=self._listing.descending, group=name))

    def _filter_asked(self, filter_: Filter) -> None:
        self.listing_asked.emit(replace(self._listing, filter=filter_))

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - 1, ink)


def whole_filter(listing: Listing) -> Filter:
    """All that a listing lets through, group and tier too, as one filter."""
    result = listing.filter
    if listing.group:
        result = Filter((Condition("groups", Test.IS, (listing.group,)), *result.conditions), result.any_of)
    if listing.tier:
        result = Filter((Condition("tier", Test.IS, (listing.tier,)), *result.conditions), result.any_of)
    return result


def _inset(widget: QWidget, left: int) -> QWidget:
    """A row of the bar with room at both sides."""
    row = QWidget()
    inner = QVBoxLayout(row)
    inner.setContentsMargins(left, tokens.INSIDE, tokens.AROUND, 0)
    inner.addWidget(widget)
    return row
