"""A dialog of a few fields: saved by Enter, Ctrl+S or the button, with what is refused beside each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Group
from crmdesk.core.words import Label
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.labels import Label as Text
from crmdesk.gui.widgets.notices import NoticeBar


class ShortForm(FormDialog):
    """Subclasses say what is wrong with what was typed (`check`) and write it (`write`).

    `sentence` stands above the fields; `label` names the form.
    """

    def __init__(
        self,
        ui: Ui,
        title: str,
        fields: Sequence[Field],
        *,
        size: QSize,
        label: str,
        name: str,
        sentence: str = "",
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        super().__init__(title, ui.words, confirm=_("Save"), size=size, name=name, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ui = ui
        self.keys = tuple(field.key for field in fields)
        self._usual: dict[str, str] = {}
        placed = [replace(field, group=name) for field in fields]
        self.form = FieldForm(
            ui, placed, [Group(name, Label(label, label))], self.check, name=f"{name}-form", label=label
        )
        self.form.set_only(frozenset(self.keys))
        if sentence:
            above = QWidget()
            row = QHBoxLayout(above)
            row.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, 0)
            row.addWidget(Text(sentence, tone="text_2", wrap=True, name=f"{name}-sentence"))
            self.body.addWidget(above)
        self.set_body(self.form)
        self.body.setSpacing(0)
        self.notice = NoticeBar("", tone="bad", name=f"{name}-notice")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.form.entered.connect(self._entered)
        self.form.changed.connect(self.notice.hide)
        self.confirm_button.set_hint("Ctrl+S")

    # What a subclass says

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """What is wrong with these texts, by field key."""
        raise NotImplementedError

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        """Save all the texts; what was changed and what the status line says of it. Raises UserError."""
        raise NotImplementedError

    # What all of them do

    def begin(self, texts: Mapping[str, str], usual: Mapping[str, str] | None = None, *, first: str = "") -> None:
        """Begin with these texts; `usual` is filled in where there are none. The cursor begins in `first`."""
        self.form.load(texts)
        self.form.marks_changes = not usual
        for key, text in (usual or {}).items():
            if not self.form.text(key):
                self.form.put(key, text)
                self._usual[key] = self.form.text(key)
        self.form.focus(first or self.keys[0])

    def accept(self) -> None:
        """Save, unless something is refused: then the cursor goes there."""
        self.form.require(*self.keys)
        if not self.form.check():
            self.form.focus(self.form.refused()[0])
            return
        try:
            changes, said = self.write({key: self.form.text(key) for key in self.keys})
        except UserError as error:
            self.notice.set_text(self.ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        self.ui.wrote(changes, said)

    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return any(text != self._usual.get(key) for key, text in self.form.changes().items())

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        if self.changed():
            answer = ask_to_leave(self.ui.words, self.windowTitle(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        super().reject()

    def _entered(self, _key: str) -> None:
        self.accept()
