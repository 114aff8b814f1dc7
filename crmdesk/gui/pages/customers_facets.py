"""The buttons by which the list is filtered: each opens the values of one field with counts, to be ticked."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Field, Type
from crmdesk.gui.models import customer_filters as filters
from crmdesk.gui.theme.painting import colour
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.pick_button import PickButton
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup
from crmdesk.services import groups
from crmdesk.services import listing as lists

_CHANNEL = "customers-facet"


class Facet(PickButton):
    """One field. `filter_asked` tells the filter after a tick."""

    filter_asked = Signal(object)

    def __init__(self, ui: Ui, field: Field, parent: QWidget | None = None) -> None:
        label = ui.words.label(field.label)
        super().__init__(label, kind="quiet", name=f"facet-{field.key}", parent=parent)
        self._ui = ui
        self.field = field
        self._listing = Listing()
        self._popup: PickPopup | None = None
        self._counted: list[tuple[object, int]] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(ui.words.gettext("Only customers with certain values of “{field}”").format(field=label))
        self.clicked.connect(self.open)

    def set_listing(self, listing: Listing) -> None:
        """What is listed now; the words are bold while this field filters."""
        self._listing = listing
        font = self.font()
        font.setBold(listing.filter.of(self.field.key) is not None)
        if font != self.font():
            self.setFont(font)
            self.updateGeometry()

    def open(self) -> None:
        """Count on the worker, then open; the button stays pressed meanwhile."""
        self.setDown(True)
        key = self.field.key
        listing = replace(self._listing, filter=self._listing.filter.without(key))
        self._ui.jobs.run(
            self, lambda desk, _job: lists.quick_counts(desk, listing, key), self._show, self._failed, channel=_CHANNEL
        )

    def _failed(self, error: Exception) -> None:
        self.setDown(False)
        self._ui.bus.failed.emit(error)

    def _show(self, counted: list[tuple[object, int]]) -> None:
        self.setDown(False)
        self._counted = counted
        if self._popup is None:
            title = self._ui.words.label(self.field.label)
            answer = self._ui.words.gettext("Any")
            self._popup = PickPopup(
                self._ui.words, title, answer=answer, name=f"facet-{self.field.key}-values", parent=self
            )
            self._popup.ticked.connect(self._ticked)
            self._popup.answered.connect(self._clear)
        self._popup.set_picks(self._picks())
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _picks(self) -> list[Pick]:
        words = self._ui.words
        on = filters.ticked(self._listing.filter, self.field)
        counts: dict[str, int] = {}
        for value, count in self._counted:
            text = filters.as_text(value)
            if self.field.type is Type.YES_NO:
                text = text or filters.NO
            counts[text] = counts.get(text, 0) + count
        order = [choice.key for choice in self.field.choices if choice.key in counts]
        order += [filters.YES, filters.NO] if self.field.type is Type.YES_NO else []
        order += [text for text in (*counts, *sorted(on)) if text and text not in order]
        picks = []
        colors = self._colors()
        for text in [*dict.fromkeys(order), *([filters.EMPTY] if filters.EMPTY in counts else [])]:
            shown = filters.value_text(self.field, text, self._ui) if text else words.gettext("(empty)")
            note = words.number(counts.get(text, 0))
            picks.append(Pick(text or "-", shown, note, text in on, colors.get(text, "")))
        return picks

    def _colors(self) -> dict[str, str]:
        if self.field.type is not Type.GROUPS:
            return {}
        return {group.name: color_of(self, group.color) for group in groups.all_groups(self._ui.desk)}

    def _ticked(self, key: str, on: bool) -> None:
        value = filters.EMPTY if key == "-" else key
        changed = filters.with_tick(self._listing.filter, self.field, value, on)
        self.filter_asked.emit(changed)
        if self._popup is not None:
            there = filters.ticked(changed, self.field)
            for each in self._popup.list.all_keys():
                self._popup.list.set_on(each, (filters.EMPTY if each == "-" else each) in there)

    def _clear(self) -> None:
        self.filter_asked.emit(self._listing.filter.without(self.field.key))
        if self._popup is not None:
            self._popup.hide()


def color_of(widget: QWidget, color: str) -> str:
    """The colour of a group in the theme of a widget; a grey one where it has none."""
    try:
        return colour(widget.palette(), f"group_{color}" if color else "line_strong").name()
    except AttributeError:
        return colour(widget.palette(), "line_strong").name()
