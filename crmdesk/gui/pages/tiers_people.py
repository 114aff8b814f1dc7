"""A list of an analysis: what it asks, whom it names with figures and reasons, and beside it what is to be done."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.models.tiers_people import (
    ADVICE,
    FIRST_FIGURE,
    MOST_FIGURES,
    NAME,
    TIER,
    WHY,
    People,
    PeopleTable,
    Person,
)
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.tiers_person import ListAndSide, PersonSide
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import MenuButton
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel

_WIDTHS = {TIER: 76, FIRST_FIGURE: 104, FIRST_FIGURE + 1: 104, FIRST_FIGURE + 2: 104, ADVICE: 104}
_SHARES = {NAME: 4, WHY: 5}
_ROOMS = (960, 720)
"""Below these widths of the list the third figure goes, and the second one; without reasons the third, below both."""


class PeoplePane(QWidget):
    """`moved`: another customer is in hand, or the selection changed."""

    moved = Signal()

    def __init__(self, ui: Ui, *, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ui = ui
        self.people = People("", "")
        self.title = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{name}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{name}-note")
        self._all_menu = QMenu(self)
        self._all_menu.setObjectName(f"{name}-all-menu")
        self._all_menu.aboutToShow.connect(self._fill_all)
        self.all = MenuButton("", self._all_menu, name=f"{name}-all")
        self.model = PeopleTable(ui, self)
        self.table = WorkTable(self.model, _WIDTHS, shares=_SHARES, name=f"{name}-table", label=label, clear=True)
        self.empty = EmptyState("", name=f"{name}-empty")
        self.side = PersonSide(ui, f"{name}-side")
        self.side.hide()
        self._lay_out()
        self.table.selection_changed.connect(self._moved)
        self.table.opened.connect(self._open)
        self.table.beside_asked.connect(self._open)
        self.table.menu_asked.connect(self._show_menu)
        self.table.copy_asked.connect(self.copy)
        ui.masking.changed.connect(self._moved)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.note)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.AROUND)
        head.addLayout(words, 1)
        head.addWidget(self.all, 0, Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self._row = ListAndSide(self, head, self.stack, self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.fit(event.size().width())
        self._show_columns()

    def _show_columns(self) -> None:
        """Those that say something, as far as there is room."""
        figures = len(self.people.headings)
        room = self._row.list_width(self.width())
        gone = sum(room < each for each in _ROOMS)
        spare = gone if self.people.reasoned else gone // 2 if self.people.advised else 0
        figures = min(figures, MOST_FIGURES - spare)
        for place in range(MOST_FIGURES):
            self.table.setColumnHidden(FIRST_FIGURE + place, place >= figures)
        self.table.setColumnHidden(WHY, not self.people.reasoned)
        self.table.setColumnHidden(ADVICE, not self.people.advised)
        widest = max((text_width(self.font(), each) for each in self.people.advised), default=0)
        header = self.table.horizontalHeader()
        self.table.setColumnWidth(ADVICE, max(widest + 2 * tokens.BETWEEN + 2, header.sectionSizeHint(ADVICE)))
        for place in range(figures):
            column = FIRST_FIGURE + place
            least = max(_WIDTHS[column], self.people.figure_width)
            self.table.setColumnWidth(column, max(least, header.sectionSizeHint(column)))
        self.table.share_room()

    # What is shown

    def show_people(self, people: People) -> None:
        """Another list, or the same one read anew: who was in hand stays so where it is still named."""
        other = people.key != self.people.key
        if other:
            self.side.forget()
        self.people = people
        count, number = len(people.ids), self._ui.words.number
        self.title.set_text(people.title)
        self.note.set_text(people.note)
        self.note.setVisible(bool(people.note))
        n = self._ui.words.ngettext
        self.all.setText(n("For all {count}", "For all {count}", count).format(count=number(count)))
        self.all.setVisible(count > 0)
        self.model.show_people(people)
        self._show_columns()
        self.table.show_ids(people.ids, other=other)
        self.empty.set_sentence(people.why)
        self.stack.setCurrentWidget(self.table if count else self.empty)
        if count and not self.table.selected_count():
            self.table.go_to(0)
        self._moved()

    def go_to(self, place: int) -> None:
        """The customer at a place (from 0)."""
        if 0 <= place < len(self.model.ids):
            self.table.go_to(place)

    def person(self) -> Person | None:
        """Who is in hand."""
        row: Person | None = self.table.current_row() if self.table.selected_count() else None
        return row

    def _moved(self, _why: object = None) -> None:
        had = self.side.isVisible()
        self.side.show_person(self.person(), self.people)
        if had != self.side.isVisible():
            self._show_columns()
        self.moved.emit()

    # What is done

    def _open(self) -> None:
        person = self.person()
        if person is not None:
            self._ui.bus.open_customer.emit(person.customer.id)

    def _fill_all(self) -> None:
        self._all_menu.clear()
        people = self.people
        named = people.ids if people.customers is None else people.customers
        self.side.doing.fill_all_menu(self._all_menu, list(named))

    def _show_menu(self, at: QPoint) -> None:
        person = self.person()
        if person is None:
            return
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.side.doing.fill_menu(menu, self.people.deeds, person.customer.id)
        menu.addSeparator()
        copy = menu.addAction(self._ui.words.gettext("&Copy") + "\tCtrl+C")
        copy.triggered.connect(self.copy)
        menu.popup(at)

    def copy(self) -> None:
        """The rows selected, as spreadsheets take them; columns that are not shown stay away."""
        copy_rows(self._ui, self.table)

    def take_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
