"""One product: what it is called, costs and sells for, its promotion."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import products

_SIZE = QSize(800, 404)


class ProductDialog(ShortForm):
    """Adds a product (`product_id` None), beginning with `typed`, or edits one; `product_id` is its id once saved."""

    def __init__(
        self, ui: Ui, product_id: int | None, parent: QWidget | None = None, *, typed: Mapping[str, str] | None = None
    ) -> None:
        _ = ui.words.gettext
        self.product_id = product_id
        fields = ui.desk.fields("product").all
        known = products.product(ui.desk, product_id).values if product_id is not None else {}
        title = _("Product – {name}").format(name=known["name"]) if known else _("New product")
        super().__init__(
            ui, title, fields, size=_SIZE, label=_("Product"), name="product-dialog", parent=parent
        )  # fmt: skip
        texts = {field.key: values.typed(field, known.get(field.key), ui.words) for field in fields}
        self.begin(texts, typed, first="name" if not (typed or {}).get("name") else "unit")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return products.read(self.ui.desk, typed, new=False, product_id=self.product_id).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        desk, said = self.ui.desk, self.ui.words.gettext("Saved {name}").format(name=typed["name"])
        if self.product_id is None:
            self.product_id, changes = products.add(desk, typed)
            return changes, said
        return products.edit(desk, self.product_id, self.form.changes()), said
