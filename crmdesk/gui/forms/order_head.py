"""The head of an order beside its lines: dates, people, terms, delivery."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit

from crmdesk.core.addresses import address_line
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Group, Type
from crmdesk.core.words import Label
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.forms.instalments import Instalments
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, staff

_FIRST = ("date", "valid_until", "number", "by", "contact", "signed_on", "first_payment", "terms_days")
_REST = ("delivery_on", "delivered_on", "address", "reference", "notes")
_ORDERED = frozenset(
    {"signed_on", "first_payment", "terms_days", "delivery_on", "delivered_on", "address", "reference"}
)
_NARROW = frozenset({"reference", "number", "by", "contact"})


class OrderHead(FieldForm):
    """Narrow: one field below the other. An offer is asked how long it is valid, not how it is paid."""

    def __init__(self, ui: Ui, check: Check) -> None:
        _ = ui.words.gettext
        known = ui.desk.fields("sales_order")
        label = _("Head of the order")
        fields = [_placed(known[key], "first") for key in _FIRST] + [_placed(known[key], "rest") for key in _REST]
        groups = [Group("first", Label(label, label)), Group("rest", Label(label, label))]
        super().__init__(ui, fields, groups, check, name="order-head", label=label)
        self.one_column = True
        self.instalments = Instalments(ui, self._widest_label())
        self.column.insertWidget(1, self.instalments)
        self._customer_id: int | None = None
        for key, supply in (("by", self._staff), ("contact", self._contacts), ("address", self._addresses)):
            widget = self.inputs[key].widget
            if isinstance(widget, QLineEdit):
                complete_words(widget, supply)

    def wanted_width(self) -> int:
        """So that its inputs, those that fill the room too, end at one line."""
        return self._widest_label() + tokens.LABEL_GAP_EDIT + tokens.NORMAL_INPUT + 2 * tokens.AROUND

    def set_customer(self, customer_id: int) -> None:
        """Whose contacts and addresses are offered."""
        self._customer_id = customer_id

    def set_state(self, state: str, *, delivered: bool = False) -> None:
        """Ask what an order in this state is asked; `delivered`: also when it went out."""
        offer = state in ("offer", "lost")
        keys = {field.key for field in self.fields}
        keys -= _ORDERED if offer else {"valid_until"}
        if not delivered:
            keys.discard("delivered_on")
        self.set_only(frozenset(keys))
        self.instalments.setVisible(not offer)

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """What the service says of the head as a whole, beside the fields; soft ones only."""
        for key in self.inputs:
            problem = problems.get(key)
            self.set_note(key, self.ui.words.problem(problem) if problem is not None and not problem.hard else "")

    def _staff(self) -> list[str]:
        return list(staff.names(self.ui.desk))

    def _contacts(self) -> list[str]:
        if self._customer_id is None:
            return []
        return [str(each.values.get("name") or "") for each in self._file(self._customer_id).contacts]

    def _addresses(self) -> list[str]:
        if self._customer_id is None:
            return []
        file = self._file(self._customer_id)
        lines = [address_line(file.values), *(address_line(each.values) for each in file.addresses)]
        return [line for line in dict.fromkeys(lines) if line]

    def _file(self, customer_id: int) -> CustomerFile:
        return self.ui.read(customers.file(self.ui.desk, customer_id))


def _placed(field: Field, group: str) -> Field:
    """Narrow enough for the column beside the lines."""
    width = "normal" if field.key in _NARROW else field.width
    kind = Type.TEXT if field.type is Type.ADDRESS else field.type
    return replace(field, group=group, width=width, type=kind)
