"""What the tabs of the page Orders have in common: a row of filters, a table, sums at its foot, an empty page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.paged import PagedTable
from crmdesk.gui.pages.customers_copy import Copied
from crmdesk.gui.pages.orders_foot import Foot
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.tables import inset
from crmdesk.services.desk import Desk

_SEARCH, _BESIDE_SEARCH = 240, 48
MOST_COPIED = 20_000
FIRST = 200
"""So many rows come first; the rest follows with the sums."""


class Part(Ground):
    """One tab. `shown`: counts or selection changed. A subclass makes its table and puts inputs into `head`, says what
    it lists (`ask`) and shows it (`answered`); it is read anew when one of the `kinds` of record changed. A row is a
    `record` of that kind: one that is added comes into hand. What is `of_customers` stays as it is while personal data
    is hidden. `searched`: what its search looks at.
    """

    shown = Signal()
    kinds: frozenset[str] = frozenset()
    record = ""
    of_customers = True

    def __init__(self, ui: Ui, jobs: Jobs, key: str, *, search: str = "", searched: str = "") -> None:
        super().__init__("base", name=f"orders-part-{key}")
        self.ui, self.jobs, self.key = ui, jobs, key
        self.count: int | None = None
        self._stale = True
        self._listed: object = None
        self.head = QHBoxLayout()
        self.head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        self.head.setSpacing(tokens.BETWEEN)
        self.search: SearchBox | None = None
        if search:
            self.search = SearchBox(search, width=_SEARCH, name=f"{key}-search")
            self.search.setMinimumWidth(text_width(self.font(), search) + _BESIDE_SEARCH)
            self.search.setToolTip(tip(searched, "Ctrl+F"))
            self.search.textChanged.connect(lambda _text: self.load())
            self.search.left.connect(self.take_keyboard)
            self.search.down.connect(self.take_keyboard)
            self.search.returnPressed.connect(self.take_keyboard)
            self.head.addWidget(self.search)
        self.sums = Foot(key)
        self.stack = QStackedWidget()
        ui.bus.changed.connect(self._changed)

    def lay_out(self, table: WorkTable, empty: EmptyState, *above: QWidget) -> None:
        """The head, what stands `above` the table, the table or what is said in its place, the sums."""
        self.table, self.empty = table, empty
        self.stack.addWidget(table)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        for widget in above:
            column.addWidget(widget)
        column.addLayout(inset(self.stack), 1)
        column.addWidget(self.sums)
        table.opened.connect(self.open_selected)
        table.beside_asked.connect(self.open_customer)
        table.delete_asked.connect(self.delete_selected)
        table.copy_asked.connect(self.copy_selected)
        table.new_asked.connect(self.add)
        table.menu_asked.connect(self._show_menu)
        table.typed.connect(self._type)
        table.left.connect(self.clear)
        table.selection_changed.connect(self.shown)

    # What a subclass says

    def ask(self) -> Callable[[Desk], Any]:
        """What is read, on the worker."""
        raise NotImplementedError

    def listing(self) -> object:
        """What tells one list from another."""
        return None

    def first(self) -> Callable[[Desk], Sequence[int]] | None:
        """The ids of the first rows, where they can be told much sooner than all of them."""
        return None

    def answered(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def counted(self, count: int) -> str:
        """So many of what it lists, in words."""
        raise NotImplementedError

    def open_selected(self) -> None:
        """Enter or a double click."""

    def open_customer(self) -> None:
        """Shift+Enter: the file of the customer concerned."""

    def add(self) -> None:
        """A new one."""

    def delete_selected(self) -> None:
        """Take out what is selected; it can be undone."""

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with what is selected."""

    def copied(self) -> Copied:
        """The selected rows as the table shows them."""
        model = self.table.model()
        assert isinstance(model, PagedTable)
        columns = range(model.columnCount())
        figures = tuple(column in model.figures for column in columns)
        rows = [row for place in self.table.selected_places()[:MOST_COPIED] if (row := model.line(place)) is not None]
        lines = (tuple(" ".join(model.plain(row, column).split()) for column in columns) for row in rows)
        return Copied((tuple(model.headings()), *lines), figures)

    def clear(self) -> None:
        """Esc: everything is listed again."""
        if self.search is not None:
            self.search.clear()

    # What all of them do

    def load(self) -> None:
        """Read what is to be shown; an older answer under way is not wanted any more."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        wanted, first = self.listing(), self.first()
        if first is not None and wanted != self._listed:

            def begun(ids: Sequence[int]) -> None:
                self.table.show_ids(ids, other=True)
                self._load_whole(wanted)

            self._run(first, begun)
        else:
            self._load_whole(wanted)

    def _load_whole(self, wanted: object) -> None:
        def answered(found: Any) -> None:
            self._listed = wanted
            self._answered(found)

        self._run(self.ask(), answered)

    def _run(self, read: Callable[[Desk], Any], done: Callable[[Any], None]) -> None:
        def work(desk: Desk, _job: Job) -> Any:
            return read(desk)

        self.jobs.run(self, work, done, self.ui.bus.failed.emit, channel=self.key)

    def _answered(self, found: Any) -> None:
        self.answered(found)
        self.show_state()

    def show_state(self) -> None:
        """The table, or what is said where nothing is listed."""
        focus = self.window().focusWidget()
        had = focus is not None and (focus is self.table or self.empty.isAncestorOf(focus))
        listed = self.table.model().rowCount() > 0
        self.stack.setCurrentWidget(self.table if listed else self.empty)
        self.sums.setVisible(listed and self.sums.says_something)
        if had:
            self.take_keyboard()
            self.table.settle()
        self.shown.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in self.kinds):
            self.table.want(changes.touched(self.record))
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.load()

    def customer_in_hand(self) -> int | None:
        """Whose row is the current one."""
        row = getattr(self, "row", lambda: None)()
        return getattr(row, "customer_id", None)

    def take_keyboard(self) -> None:
        """The table, or what stands in its place."""
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
        elif self.search is not None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_search(self) -> bool:
        """The keyboard to its own search; False where it has none."""
        if self.search is None:
            return False
        self.search.enter()
        return True

    def _type(self, text: str) -> None:
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.setText(text)

    def status(self) -> list[str]:
        """For the status line: how many are listed and selected."""
        if self.count is None:
            return []
        n, chosen = self.ui.words.ngettext, self.table.selected_count()
        selected = n("{count} row selected", "{count} rows selected", chosen).format(count=self.ui.words.number(chosen))
        return [self.counted(self.count), *([selected] if chosen else [])]

    def can(self) -> frozenset[str]:
        """See `window_places.Page`."""
        some = {"copy_selected", "delete_selected"} if self.table.selected_count() else set()
        return frozenset({"select_all", *some})

    def select_all(self) -> None:
        self.table.selectAll()

    def copy_selected(self) -> None:
        """As a table that a spreadsheet takes."""
        if self.table.selected_count():
            copied = self.copied()
            self.ui.clipboard.put(copied.mime(), personal=copied.personal)
            said = self.ui.words.ngettext("{count} row copied", "{count} rows copied", copied.count)
            self.ui.bus.message.emit(said.format(count=self.ui.words.number(copied.count)), False)

    def is_one(self) -> bool:
        """Whether exactly one row is chosen; says so where it is to be."""
        chosen = self.table.selected_count()
        if chosen > 1:
            self.ui.bus.message.emit(self.ui.words.gettext("Choose a single row to delete it"), False)
        return chosen == 1

    def write(self, verb: Callable[[Desk], Any], said: str) -> None:
        """Do something to the data file and say so; why it was refused is said in a box."""
        if not self.of_customers or self.ui.masking.allows_editing():
            self.ui.write(lambda: verb(self.ui.desk), said)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.key}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(at)

    def entry(self, menu: QMenu, name: str, text: str, does: Callable[[], object], keys: str = "", sign: str = ""):
        """An entry of the context menu; its keys stand behind the words, the table listens to them itself."""
        action = menu.addAction(icon(sign), text) if sign else menu.addAction(text)
        if keys:
            action.setText(f"{text}\t{keys}")
        action.setObjectName(f"{self.key}-{name}")
        action.triggered.connect(does)
        return action

    def show_sums(self, facts: Sequence[Fact]) -> None:
        self.sums.show_facts(facts)
