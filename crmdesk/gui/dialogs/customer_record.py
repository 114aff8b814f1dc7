"""Recording something of a customer in one breath: whose it is, what was said; everything else unfolds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.contact_names import ContactNames
from crmdesk.gui.dialogs.customer_draft import CustomerDraft
from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.forms.drafts import in_words, put_all
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services.drafts import Draft

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MORE = "Alt+M"
_LARGE = QSize(760, tokens.DIALOG_MAX_HEIGHT)


class Kept(Protocol):
    """A record that is there already; typed values by field key."""

    @property
    def id(self) -> int: ...
    @property
    def customer_id(self) -> int: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


class CustomerRecordDialog(FormDialog):
    """Records a new one, of a customer or of one to be picked; or changes one (`kept`). Enter in a text saves,
    Shift+Enter begins a new line.

    Subclasses say in which form (`make_form`), what a new one begins with (`usual`), and write it; they call `begin`
    once they are made.
    """

    RECORD = ""
    """The kind of record; the draft's form and the names of widgets begin with it."""
    TEXT = ""
    """Where what was said is typed."""
    FEW: frozenset[str] = frozenset()
    """What is asked first of a new one; all the rest unfolds."""
    NEVER_NEW: frozenset[str] = frozenset()
    """What is not asked of a new one at all."""
    NEEDED: tuple[str, ...] = ()
    """What a new one must have."""
    SMALL = QSize(760, 356)

    def __init__(self, ui: Ui, title: str, label: str, kept: Kept | None, parent: QWidget | None) -> None:
        _ = ui.words.gettext
        name = self.RECORD
        super().__init__(title, ui.words, confirm=_("Save"), size=self.SMALL, name=name, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._kept = ui, kept
        self._saving = False
        self.contacts = ContactNames(ui)
        self.line = CustomerLine(ui, self, name=f"{name}-customer")
        self.form = self.make_form()
        self.more = Button(_("More"), icon="chevron-down", hint=_MORE, name=f"{name}-more")
        self.notice = NoticeBar("", tone="bad", name=f"{name}-notice")
        self.draft = CustomerDraft(ui, name, label, kept.id if kept is not None else None, self.body, self)
        self._lay_out()

    # What a subclass says

    def make_form(self) -> FieldForm:
        """The inputs; that of the contact offers the names in `contacts`."""
        raise NotImplementedError

    def usual(self) -> Mapping[str, str]:
        """What a new one begins with, by field key."""
        raise NotImplementedError

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        """Save a new one, or what was changed of one that is there; what the status line says. Raises UserError."""
        raise NotImplementedError

    def follow_customer(self, _customer_id: int | None) -> None:
        """Another customer is meant."""

    def saved(self) -> None:
        """After it was saved and told."""

    def room(self) -> int:
        """How high is what stands beside the fields while only a few of them are shown."""
        return 0

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self.row = FormRow(_("Customer"), self.line, label_width=self.form.label_width, required=self._kept is None)
        self.form.column.insertWidget(0, self.row)
        self.notice.hide()
        self.set_body(self.form)
        self.body.addWidget(self.notice)
        self.body.setSpacing(0)
        self.more.setShortcut(QKeySequence(_MORE))
        self.add_left(self.more)
        self.confirm_button.set_hint("Ctrl+Enter")

    def begin(self, customer_id: int | None = None, typed: Mapping[str, str] | None = None) -> None:
        """Fill the form, of a new one with these texts beside the usual ones."""
        kept = self._kept
        if kept is not None:
            fields, words = self._ui.desk.fields(self.RECORD), self._ui.words
            self.line.set_customer(kept.customer_id)
            self.line.setReadOnly(True)
            self.form.load({key: values.typed(fields[key], kept.values.get(key), words) for key in self.form.inputs})
            self.unfold()
            self.more.hide()
        else:
            self.line.set_customer(customer_id)
            self.form.load(in_words(self.form, {**self.usual(), **(typed or {})}))
            self.form.marks_changes = False
            self.form.set_only(self.FEW)
        self._follow_customer()
        self._connect()
        self.draft.keep_for(self.line.customer_id)

    def _connect(self) -> None:
        self.draft.continued.connect(self._put)
        self.finished.connect(self.draft.drop)
        self.line.passed.connect(self._to_text)
        self.line.picked.connect(self._picked)
        self.line.missed.connect(self._nobody)
        self.more.clicked.connect(self.unfold)
        self.form.changed.connect(self.keep)
        self.form.edited.connect(self._edited)
        self.form.entered.connect(self._entered)
        for each in self.form.inputs.values():
            if isinstance(each.widget, QPlainTextEdit):
                each.widget.installEventFilter(self)

    # Where one types

    def begin_with_customer(self) -> None:
        """The cursor is where the customer is picked; whoever stands there is replaced by typing."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def begin_with_text(self) -> None:
        """The cursor is in what was said."""
        if self.line.customer_id is None:
            self.begin_with_customer()
        else:
            self._to_text()

    def _to_text(self) -> None:
        self.form.focus(self.TEXT)
        text = self.form.inputs[self.TEXT].widget
        if isinstance(text, QPlainTextEdit):
            text.moveCursor(QTextCursor.MoveOperation.End)

    def unfold(self) -> None:
        """Show every field."""
        hidden = self.NEVER_NEW if self._kept is None else ()
        self.form.set_only(frozenset(key for key in self.form.inputs if key not in hidden))
        self.more.setEnabled(False)
        self.resize(_LARGE)

    def fit(self) -> None:
        """As high as what it shows, while it shows a few fields."""
        if self.more.isEnabled() and self._kept is None:
            self.resize(self.SMALL.width(), self.SMALL.height() + self.room())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        eye_order(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a text saves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not modifiers or modifiers == Qt.KeyboardModifier.ControlModifier:
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _entered(self, _key: str) -> None:
        self.accept()

    # Whom it is about

    def _picked(self, customer_id: int | None) -> None:
        self.row.set_problem("")
        self._follow_customer()
        self.draft.keep_for(customer_id)
        self.keep()
        if self._saving and customer_id is not None:
            self._saving = False
            QTimer.singleShot(0, self, self.accept)

    def _nobody(self) -> None:
        """What was typed for a customer finds nobody."""
        self._saving = False
        self.row.set_problem("bad", self._ui.words.gettext("Nobody found. Type a name, number or phone."))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _follow_customer(self) -> None:
        customer_id = self.line.customer_id
        self.contacts.show_customer(customer_id)
        self.follow_customer(customer_id)
        self.fit()
        self.contacts.note(self.form)

    def _edited(self, key: str) -> None:
        if key == "contact":
            self.contacts.note(self.form)

    # Drafts

    def keep(self) -> None:
        """What is typed is kept as a draft."""
        self.draft.typed(self.form.changes(hidden=True))

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form, as if it had been typed now."""
        self.draft.take_over(draft)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        if self._kept is None and not self.FEW.issuperset(draft.texts):
            self.unfold()
        put_all(self.form, draft.texts)

    # Saving

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        if self.line.customer_id is None:
            self.line.take()
        if self.line.customer_id is None:
            self._saving = self.line.looking
            if not self._saving:
                self.row.set_problem("bad", self._ui.words.gettext("Who was it?"))
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._kept is None:
            self.form.require(*self.NEEDED)
        if not self.form.check():
            self._unfold_for(self.form.refused()[0])
            return
        try:
            changes, said = self.write(self._typed())
        except UserError as error:
            self.notice.set_text(self._ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        if changes:
            self._ui.wrote(changes, said)
        self.saved()

    def _typed(self) -> dict[str, str]:
        """All texts of a new one, of another those that were changed."""
        if self._kept is not None:
            return self.form.changes()
        return {key: text for key in self.form.inputs if (text := self.form.text(key))}

    def _unfold_for(self, key: str) -> None:
        if key not in self.form.asked():
            self.unfold()
        self.form.focus(key)

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        if self.form.changes(hidden=True):
            answer = ask_to_leave(self._ui.words, self.windowTitle(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        super().reject()
