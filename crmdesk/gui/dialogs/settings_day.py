"""The place The day of the settings: how often customers are visited, who is neglected, how far ahead the day looks
(METHOD.md sections 5 and 11)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crmdesk.core.settings import LITTLE_NEW_YEAR, TASK_SETS, VISIT_PLAN, Setting
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, SettingRow, ShownRow
from crmdesk.gui.dialogs.settings_tiers import ChoiceRow
from crmdesk.gui.dialogs.visit_plan import open_visit_plan
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import FormRow
from crmdesk.services import visit_plan


class DayPane(DeclaredPane):
    """Each is written as soon as it is left or chosen; sets of tasks have a place of their own."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "day", parent, without=(TASK_SETS,))

    def row_of(self, setting: Setting, wide: int) -> SettingRow | ShownRow:
        _ = self.ui.words.gettext
        if setting is VISIT_PLAN:
            return VisitTableRow(self.ui, wide)
        if setting is LITTLE_NEW_YEAR:
            days = [("23", _("The 23rd (north)")), ("24", _("The 24th (south)"))]
            return ChoiceRow(self.ui, setting, days, wide)
        return super().row_of(setting, wide)


class VisitTableRow(ShownRow):
    """Opens the visit table; says whether it is the one supplied."""

    def __init__(self, ui: Ui, wide: int) -> None:
        _ = ui.words.gettext
        self._ui = ui
        label = ui.words.label(VISIT_PLAN.label)
        self.button = Button(_("Visit table..."), icon="table", name=f"setting-{VISIT_PLAN.key}")
        self.button.clicked.connect(lambda: open_visit_plan(ui, self.window()))
        super().__init__(FormRow(label, self.button, label_width=wide), wide + tokens.LABEL_GAP_EDIT)
        self.show_value()

    def show_value(self) -> None:
        """Whether somebody changed it."""
        _ = self._ui.words.gettext
        usual = visit_plan.plan(self._ui.desk) == visit_plan.VisitPlan()
        self.set_hint(_("As supplied") if usual else _("Changed by you"))
