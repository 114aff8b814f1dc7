"""The notes of a file: the newest first, pinned ones on top, written and changed on the spot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.notes import Note, matching
from crmdesk.gui.forms.late_page import LatePage
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.leaving import SAVE, STAY, ask_to_leave
from crmdesk.gui.forms.notes_actions import NotesActions
from crmdesk.gui.forms.notes_block import NoteBlock, keeper_of, text_left, text_width_in
from crmdesk.gui.forms.notes_input import NoteInput
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.lazy import LazyColumn
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.services import notes

_FILTER_FROM = 6
"""So many notes are worth a search box."""
_ROOM_FOR_SEARCH = 640


def _height(text: str, line: int) -> int:
    """The height of a text whose lines take so many narrow characters: bytes tell wide ones from narrow ones."""
    cells = (len(text.encode()) + len(text)) // 2
    lines = 1 + text.count("\n") + cells // line
    return max(lines, 2) * tokens.LINE_HEIGHTS[tokens.BODY] + 2 * tokens.BETWEEN


class NotesPage(LatePage):
    """Reads the notes only while it is looked at; what lies out of sight is not laid out."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(ui, "notes-page", _("Notes"))
        self._notes: dict[int, Note] = {}
        self._line = (0, 1)  # a width of the list, and how many narrow characters a line then takes
        self.actions_part = NotesActions(ui, self)
        self.input = NoteInput(ui)
        self.filter = SearchBox(_("Search in the notes"), width=tokens.NORMAL_INPUT, name="notes-filter")
        self.filter.setAcceptDrops(False)
        self.found = Label("", points=tokens.SMALL, tone="text_2", name="notes-found")
        self.list = LazyColumn(self._make_block, self._estimate, name="notes", label=_("Notes"))
        self._empty = EmptyState(_("Write down what was said and what is worth remembering."), name="notes-empty")
        self._nothing = EmptyState("", _("Show all"), name="notes-none")
        self._lay_out()
        self.input.save_asked.connect(self._add)
        self.input.left.connect(self.list.setFocus)
        self.filter.textChanged.connect(self._fill)
        self.filter.down.connect(self._enter_list)
        self.filter.left.connect(self._enter_list)
        self._nothing.acted.connect(self.filter.clear)
        self.list.current_changed.connect(self._mark)
        self.actions_part.edit_asked.connect(self.edit)
        self.actions_part.writing.connect(self._expect)
        self.actions_part.wrote.connect(self._catch_up)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(tokens.AROUND)
        row.addWidget(self.input, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        row.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignTop)
        self._top = QVBoxLayout()
        self._top.setSpacing(tokens.INSIDE)
        self._top.addLayout(row)
        self._top.addWidget(self.found, 0, Qt.AlignmentFlag.AlignRight)
        self._stack = QStackedWidget()
        for page in (self.list, self._empty, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)

    @property
    def _fixed(self) -> bool:
        """A file in the trash is only read."""
        return self._file is None or self._file.deleted

    # The interface to the file

    def show_file(self, file: CustomerFile) -> None:
        """The notes of this file, read once the page is looked at."""
        if self._file is None or self._file.id != file.id:
            self._leave()
        self._take_file(file)

    def show_nothing(self) -> None:
        """No file is shown any more; what was not saved is kept for it."""
        self._leave()
        self._file = None

    def may_leave(self) -> bool:
        """Whether another file may be shown: asks about a note that was changed and not saved. A new one is kept."""
        for block in self._blocks():
            if self._file is None or not block.dirty():
                continue
            answer = ask_to_leave(self._ui.words, self._file.name, self)
            if answer == STAY:
                return False
            if answer == SAVE and not self._save(block, block.editor.toPlainText() if block.editor else ""):
                return False
            block.end()
        self.input.keep()
        return True

    def end_editing(self) -> None:
        """Give up what is being changed."""
        for block in self._blocks():
            block.end()

    def _leave(self) -> None:
        self.input.leave()
        self.end_editing()
        self._notes.clear()
        self.list.set_keys([])
        self.list.verticalScrollBar().setValue(0)
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)

    def _read_file(self, file: CustomerFile) -> None:
        self._notes = {each.id: self._ui.masking.note(each) for each in notes.of_customer(self._ui.desk, file.id)}
        self.input.setVisible(not file.deleted)
        if not file.deleted:
            self.input.begin(file.id, file.name)
        self._fill()

    def _fill(self) -> None:
        query = self.filter.text()
        typed = {block.note.id for block in self._blocks() if block.editor is not None}
        found = {note.id for note in matching(self._notes.values(), query)} | typed
        shown = [note for note in self._notes.values() if note.id in found]
        for note in shown:
            if isinstance(block := self.list.widget_of(note.id), NoteBlock) and block.note != note:
                block.show_note(note)
                self.list.measure_again(note.id)
        self.list.set_keys([note.id for note in shown])
        if query:
            words = self._ui.words
            of = words.gettext("{found} of {count}")
            self.found.setText(of.format(found=words.number(len(shown)), count=words.number(len(self._notes))))
            self._nothing.set_sentence(words.gettext("No note contains “{text}”.").format(text=query))
        self.found.setVisible(bool(query))
        self.filter.setVisible(len(self._notes) >= _FILTER_FROM or bool(query))
        self._stack.setCurrentWidget(self.list if shown else self._nothing if query and self._notes else self._empty)
        self._empty.show_sentence(not self._fixed)

    # Blocks

    def _blocks(self) -> list[NoteBlock]:
        return [block for block in self.list.widgets() if isinstance(block, NoteBlock)]

    def _make_block(self, key: int) -> QWidget:
        block = NoteBlock(self._notes[key], self._ui.words, self.list, fixed=self._fixed)
        block.set_current(key == self.list.current())
        block.pressed.connect(lambda: self.list.set_current(key))
        block.edit_asked.connect(lambda: self.edit(key))
        block.cancel_asked.connect(lambda: self._end(block))
        block.save_asked.connect(lambda text: self._save(block, text))
        block.menu_asked.connect(lambda at: self._show_menu(key, at))
        block.grown.connect(lambda: self.list.measure_again(key))
        return block

    def _estimate(self, key: int, width: int) -> int:
        """The height a note may have, from how long it is."""
        if width != self._line[0]:
            cell = max(1, text_width(self.font(), "记") // 2)
            self._line = (width, max(1, text_width_in(self._ui.words, width) // cell))
        return _height(self._notes[key].text, self._line[1])

    def _mark(self, current: int | None) -> None:
        for block in self._blocks():
            block.set_current(block.note.id == current)

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    # What one can do

    def edit(self, key: int) -> None:
        """Change this note on the spot."""
        self.list.set_current(key)
        block = self.list.widget_of(key)
        if self._ui.masking.allows_editing() and isinstance(block, NoteBlock) and not self._fixed and self._file:
            block.begin(block.note.text, keeper_of(self._ui, self._file.id, block))
            self.list.reveal(key)

    def delete(self, key: int) -> None:
        """Take the note out; the next one becomes the current one."""
        keys = self.list.keys()
        place = keys.index(key)
        following = (*keys[place + 1 : place + 2], *keys[max(0, place - 1) : place])
        if self.actions_part.delete(self._notes[key]) and following:
            self.list.set_current(following[0])
            self.list.setFocus()

    def _add(self, text: str) -> None:
        if self._file is None:
            return
        try:
            note_id, changes = notes.add(self._ui.desk, self._file.id, text)
        except UserError as error:
            self.input.tell(self._ui.sentence(error))
            return
        self.input.done()
        self.filter.clear()
        self.actions_part.tell(changes, self._ui.words.gettext("Saved the note"))
        self.list.reveal(note_id)

    def _save(self, block: NoteBlock, text: str) -> bool:
        try:
            changes = notes.edit(self._ui.desk, block.note.id, text)
        except UserError as error:
            block.tell(self._ui.sentence(error))
            return False
        self._end(block)
        self.actions_part.tell(changes, self._ui.words.gettext("Saved the note"))
        return True

    def _end(self, block: NoteBlock) -> None:
        block.end()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _expect(self) -> None:
        self._stale = True

    def _catch_up(self) -> None:
        if self._stale and self._file is not None and self.isVisible():
            self._read()

    def _chosen(self, key: int) -> str:
        block = self.list.widget_of(key)
        return block.text.selected_text() if isinstance(block, NoteBlock) else ""

    def _show_menu(self, key: int, at: QPoint) -> None:
        self.actions_part.show_menu(self._notes[key], self._chosen(key), at, fixed=self._fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, pressed, fixed = self.list.current(), event.key(), self._fixed
        here = self.list.hasFocus() or self.list.isAncestorOf(QApplication.focusWidget() or self)
        if current is None or not here:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.actions_part.copy(self._chosen(current) or self._notes[current].text)
        elif not fixed and pressed in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(current)
        elif not fixed and pressed == Qt.Key.Key_Delete:
            self.delete(current)
        elif pressed == Qt.Key.Key_Menu and isinstance(block := self.list.widget_of(current), NoteBlock):
            self._show_menu(current, block.mapToGlobal(QPoint(text_left(self._ui.words, self.width()), 0)))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = around(self.width())
        room = text_left(self._ui.words, self.width()) + text_width_in(self._ui.words, self.width())
        self.input.setMaximumWidth(room - margin)
        self.filter.setFixedWidth(tokens.NORMAL_INPUT if self.width() >= _ROOM_FOR_SEARCH else tokens.LABEL_WIDTH_EN)
        self._top.setContentsMargins(margin, tokens.AROUND, margin, tokens.BETWEEN)
        super().resizeEvent(event)
