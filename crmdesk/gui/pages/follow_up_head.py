"""The row above a table of the page Follow-up: what is listed at the left, what is done to a line at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.inputs import ComboBox, fit_width

_BESIDE_WORDS = 40
"""What a choice needs beside its words."""


class FollowUpHead(QWidget):
    """Filters go on in a second line where there is no room for all of them."""

    def __init__(self, filters: Sequence[QWidget], buttons: Sequence[QWidget], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        left = FlowBox(name=f"{name}-filters")
        left.set_widgets(filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(left, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def fill_choice(combo: ComboBox, choices: Iterable[tuple[str, str]]) -> None:
    """Other choices, the one chosen stays, the input as wide as its words need."""
    chosen, listed = combo.key(), list(choices)
    combo.set_choices(listed)
    combo.set_key(chosen)
    widest = max((text_width(combo.font(), text) for _key, text in listed), default=0)
    fit_width(combo, min(tokens.LONG_INPUT, widest + _BESIDE_WORDS))
    combo.updateGeometry()
