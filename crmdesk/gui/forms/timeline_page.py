"""What passed between a customer and us, month by month, the newest first; beside it the record of each month."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.timeline import Month
from crmdesk.gui.forms.file_tasks import FileTasks
from crmdesk.gui.forms.late_page import LatePage
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.notes_block import text_left, text_width_in
from crmdesk.gui.forms.timeline_actions import TimelineActions
from crmdesk.gui.forms.timeline_bar import LOG_KEYS, MONTHS, TimelineBar
from crmdesk.gui.forms.timeline_block import TimelineBlock, estimate
from crmdesk.gui.forms.timeline_lines import Lines
from crmdesk.gui.forms.timeline_months import MonthsView
from crmdesk.gui.models.timeline import MORE, Line
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.lazy import LazyColumn
from crmdesk.services import interactions, timeline

PAGE = 200
"""So many lines are read at a time."""


class TimelinePage(LatePage):
    """Reads only while it is looked at. `notes_asked`: the notes are to be shown."""

    notes_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(ui, "timeline-page", _("Timeline"))
        self._limit = PAGE
        self._lines: dict[int, Line] = {}
        self._heads: dict[int, str] = {}
        self._cells = (0, 1)  # a width of the list, and how many narrow characters a line then takes
        self.actions_part = TimelineActions(ui, self)
        self.bar = TimelineBar(ui)
        self.tasks = FileTasks(ui)
        self.list = LazyColumn(self._make, self._estimate, name="timeline", label=_("Timeline"))
        self.months = MonthsView(ui)
        told = _("Nothing is logged here yet. A visit, a call, a message: note it while it is fresh.")
        self._empty = EmptyState(told, _("Log a visit or call"), icon="plus", hint=LOG_KEYS, name="timeline-empty")
        self._nothing = EmptyState(_("Nothing of this kind was found."), _("Show all"), name="timeline-none")
        self._bare = EmptyState(_("Nothing is logged here."), name="timeline-bare")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        self._top.addWidget(self.bar)
        self._top.addWidget(self.tasks)
        self._top.setSpacing(tokens.BETWEEN)
        table = QWidget()
        self._table = QVBoxLayout(table)
        self._table.addWidget(self.months)
        self._months_page = table
        self._stack = QStackedWidget()
        for page in (self.list, table, self._empty, self._nothing, self._bare):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(self._filter)
        self.bar.log_asked.connect(self.actions_part.log)
        self.bar.objection_asked.connect(self.actions_part.add_objection)
        self._empty.acted.connect(self.actions_part.log)
        self._nothing.acted.connect(self._show_all)
        self.actions_part.notes_asked.connect(self.notes_asked)
        self.list.current_changed.connect(self._mark)
        self.months.edit_asked.connect(self._edit_month)

    # The interface to the file

    def show_file(self, file: CustomerFile) -> None:
        """What passed between this customer and us, read once the page is looked at."""
        if self._file is None or (self._file.id, self._file.deleted) != (file.id, file.deleted):
            self._leave()
        self.actions_part.set_file(file)
        self._take_file(file)

    def show_nothing(self) -> None:
        """No file is shown any more."""
        self._leave()
        self._file = None
        self.actions_part.set_file(None)
        self.tasks.show_file(None)

    def _leave(self) -> None:
        self._limit = PAGE
        self._lines.clear()
        self.list.set_keys([])
        self.list.verticalScrollBar().setValue(0)
        self.bar.clear()

    # Reading

    def _read_file(self, file: CustomerFile) -> None:
        self.tasks.show_file(file)
        self.bar.show_people(interactions.people(self._ui.desk, file.id))
        self.bar.show_adding(not file.deleted)
        if self.bar.view.key() == MONTHS:
            self.months.show_months(timeline.months(self._ui.desk, file.id, self._ui.desk.today()))
            self._stack.setCurrentWidget(self._months_page)
            return
        entries = timeline.timeline(
            self._ui.desk, file.id, kinds=self.bar.record_kinds(), contact_kinds=self.bar.contact_kinds(),
            people=self.bar.people.keys_on(), limit=self._limit + 1,
        )  # fmt: skip
        lines = Lines(self._ui).of(entries[: self._limit])
        self._show(lines, more=len(entries) > self._limit)

    def _show(self, lines: list[Line], *, more: bool) -> None:
        former = dict(self._lines), dict(self._heads)
        self._lines = {line.key: line for line in lines}
        self._heads = {}
        month = None
        for line in lines:
            begins, month = line.at.date().replace(day=1) != month, line.at.date().replace(day=1)
            self._heads[line.key] = self._ui.words.month(month) if begins else ""
        for block in self._blocks():
            key = block.line.key
            same = (former[0].get(key), former[1].get(key)) == (self._lines.get(key), self._heads.get(key))
            if key in self._lines and not same:
                block.show_line(self._lines[key], self._heads[key])
                self.list.measure_again(key)
        self.list.set_keys([*self._lines, *([MORE] if more else [])])
        if lines:
            self._stack.setCurrentWidget(self.list)
        elif self.bar.filtering:
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._bare if self.actions_part.fixed else self._empty)

    def _filter(self) -> None:
        self._limit = PAGE
        self._read()
        self.list.verticalScrollBar().setValue(0)

    def _show_all(self) -> None:
        self.bar.clear()
        self._filter()

    def _show_more(self) -> None:
        """Older ones too; what is in sight stays where it is."""
        last = next(reversed(self._lines), None)
        self._limit += PAGE
        self._read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.set_current(last)

    # Blocks

    def _blocks(self) -> list[TimelineBlock]:
        return [block for block in self.list.widgets() if isinstance(block, TimelineBlock)]

    def _make(self, key: int) -> QWidget:
        if key == MORE:
            return self._make_more()
        fixed = self.actions_part.fixed
        block = TimelineBlock(self._lines[key], self._heads[key], self._ui.words, self.list, fixed=fixed)
        block.set_current(key == self.list.current())
        block.pressed.connect(lambda: self._press(key))
        block.opened.connect(lambda: self.actions_part.open(self._lines[key]))
        block.menu_asked.connect(lambda at: self.actions_part.show_menu(self._lines[key], block.chosen(), at))
        block.step_ticked.connect(lambda done: self.actions_part.tick(self._lines[key], done))
        return block

    def _make_more(self) -> QWidget:
        button = LinkButton(self._ui.words.gettext("Show older ones"), icon="chevron-down", name="timeline-older")
        button.clicked.connect(self._show_more)
        return _Centred(button)

    def _press(self, key: int) -> None:
        self.list.set_current(key)
        self.list.setFocus(Qt.FocusReason.MouseFocusReason)

    def _estimate(self, key: int, width: int) -> int:
        """The height a line may have, from how long its texts are."""
        if key == MORE:
            return _Centred.HEIGHT
        if width != self._cells[0]:
            cell = max(1, text_width(self.font(), "记") // 2)
            self._cells = (width, max(1, text_width_in(self._ui.words, width) // cell))
        return estimate(self._lines[key], bool(self._heads[key]), self._cells[1])

    def _mark(self, current: int | None) -> None:
        for block in self._blocks():
            block.set_current(block.line.key == current)

    def _edit_month(self, month: Month) -> None:
        from crmdesk.gui.dialogs.month import MonthDialog

        file = self._file
        if file is not None and not file.deleted and self._ui.masking.allows_editing():
            MonthDialog(self._ui, file.id, file.number, month, self.window()).open()

    # Keys

    def delete(self, key: int) -> None:
        """Take the line out; the next one becomes the current one."""
        keys = self.list.keys()
        place = keys.index(key)
        following = [each for each in (*keys[place + 1 : place + 2], *keys[max(0, place - 1) : place]) if each != MORE]
        if self.actions_part.delete(self._lines[key]) and following and following[0] in self._lines:
            self.list.set_current(following[0])
            self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, pressed = self.list.current(), event.key()
        here = self.list.hasFocus() or self.list.isAncestorOf(QApplication.focusWidget() or self)
        line = self._lines.get(current) if current is not None else None
        enter = pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers()
        if not here or (line is None and current != MORE):
            super().keyPressEvent(event)
        elif line is None:
            if enter or pressed == Qt.Key.Key_Space:
                self._show_more()
            else:
                super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.actions_part.copy(line, self._chosen(line.key))
        elif enter:
            self.actions_part.open(line)
        elif pressed == Qt.Key.Key_Delete:
            self.delete(line.key)
        elif pressed == Qt.Key.Key_Space and line.step is not None and not self.actions_part.fixed:
            self.actions_part.tick(line, not line.step.done)
        elif pressed == Qt.Key.Key_Menu and isinstance(block := self.list.widget_of(line.key), TimelineBlock):
            at = block.mapToGlobal(QPoint(text_left(self._ui.words, self.width()), 0))
            self.actions_part.show_menu(line, block.chosen(), at)
        else:
            super().keyPressEvent(event)

    def _chosen(self, key: int) -> str:
        block = self.list.widget_of(key)
        return block.chosen() if isinstance(block, TimelineBlock) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = around(self.width())
        self._top.setContentsMargins(margin, tokens.AROUND, margin, tokens.BETWEEN)
        self._table.setContentsMargins(margin - tokens.BETWEEN, 0, margin - tokens.BETWEEN, tokens.BETWEEN)
        super().resizeEvent(event)


class _Centred(QWidget):
    """The last line of the list."""

    HEIGHT = 2 * tokens.BETWEEN + tokens.CONTROL_HEIGHT

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def heightForWidth(self, _width: int) -> int:
        return self.HEIGHT
