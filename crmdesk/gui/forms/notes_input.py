"""The input above the notes: always ready, it grows, and what is not saved yet waits there for its customer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.forms.notes_text import GrowingText
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.inputs import set_problem
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import drafts

_TEXT = "text"


class NoteInput(QWidget):
    """`save_asked`: what was typed. `left`: Esc in it."""

    save_asked = Signal(str)
    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("note-input")
        _ = ui.words.gettext
        self._ui = ui
        self._customer: int | None = None
        self._title = ""
        self._keeper: DraftKeeper | None = None
        self.text = GrowingText(placeholder=_("Write a note"), name="note-new", label=_("New note"))
        self.save = Button(_("Save"), hint="Ctrl+Enter", name="note-add")
        self.problem = Label("", tone="bad", name="note-new-problem")
        self.problem.hide()
        self.text.entered.connect(self._save)
        self.text.left.connect(self.left)
        self.text.textChanged.connect(self._typed)
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.text, 1)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        column.addLayout(row)
        column.addWidget(self.problem)
        self._typed()
        ui.masking.changed.connect(self._begin_again)

    def begin(self, customer_id: int, title: str) -> None:
        """Write for this customer; what was left here unsaved is there again."""
        self._title = title
        if customer_id == self._customer:
            return
        self.leave()
        self._customer = customer_id
        self._keeper = DraftKeeper(self._ui, drafts.key_of("note", customer_id, drafts.NEW), title, self)
        earlier = self._keeper.earlier
        if earlier is not None and not self._ui.masking.on:
            self._keeper.take_over(earlier)
            self._put(earlier.texts.get(_TEXT, ""))

    def _begin_again(self) -> None:
        """What waits here is not shown while personal data is hidden."""
        customer = self._customer
        if customer is not None:
            self.leave()
            self.begin(customer, self._title)

    def keep(self) -> None:
        """The window may close: what is not saved is kept, and stays here."""
        customer = self._customer
        if customer is not None and self.text.toPlainText().strip():
            self.leave()
            self.begin(customer, self._title)

    def leave(self) -> None:
        """Another customer is shown: what is not saved is kept for this one."""
        keeper, self._keeper = self._keeper, None
        text = self.text.toPlainText()
        self._customer = None
        self._put("")
        if keeper is None:
            return
        key = keeper.key
        keeper.drop()
        keeper.deleteLater()
        if text.strip():
            try:
                drafts.keep(self._ui.desk, key, self._title, {_TEXT: text})
            except UserError as error:
                self._ui.bus.failed.emit(error)

    def done(self) -> None:
        """What was typed is saved."""
        self._put("")
        if self._keeper is not None:
            self._keeper.typed({})

    def restore(self, draft: drafts.Draft) -> None:
        """Go on with what was left for the customer shown, unless it stands here already."""
        if self._keeper is not None and self._keeper.key != draft.key:
            self._keeper.take_over(draft)
            self._put(draft.texts.get(_TEXT, ""))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self, key: str) -> None:
        """This draft was given up elsewhere."""
        if self._keeper is not None and self._keeper.key == key:
            self.done()

    def tell(self, sentence: str) -> None:
        """Why what was typed is refused."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        set_problem(self.text, "bad" if sentence else "")

    def _put(self, text: str) -> None:
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.tell("")

    def _typed(self) -> None:
        text = self.text.toPlainText()
        filled = bool(text.strip())
        self.tell("")
        self.save.setEnabled(filled)
        self.save.set_kind("main" if filled else "plain")
        if self._keeper is not None:
            self._keeper.typed({_TEXT: text} if filled else {})

    def _save(self) -> None:
        if self.text.toPlainText().strip():
            self.save_asked.emit(self.text.toPlainText())

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.problem.setMaximumWidth(self.width())
