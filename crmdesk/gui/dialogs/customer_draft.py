"""What is typed of a customer who may still be another: kept under whoever is meant now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.ui import Ui
from crmdesk.services.drafts import NEW, Draft, key_of


class CustomerDraft(QObject):
    """A `DraftKeeper` for a form, anew for each customer, so that what is typed goes when that one is erased. `part`:
    the record being changed, None for a new one; the bar that offers an earlier draft stands at the end of `place`.
    """

    continued = Signal(object)

    def __init__(self, ui: Ui, form: str, title: str, part: int | None, place: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._form, self._title = ui, form, title
        self._part: int | str = NEW if part is None else part
        self._place = place
        self.keeper: DraftKeeper | None = None

    def keep_for(self, customer_id: int | None) -> None:
        """From now on it is about this customer; None: nobody yet."""
        key = key_of(self._form, customer_id, self._part)
        if self.keeper is not None and self.keeper.key.partition("~")[0] == key:
            return
        former, self.keeper = self.keeper, DraftKeeper(self._ui, key, self._title, self)
        if former is not None:
            former.drop()
            former.bar.deleteLater()
            former.deleteLater()
        self.keeper.continued.connect(self.continued)
        self._place.addWidget(self.keeper.bar)
        self.keeper.offer()

    def typed(self, texts: Mapping[str, str]) -> None:
        """What the form holds now and the stored record does not."""
        if self.keeper is not None:
            self.keeper.typed(texts)

    def take_over(self, draft: Draft) -> None:
        """What is typed from now on replaces this draft."""
        if self.keeper is not None:
            self.keeper.take_over(draft)

    def drop(self) -> None:
        """Saved or given up."""
        if self.keeper is not None:
            self.keeper.drop()
