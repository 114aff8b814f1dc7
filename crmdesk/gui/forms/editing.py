"""Editing on the spot: the form, what was changed and is wrong, saving, and leaving without losing anything."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile, CustomerRow
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.customer_form import PERSON, CustomerForm
from crmdesk.gui.forms.doubles import DoublesHint
from crmdesk.gui.forms.drafts import DraftKeeper, in_words, put_all
from crmdesk.gui.forms.leaving import SAVE, STAY, ask_to_leave
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import customers
from crmdesk.services.drafts import Draft, as_new_customer, key_of

_LOOKED_UP = ("name", "mobile", "phone")


class Editing(QObject):
    """`saved`: id, changes, what to say, whether it is new; `counts_changed`: changed, refused, doubtful fields;
    `open_asked`: a customer that may be the one being typed.
    """

    active_changed = Signal(bool)
    counts_changed = Signal(int, int, int)
    saved = Signal(object, object, str, bool)
    open_asked = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._window = parent
        self._made: CustomerForm | None = None
        self._name = ""
        self.active = False
        self.doubles = DoublesHint(ui, self)
        self.doubles.found.connect(self._show_doubles)
        self.doubles.open_asked.connect(self.open_asked)
        self.doubles.merge_asked.connect(self._merge)
        self.trouble = NoticeBar("", tone="bad", name="file-trouble")
        self.trouble.hide()
        self._keeper: DraftKeeper | None = None
        self.offers = QWidget()
        self._offers_column = QVBoxLayout(self.offers)
        self._offers_column.setContentsMargins(0, 0, 0, 0)
        self.elsewhere = NoticeBar("", name="file-elsewhere")
        self.elsewhere.hide()
        self._offers_column.addWidget(self.elsewhere)
        self._both: list[str] = []
        ui.masking.changed.connect(self._let_go)

    @property
    def form(self) -> CustomerForm:
        """The form, made when it is first needed and again when the user defined other fields."""
        fields = self._ui.desk.fields("customer").all
        known = self._made.known if self._made else None
        if self._made is None or (known != fields and not self.active):
            self._let_go()
            self._made = CustomerForm(self._ui)
            self._made.changed.connect(self._tell_counts)
            self._made.edited.connect(self._typed)
            self._made.entered.connect(self._entered)
        return self._made

    def _let_go(self) -> None:
        """A form holds what was last edited in it."""
        if self._made is not None and not self.active:
            self._made.setParent(None)
            self._made.deleteLater()
            self._made = None

    def edit(self, file: CustomerFile) -> None:
        """Begin to change this file."""
        self._name = file.name
        self.form.edit(file.id, self.form.stored_texts(file.values))
        self._begin(file.id)

    def make(self, typed: Mapping[str, str]) -> None:
        """Begin a new file."""
        self._name = ""
        self.form.make(typed)
        self._begin(None)
        self._look_for_doubles()

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form that is open, as if it had been typed now."""
        if self._keeper is not None:
            self._keeper.take_over(draft)
        if self.form.new:
            texts = as_new_customer(self._ui.desk, draft) if draft.gone else draft.texts
            self.form.make(in_words(self.form, texts))
        else:
            put_all(self.form, draft.texts)
        self._tell_counts()
        self._look_for_doubles()

    def stop(self) -> None:
        """End without saving and without asking."""
        if not self.active:
            return
        self.active = False
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper.bar.deleteLater()
            self._keeper = None
        if self._made is not None:
            self._made.forget()
        self.doubles.begin(None)
        self.trouble.hide()
        self.elsewhere.hide()
        self._both = []
        self.active_changed.emit(False)

    def save(self) -> bool:
        """Write what was changed; False when something is refused."""
        if not self.active:
            return True
        form = self.form
        if not form.check():
            form.focus(form.refused()[0])
            return False
        _ = self._ui.words.gettext
        try:
            if form.new:
                name = form.text("name")
                customer_id, changes = customers.add(self._ui.desk, form.typed(), form.first_contact())
                said = _("New customer {name}").format(name=name)
            else:
                customer_id = form.customer_id or 0
                changes = customers.edit(self._ui.desk, customer_id, form.typed())
                said = _("Saved {name}").format(name=form.text("name")) if changes else ""
        except UserError as error:
            self._tell_trouble(self._ui.sentence(error))
            return False
        new = form.new
        self.stop()
        self.saved.emit(customer_id, changes, said, new)
        return True

    def may_leave(self) -> bool:
        """End editing, asking first when something would be lost; False: go on editing."""
        if self.active and self.form.dirty():
            name = self._name or self.form.text("name") or self._ui.words.gettext("New customer")
            answer = ask_to_leave(self._ui.words, name, self._window)
            if answer == STAY:
                return False
            if answer == SAVE:
                return self.save()
        self.stop()
        return True

    def follow(self, file: CustomerFile) -> None:
        """The file was changed elsewhere: unchanged inputs show it."""
        if self.active and not self.form.new:
            self.trouble.hide()
            both = self.form.follow(self.form.stored_texts(file.values))
            self._both = [key for key in self.form.changes() if key in (*self._both, *both)]

    def tell_elsewhere(self, sentence: str) -> None:
        """After `follow`: another program changed the file that is open here."""
        if not self.active or self.form.new or self.trouble.isVisibleTo(self._window):
            return
        _, words = self._ui.words.gettext, self._ui.words
        if self._both:
            labels = [words.label(self.form.inputs[key].field.label) for key in self._both]
            detail = _("Changed here and there: {fields}. Saving puts what you typed in its place.")
            self.elsewhere.set_text(sentence, detail.format(fields=("、" if words.chinese else ", ").join(labels)))
        else:
            self.elsewhere.set_text(sentence, _("What you typed is still here; the other fields show what is new."))
        self.elsewhere.show()

    def tell_gone(self) -> None:
        """The file was deleted meanwhile; what was typed stays in its inputs."""
        _ = self._ui.words.gettext
        self._tell_trouble(
            _("This file was deleted meanwhile."),
            _("What you typed is still here. Undo brings the file back; then it can be saved."),
        )

    def _begin(self, customer_id: int | None) -> None:
        self.doubles.begin(customer_id)
        self.trouble.hide()
        self.active = True
        keeper = DraftKeeper(self._ui, key_of("customer", customer_id), self._name, self)
        keeper.continued.connect(self.restore)
        self._offers_column.addWidget(keeper.bar)
        keeper.offer()
        self._keeper = keeper
        self._tell_counts()
        self.active_changed.emit(True)

    def _tell_trouble(self, sentence: str, detail: str = "") -> None:
        self.trouble.set_text(sentence, detail)
        self.trouble.show()

    def _tell_counts(self) -> None:
        if self.active and self._made is not None:
            form = self._made
            self.counts_changed.emit(form.changed_count(), len(form.refused()), len(form.doubtful()))
            if self._keeper is not None:
                self._keeper.typed(form.changes() if form.dirty() else {})

    def _typed(self, key: str) -> None:
        if key in _LOOKED_UP or key == PERSON + "mobile":
            self._look_for_doubles()

    def _look_for_doubles(self) -> None:
        changes = self.form.changes()
        keys = (*_LOOKED_UP, PERSON + "mobile")
        self.doubles.look({key: changes[key] for key in keys if changes.get(key)})

    def _show_doubles(self, rows: Mapping[str, CustomerRow]) -> None:
        if not self.active:
            return
        same = self._ui.words.gettext("Same as {number}, see below")
        for key in (*_LOOKED_UP, PERSON + "mobile"):
            row = rows.get(key)
            note = same.format(number=row.number) if row is not None else ""
            self.form.set_note(key, note)
        if rows:
            self.form.keep_in_sight()

    def _merge(self, other: int) -> None:
        """Another file comes into the one that is edited; what is typed stays in its inputs."""
        from crmdesk.gui.dialogs.merging import MergeDialog

        if self.doubles.customer_id is not None:
            MergeDialog(self._ui, other, self.doubles.customer_id, self._window.window(), swaps=False).open()

    def _entered(self, _key: str) -> None:
        if self.form.new:
            self.save()
        else:
            self.form.focus_next()
