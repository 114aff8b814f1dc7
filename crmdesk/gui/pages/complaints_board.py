"""The tab Board of the page Complaints: a column for each step that is to be done next, and what was closed lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.complaint_lists import CLOSED_LATELY, CLOSED_STATES, COLUMNS, Column, ComplaintRow, Complaints
from crmdesk.core.complaints import CLOSED
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.complaint_cards import ComplaintCards
from crmdesk.gui.pages.complaints_filters import Filters, FoldingButtons
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, LinkButton, tip
from crmdesk.gui.widgets.case_cards import CardColumn
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.services import complaint_lists, complaints
from crmdesk.services.desk import Desk

BOARD = "complaints-board"
_SEARCH, _BESIDE_SEARCH = 240, 48
_NARROWEST = 128


class Found(Struct, frozen=True):
    """The columns, and who is responsible for any complaint."""

    columns: Sequence[Column]
    names: list[str]


class _ColumnBox(QWidget):
    """The head with the count, the cards, the way to those that found no room."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.setMinimumWidth(_NARROWEST)
        self.title = ElidedLabel(title, bold=True, name=f"{BOARD}-{key}-title")
        self.count = Label("", tone="text_2")
        self.cards = CardColumn(name=f"{BOARD}-{key}", label=title)
        self.rest = LinkButton("", name=f"{BOARD}-{key}-rest")
        self.rest.hide()
        head = QHBoxLayout()
        head.setSpacing(tokens.INSIDE)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(head)
        column.addWidget(self.cards, 1)
        column.addWidget(self.rest)


