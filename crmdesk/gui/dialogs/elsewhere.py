"""What a customer buys elsewhere: added or edited; the competitor is completed from the register."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.file_part import Kind, PartDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import elsewhere

_SIZE = QSize(760, 272)


def elsewhere_kind(words: Words) -> Kind:
    _ = words.gettext
    return Kind(
        "elsewhere",
        elsewhere,
        _("Buys elsewhere"),
        _("Buys elsewhere – {customer}"),
        _("Buys elsewhere – {customer}"),
        _("Saved {name}"),
        first="product",
        named="product",
        needed=("product",),
    )


class ElsewhereDialog(PartDialog):
    """Adds an entry (`part` None) or edits one."""

    def __init__(self, ui: Ui, file: CustomerFile, part: Part | None, parent: QWidget | None = None) -> None:
        fields = ui.desk.fields("elsewhere").all
        super().__init__(ui, file, part, elsewhere_kind(ui.words), fields, _SIZE, parent)
