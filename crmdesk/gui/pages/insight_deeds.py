"""What can be done about a customer that the page Insight names, beside what the page Tiers offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.pages.tiers_doing import Doing
from crmdesk.gui.ui import Ui

Deed = tuple[str, str, Callable[[int], object]]
"""What it is called, its icon, and what does it."""


class MoreDoing(Doing):
    """Deeds of a list of its own, by key, and all the others."""

    def __init__(self, ui: Ui, parent: QWidget, deeds: Mapping[str, Deed]) -> None:
        super().__init__(ui, parent)
        self._more = dict(deeds)

    def told(self, deed: str) -> tuple[str, str]:
        return self._more[deed][:2] if deed in self._more else super().told(deed)

    def do(self, deed: str, customer_id: int) -> None:
        if deed not in self._more:
            super().do(deed, customer_id)
            return
        try:
            self._more[deed][2](customer_id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
