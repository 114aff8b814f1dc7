"""A tier or a grade set by hand, with the reason: it holds whatever is reckoned until it is taken back (METHOD.md
section 4)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.overruling import both_needed
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.services import customers, tier_standing, tiers

_SIZE = QSize(560, 200)
_REASON = Label("Reason", "理由")


class ByHandDialog(ShortForm):
    """`what`: tier or grade. Both the value and the reason are needed."""

    def __init__(self, ui: Ui, file: CustomerFile, what: str, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._file, self._what, self._why = file, what, f"{what}_reason"
        fields = ui.desk.fields("customer")
        value = replace(fields[what], required=True)
        reason = replace(fields[self._why], label=_REASON, width="fill", required=True)
        title = ui.words.label(fields[what].label)
        super().__init__(
            ui, f"{title} – {ui.masking.text(file.name)}", [value, reason], size=_SIZE, label=title,
            name="tier-by-hand", parent=parent,
            sentence=_("What is set by hand stays through every reckoning until it is taken back."),
        )  # fmt: skip
        found = tier_standing.standing(ui.desk, file.id, ui.words)
        fixed = found.tier_fixed if what == "tier" else found.grade_fixed
        if fixed:
            back = LinkButton(_("Back to what is reckoned"), icon="undo", name="tier-by-hand-back")
            back.clicked.connect(self.take_back)
            self.add_left(back)
        kept = (what, self._why) if fixed else (what,)
        stored = {key: values.typed(fields[key], file.values.get(key), ui.words) for key in kept}
        self.begin({key: text for key, text in stored.items() if text}, first=what)

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """Both are needed: who reads it later wants to know why."""
        label = self.ui.desk.fields("customer")[self._what].label
        return both_needed(self.ui, typed, {self._what: label, self._why: _REASON})

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        field = self.ui.desk.fields("customer")[self._what]
        value = values.parse(field, typed[self._what]).value
        changes = _set(self.ui, self._file.id, self._what, value, typed[self._why])
        told = self.ui.words.gettext("{number}: {field} set by hand")
        return changes, told.format(number=self._file.number, field=self.ui.words.label(field.label))

    def take_back(self) -> None:
        """What is reckoned holds again."""
        take_back(self.ui, self._file.id, self._file.number, self._what)
        self.form.load({})
        super().reject()


def open_by_hand(ui: Ui, customer_id: int, what: str, parent: QWidget) -> None:
    """Ask for it, unless personal data is hidden now."""
    if not ui.masking.allows_editing():
        return
    try:
        file = customers.file(ui.desk, customer_id)
    except UserError as error:
        ui.bus.failed.emit(error)
        return
    ByHandDialog(ui, file, what, parent).open()


def take_back(ui: Ui, customer_id: int, number: str, what: str) -> None:
    """Let what is reckoned hold again."""
    label = ui.words.label(ui.desk.fields("customer")[what].label)
    told = ui.words.gettext("{number}: {field} follows the figures again").format(number=number, field=label)
    ui.write(lambda: _set(ui, customer_id, what, None, ""), told)


def _set(ui: Ui, customer_id: int, what: str, value: str | None, reason: str) -> Changes:
    does = tiers.set_tier if what == "tier" else tiers.set_grade
    return does(ui.desk, customer_id, value, reason)
