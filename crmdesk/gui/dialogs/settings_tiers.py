"""The place Tiers of the settings: what customers are ranked by, where levels end, where grades come from, what the
score and lifetime values rest on (METHOD.md sections 4 and 9)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.grades import OF_TIER, Grading
from crmdesk.core.settings import ABC_BY, GRADE_OF_TIER, GRADE_SOURCE, TIER_BASIS, Setting
from crmdesk.core.tiers import CLASSES, LABELS, TIERS
from crmdesk.core.value_basis import BASES
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, SettingRow, ShownRow
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.services import settings
from crmdesk.services.desk import Desk


class TiersPane(DeclaredPane):
    """Each is written as soon as it is left or chosen."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "tiers", parent)
        self._more = [GradeRow(ui, tier, self._wide) for tier in TIERS[1:]]
        for row in self._more:
            self.rows.insertWidget(self.rows.count() - 1, row)

    def row_of(self, setting: Setting, wide: int) -> SettingRow | ShownRow:
        _, label = self.ui.words.gettext, self.ui.words.label
        self._wide = wide
        choices: dict[str, Sequence[tuple[str, str]]] = {
            TIER_BASIS.key: [(key, label(text)) for key, text in BASES.items()],
            ABC_BY.key: [("value", _("By value")), ("customers", _("By customers"))],
            GRADE_SOURCE.key: [("tier", _("The tier")), ("abc", _("The ABC shares"))],
        }
        if setting.key in choices:
            return ChoiceRow(self.ui, setting, choices[setting.key], wide)
        if setting is GRADE_OF_TIER:
            return GradeRow(self.ui, TIERS[0], wide)
        return super().row_of(setting, wide)

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if changes.everything or changes.touched("setting"):
            for row in self._more:
                row.show_value()


class ChoiceRow(ShownRow):
    """A setting that is one of a few words."""

    def __init__(self, ui: Ui, setting: Setting, choices: Sequence[tuple[str, str]], wide: int) -> None:
        self._ui, self._setting = ui, setting
        label = ui.words.label(setting.label)
        self.combo = ComboBox(choices, width=tokens.NORMAL_INPUT, name=f"setting-{setting.key}", label=label)
        self.combo.picked.connect(self._picked)
        super().__init__(FormRow(label, self.combo, label_width=wide), wide + tokens.LABEL_GAP_EDIT)
        self.show_value()

    def show_value(self) -> None:
        """What is set now."""
        self.combo.set_key(str(settings.get(self._ui.desk, self._setting)))

    def _picked(self, key: str) -> None:
        said = self._ui.words.gettext("{setting}: changed.").format(setting=self._ui.words.label(self._setting.label))
        if key and self._setting is GRADE_SOURCE:  # everybody's grade follows: on the worker
            self._ui.write_later(lambda desk: settings.change(desk, GRADE_SOURCE.key, key), said)
        elif not key or not self.change(self._ui, self._setting, key, said):
            self.show_value()


class GradeRow(ShownRow):
    """The grade that one tier gives; a better one than that of the tier above is pointed out."""

    def __init__(self, ui: Ui, tier: str, wide: int) -> None:
        self._ui, self._tier = ui, tier
        words = ui.words
        label = words.gettext("Grade of {tier}").format(tier=words.label(LABELS[tier]))
        choices = [(key, words.label(LABELS[key])) for key in CLASSES]
        self.combo = ComboBox(choices, width=tokens.SHORT_INPUT, name=f"setting-grade-{tier}", label=label)
        self.combo.picked.connect(self._picked)
        super().__init__(FormRow(label, self.combo, label_width=wide), wide + tokens.LABEL_GAP_EDIT)
        self.show_value()

    def show_value(self) -> None:
        """What is set now."""
        kept = _grades(self._ui.desk)
        self.combo.set_key(kept[self._tier])
        problem = Grading(of_tier=kept).problems().get(self._tier)
        self.form.set_problem("warn" if problem else "", self._ui.words.problem(problem) if problem else "")

    def _picked(self, key: str) -> None:
        if not key:
            self.show_value()
            return
        label = self._ui.words.label(GRADE_OF_TIER.label)
        said = self._ui.words.gettext("{setting}: changed.").format(setting=label)
        tier = self._tier

        def put(desk: Desk) -> Changes:
            return settings.change(desk, GRADE_OF_TIER.key, json.dumps({**_grades(desk), tier: key}))

        self._ui.write_later(put, said)


def _grades(desk: Desk) -> dict[str, str]:
    """The grade that each tier gives now."""
    stored = settings.get(desk, GRADE_OF_TIER)
    return {**OF_TIER, **(json.loads(stored) if stored else {})}
