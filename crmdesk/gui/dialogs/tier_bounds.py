"""Where the levels of customers end: the pyramid's percents of customers, those of ABC (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type
from crmdesk.core.money import parse_percent
from crmdesk.core.scoring import Weights
from crmdesk.core.settings import ABC_BOUNDS, SCORE_WEIGHTS, TIER_BOUNDS, Setting
from crmdesk.core.tiers import CLASSES, TIERS, read_bounds
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.services import settings

_SIZE, _WIDE = QSize(520, 280), QSize(520, 330)


def field_of(setting: Setting) -> Field:
    """A setting as a field of a form."""
    return Field(setting.key, setting.label, Type(setting.type), unit=setting.unit or Label("%", "%"), width="short")


class PercentsDialog(ShortForm):
    """Percents kept as settings, saved together: one action. `begin_again` puts in what they are by default."""

    def __init__(
        self, ui: Ui, title: str, sentence: str, kept: tuple[Setting, ...], *, size: QSize, name: str, parent: QWidget
    ) -> None:
        self.kept = kept
        super().__init__(
            ui, title, [field_of(setting) for setting in kept], size=size, label=title, name=name, sentence=sentence,
            parent=parent,
        )  # fmt: skip
        usual = LinkButton(ui.words.gettext("Back to default"), icon="undo", name=f"{name}-default")
        usual.clicked.connect(self.begin_again)
        self.add_left(usual)
        self.begin({setting.key: _text(settings.get(ui.desk, setting)) for setting in kept})

    def begin_again(self) -> None:
        """The percents of the method."""
        for setting in self.kept:
            self.form.put(setting.key, _text(setting.default))

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        told = self.ui.words.gettext("{what}: saved").format(what=self.windowTitle())
        return settings.change_several(self.ui.desk, dict(typed)), told


class BoundsDialog(PercentsDialog):
    """`scheme`: pyramid or abc; `by`: of what ABC's percents are, customers or value."""

    def __init__(self, ui: Ui, scheme: str, by: str, parent: QWidget) -> None:
        _ = ui.words.gettext
        if scheme == "pyramid":
            self._levels, kept = TIERS, TIER_BOUNDS
            sentence = _("By rank: the first so many percent of all customers. What is left is iron.")
        else:
            self._levels = CLASSES
            kept = tuple(each for each in ABC_BOUNDS if each.key.startswith(f"abc.{by}."))
            sentence = (
                _("By the value that the first customers bring together. What is left is C.")
                if by == "value"
                else _("By rank: the first so many percent of all customers. What is left is C.")
            )
        super().__init__(ui, _("Boundaries"), sentence, kept, size=_SIZE, name="tier-bounds", parent=parent)

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """Each between 0 and 100 and above the one before."""
        keys = [setting.key for setting in self.kept]
        _bounds, problems = read_bounds(self._levels, [typed.get(key, "") for key in keys])
        levels = dict(zip(self._levels, keys, strict=False))
        return {levels[level]: problem for level, problem in problems.items()}


class WeightsDialog(PercentsDialog):
    """What counts how much in the weighted score."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        _ = ui.words.gettext
        sentence = _("What is not known of a customer leaves its weight to the others. The sum need not be 100.")
        super().__init__(ui, _("Weights of the score"), sentence, SCORE_WEIGHTS, size=_WIDE, name="score-weights",
                         parent=parent)  # fmt: skip

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """None below zero, one above; what is left empty counts nothing."""
        keys = {setting.key.rpartition(".")[2]: setting.key for setting in self.kept}
        parsed = {part: parse_percent(typed.get(key, "")) for part, key in keys.items()}
        found = {keys[part]: each.problem for part, each in parsed.items() if each.problem is not None}
        if found:
            return found
        weights = Weights(**{part: each.value or Decimal(0) for part, each in parsed.items()})
        return {keys.get(part, self.kept[0].key): problem for part, problem in weights.problems().items()}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        return super().write({key: text.strip() or "0" for key, text in typed.items()})


def _text(value: object) -> str:
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
