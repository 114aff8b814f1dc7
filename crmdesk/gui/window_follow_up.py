"""What was typed about a call and not saved is gone on with on the page Follow-up."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from crmdesk.gui.pages.follow_up_calling import FORM
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_places import Places
from crmdesk.services.drafts import Draft

_PLACE = "follow-up"


class WindowFollowUp(QObject):
    """Serves drafts of calls."""

    def __init__(self, places: Places, drafts: DraftOffers, parent: QObject) -> None:
        super().__init__(parent)
        self._places, self._drafts = places, drafts
        drafts.serve(FORM, self._go_on)

    def _go_on(self, draft: Draft) -> QDialog | None:
        from crmdesk.gui.pages.follow_up import FollowUpPage

        self._places.go(_PLACE, keyboard=False)
        page = self._places.page(_PLACE)
        if isinstance(page, FollowUpPage):
            page.go_on(draft)
        QTimer.singleShot(0, self._drafts, self._drafts.look)
        return None
