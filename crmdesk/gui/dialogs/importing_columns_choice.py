"""The field of one column, chosen from a grouped list in which one can search by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox

from crmdesk.core.words import Words
from crmdesk.gui.models.importing_columns import Choice
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.searched import SearchedChoice

_OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_F4)


def choice_model(choices: Sequence[Choice], parent: QObject) -> QStandardItemModel:
    """One model for the choices of all columns; titles have no key."""
    model = QStandardItemModel(parent)
    for choice in choices:
        item = QStandardItem(choice.text)
        item.setData(None if choice.head else choice.key, Qt.ItemDataRole.UserRole)
        item.setEnabled(not choice.head)
        model.appendRow(item)
    return model


class FieldChoice(SearchedChoice):
    """Down, Space or any letter opens the list; Del leaves the column out. `taken` tells which column has a field."""

    def __init__(
        self,
        choices: Sequence[Choice],
        model: QStandardItemModel,
        taken: Callable[[str], str],
        words: Words,
        *,
        width: int,
        name: str,
        label: str,
    ) -> None:
        super().__init__((), words, width=width, name=name, label=label)
        self._choices = choices
        self._taken = taken
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setModel(model)

    def set_key(self, key: str) -> None:
        """Choose by key; an unknown one chooses nothing."""
        places = (place for place, choice in enumerate(self._choices) if choice.key == key and not choice.head)
        self.setCurrentIndex(next(places, -1))

    def picks(self) -> list[Pick]:
        """Fields that another column has say so."""
        return [
            Pick("", choice.text, head=True)
            if choice.head
            else Pick(choice.key, choice.text, self._taken(choice.key), on=choice.key == self.key())
            for choice in self._choices
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() in _OPENING:
            self.showPopup()
        elif typed.strip() and typed.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.showPopup()
            if self.popup is not None:
                self.popup.search.setText(typed)
        else:
            super().keyPressEvent(event)
