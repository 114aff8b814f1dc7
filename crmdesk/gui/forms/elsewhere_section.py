"""What the customer buys elsewhere, in the file: from whom, how much, and what of ours could take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import Field
from crmdesk.gui import icons
from crmdesk.gui.forms.part_actions import PartActions
from crmdesk.gui.forms.part_table import PartModel, PartTable, Shape
from crmdesk.gui.forms.parts_section import PartsSection
from crmdesk.gui.ui import Ui
from crmdesk.services import elsewhere

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog
    from crmdesk.gui.dialogs.file_part import Verbs

_SHAPE = Shape(
    columns=("product", "competitor", "quantity", "our_product", "replaced_on", "notes"),
    matters=("product", "competitor", "quantity", "our_product", "replaced_on", "notes"),
    widths={"product": 144, "competitor": 128, "quantity": 96, "our_product": 144, "replaced_on": 104, "notes": 112},
)


class _ElsewhereModel(PartModel):
    def heading(self, field: Field) -> str:
        return self.words.gettext("Ours in its place") if field.key == "our_product" else super().heading(field)

    def quiet(self, part: Part) -> bool:
        return part.values.get("replaced_on") is not None


class ElsewhereActions(PartActions):
    """Serves the table of what is bought elsewhere."""

    record = "elsewhere"

    @property
    def verbs(self) -> Verbs:
        return elsewhere

    def dialog(self, file: CustomerFile, part: Part | None) -> ElsewhereDialog:
        from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog

        return ElsewhereDialog(self.ui, file, part, self.window)

    def deleted_text(self, part: Part) -> str:
        return self.ui.words.gettext("Deleted {name}").format(name=part.values.get("product", ""))

    def replace(self, part: Part) -> None:
        """Our product took its place today."""
        said = self.ui.words.gettext("{name} replaced by ours today").format(name=part.values.get("product", ""))
        self.write(lambda: elsewhere.replaced_today(self.ui.desk, part.id), said)

    def add_own(self, menu: QMenu, part: Part) -> None:
        if part.values.get("replaced_on") is None:
            text = self.ui.words.gettext("Replaced by ours today")
            menu.addAction(icons.icon("done"), text, lambda: self.replace(part))


class ElsewhereSection(PartsSection):
    """What the customer of a file buys elsewhere."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        _ = ui.words.gettext
        model = _ElsewhereModel(ui.desk.fields("elsewhere"), ui.words, _SHAPE.copied)
        table = PartTable(model, _SHAPE, name="elsewhere-brief", label=_("Buys elsewhere"))
        super().__init__(ui.words, table, _("Buys elsewhere"), _("Add product"), name="reading-elsewhere")
        self.actions_part = ElsewhereActions(ui, window)
        self.actions_part.serve(self.table)
        self.add_asked.connect(self.actions_part.add)

    def show_file(self, file: CustomerFile, *, same: bool) -> None:
        self.actions_part.set_file(None if file.deleted else file)
        self.show_parts(file.elsewhere, fixed=file.deleted, same=same)
