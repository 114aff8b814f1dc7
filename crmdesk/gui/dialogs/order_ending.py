"""Why an offer came to nothing, and why held goods may go out all the same."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.sales import Order
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import orders, reading

_WIDTH, _RELEASE_HEIGHT, _LOST_HEIGHT = 560, 176, 276


class LostDialog(ShortForm):
    """The offer is lost: the reason, the competitor who got it, remarks."""

    def __init__(self, ui: Ui, order: Order, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._order = order
        known = ui.desk.fields("sales_order")
        fields = [replace(known["lost_reason"], required=True), known["lost_to"], known["notes"]]
        title = _("Offer {number} is lost").format(number=order.number)
        size = QSize(_WIDTH, _LOST_HEIGHT)
        super().__init__(ui, title, fields, size=size, label=_("Lost offer"), name="order-lost-dialog", parent=parent)
        self.begin({})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        known = self.ui.desk.fields("sales_order")
        problems = dict(reading.read_typed(known, typed, new=False).problems)
        if "lost_reason" in typed and not typed["lost_reason"].strip():
            problems["lost_reason"] = Problem("required-missing", {"field": known["lost_reason"].label}, hard=True)
        return problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        reason = typed["lost_reason"]
        changes = orders.lose(self.ui.desk, self._order.id, reason, typed["lost_to"], typed["notes"])
        return changes, self.ui.words.gettext("Offer {number} is lost").format(number=self._order.number)


class ReleaseDialog(ShortForm):
    """Delivery that is on hold is released, with the reason."""

    def __init__(self, ui: Ui, order: Order, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._order = order
        field = ui.desk.fields("sales_order")["released_reason"]
        fields = [replace(field, derived=False, required=True, width="long")]
        title = _("Release order {number}").format(number=order.number)
        size = QSize(_WIDTH, _RELEASE_HEIGHT)
        held = ui.shown(ui.desk.fields("sales_order")["hold_reason"], order.values.get("hold_reason"))
        super().__init__(
            ui, title, fields, size=size, label=_("Release"), name="order-release-dialog", parent=parent,
            sentence=_("On hold: {reason}. Who released it, and why, stays in the history.").format(reason=held),
        )  # fmt: skip
        self.confirm_button.setText(_("Release"))
        self.begin({})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        if typed.get("released_reason", "").strip():
            return {}
        label = self.ui.desk.fields("sales_order")["released_reason"].label
        return {"released_reason": Problem("required-missing", {"field": label}, hard=True)}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        changes = orders.release(self.ui.desk, self._order.id, typed["released_reason"])
        return changes, self.ui.words.gettext("Order {number} is released").format(number=self._order.number)
