"""The sums at the foot of a tab of the page Orders, and the times it is filtered by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of, sized, text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import Fact, FactStrip

_FACT = 152


class Foot(QWidget):
    """The sums of what is listed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.facts = FactStrip(name=f"{key}-sums")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.AROUND, tokens.INSIDE + 1, tokens.AROUND, tokens.INSIDE)
        row.addWidget(self.facts)
        row.addStretch(1)
        self.says_something = False
        self.hide()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self.says_something = bool(facts)
        self.facts.set_facts(facts)
        small = sized(self.font(), tokens.SMALL)
        words = [max(text_width(small, each.label), text_width(self.font(), each.value)) for each in facts]
        self.facts.setFixedWidth(max([_FACT, *words]) * len(facts) + tokens.AROUND * len(facts))

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), 0, QColor(scheme_of(self.palette()).line))


def since(period: str, today: dt.date) -> dt.date | None:
    """The first day of this month, quarter or year; None for all time."""
    firsts: Mapping[str, dt.date] = {
        "month": today.replace(day=1),
        "quarter": dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1),
        "year": dt.date(today.year, 1, 1),
    }
    return firsts.get(period)


def periods(ui: Ui) -> list[tuple[str, str]]:
    """The choices of time, for a segmented choice."""
    _ = ui.words.gettext
    return [("all", _("All")), ("month", _("This month")), ("quarter", _("This quarter")), ("year", _("This year"))]
