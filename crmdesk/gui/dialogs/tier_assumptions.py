"""What customer lifetime values take for granted: discount rate, years, yearly growth (METHOD.md section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.clv import Assumptions
from crmdesk.core.errors import Problem
from crmdesk.core.settings import CLV_GROWTH, CLV_RATE, CLV_YEARS
from crmdesk.gui.dialogs.tier_bounds import PercentsDialog, field_of
from crmdesk.gui.ui import Ui

_SIZE = QSize(560, 280)


class AssumptionsDialog(PercentsDialog):
    """A rate or growth of −100 % or less and less than one year are refused with the reason."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        _ = ui.words.gettext
        sentence = _(
            "What a customer brings in a year is its gross profit of the last 12 months less what serving it cost, the "
            "same in each year to come."
        )
        super().__init__(ui, _("What lifetime values assume"), sentence, (CLV_RATE, CLV_YEARS, CLV_GROWTH), size=_SIZE,
                         name="clv-assumptions", parent=parent)  # fmt: skip

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        parsed = {setting: values.parse(field_of(setting), typed.get(setting.key, "")) for setting in self.kept}
        found = {setting.key: each.problem for setting, each in parsed.items() if each.problem is not None}
        if found:
            return found
        rate, years, growth = (
            each.value if each.value is not None else setting.default for setting, each in parsed.items()
        )
        wrong = Assumptions(Decimal(rate), int(years), Decimal(growth)).problems()
        keys = {"rate": CLV_RATE.key, "years": CLV_YEARS.key, "growth": CLV_GROWTH.key}
        return {keys[name]: problem for name, problem in wrong.items()}
