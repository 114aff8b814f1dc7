"""Noting that a person agreed to what is kept about them, or took that back (METHOD.md section 14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.errors import Problem
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.ui import Ui
from crmdesk.services import contacts, customers

_WIDTH = 560
_ROW, _BESIDE = 36, 164
"""The height of a field, and of all the rest."""
_GIVEN, _SOURCE, _WITHDRAWN = "consent_on", "consent_source", "consent_withdrawn_on"


class Person(Struct, frozen=True):
    """Whose consent it is: a customer, or the contact of one. `values` are theirs."""

    kind: str
    id: int
    name: str
    values: Mapping[str, Any]


def customer_person(file: CustomerFile) -> Person:
    return Person("customer", file.id, file.name, file.values)


def contact_person(contact: Part) -> Person:
    return Person("contact", contact.id, str(contact.values.get("name", "")), contact.values)


class ConsentDialog(ShortForm):
    """Day and way of a consent, or the day it was taken back; today unless another day is typed.

    A new consent after a withdrawal takes its place; the history keeps both.
    """

    def __init__(self, ui: Ui, person: Person, parent: QWidget | None = None, *, withdrawing: bool = False) -> None:
        _ = ui.words.gettext
        self._person, self._withdrawing = person, withdrawing
        fields = ui.desk.fields(person.kind)
        keys = (_WITHDRAWN,) if withdrawing else (_GIVEN, _SOURCE)
        title = _("Withdraw consent – {name}") if withdrawing else _("Note consent – {name}")
        told = _(
            "From that day on the data must not be used for marketing. It stays in the file until it is erased; what "
            "was done before remains allowed."
        ) if withdrawing else _(
            "When did this person agree that you keep their data, and how: on paper, in a message, by word of mouth?"
        )  # fmt: skip
        super().__init__(
            ui, title.format(name=ui.masking.text(person.name)), [fields[key] for key in keys],
            size=QSize(_WIDTH, _BESIDE + _ROW * len(keys)), label=_("Consent"), name="consent", sentence=told,
            parent=parent,
        )  # fmt: skip
        today = values.typed(fields[keys[0]], ui.desk.today(), ui.words)
        self.begin({}, {keys[0]: today}, first=keys[-1])
        if not withdrawing:
            line = self.form.inputs[_SOURCE].widget
            if isinstance(line, QLineEdit):
                complete_words(line, lambda: usual_ways(ui))

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """The day is needed, and cannot be still to come."""
        read = contacts.read if self._person.kind == "contact" else customers.read
        problems = {key: p for key, p in read(self.ui.desk, typed, new=False).problems.items() if p.hard}
        field = self.ui.desk.fields(self._person.kind)[self.keys[0]]
        if self.keys[0] in typed and self.keys[0] not in problems:
            day = values.parse(field, typed[self.keys[0]]).value
            if day is None:
                problems[self.keys[0]] = Problem("required-missing", {"field": field.label}, hard=True)
            elif day > self.ui.desk.today():
                problems[self.keys[0]] = Problem("request-future", {"day": day}, hard=True)
        return problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _ = self.ui.words.gettext
        edit = contacts.edit if self._person.kind == "contact" else customers.edit
        texts = dict(typed) if self._withdrawing else {**typed, _WITHDRAWN: ""}
        said = _("Noted that {name} withdrew their consent") if self._withdrawing else _("Noted the consent of {name}")
        return edit(self.ui.desk, self._person.id, texts), said.format(name=self._person.name)


def usual_ways(ui: Ui) -> list[str]:
    """How people mostly agree."""
    _ = ui.words.gettext
    return [_("in writing"), _("by WeChat"), _("by e-mail"), _("on the phone"), _("in person"), _("business card")]


def open_consent(ui: Ui, person: Person, parent: QWidget, *, withdrawing: bool) -> None:
    """Ask for it, unless personal data is hidden now."""
    if ui.masking.allows_editing():
        ConsentDialog(ui, person, parent, withdrawing=withdrawing).open()


def consent_entry(ui: Ui, known: Mapping[str, Any]) -> tuple[str, bool]:
    """What a menu offers now, and whether that is a withdrawal."""
    _ = ui.words.gettext
    given = consent_of(known) is Consent.GIVEN
    return (_("Withdraw consent...") if given else _("Note consent...")), given
