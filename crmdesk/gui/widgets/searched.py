"""A choice among many, opened as a list in which one can search."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup


class SearchedChoice(ComboBox):
    """Like any choice; the open list has a line to search in."""

    OWN_LIST = False

    def __init__(
        self,
        choices: Iterable[tuple[str, str]],
        words: Words,
        *,
        width: int = tokens.NORMAL_INPUT,
        name: str = "",
        label: str = "",
    ) -> None:
        super().__init__(choices, width=width, name=name, label=label)
        self._words = words
        self.popup: PickPopup | None = None

    def showPopup(self) -> None:
        """Open the list below."""
        if self.popup is None:
            name = f"{self.objectName()}-popup"
            self.popup = PickPopup(self._words, self.accessibleName(), name=name, parent=self)
            self.popup.list.one = True
            self.popup.ticked.connect(self._ticked)
            self.popup.search.returnPressed.connect(self._entered)
            self.popup.list.activated.connect(self._entered)
        self.popup.set_picks(self.picks())
        self.popup.list.setCurrentIndex(self.popup.list.model().index(self.currentIndex(), 0))
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 1)))

    def picks(self) -> list[Pick]:
        """The lines of the open list, one for each choice."""
        keys = [str(self.itemData(place)) for place in range(self.count())]
        return [Pick(key, self.itemText(place), on=key == self.key()) for place, key in enumerate(keys)]

    def _entered(self, *_index: object) -> None:
        """Enter takes the line that is current."""
        if self.popup is not None and (key := self.popup.list.key_at(self.popup.list.currentIndex())):
            self._ticked(key, True)

    def _ticked(self, key: str, _on: bool) -> None:
        """A line was taken: it is the choice now."""
        if self.popup is not None:
            self.popup.hide()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.set_key(key)
        self.picked.emit(key)
