"""How the customers of a tier are dealt with: its policy, typed (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.policies import FIELDS, Policy
from crmdesk.core.tiers import LABELS
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import policies

_SIZE = QSize(640, 364)


class PolicyDialog(ShortForm):
    """Of one tier, with what holds now; the cursor begins in the field `first`."""

    def __init__(self, ui: Ui, policy: Policy, parent: QWidget | None = None, *, first: str = "") -> None:
        self._tier = policy.tier
        self._name = ui.words.label(LABELS[policy.tier])
        super().__init__(
            ui, ui.words.gettext("Policy – {tier}").format(tier=self._name), FIELDS.all, size=_SIZE,
            label=ui.words.gettext("Policy"), name="policy", parent=parent,
        )  # fmt: skip
        held = {field.key: values.typed(field, getattr(policy, field.key), ui.words) for field in FIELDS.all}
        self.begin({key: text for key, text in held.items() if text}, first=first or "basis")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return policies.read(self.ui.desk, self._tier, typed).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        said = self.ui.words.gettext("Policy of {tier} saved").format(tier=self._name)
        return policies.set_policy(self.ui.desk, self._tier, typed, self.ui.words), said
