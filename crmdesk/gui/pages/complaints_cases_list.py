"""The list beside the card: open and closed complaints, searched and filtered, with how far each is."""

from __future__ import annotations

from array import array

from msgspec import Struct
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from crmdesk.core.changes import Changes
from crmdesk.core.complaint_lists import CLOSED_STATES, Complaints, Counts
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.complaint_cases import CasesModel
from crmdesk.gui.pages.complaints_cases_filters import CasesFilters
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.rows import style_list
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.step_squares import StepRowDelegate
from crmdesk.services import complaint_lists
from crmdesk.services.desk import Desk

OPEN, CLOSED, ALL = "open", "closed", "all"
_STATES = {OPEN: ("open",), CLOSED: CLOSED_STATES, ALL: ()}
_KINDS = ("complaint", "complaint_step", "complaint_event", "customer")
_LEAST = 244
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Found(Struct, frozen=True):
    ids: array[int]
    counts: Counts


class CasesView(QListView):
    """`opened`: Enter or a double click; `typed`: letters for the search; `left`: Esc; `menu_asked`: where."""

    opened = Signal()
    typed = Signal(str)
    left = Signal()
    delete_asked = Signal()
    new_asked = Signal()
    menu_asked = Signal(QPoint)

    entering = False
    """Qt takes the first row into hand where none is: that is nobody's choice."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entering = True
        super().focusInEvent(event)
        self.entering = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_Insert and plain:
            self.new_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


class CasesList(Ground):
    """`chosen`: the id of the complaint in hand is another one by the person's doing; `opened`: it is to be worked on;
    `told`: the counts."""

    chosen = Signal(object)
    opened = Signal()
    told = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="cases-list")
        _ = ui.words.gettext
        self._ui = ui
        self.jobs = Jobs(ui.desk, self)
        self.counts: Counts | None = None
        self._listed: Complaints | None = None
        self._stale, self._quiet = True, False
        self._names = {
            choice.key: ui.words.label(choice.label) for choice in ui.desk.fields("complaint")["state"].choices
        }
        segments = [(OPEN, self._names[OPEN]), (CLOSED, self._names[CLOSED]), (ALL, _("All"))]
        self.states = SegmentedChoice(segments, current=OPEN, name="cases-states", label=_("Which complaints"))
        self.search = SearchBox(_("Search complaints"), width=tokens.SEARCH_WIDTH, name="cases-search")
        self.search.setMinimumWidth(tokens.SHORT_INPUT)
        self.search.setToolTip(tip(_("Number, customer, what was said, expected and done"), "Ctrl+F"))
        self.filters = CasesFilters(ui)
        self.model = CasesModel(ui, self)
        self.view = CasesView()
        self.view.setObjectName("cases")
        self.view.setAccessibleName(_("Complaints"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(StepRowDelegate(self.view))
        style_list(self.view)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.empty = EmptyState("", _("Show all"), name="no-cases")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, 0)
        top.addWidget(self.states)
        top.addStretch(1)
        line = QHBoxLayout()
        line.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.BETWEEN, tokens.BETWEEN)
        line.setSpacing(tokens.INSIDE)
        line.addWidget(self.search, 1)
        line.addWidget(self.filters.button)
        chips = QHBoxLayout()
        chips.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.BETWEEN)
        chips.addWidget(self.filters)
        self._chips = chips
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for layout in (top, line, chips):
            self.column.addLayout(layout)
        self.column.addWidget(self._stack, 1)
        self._fit_chips()

    def _connect(self) -> None:
        self.states.chosen.connect(lambda _key: self.load())
        self.search.textChanged.connect(lambda _text: self.load())
        for signal in (self.search.left, self.search.down, self.search.returnPressed):
            signal.connect(self.take_keyboard)
        self.filters.changed.connect(self._filtered)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.opened.connect(self.opened)
        self.view.doubleClicked.connect(lambda _index: self.opened.emit())
        self.view.typed.connect(self._type)
        self.view.left.connect(self.clear)
        self.view.new_asked.connect(lambda: self._ui.bus.log_complaint.emit(None))
        self.empty.acted.connect(self.show_all)
        self._ui.bus.changed.connect(self._changed)

    def _fit_chips(self) -> None:
        self._chips.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.BETWEEN if self.filters.active else 0)

    def _filtered(self) -> None:
        self._fit_chips()
        self.load()

    # What is listed

    def wanted(self) -> Complaints:
        return self.filters.wanted(Complaints(query=self.search.text().strip(), states=_STATES[self.states.key()]))

    def load(self) -> None:
        """Read what is to be listed; an older answer under way is not wanted any more."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        wanted = self.wanted()

        def work(desk: Desk, _job: Job) -> _Found:
            return _Found(array("q", complaint_lists.find(desk, wanted)), complaint_lists.counts(desk))

        def done(found: _Found) -> None:
            self._show(found, wanted)

        self.jobs.run(self, work, done, self._ui.bus.failed.emit, channel="cases")

    def _show(self, found: _Found, wanted: Complaints) -> None:
        """List them. What is in hand stays listed though it came to stand otherwise, until another is chosen."""
        ids, present, same = found.ids, self.current_id(), wanted == self._listed
        if same and present is not None and present not in ids and self._is_there(present):
            ids.insert(min(self.model.place_of(present), len(ids)), present)
        self._listed = wanted
        self.counts = found.counts
        self.model.searching = bool(wanted.query)
        self._quiet = True
        self.model.show_ids(ids)
        self._quiet = False
        self._stack.setCurrentWidget(self.view if ids or not found.counts.all else self.empty)
        self._tell_empty(wanted)
        self._tell_counts(found.counts)
        self.select(present)
        self.told.emit()

    def _is_there(self, complaint_id: int) -> bool:
        return bool(complaint_lists.rows(self._ui.desk, (complaint_id,)))

    def _tell_counts(self, counts: Counts) -> None:
        number = self._ui.words.number
        self.states.set_text(OPEN, f"{self._names[OPEN]} {number(counts.open)}")
        self.states.set_text(CLOSED, f"{self._names[CLOSED]} {number(counts.closed)}")
        self.setMinimumWidth(max(_LEAST, self.states.sizeHint().width() + 2 * tokens.AROUND))

    def _tell_empty(self, wanted: Complaints) -> None:
        _ = self._ui.words.gettext
        narrow = bool(wanted.query) or self.filters.active
        told = _("No complaint fits.") if narrow else _("No open complaint.") if wanted.states == ("open",) else ""
        self.empty.set_sentence(told or _("No complaint here."))

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in _KINDS):
            self.load()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self.load()

    # What is in hand

    def current_id(self) -> int | None:
        """The complaint in hand, where it is listed."""
        place = self.view.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else None

    def select(self, complaint_id: int | None) -> None:
        """Take this one into hand without telling; nothing where it is not listed."""
        place = self.model.place_of(complaint_id)
        self._quiet = True
        if place >= 0:
            self.view.selectionModel().setCurrentIndex(
                self.model.index(place, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.view.scrollTo(self.model.index(place, 0))
        else:
            self.view.selectionModel().clear()
        self._quiet = False

    def _moved(self, *_which: object) -> None:
        if not self._quiet and not self.view.entering and (chosen := self.current_id()) is not None:
            self.chosen.emit(chosen)

    def take_keyboard(self) -> None:
        """The list, or what stands in its place."""
        if self._stack.currentWidget() is self.view:
            if not self.view.currentIndex().isValid() and self.model.rowCount():
                self.view.setCurrentIndex(self.model.index(0, 0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.take_keyboard()

    def come_to(self, complaint_id: int, *, is_open: bool) -> None:
        """Take this one into hand; where it is not listed, all that stand like it are."""
        if complaint_id not in self.model.ids and not (self._listed is None and is_open):
            self.states.set_key(OPEN if is_open else CLOSED)
            self.clear()
            self.load()
        self.select(complaint_id)

    def show_all(self) -> None:
        """Take every filter away."""
        self.states.set_key(ALL)
        self.clear()
        self.load()

    def clear(self) -> None:
        """Esc: everything of this state is listed again."""
        self.search.clear()
        self.filters.clear()

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)
