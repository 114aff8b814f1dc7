"""A contact of a customer: added or edited."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.file_part import Kind, PartDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import contacts

_SIZE = QSize(820, 540)


def contact_kind(words: Words) -> Kind:
    _ = words.gettext
    return Kind(
        "contact",
        contacts,
        _("Contact"),
        _("Contact – {customer}"),
        _("New contact – {customer}"),
        _("Saved contact {name}"),
        first="name",
        named="name",
        needed=("name",),
    )


class ContactDialog(PartDialog):
    """Adds a contact (`contact` None) or edits one."""

    def __init__(self, ui: Ui, file: CustomerFile, contact: Part | None, parent: QWidget | None = None) -> None:
        fields = ui.desk.fields("contact").all
        super().__init__(ui, file, contact, contact_kind(ui.words), fields, _SIZE, parent)
