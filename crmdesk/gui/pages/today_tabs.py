"""The tabs of the page Today, for the page itself and for whoever leads there."""

from __future__ import annotations

from crmdesk.core.words import Label
from crmdesk.gui.ui import Ui

PLACE = "today"
NAME = Label("Today", "今日")
DAY, WEEK, MONTH, GREETINGS, REPORT = "day", "week", "month", "greetings", "report"
_NAMES = (
    (DAY, Label("Day", "日"), "today"),
    (WEEK, Label("Week", "周"), "calendar"),
    (MONTH, Label("Month", "月"), "calendar"),
    (GREETINGS, Label("Greetings", "问候"), "cake"),
    (REPORT, Label("Reports", "日报周报"), "document"),
)


def parts_of_today(ui: Ui) -> tuple[tuple[str, str, str], ...]:
    """Key, words and icon of each."""
    return tuple((key, ui.words.label(name), icon) for key, name, icon in _NAMES)
