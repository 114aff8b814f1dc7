"""Cards of complaints: opened from anywhere, and what was typed in one and not saved gone on with."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from crmdesk.core.complaint_lists import Complaints
from crmdesk.gui.forms.complaint_drafts import CLOSING, CORRECTION, STEP, complaint_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_places import Places
from crmdesk.services.drafts import Draft

PLACE = "complaints"


class WindowComplaints(QObject):
    """Answers `open_complaint` and `show_complaints` of the bus and serves drafts of steps."""

    def __init__(self, ui: Ui, places: Places, drafts: DraftOffers, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._places, self._drafts = ui, places, drafts
        ui.bus.open_complaint.connect(self.open)
        ui.bus.show_complaints.connect(self.show_list)
        for form in (STEP, CORRECTION, CLOSING):
            drafts.serve(form, self._go_on)

    def open(self, complaint_id: int) -> None:
        """The card of a complaint, ready for its next step."""
        from crmdesk.gui.pages.complaints import ComplaintsPage

        self._places.go(PLACE, keyboard=False)
        page = self._places.page(PLACE)
        if isinstance(page, ComplaintsPage):
            page.open(complaint_id)
            window = page.window()
            if not window.isActiveWindow():  # asked for in a file's own window
                window.raise_()
                window.activateWindow()

    def show_list(self, wanted: Complaints) -> None:
        """These complaints as a table, such as those a figure of another page is made of."""
        from crmdesk.gui.pages.complaints import ComplaintsPage

        self._places.go(PLACE, keyboard=False)
        page = self._places.page(PLACE)
        if isinstance(page, ComplaintsPage):
            page.show_list(wanted)

    def _go_on(self, draft: Draft) -> QDialog | None:
        from crmdesk.gui.pages.complaints import ComplaintsPage

        self._places.go(PLACE, keyboard=False)
        page = self._places.page(PLACE)
        complaint_id = complaint_of(draft)
        if isinstance(page, ComplaintsPage) and complaint_id is not None:
            page.go_on(complaint_id, draft)
        QTimer.singleShot(0, self._drafts, self._drafts.look)
        return None
