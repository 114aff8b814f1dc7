"""The file beside the list: it follows the current row, unless that would lose what is being typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from crmdesk.core.changes import Changes
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.pages.customers_view import CustomerView
from crmdesk.gui.ui import Ui
from crmdesk.services import customers

DWELL = 1_000
"""Milliseconds a file is looked at before it counts as opened."""
_UNSEEN = 1_000
"""Milliseconds until a file is read that is not in sight."""


class FileSide(QObject):
    """Keeps list and file together. `shown`: another file, or editing began or ended."""

    shown = Signal()
    created = Signal(object)

    def __init__(self, ui: Ui, view: CustomerView, pane: CustomerFilePane, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._view = view
        self.pane = pane
        self._before_new: int | None = None
        self._leaving = False
        self._by_hand = False
        self._closed = False
        self._held = False
        self._follower = QTimer(self, singleShot=True, interval=0)
        self._follower.timeout.connect(self._follow)
        self._dwelling = QTimer(self, singleShot=True, interval=DWELL)
        self._dwelling.timeout.connect(self._note_opened)
        view.moved.connect(self._moved)
        pane.created.connect(self._created)
        pane.editing_changed.connect(self._editing_changed)
        ui.bus.changed.connect(self._changed)

    def follow(self) -> None:
        """Show the list's current customer in a moment; several moves until then count as one. Out of sight there is no
        hurry: at the start the page in front is read first."""
        self._follower.start(0 if self.pane.isVisible() else _UNSEEN)

    def catch_up(self) -> None:
        """The file comes into sight."""
        if self._follower.isActive():
            self._follower.start(0)

    def hold(self, held: bool) -> None:
        """While the file is not in sight it follows nobody; then it catches up."""
        self._held = held
        if not held:
            self.follow()

    def show(self, customer_id: int) -> bool:
        """Show a file; False when the person stays with what is being typed."""
        if not self.may_leave():
            self._stay()
            return False
        self._before_new = None
        self.pane.show_customer(customer_id)
        self._dwelling.stop()
        if self._by_hand:
            self._dwelling.start()
        self.shown.emit()
        return True

    def new(self, typed: Mapping[str, str] | None = None) -> None:
        """An empty form, with what is known already."""
        if not self.may_leave():
            self._stay()
            return
        self._before_new = self._view.current_id()
        self._view.deselect()
        self.pane.show_new(dict(typed or {}))
        self.shown.emit()

    def edit(self) -> None:
        if self.pane.customer_id is not None and not self.pane.editing:
            self.pane.start_editing()

    def save(self) -> None:
        if self.pane.editing:
            self.pane.save()

    def focus(self) -> None:
        """Give the keyboard to the file."""
        widget = self.pane.nextInFocusChain()
        while widget is not None and widget is not self.pane:
            usable = self.pane.isAncestorOf(widget) and widget.isVisibleTo(self.pane) and widget.isEnabled()
            if usable and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
            widget = widget.nextInFocusChain()

    def may_leave(self) -> bool:
        self._leaving = True
        try:
            return self.pane.may_leave()
        finally:
            self._leaving = False

    def close_down(self) -> None:
        """Whatever the list does while it is put away, no file is asked for any more."""
        self._closed = True
        self._follower.stop()
        self._dwelling.stop()

    def _stay(self) -> None:
        if self.pane.customer_id is None or not self._view.select(self.pane.customer_id):
            self._view.deselect()

    def _moved(self) -> None:
        self._by_hand = True
        self.follow()

    def _follow(self) -> None:
        wanted = None if self._closed or self._held else self._view.current_id()
        if wanted is not None and wanted != self.pane.customer_id:
            self.show(wanted)

    def _changed(self, changes: Changes) -> None:
        self.pane.refresh(changes)

    def _created(self, customer_id: int) -> None:
        self._before_new = None
        if not self._leaving:
            self.created.emit(customer_id)

    def _editing_changed(self, editing: bool) -> None:
        if not editing and self.pane.customer_id is None and not self._leaving and self._before_new is not None:
            self._view.select(self._before_new)
            self.follow()
        self.shown.emit()

    def _note_opened(self) -> None:
        customer_id = self.pane.customer_id
        if customer_id is not None:
            noting = self._ui.jobs.run
            noting(self, lambda desk, _job: customers.note_opened(desk, customer_id), _forget, self._ui.bus.failed.emit)


def _forget(_result: object) -> None:
    """Nothing follows from having noted it."""
