"""Recording a contact made, in seconds: who, how, what was said, what comes next; the rest unfolds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.interactions import Interaction
from crmdesk.core.texts import fold
from crmdesk.gui.dialogs.customer_draft import CustomerDraft
from crmdesk.gui.dialogs.customer_line import CustomerLine
from crmdesk.gui.dialogs.interaction_fields import FEW, as_typed, interaction_form
from crmdesk.gui.dialogs.interaction_steps import OpenSteps
from crmdesk.gui.forms.drafts import put_all
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog, asks_to_save
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import customers, interactions
from crmdesk.services.drafts import Draft

FORM = "interaction"
_FEW_SIZE, _ALL_SIZE = QSize(760, 356), QSize(760, tokens.DIALOG_MAX_HEIGHT)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MORE = "Alt+M"


class InteractionDialog(Dialog):
    """Records a new one (`interaction` None), with a customer or one to be picked, beginning with `typed`; or changes
    one. Enter in a text saves, Shift+Enter begins a new line."""

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        typed: Mapping[str, str] | None = None,
        *,
        interaction: Interaction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = _("Log a visit or call") if interaction is None else _("Visit or call {number}")
        number = interaction.number if interaction is not None else ""
        super().__init__(
            title.format(number=number), ui.words, confirm=_("Save"), size=_FEW_SIZE, name=FORM, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._interaction = ui, interaction
        self._saving = False
        self._contacts: list[str] = []
        self._called: set[str] = set()
        self.line = CustomerLine(ui, self, name="interaction-customer")
        self.form = interaction_form(ui, self._check, lambda: self._contacts)
        self.steps = OpenSteps(ui, self.form.label_width)
        self.more = Button(_("More"), icon="chevron-down", hint=_MORE, name="interaction-more")
        self.notice = NoticeBar("", tone="bad", name="interaction-notice")
        part = interaction.id if interaction is not None else None
        self.draft = CustomerDraft(ui, FORM, _("Visit or call"), part, self.body, self)
        self._lay_out()
        self._begin(customer_id, typed or {})
        self._connect()
        self.draft.keep_for(self.line.customer_id)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self.row = FormRow(
            _("Customer"), self.line, label_width=self.form.label_width, required=self._interaction is None
        )
        self.form.column.insertWidget(0, self.row)
        self.form.column.insertWidget(self.form.column.count() - 1, self.steps)
        self.notice.hide()
        self.set_body(self.form)
        self.setTabOrder(self.form, self.line)
        self.body.addWidget(self.notice)
        self.body.setSpacing(0)
        self.more.setShortcut(QKeySequence(_MORE))
        self.add_left(self.more)
        self.confirm_button.set_hint("Ctrl+Enter")

    def _begin(self, customer_id: int | None, typed: Mapping[str, str]) -> None:
        fields, known = self._ui.desk.fields(FORM), self._interaction
        if known is not None:
            self.line.set_customer(known.customer_id)
            self.line.setReadOnly(True)
            self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            words = self._ui.words
            self.form.load({key: values.typed(fields[key], known.values.get(key), words) for key in self._keys})
            self._unfold()
            self.more.hide()
        else:
            self.line.set_customer(customer_id)
            usual = {**interactions.defaults(self._ui.desk), **typed}
            self.form.load(as_typed(fields, usual, self._ui.words))
            self.form.marks_changes = False
            self.form.set_only(FEW)
        self._follow_customer()

    def _connect(self) -> None:
        self.draft.continued.connect(self._put)
        self.finished.connect(self.draft.drop)
        self.line.passed.connect(self._to_text)
        self.line.picked.connect(self._picked)
        self.line.missed.connect(self._nobody)
        self.more.clicked.connect(self._unfold)
        self.steps.changed.connect(self._keep)
        self.form.changed.connect(self._keep)
        self.form.edited.connect(self._edited)
        self.form.entered.connect(self._entered)
        for each in self.form.inputs.values():
            if isinstance(each.widget, QPlainTextEdit):
                each.widget.installEventFilter(self)

    @property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self.form.inputs)

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
        self.form.focus("content")
        text = self.form.inputs["content"].widget
        if isinstance(text, QPlainTextEdit):
            text.moveCursor(QTextCursor.MoveOperation.End)

    def _unfold(self) -> None:
        """Show every field."""
        hidden = () if self._interaction is not None else ("next_done_on",)
        self.form.set_only(frozenset(key for key in self._keys if key not in hidden))
        self.more.setEnabled(False)
        self.resize(_ALL_SIZE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a text saves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not modifiers or modifiers == Qt.KeyboardModifier.ControlModifier:
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_to_save(event):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _entered(self, _key: str) -> None:
        self.accept()

    # Whom it is about

    def _picked(self, customer_id: int | None) -> None:
        self.row.set_problem("")
        self._follow_customer()
        self.draft.keep_for(customer_id)
        self._keep()
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
        found = customers.files(self._ui.desk, (customer_id,)) if customer_id is not None else []
        contacts = [part.values for file in found for part in self._ui.read(file).contacts]
        self._contacts = [str(each["name"]) for each in contacts if each.get("name")]
        self._called = {fold(str(each[key])) for each in contacts for key in ("name", "salutation") if each.get(key)}
        self.steps.show_customer(customer_id if self._interaction is None else None)
        if self.more.isEnabled():
            self.resize(_FEW_SIZE.width(), _FEW_SIZE.height() + self.steps.room())
        self._note_contact()

    def _edited(self, key: str) -> None:
        if key == "contact":
            self._note_contact()

    def _note_contact(self) -> None:
        """Whoever is typed and not yet known becomes a contact of the customer."""
        name = self.form.text("contact")
        new = bool(name) and fold(name) not in self._called and self.line.customer_id is not None
        self.form.set_note("contact", self._ui.words.gettext("A new contact of this customer") if new else "")

    # Drafts

    def _keep(self) -> None:
        self.draft.typed(self.form.changes(hidden=True))

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form, as if it had been typed now."""
        self.draft.take_over(draft)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        if self._interaction is None and not FEW.issuperset(draft.texts):
            self._unfold()
        put_all(self.form, draft.texts)

    # Saving

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        if self.line.customer_id is None:
            self.line.take()
        if self.line.customer_id is None:
            self._saving = self.line.looking
            if not self._saving:
                self._ask_customer()
            return
        if self._interaction is None:
            self.form.require("at", "kind")
        if not self.form.check():
            self._unfold_for(self.form.refused()[0])
            return
        try:
            changes, said = self._write()
        except UserError as error:
            self.notice.set_text(self._ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        if changes:
            self._ui.wrote(changes, said)

    def _ask_customer(self) -> None:
        self.row.set_problem("bad", self._ui.words.gettext("Who was it?"))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold_for(self, key: str) -> None:
        if key not in self.form.asked():
            self._unfold()
        self.form.focus(key)

    def _write(self) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        kind = self._ui.desk.fields(FORM)["kind"].choice(self.form.text("kind"))
        kind_text = self._ui.words.label(kind.label) if kind is not None else ""
        customer = self.line.customer
        number = customer.number if customer is not None else ""
        if self._interaction is not None:
            changes = interactions.edit(desk, self._interaction.id, self.form.changes(), new_contact=True)
            return changes, _("Saved: {kind} with {number}").format(kind=kind_text.lower(), number=number)
        typed = {key: text for key in self._keys if (text := self.form.text(key))}
        customer_id = self.line.customer_id or 0
        changes = interactions.add(desk, customer_id, typed, finishes=self.steps.done(), new_contact=True)[1]
        return changes, _("Logged: {kind} with {number}").format(kind=kind_text.lower(), number=number)

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        if self.form.changes(hidden=True):
            answer = ask_to_leave(self._ui.words, self.windowTitle(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        super().reject()

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return interactions.read(self._ui.desk, typed, new=False, new_contact=True).problems
