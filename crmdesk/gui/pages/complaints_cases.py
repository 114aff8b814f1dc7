"""The tab Cases of the page Complaints: the list, and the card of the complaint in hand beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget

from crmdesk.gui.forms.complaint_card import ComplaintCard
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.pages.complaints_cases_list import CasesList
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.tab_order import eye_order

_LIST, _MOST = 276, 480
_SPLITTER = "complaints-splitter"
_PAUSE = 60


class CasesPart(Ground):
    """`shown`: it says another thing of itself."""

    shown = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="complaints-cases")
        _ = ui.words.gettext
        self._ui = ui
        self.list = CasesList(ui)
        self.list.setMaximumWidth(_MOST)
        self.card = ComplaintCard(ui)
        self._none = EmptyState(
            _("A complaint is worth having: most unhappy customers leave without a word. Log the first one while the "
              "customer is on the phone."),
            _("Log a complaint..."), icon="plus", hint="Ctrl+Shift+K", name="no-complaint",
        )  # fmt: skip
        self._none.acted.connect(lambda: ui.bus.log_complaint.emit(None))
        self._choose = EmptyState(_("Choose a complaint in the list."), name="choose-complaint")
        self._stack = QStackedWidget()
        for widget in (self._choose, self.card, self._none):
            self._stack.addWidget(widget)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(_SPLITTER)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LIST, 3 * _LIST])
        if not (state := ui.preferences.geometry(_SPLITTER)).isEmpty():
            self._splitter.restoreState(state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self._connect()

    def _connect(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show_chosen)
        self.list.chosen.connect(lambda _id: self._pause.start())
        self.list.opened.connect(self._work)
        self.list.told.connect(self._listed)
        self.list.view.delete_asked.connect(self.delete_selected)
        self.list.view.menu_asked.connect(self._show_menu)
        self.card.left.connect(self.list.take_keyboard)
        self.card.gone.connect(self._gone)
        self.card.shown.connect(self.shown)

    # What is shown

    def _show_chosen(self) -> None:
        """The one that was moved to, once the arrow key is let go."""
        if (chosen := self.list.current_id()) is not None:
            self._show(chosen)

    def _show(self, complaint_id: int) -> None:
        if complaint_id != self.card.complaint_id and self.card.show_complaint(complaint_id):
            self._stack.setCurrentWidget(self.card)
            eye_order(self)

    def _work(self) -> None:
        """Enter in the list: the keyboard to the step that comes next."""
        self._show_chosen()
        if self.card.case is not None:
            self.card.take_keyboard()

    def _gone(self, had_keyboard: bool) -> None:
        """What was shown is deleted."""
        self._stack.setCurrentWidget(self._choose)
        if had_keyboard:
            self.list.take_keyboard()
        self.shown.emit()

    def _listed(self) -> None:
        counts = self.list.counts
        shown = self.card.complaint_id
        if shown is None:
            empty = counts is not None and not counts.all
            self._stack.setCurrentWidget(self._none if empty else self._choose)
            focus = self.window().focusWidget()
            if empty and focus is not None and self.list.isAncestorOf(focus) and focus is not self.list.search:
                self._none.take_keyboard()
            if self.list.model.ids:
                shown = self.list.model.ids[0]
                self._show(shown)
        self.list.select(shown)
        self.shown.emit()

    def open(self, complaint_id: int, *, keyboard: bool = True) -> None:
        """Show this complaint, whatever is listed."""
        self._show(complaint_id)
        case = self.card.case
        if case is not None:
            self.list.come_to(complaint_id, is_open=case.complaint.is_open)
        if keyboard and self.card.complaint_id is not None:
            self.card.take_keyboard()

    # What the page asks

    @property
    def complaint_id(self) -> int | None:
        """The complaint whose card is shown."""
        return self.card.complaint_id

    @property
    def customer_in_hand(self) -> int | None:
        """Whose complaint is shown."""
        return self.card.case.complaint.customer_id if self.card.case is not None else None

    def take_keyboard(self) -> None:
        if self._stack.currentWidget() is self._none:
            self._none.take_keyboard()
        else:
            self.list.take_keyboard()

    def enter_search(self) -> bool:
        self.list.search.enter()
        return True

    def status(self) -> list[str]:
        counts, n, number = self.list.counts, self._ui.words.ngettext, self._ui.words.number
        if counts is None:
            return []
        told = n("{count} open complaint", "{count} open complaints", counts.open).format(count=number(counts.open))
        case = self.card.case
        return [told, *([case.complaint.number] if case is not None else [])]

    def can(self) -> frozenset[str]:
        return frozenset({"delete_selected", "copy_selected"} if self.card.case is not None else ())

    def delete_selected(self) -> None:
        self.card.delete()

    def copy_selected(self) -> None:
        """The number and what it is about."""
        case = self.card.case
        if case is not None:
            text = f"{case.complaint.number} {case.customer_name} {case.complaint.headline}"
            copy_text(self._ui, self._ui.masking.text(text))

    def select_all(self) -> None:
        """One at a time is worked on."""

    def _show_menu(self, at: QPoint) -> None:
        if self.card.case is not None:
            self.card.make_menu().popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.card.edit()
        else:
            super().keyPressEvent(event)

    def close_down(self) -> None:
        self.card.put_away()
        self._ui.preferences.set_geometry(_SPLITTER, self._splitter.saveState())
        self.list.jobs.close()
