"""A further address of a customer: added or edited."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.file_part import Kind, PartDialog
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.ui import Ui
from crmdesk.services import addresses

_SIZE = QSize(760, 340)
_ORDER = (
    "label", "recipient", "phone", "postcode", "address", "province", "city", "district", "region", "country",
)  # fmt: skip


def uses(words: Words) -> list[str]:
    """What an address can be for; any other word can be typed."""
    _ = words.gettext
    return [
        _("Delivery"), _("Invoices by post"), _("Registered office"), _("Office"), _("Warehouse"), _("Branch"),
        _("Factory"), _("Home"),
    ]  # fmt: skip


def address_kind(words: Words) -> Kind:
    _ = words.gettext
    return Kind(
        "address",
        addresses,
        _("Further address"),
        _("Address – {customer}"),
        _("New address – {customer}"),
        _("Saved address {name}"),
        first="label",
        named="label",
    )


class AddressDialog(PartDialog):
    """Adds an address (`part` None) or edits one."""

    def __init__(self, ui: Ui, file: CustomerFile, part: Part | None, parent: QWidget | None = None) -> None:
        fields = ui.desk.fields("address")
        super().__init__(ui, file, part, address_kind(ui.words), [fields[key] for key in _ORDER], _SIZE, parent)
        line = self.form.inputs["label"].widget
        assert isinstance(line, QLineEdit)
        complete_words(line, lambda: uses(ui.words))
