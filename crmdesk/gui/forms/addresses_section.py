"""Further addresses in the file: what each is for, where, for whom; a phone copies by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.addresses import address_line
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import Field
from crmdesk.gui import icons
from crmdesk.gui.forms.part_actions import PartActions
from crmdesk.gui.forms.part_table import PartModel, PartTable, Shape
from crmdesk.gui.forms.parts_section import PartsSection
from crmdesk.gui.ui import Ui
from crmdesk.services import addresses

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.address import AddressDialog
    from crmdesk.gui.dialogs.file_part import Verbs

_SHAPE = Shape(
    columns=("label", "address", "recipient", "phone"),
    matters=("label", "address", "recipient", "phone"),
    widths={"label": 96, "address": 256, "recipient": 96, "phone": 120},
    copied=frozenset({"phone"}),
)
_FAR = ("country", "region")


def whole_address(part: Part) -> str:
    """The place on one line, countries and regions first."""
    far = " ".join(str(part.values[key]) for key in _FAR if part.values.get(key))
    return f"{far} {address_line(part.values)}".strip()


class _AddressModel(PartModel):
    def heading(self, field: Field) -> str:
        return self.words.gettext("Address") if field.key == "address" else super().heading(field)

    def text(self, part: Part, field: Field) -> str:
        if field.key == "address":
            return whole_address(part)
        if field.key == "label" and not part.values.get("label"):
            return self.words.gettext("Further address")
        return super().text(part, field)


class AddressActions(PartActions):
    """Serves the table of further addresses."""

    record = "address"
    copied = ("phone",)

    @property
    def verbs(self) -> Verbs:
        return addresses

    def dialog(self, file: CustomerFile, part: Part | None) -> AddressDialog:
        from crmdesk.gui.dialogs.address import AddressDialog

        return AddressDialog(self.ui, file, part, self.window)

    def deleted_text(self, part: Part) -> str:
        return self.ui.words.gettext("Deleted address {name}").format(name=part.values.get("label") or "").strip()

    def copy_label(self, part: Part) -> None:
        """The address as one writes it on a parcel: where, to whom, the phone."""
        fields = self.ui.desk.fields("address")
        name = str(part.values.get("recipient") or (self.file.name if self.file is not None else ""))
        phone = self.ui.shown(fields["phone"], part.values.get("phone"))
        self.copy("\n".join(line for line in (whole_address(part), f"{name} {phone}".strip()) if line))

    def add_own(self, menu: QMenu, part: Part) -> None:
        _ = self.ui.words.gettext
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), _("Copy the address"), lambda: self.copy_label(part))


class AddressesSection(PartsSection):
    """The further addresses of a file."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        _ = ui.words.gettext
        model = _AddressModel(ui.desk.fields("address"), ui.words, _SHAPE.copied)
        table = PartTable(model, _SHAPE, name="addresses-brief", label=_("Further addresses"))
        super().__init__(ui.words, table, _("Further addresses"), _("Add address"), name="reading-addresses")
        self.actions_part = AddressActions(ui, window)
        self.actions_part.serve(self.table)
        self.add_asked.connect(self.actions_part.add)

    def show_file(self, file: CustomerFile, *, same: bool) -> None:
        self.actions_part.set_file(None if file.deleted else file)
        self.show_parts(file.addresses, fixed=file.deleted, same=same)
