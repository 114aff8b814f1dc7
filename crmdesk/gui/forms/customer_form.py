"""The form of a customer: which fields its kind is asked, and the short one for a customer on the phone."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core import names, values
from crmdesk.core.errors import Problem
from crmdesk.core.fields import ENTERPRISE, Field, Group
from crmdesk.core.words import Label
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.services import contacts, customers

_FIRST = ("kind", "name", "mobile", "phone")
PERSON = "person-"
"""Keys of the first contact's fields in the form of a new customer begin so."""
_OVERRULED = frozenset({"life_cycle_by_hand", "life_cycle_reason", "relationship_reason"})
"""What is set under Assessment, with its reason."""
_PERSON_FIELDS = {"name": Label("Contact", "联系人"), "mobile": Label("Contact's mobile", "联系人手机")}


class CustomerForm(FieldForm):
    """`unfolded`: a new customer's form shows every field now."""

    unfolded = Signal()

    def __init__(self, ui: Ui) -> None:
        self._customer_id: int | None = None
        self._new = False
        self._kind_by_hand = False
        fields = ui.desk.fields("customer")
        self.known = fields.all
        persons = [_person_field(field) for field in ui.desk.fields("contact").all if field.key in _PERSON_FIELDS]
        groups = [*fields.groups]
        groups.insert(2, Group("person", Label("Contact", "联系人")))
        ordered = _kind_first([field for field in fields.all if not field.derived and field.key not in _OVERRULED])
        label = ui.words.gettext("Customer file")
        super().__init__(ui, [*ordered, *persons], groups, self._problems_of, name="customer-form", label=label)
        self._more = LinkButton(ui.words.gettext("All fields"), icon="chevron-down", name="all-fields")
        self._more.clicked.connect(self.show_all)
        self._more_row = _indented(self._more, self._label_width + tokens.LABEL_GAP_EDIT)
        self.column.insertWidget(self.column.count() - 1, self._more_row)
        self.edited.connect(self._follow_kind)
        self._more_row.hide()

    @property
    def new(self) -> bool:
        """Whether it makes a new customer."""
        return self._new

    @property
    def customer_id(self) -> int | None:
        return self._customer_id

    def edit(self, customer_id: int, texts: Mapping[str, str]) -> None:
        """Change this customer, whose stored texts these are."""
        self._customer_id, self._new = customer_id, False
        self.require()
        self.marks_changes = True
        self._begin(texts)
        self._fold(None)

    def make(self, typed: Mapping[str, str]) -> None:
        """A new customer, with what is known of it already."""
        self._customer_id, self._new = None, True
        self.require("name")
        self.marks_changes = False
        self._begin({})
        self._kind_by_hand = bool(typed.get("kind"))
        for key, text in typed.items():
            if key in self.inputs:
                self.put(key, text)
        self.set_kind(self.text("kind") or names.guess_kind(typed.get("name", "")))
        self.inputs["kind"].set_text(self._kind)
        first = {*_FIRST, *(PERSON + key for key in _PERSON_FIELDS)}
        rest = {key for key in typed if key in self.inputs} - first
        self._fold(None if rest else frozenset(first))

    def show_all(self) -> None:
        """Every field instead of the first few; the cursor stays where it was, or goes to the first after them."""
        self._fold(None)
        self.focus("wechat")
        self.unfolded.emit()

    def follow(self, texts: Mapping[str, str]) -> list[str]:
        """The stored texts became these, the kind too; what was typed meanwhile stays."""
        both = super().follow(texts)
        self.set_kind(self.text("kind") or ENTERPRISE)
        return both

    def typed(self) -> dict[str, str]:
        """What the service verbs are to be given: changed fields, and the kind of a new customer."""
        found = {key: text for key, text in self.changes().items() if not key.startswith(PERSON)}
        return {**found, "kind": self.text("kind")} if self._new else found

    def first_contact(self) -> list[dict[str, str]]:
        """The contact typed with a new customer."""
        found = {key.removeprefix(PERSON): text for key, text in self.changes().items() if key.startswith(PERSON)}
        return [found] if found else []

    def stored_texts(self, stored: Mapping[str, object]) -> dict[str, str]:
        """Values of a file as they stand in its inputs."""
        words = self.ui.words
        return {field.key: values.typed(field, stored.get(field.key), words) for field in self.fields}

    def dirty(self) -> bool:
        """Whether something would be lost; the kind alone of a new customer is nothing."""
        return bool(set(self.changes()) - ({"kind"} if self._new else set()))

    def changed_count(self) -> int:
        """How many fields differ from the stored file; a new one has nothing to differ from."""
        return 0 if self._new else len(self.changes())

    def _begin(self, texts: Mapping[str, str]) -> None:
        self._kind_by_hand = True
        self._only = None
        self._kind = ""
        self.load(texts)
        self.set_kind(self.text("kind") or ENTERPRISE)
        self.verticalScrollBar().setValue(0)

    def _fold(self, only: frozenset[str] | None) -> None:
        self._more_row.setVisible(only is not None)
        self.one_column = only is not None
        self.set_only(only)

    def _asked(self, key: str) -> bool:
        if key.startswith(PERSON) and not self._new:
            return False
        return super()._asked(key)

    def _follow_kind(self, key: str) -> None:
        if key == "kind":
            self._kind_by_hand = True
            self.set_kind(self.text("kind"))
        elif key == "name" and self._new and not self._kind_by_hand:
            guessed = names.guess_kind(self.text("name"))
            self.inputs["kind"].set_text(guessed)
            self.set_kind(guessed)

    def _problems_of(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        own = {key: text for key, text in typed.items() if not key.startswith(PERSON)}
        person = {key.removeprefix(PERSON): text for key, text in typed.items() if key.startswith(PERSON)}
        found = dict(customers.read(self.ui.desk, own, new=False, customer_id=self._customer_id).problems)
        if any(person.values()):
            read = contacts.read(self.ui.desk, person, new=False).problems
            found.update({PERSON + key: problem for key, problem in read.items()})
            whole = {key: self.text(PERSON + key) for key in _PERSON_FIELDS}
            if whole["mobile"] and not whole["name"]:
                needed = contacts.read(self.ui.desk, whole, new=True).problems
                found[PERSON + "name"] = needed["name"]
        return found


def _person_field(field: Field) -> Field:
    label = _PERSON_FIELDS[field.key]
    return replace(field, key=PERSON + field.key, label=label, group="person", kinds=(ENTERPRISE,), required=False)


def _kind_first(fields: list[Field]) -> list[Field]:
    """The kind decides what is asked, so it is asked first."""
    return sorted(fields, key=lambda field: field.key != "kind")


def _indented(widget: QWidget, indent: int) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(indent, tokens.BETWEEN, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder
