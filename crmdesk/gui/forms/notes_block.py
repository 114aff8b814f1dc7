"""One note in the list: when and by whom, its text, and changing it on the spot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.notes import Note
from crmdesk.core.words import Words
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.forms.list_block import ListBlock
from crmdesk.gui.forms.notes_text import GrowingText, NoteText
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of, sized, tabular, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.lazy import KEEP
from crmdesk.services import history
from crmdesk.services.drafts import key_of

LINE_WIDTH = 680
"""Pixels: longer lines are hard to read."""

_SIDE = tokens.CONTROL_HEIGHT + tokens.BETWEEN


def text_left(words: Words, width: int) -> int:
    """Where the texts begin on a page so wide."""
    label = tokens.LABEL_WIDTH_ZH if words.chinese else tokens.LABEL_WIDTH_EN
    return around(width) + label + tokens.LABEL_GAP_READ


def text_width_in(words: Words, width: int) -> int:
    """How wide the texts are on a page so wide."""
    return max(tokens.SHORT_INPUT, min(LINE_WIDTH, width - text_left(words, width) - _SIDE - around(width)))


TEXT = "text"
"""The key of the text in a draft of a note."""


class NoteBlock(ListBlock):
    """`save_asked`: a text; `cancel_asked`; `edit_asked`; `grown`: its height is another; `typed`: the text being
    changed."""

    save_asked = Signal(str)
    cancel_asked = Signal()
    edit_asked = Signal()
    grown = Signal()
    typed = Signal(str)

    def __init__(self, note: Note, words: Words, view: QWidget, *, fixed: bool) -> None:
        super().__init__(words, view, fixed=fixed, name=f"note-{note.id}", more="note-more")
        self._note = note
        self._when, self._who = "", ""
        self.text = NoteText(note.text, "")
        self.text.setParent(self)
        self.text.opened.connect(self._open)
        self.text.pressed.connect(self.pressed)
        self.more.hide()
        self.editor: GrowingText | None = None
        self._keeper: DraftKeeper | None = None
        self._foot: list[QWidget] = []
        self.show_note(note)

    @property
    def note(self) -> Note:
        return self._note

    def show_note(self, note: Note) -> None:
        """Show this version of the note; what is being typed stays."""
        self._note = note
        self._when = self._words.moment(history.local_time(note))
        self._who = note.who
        self.text.set_text(note.text)
        pinned = self._words.gettext("Pinned") + ". " if note.pinned else ""
        told = f"{pinned}{self._when} {note.who}: {note.text}"
        self.setAccessibleName(told)
        self.text.setAccessibleName(told)
        self.update()

    # Changing it

    def begin(self, text: str, keeper: DraftKeeper | None = None) -> None:
        """Change the note on the spot, beginning with this text, or with what an earlier session left of it."""
        if self._keeper is None and keeper is not None:
            self._keeper = keeper
            if keeper.earlier is not None:
                text = keeper.earlier.texts.get(TEXT, text)
                keeper.take_over(keeper.earlier)
        _ = self._words.gettext
        if self.editor is None:
            self.setProperty(KEEP, True)
            self.text.hide()
            self._show_more(False)
            self.editor = GrowingText(name="note-editor", label=_("Note"), parent=self)
            save = Button(_("Save"), kind="main", hint="Ctrl+Enter", name="note-save", parent=self)
            cancel = Button(_("Cancel"), hint="Esc", name="note-cancel", parent=self)
            problem = Label("", tone="bad", name="note-problem", parent=self)
            self._foot = [save, cancel, problem]
            save.clicked.connect(self._save)
            cancel.clicked.connect(self.cancel_asked)
            self.editor.entered.connect(self._save)
            self.editor.left.connect(self.cancel_asked)
            self.editor.grown.connect(self.grown)
            self.editor.textChanged.connect(self._typed)
            for widget in (self.editor, *self._foot):
                widget.show()
        self.editor.setPlainText(text)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self._arrange()
        self.grown.emit()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Leave changing it; the stored text is shown again."""
        if self.editor is None:
            return
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper.deleteLater()
            self._keeper = None
        for widget in (self.editor, *self._foot):
            widget.hide()
            widget.deleteLater()
        self.editor, self._foot = None, []
        self.setProperty(KEEP, False)
        self.text.show()
        self.grown.emit()

    def dirty(self) -> bool:
        return self.editor is not None and self.editor.toPlainText() != self._note.text

    def tell(self, sentence: str) -> None:
        """Why what was typed is refused."""
        if self._foot and isinstance(label := self._foot[-1], Label):
            label.setText(sentence)
            self._arrange()

    def _save(self) -> None:
        if self.editor is not None:
            self.save_asked.emit(self.editor.toPlainText())

    def _typed(self) -> None:
        self.tell("")
        if self.editor is not None:
            text = self.editor.toPlainText()
            self.typed.emit(text)
            if self._keeper is not None:
                self._keeper.typed({TEXT: text} if self.dirty() else {})

    def _open(self) -> None:
        if not self._fixed:
            self.edit_asked.emit()

    # Room and ground

    def heightForWidth(self, width: int) -> int:
        room = text_width_in(self._words, width)
        if self.editor is not None:
            self.editor.setFixedWidth(room)
            inner = self.editor.height() + tokens.BETWEEN + tokens.CONTROL_HEIGHT
        else:
            inner = self.text.height_for(room)
        least = tokens.LINE_HEIGHTS[tokens.BODY] + tokens.LINE_HEIGHTS[tokens.SMALL]
        return max(inner, least) + 2 * tokens.BETWEEN + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        left, room = text_left(self._words, self.width()), text_width_in(self._words, self.width())
        top = tokens.BETWEEN
        self.more.move(left + room + tokens.BETWEEN, top - tokens.INSIDE)
        if self.editor is None:
            self.text.setGeometry(left, top, room, self.height() - 2 * top - 1)
            return
        self.editor.setFixedWidth(room)
        self.editor.move(left, top)
        at = left
        for widget in self._foot:
            widget.adjustSize()
            widget.move(at, top + self.editor.height() + tokens.BETWEEN)
            at += widget.width() + tokens.BETWEEN
        last = self._foot[-1]
        last.setFixedWidth(max(0, left + room - last.x()))
        last.move(last.x(), last.y() + (tokens.CONTROL_HEIGHT - last.height()) // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        if self._current and self.editor is None:
            idle = not typing_here(self._view)
            fill(painter, self.rect(), QColor(scheme.selected_idle if idle else scheme.selected))
        left = text_left(self._words, self.width())
        margin = around(self.width())
        horizontal(painter, margin, self.width() - margin, self.height() - 1, QColor(scheme.line))
        line, small = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        right = Qt.AlignmentFlag.AlignRight
        column = QRectF(margin, tokens.BETWEEN, left - tokens.LABEL_GAP_READ - margin, line)
        write(painter, column, self._when, tabular(self.font()), QColor(scheme.text_2), right)
        below = QRectF(column.left(), column.bottom(), column.width(), small)
        taken = write(painter, below, self._who, sized(self.font(), tokens.SMALL), QColor(scheme.text_2), right)
        if self._note.pinned:
            side = tokens.ICON_SMALL
            mark = QRectF(below.right() - taken - side - tokens.INSIDE, below.top(), side, below.height())
            draw_icon(painter, "pinned", mark, QColor(scheme.accent))

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown and self.editor is None)


def keeper_of(ui: Ui, customer_id: int, block: NoteBlock) -> DraftKeeper:
    """Keeps what is typed while this note is being changed."""
    key = key_of("note", customer_id, block.note.id)
    return DraftKeeper(ui, key, ui.words.gettext("Note"), block)
