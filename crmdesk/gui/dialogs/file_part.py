"""The dialog of what belongs to a customer's file: added or edited, with what is doubtful beside each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Group
from crmdesk.core.words import Label
from crmdesk.gui.forms.drafts import DraftKeeper, put_all
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.leaving import ask_to_leave
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services.desk import Desk
from crmdesk.services.drafts import NEW, Draft, key_of
from crmdesk.services.reading import Typed


class Verbs(Protocol):
    """What a service of parts offers: `services.contacts`, `services.addresses`, `services.elsewhere`."""

    def read(self, desk: Desk, typed: Mapping[str, str], *, new: bool) -> Typed: ...
    def add(self, desk: Desk, customer_id: int, typed: Mapping[str, str]) -> tuple[int, Changes]: ...
    def edit(self, desk: Desk, part_id: int, typed: Mapping[str, str], /) -> Changes: ...
    def delete(self, desk: Desk, part_id: int, /) -> Changes: ...


class Kind(Struct, frozen=True):
    """A kind of part as its dialog shows it. `title` and `new_title` hold {customer}, `saved` holds {name}.

    `first` is where the cursor begins, `needed` what a new one must have, `named` the field that names it.
    """

    record: str
    verbs: Verbs
    label: str
    title: str
    new_title: str
    saved: str
    first: str
    named: str
    needed: tuple[str, ...] = ()


class PartDialog(FormDialog):
    """Adds a part (`part` None) or edits one; saved by Enter, Ctrl+S or the button."""

    def __init__(
        self,
        ui: Ui,
        file: CustomerFile,
        part: Part | None,
        kind: Kind,
        fields: Sequence[Field],
        size: QSize,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = (kind.new_title if part is None else kind.title).format(customer=file.name)
        name = f"{kind.record}-dialog"
        super().__init__(title, ui.words, confirm=_("Save"), size=size, name=name, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._file, self._part, self._kind = ui, file, part, kind
        placed = [replace(field, group=kind.record) for field in fields]
        group = Group(kind.record, Label(kind.label, kind.label))
        self.form = FieldForm(ui, placed, [group], self._check, name=f"{kind.record}-form", label=kind.label)
        self.form.set_only(frozenset(field.key for field in placed))
        self.set_body(self.form)
        self.notice = NoticeBar("", tone="bad", name=f"{kind.record}-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.body.setSpacing(0)
        known = part.values if part else {}
        self.form.load({field.key: values.typed(field, known.get(field.key), ui.words) for field in fields})
        self.form.entered.connect(self._entered)
        self.confirm_button.set_hint("Ctrl+S")
        key = key_of(kind.record, file.id, NEW if part is None else part.id)
        self.keeper = DraftKeeper(ui, key, kind.label, self)
        self.keeper.continued.connect(self._put)
        self.body.addWidget(self.keeper.bar)
        self.keeper.offer()
        self.form.changed.connect(self._keep)
        self.finished.connect(self.keeper.drop)
        self.form.focus(kind.first)

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        typed = self.form.changes()
        if self._part is None:
            self.form.require(*self._kind.needed)
        if not self.form.check():
            self.form.focus(self.form.refused()[0])
            return
        if not typed and self._part is not None:
            super().accept()
            return
        try:
            changes = self._write(typed)
        except UserError as error:
            self.notice.set_text(self._ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        self._ui.wrote(changes, self._kind.saved.format(name=self.form.text(self._kind.named)).strip())

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        if self.form.changes():
            name = self.form.text(self._kind.named) or self._kind.label
            answer = ask_to_leave(self._ui.words, name, self)
            if answer == "save":
                self.accept()
            if answer != "discard":
                return
        super().reject()

    def restore(self, draft: Draft) -> None:
        """Put what an earlier session left into the form, as if it had been typed now."""
        self.keeper.take_over(draft)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        put_all(self.form, draft.texts)

    def _keep(self) -> None:
        self.keeper.typed(self.form.changes())

    def _write(self, typed: Mapping[str, str]) -> Changes:
        if self._part is None:
            return self._kind.verbs.add(self._ui.desk, self._file.id, typed)[1]
        return self._kind.verbs.edit(self._ui.desk, self._part.id, typed)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return self._kind.verbs.read(self._ui.desk, typed, new=False).problems

    def _entered(self, _key: str) -> None:
        self.accept()
