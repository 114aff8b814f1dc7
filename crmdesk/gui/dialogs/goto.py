"""Ctrl+K: go to any customer, page or action by a few letters, pinyin or initials, to what has a number by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QVBoxLayout, QWidget

from crmdesk.core import finding
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.phones import format_phone
from crmdesk.gui.dialogs import goto_numbers
from crmdesk.gui.dialogs.goto_numbers import Numbered
from crmdesk.gui.dialogs.goto_rows import HEAD, ROW, GotoDelegate
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.goto import ACTION, ALL, CUSTOMER, PLACE, Entry, GotoModel, found
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.services import customers, picking
from crmdesk.services.desk import Desk

WIDTH, MOST = 560, 12
"""Pixels, and entries at most."""

_CUSTOMERS, _PLACES, _ACTIONS, _FREQUENT = 6, 3, 4, 5
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Found(Struct, frozen=True):
    """What the worker answers: the best customers, how many there are in all (None: not counted yet), and what has
    the number that was typed."""

    query: str
    rows: tuple[CustomerRow, ...]
    count: int | None
    numbered: Numbered = Numbered()


class GotoPopup(QFrame):
    """Lies over the frame at the search box; goes when it loses the keyboard. `customer_asked`: an id;
    `listing_asked`: a text for the search box; `used`: the key of an action that was chosen.
    """

    customer_asked = Signal(object)
    listing_asked = Signal(str)
    used = Signal(str)

    def __init__(self, ui: Ui, jobs: Jobs, entries: Callable[[], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui = ui
        self._over = parent
        self._jobs = jobs
        self._entries_of = entries
        self._entries: Sequence[Entry] = ()
        self._found = _Found("", (), 0)
        self._before: QWidget | None = None
        self._by_hand = False
        self._entered = False
        self.setObjectName("goto")
        self.setAccessibleName(_("Go to"))
        self.input = SearchBox(_("Go to a customer, order, complaint, page or action"), width=WIDTH, name="goto-input")
        self.model = GotoModel(self)
        self.view = QListView()
        self._set_up_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.INSIDE] * 4)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(self.input)
        column.addWidget(self.view)
        self.input.textChanged.connect(self._typed)
        self.input.left.connect(self.leave)
        self.input.installEventFilter(self)
        ui.masking.changed.connect(self._show_again)
        self.hide()

    def _set_up_view(self) -> None:
        view = self.view
        view.setObjectName("goto-list")
        view.setAccessibleName(self._ui.words.gettext("What was found"))
        view.setModel(self.model)
        view.setItemDelegate(GotoDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.viewport().setAutoFillBackground(False)
        view.clicked.connect(self._clicked)

    # opening and leaving

    def open_at(self, search: QWidget) -> None:
        """Over the search box, with the keyboard; a second time it selects what was typed."""
        if not self.isHidden():
            self.input.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._entries = self._entries_of()
        self._found = _Found("", (), 0)
        middle = search.mapTo(self._over, QPoint(search.width() // 2, 0))
        width = min(WIDTH, self._over.width() - 2 * tokens.AROUND)
        self.setGeometry(max(0, middle.x() - width // 2), max(0, middle.y() - tokens.INSIDE), width, self.height())
        self.input.blockSignals(True)
        self.input.clear()
        self.input.blockSignals(False)
        self._typed("")
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close, and give the keyboard back to whoever had it."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is offered

    def _typed(self, text: str) -> None:
        query = " ".join(text.split())
        self._by_hand = self._entered = False
        self._show()

        def work(desk: Desk, _job: Job) -> _Found:
            return _customers(desk, query)

        self._jobs.run(self, work, self._customers_found, self._ui.bus.failed.emit, channel="goto")

    def _customers_found(self, answer: _Found) -> None:
        if not self.isHidden() and answer.query == self._query():
            self._found = answer
            self._show()
            if self._entered:
                self._enter()
            elif answer.count is None:
                self._count(answer)

    def _count(self, answer: _Found) -> None:
        """How many there are takes longer than the first of them: up to half a second for a single letter."""

        def work(desk: Desk, _job: Job) -> _Found:
            return replace(answer, count=len(customers.find(desk, Listing(query=answer.query))))

        self._jobs.run(self, work, self._customers_found, self._ui.bus.failed.emit, channel="goto")

    def _query(self) -> str:
        return " ".join(self.input.text().split())

    def _show_again(self) -> None:
        if not self.isHidden():
            self._show()

    def _show(self) -> None:
        _ = self._ui.words.gettext
        query = self._query()
        answer = self._found if self._found.query == query else _Found(query, (), None)
        known = [self._entry(self._ui.masking.row(row)) for row in answer.rows]
        orders, complaints = goto_numbers.entries(answer.numbered, self._ui)
        if query:
            places = found([entry for entry in self._entries if entry.kind == PLACE], query, _PLACES)
            actions = found([entry for entry in self._entries if entry.kind == ACTION], query, _ACTIONS)
        else:
            places, actions = [], self._frequent()
        last = self._all(query) if known and query else []
        room = MOST - sum(map(len, (last, orders, complaints, places, actions)))
        whom = _("Customers") if query else _("Opened lately")
        heads = (whom, _("Orders"), _("Complaints"), _("Go to"), _("Actions"), "")
        current = self.model.entry(self.view.currentIndex().row()) if self._by_hand else None
        shown = (known[: max(room, 2)], orders, complaints, places, actions, last)
        sections = list(zip(heads, shown, strict=True))
        if query[:1].isalpha():
            sections[:3] = [*sections[1:3], sections[0]]  # T00042 is no customer's phone
        nothing = query and self._found.query == query and not any(shown)
        self.model.show(sections, _("Nothing found") if nothing else "")
        self._choose(current.key if current is not None else "")
        self._fit()

    def _frequent(self) -> list[Entry]:
        """The actions used most, then those everybody needs."""
        counts = self._ui.preferences.action_counts
        actions = [entry for entry in self._entries if entry.kind == ACTION]
        usual = ("new-customer", "import", "export", "settings", "keyboard")
        wanted = sorted(
            (entry for entry in actions if entry.key in counts or entry.key in usual),
            key=lambda entry: (-counts.get(entry.key, 0), usual.index(entry.key) if entry.key in usual else len(usual)),
        )
        return wanted[:_FREQUENT]

    def _entry(self, row: CustomerRow) -> Entry:
        second = " · ".join(filter(None, (row.number, format_phone(row.reach or ""), row.city)))
        spans = finding.matches(row.name, self._found.query) or ()
        sign = "company" if row.kind == "enterprise" else "person"
        customer_id = row.id
        return Entry(
            CUSTOMER, str(row.id), row.name, lambda: self.customer_asked.emit(customer_id), second, sign, spans=spans
        )

    def _all(self, query: str) -> list[Entry]:
        _, n, count = self._ui.words.gettext, self._ui.words.ngettext, self._found.count
        if count is None:
            title = _("Show all matches in the list")
        else:
            told = n("Show the one match in the list", "Show all {count} matches in the list", count)
            title = told.format(count=self._ui.words.number(count))
        return [Entry(ALL, ALL, title, lambda: self.listing_asked.emit(query), icon="list")]

    def _fit(self) -> None:
        heights = [ROW if self.model.entry(row) else HEAD for row in range(self.model.rowCount())]
        wanted = sum(heights) if heights else HEAD
        around = tokens.CONTROL_HEIGHT + 3 * tokens.INSIDE
        room = self._over.height() - self.y() - around - tokens.AROUND
        self.view.setFixedHeight(min(wanted, max(ROW, room)))
        self.resize(self.width(), self.view.height() + around)

    # choosing

    def _choose(self, key: str) -> None:
        rows = [row for row in range(self.model.rowCount()) if self.model.entry(row)]
        same = (row for row in rows if (entry := self.model.entry(row)) is not None and entry.key == key)
        row = next(same, rows[0] if rows else -1)
        self.view.setCurrentIndex(self.model.index(row, 0))
        if row == 1:
            self.view.scrollToTop()

    def _step(self, by: int) -> None:
        rows = [row for row in range(self.model.rowCount()) if self.model.entry(row)]
        self._by_hand = True
        if rows:
            present = self.view.currentIndex().row()
            place = rows.index(present) if present in rows else 0
            turned = place + by
            turned = turned % len(rows) if abs(by) == 1 else max(0, min(len(rows) - 1, turned))
            self.view.setCurrentIndex(self.model.index(rows[turned], 0))
            if not turned:
                self.view.scrollToTop()

    def _enter(self) -> None:
        """The current entry; while the customers are still being looked for, the first one that comes."""
        self._entered = not self._by_hand and self._found.query != self._query()
        if not self._entered:
            self._run(self.model.entry(self.view.currentIndex().row()))

    def _run(self, entry: Entry | None) -> None:
        if entry is None:
            return
        self.leave()
        if entry.kind == ACTION:
            self.used.emit(entry.key)
        entry.does()

    def _clicked(self, index) -> None:
        self._run(self.model.entry(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._step(_STEPS[key])
                return True
            if key in _ENTER:
                self._enter()
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        elif event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        box(QPainter(self), self.rect(), QColor(scheme.raised), QColor(scheme.line_strong), radius=tokens.RADIUS)


def _customers(desk: Desk, query: str) -> _Found:
    rows, count = picking.best(desk, query, _CUSTOMERS)
    return _Found(query, tuple(rows), count, goto_numbers.numbered(desk, query))
