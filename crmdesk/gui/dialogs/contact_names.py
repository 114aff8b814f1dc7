"""The contacts of the customer meant, offered where one is named; whoever is not known yet becomes one."""

from __future__ import annotations

from crmdesk.core.texts import fold
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.ui import Ui
from crmdesk.services import customers

_KEY = "contact"


class ContactNames:
    """`names`: what the input offers."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._customer_id: int | None = None
        self._called: set[str] = set()
        self.names: list[str] = []

    def show_customer(self, customer_id: int | None) -> None:
        """From now on those of this customer."""
        found = customers.files(self._ui.desk, (customer_id,)) if customer_id is not None else []
        known = [part.values for file in found for part in self._ui.read(file).contacts]
        self._customer_id = customer_id
        self.names = [str(each["name"]) for each in known if each.get("name")]
        self._called = {fold(str(each[key])) for each in known for key in ("name", "salutation") if each.get(key)}

    def note(self, form: FieldForm) -> None:
        """Say beside the input, where there is one, that somebody new becomes a contact of the customer."""
        if _KEY not in form.inputs:
            return
        name = form.text(_KEY)
        new = bool(name) and fold(name) not in self._called and self._customer_id is not None
        form.set_note(_KEY, self._ui.words.gettext("A new contact of this customer") if new else "")