class ComplaintsBoardPart(Loaded):
    """Left and Right go from column to column, Up and Down from card to card; Enter opens a complaint's card. Cards are
    not dragged: a step has to be done, with its form. `list_asked`: the rest of a column, as a list."""

    list_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, BOARD)
        _ = ui.words.gettext
        self._cards = ComplaintCards(ui)
        self._rows: dict[int, ComplaintRow] = {}
        self._count: int | None = None
        self.search = SearchBox(_("Search complaints"), width=_SEARCH, name=f"{BOARD}-search")
        self.search.setMinimumWidth(text_width(self.font(), _("Search complaints")) + _BESIDE_SEARCH)
        self.search.setToolTip(tip(_("Number, customer, what was said, expected and done"), "Ctrl+F"))
        self.search.textChanged.connect(lambda _text: self.load())
        for signal in (self.search.left, self.search.down, self.search.returnPressed):
            signal.connect(self.take_keyboard)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.BETWEEN)
        head.addWidget(self.search)
        self.filters = Filters(ui, head, key=BOARD, open_alone=True, parent=self)
        self.filters.changed.connect(self.load)
        head.addStretch(1)
        log = Button(_("Log a complaint..."), icon="plus", icon_tone="accent", name=f"{BOARD}-new")
        log.setToolTip(tip(_("Log a complaint"), "Ctrl+Shift+K"))
        log.clicked.connect(self.add)
        head.addWidget(log)
        FoldingButtons(head, (log,), self)
        self.columns = [self._column(key) for key in COLUMNS]
        self._lay_out(head)

    def _lay_out(self, head: QHBoxLayout) -> None:
        _ = self.ui.words.gettext
        board = Ground("base", name=f"{BOARD}-ground")
        row = QHBoxLayout(board)
        row.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        row.setSpacing(tokens.BUTTON_PADDING)
        for column in self.columns:
            row.addWidget(column, 1)
        self.board = QScrollArea()
        self.board.setObjectName(f"{BOARD}-area")
        self.board.setWidget(board)
        self.board.setWidgetResizable(True)
        self.board.setFrameShape(QFrame.Shape.NoFrame)
        self.board.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.board.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState("", _("Log a complaint..."), icon="plus", name=f"{BOARD}-empty")
        self.empty.acted.connect(self.add)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.filters.narrowing)
        whole.addWidget(self.stack, 1)

    def _column(self, key: str) -> _ColumnBox:
        _ = self.ui.words.gettext
        if key == CLOSED:
            title = _("Closed, {days} days").format(days=CLOSED_LATELY)
        else:
            title = self._cards.telling.step_name(key)
        box = _ColumnBox(key, title)
        cards = box.cards
        cards.opened.connect(self.open_selected)
        cards.beside_asked.connect(self.open_customer)
        cards.side_asked.connect(lambda by, box=box: self._go_beside(box, by))
        cards.typed.connect(self._type)
        cards.left.connect(self.clear)
        cards.delete_asked.connect(self.delete_selected)
        cards.menu_asked.connect(self._show_menu)
        cards.selection_changed.connect(lambda box=box: self._chosen(box))
        box.rest.clicked.connect(lambda _checked=False, box=box: self.list_asked.emit(self._rest_of(box.key)))
        return box

    # what is shown

    def listing(self) -> Complaints:
        """What the columns are made of."""
        return self.filters.wanted(Complaints(query=self.search.text()))

    def ask(self) -> Callable[[Desk, Job], Found]:
        asked = self.listing()

        def read(desk: Desk, _job: Job) -> Found:
            names = [name for name, _count in complaint_lists.responsible(desk)]
            return Found(complaint_lists.board(desk, asked), names)

        return read

    def answered(self, found: Found) -> None:
        self.filters.set_responsible(found.names)
        self._rows = {row.id: row for column in found.columns for row in column.rows}
        self._count = sum(column.count for column in found.columns if column.step != CLOSED)
        for box, column in zip(self.columns, found.columns, strict=True):
            self._show_column(box, column)
        some = any(column.count for column in found.columns)
        filtered, _ = bool(self.search.text()) or self.filters.active, self.ui.words.gettext
        nothing = _("No complaint is open. Those logged stand here by the step to be done next.")
        self.empty.set_sentence(_("No complaint is like that.") if filtered else nothing)
        self.stack.setCurrentWidget(self.board if some else self.empty)

    def _show_column(self, box: _ColumnBox, column: Column) -> None:
        n, number = self.ui.words.ngettext, self.ui.words.number
        box.count.setText(number(column.count))
        box.cards.show_cards([self._cards.card(row) for row in column.rows])
        rest = column.count - len(column.rows)
        box.rest.setText(
            n("{count} more complaint", "{count} more complaints", rest).format(count=number(rest)) if rest else ""
        )
        box.rest.setVisible(rest > 0)

    # keys and what they do

    @property
    def current(self) -> _ColumnBox | None:
        """The column with the card that is chosen."""
        return next((box for box in self.columns if box.cards.current_id() is not None), None)

    def row(self) -> ComplaintRow | None:
        box = self.current
        return self._rows.get(box.cards.current_id() or 0) if box is not None else None

    def _chosen(self, box: _ColumnBox) -> None:
        """One card of the whole board is chosen."""
        if box.cards.current_id() is not None:
            self.board.ensureWidgetVisible(box, tokens.AROUND, 0)
            for other in self.columns:
                if other is not box:
                    other.cards.clearSelection()
        self.shown.emit()

    def _go_beside(self, box: _ColumnBox, by: int) -> None:
        row, place = box.cards.currentIndex().row(), self.columns.index(box) + by
        while 0 <= place < len(self.columns):
            target = self.columns[place].cards
            if target.cards.cards:
                target.go_to(max(0, row))
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place += by

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)

    def give_keyboard(self) -> None:
        """The card that is chosen, the first one, or what stands in their place."""
        box = self.current or next((each for each in self.columns if each.cards.cards.cards), None)
        if self.stack.currentWidget() is self.empty:
            self.empty.take_keyboard()
        elif box is not None:
            box.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_search(self) -> bool:
        self.search.enter()
        return True

    def clear(self) -> None:
        """Esc: everything is shown again."""
        self.search.clear()
        self.filters.clear()
        self.load()

    def add(self) -> None:
        self.ui.bus.log_complaint.emit(None)

    def open_selected(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_complaint.emit(row.id)

    def open_customer(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def delete_selected(self) -> None:
        row = self.row()
        if row is not None and self.ui.masking.allows_editing():
            n = self.ui.words.ngettext
            said = n("{count} complaint deleted", "{count} complaints deleted", 1).format(count=1)
            self.ui.write(lambda: complaints.delete(self.ui.desk, [row.id]), said)

    def copy_selected(self) -> None:
        """What the card says, as text."""
        box = self.current
        if box is not None:
            self.ui.clipboard.put_text(box.cards.told(), personal=True)
            self.ui.bus.message.emit(self.ui.words.gettext("Copied"), False)

    def _rest_of(self, key: str) -> Complaints:
        asked = self.listing()
        if key == CLOSED:
            return replace(asked, states=CLOSED_STATES)
        return replace(asked, states=asked.states or ("open",), step=key)

    def _show_menu(self, at: QPoint) -> None:
        menu, _ = QMenu(self), self.ui.words.gettext
        menu.setObjectName(f"{BOARD}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, keys, sign, does in (
            ("open", _("&Open"), "Enter", "complaint", self.open_selected),
            ("customer", _("Customer's &file"), "Shift+Enter", "person", self.open_customer),
            ("delete", _("&Delete"), "Del", "trash", self.delete_selected),
        ):
            action = menu.addAction(icon(sign), f"{text}\t{keys}")
            action.setObjectName(f"{BOARD}-{name}")
            action.triggered.connect(does)
        menu.popup(at)

    def status(self) -> list[str]:
        """How many are open."""
        if self._count is None:
            return []
        n, number = self.ui.words.ngettext, self.ui.words.number
        said = n("{count} open complaint", "{count} open complaints", self._count)
        return [said.format(count=number(self._count))]

    def can(self) -> frozenset[str]:
        return frozenset({"delete_selected", "copy_selected"} if self.row() is not None else set())
