"""The assumptions of lifetime values, beside what they make: discount rate, years, yearly growth (METHOD.md section
9)."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core import value as rules
from crmdesk.core import values
from crmdesk.core.clv import Assumptions
from crmdesk.core.settings import CLV_GROWTH, CLV_RATE, CLV_YEARS, Setting
from crmdesk.core.value import YearsFrom
from crmdesk.gui.dialogs.tier_bounds import field_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.inputs import LineEdit, set_problem
from crmdesk.gui.widgets.labels import Label

_WIDTH = 56
_SETTINGS: dict[str, Setting] = {"rate": CLV_RATE, "years": CLV_YEARS, "growth": CLV_GROWTH}


class AssumptionInputs(QWidget):
    """What is typed holds for what is shown alone and is kept nowhere. `changed`: others hold; `refused`: a sentence
    that says why what is typed cannot be, '' when it can."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, ui: Ui, *, name: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName(name)
        self._ui = ui
        self._shown: Assumptions | None = None
        self.asked: Assumptions | None = None
        labels = {"rate": _("Discount rate"), "years": _("Years"), "growth": _("Yearly growth")}
        self.inputs = {
            key: LineEdit(width=_WIDTH, right=True, name=f"{name}-{key}", label=labels[key]) for key in labels
        }
        self.back = IconButton("undo", _("Back to the assumptions in Settings"), name=f"{name}-back")
        self.back.clicked.connect(self.begin_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.INSIDE)
        for key, field in self.inputs.items():
            label = Label(labels[key], tone="text_2")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            if key != "years":
                row.addWidget(Label("%", tone="text_2"))
            row.addSpacing(tokens.BETWEEN)
            field.editingFinished.connect(self._typed)
        row.addWidget(self.back)
        self.back.setEnabled(False)

    def show_used(self, used: Assumptions, years_from: YearsFrom) -> None:
        """What holds now, and where the years come from."""
        _ = self._ui.words.gettext
        self._shown = used
        for key, field in self.inputs.items():
            if not field.hasFocus() or not field.isModified():
                field.setText(f"{getattr(used, key):f}" if key != "years" else str(used.years))
            set_problem(field, "")
        told = {
            "churn": _("From the churn rate: how long customers stay on average, rounded up"),
            "setting": _("As set; nobody was lost in the last 12 months, so the churn rate does not tell it"),
            "given": _("As typed here"),
        }
        self.inputs["years"].setToolTip(told[years_from])
        self.back.setEnabled(self.asked is not None)

    def begin_again(self) -> None:
        """Those of Settings."""
        self.asked = None
        for field in self.inputs.values():
            field.setModified(False)
        self.refused.emit("")
        self.changed.emit()

    def _typed(self) -> None:
        field = self.sender()
        if isinstance(field, LineEdit) and not field.isModified():
            return
        found = self._read()
        if found is None or found == self._shown:
            return
        for each in self.inputs.values():
            each.setModified(False)
        self.asked = found
        self.changed.emit()

    def _read(self) -> Assumptions | None:
        """What is typed; None where it cannot be, which is told."""
        parsed = {key: values.parse(field_of(_SETTINGS[key]), field.text()) for key, field in self.inputs.items()}
        found = {key: each.problem for key, each in parsed.items() if each.problem is not None and each.problem.hard}
        usual = {key: each.value if each.value is not None else _SETTINGS[key].default for key, each in parsed.items()}
        if not found:
            rate, growth = (Decimal(usual[key]).normalize() for key in ("rate", "growth"))
            made = Assumptions(rate, int(usual["years"]), growth)
            found = dict(rules.problems(made))
        for key, field in self.inputs.items():
            set_problem(field, "bad" if key in found else "")
        told = " ".join(self._ui.words.problem(problem) for problem in found.values())
        self.refused.emit(told)
        return None if found else made
