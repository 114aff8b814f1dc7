"""The head of the page Today: which day is looked at, to the days before and after, its tabs."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.holidays import lunar_shown
from crmdesk.core.periods import week_of
from crmdesk.core.settings import LITTLE_NEW_YEAR
from crmdesk.core.words import Words
from crmdesk.gui.pages.today_tabs import DAY, MONTH, WEEK
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, horizontal
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, tip
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tabs import TabRow
from crmdesk.services import settings

HEIGHT = 64
MINE, ALL = "mine", "all"
_KEYS = {-1: "Alt+Left", 0: "Alt+Home", 1: "Alt+Right"}


class TodayHead(QWidget):
    """`stepped`: to the day, week or month before (-1) or after (1), or back to today (0); `mine_chosen`: whose
    things."""

    stepped = Signal(int)
    mine_chosen = Signal(str)

    def __init__(self, ui: Ui, tabs: TabRow, *, shared: bool) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName("today-head")
        self.setFixedHeight(HEIGHT)
        self.title = Label(points=tokens.NAME, bold=True, name="today-title")
        self.note = ElidedLabel(tone="text_2", name="today-note")
        choices = [(MINE, _("Mine")), (ALL, _("Everybody's"))]
        self.whose = SegmentedChoice(choices, current=MINE, name="today-whose", label=_("Whose"))
        self.shared = shared
        """Whether several of us work here; only then it is asked whose things are shown."""
        self.whose.chosen.connect(self.mine_chosen)
        self.before = IconButton("chevron-left", "", name="today-before")
        self.now = Button(_("Today"), name="today-now")
        self.now.setToolTip(tip(_("Back to today"), _KEYS[0]))
        self.after = IconButton("chevron-right", "", name="today-after")
        self._keys: list[QShortcut] = []  # a button's own would wait for its animation
        for button, by in ((self.before, -1), (self.now, 0), (self.after, 1)):
            button.clicked.connect(lambda _on=False, by=by: self.stepped.emit(by))
            keys = QShortcut(QKeySequence(_KEYS[by]), self)
            keys.activated.connect(lambda by=by: self.stepped.emit(by))
            self._keys.append(keys)
        tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.AROUND, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.title)
        row.addSpacing(tokens.INSIDE)
        row.addWidget(self.note, 1)
        for widget in (self.whose, self.before, self.now, self.after):
            row.addWidget(widget)
        row.addWidget(tabs, 0, Qt.AlignmentFlag.AlignBottom)

    def show_day(self, key: str, day: dt.date, heading: str) -> None:
        """The day, week or month that is looked at; other tabs have a `heading` and no day."""
        dated = key in (DAY, WEEK, MONTH)
        self.whose.setVisible(dated and self.shared)
        for widget in (self.before, self.now, self.after):
            widget.setVisible(dated)
        for keys in self._keys:
            keys.setEnabled(dated)
        self.title.setText(title(key, day, self._ui.desk.today(), self._ui.words) if dated else heading)
        self.title.setAccessibleName(self.title.text())
        self.note.set_text(self._note(key, day) if dated else "")
        if dated:
            self._name_steps(key)

    def _note(self, key: str, day: dt.date) -> str:
        if key == DAY:
            return lunar_shown(day, self._ui.words, int(settings.get(self._ui.desk, LITTLE_NEW_YEAR)))
        if key == WEEK:
            return self._ui.words.gettext("Week {number}").format(number=day.isocalendar().week)
        return ""

    def _name_steps(self, key: str) -> None:
        _ = self._ui.words.gettext
        names = {
            DAY: (_("Day before"), _("Day after")),
            WEEK: (_("Week before"), _("Week after")),
            MONTH: (_("Month before"), _("Month after")),
        }[key]
        for button, name, by in zip((self.before, self.after), names, (-1, 1), strict=True):
            button.setAccessibleName(name)
            button.setToolTip(tip(name, _KEYS[by]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), HEIGHT - 2, colour(self.palette(), "line"))


def title(key: str, day: dt.date, today: dt.date, words: Words) -> str:
    """11 月 23 日 星期一, Monday 23 November; the first and last day of a week; a month. Another year is named."""
    locale = QLocale(words.language)
    if key == MONTH:
        return words.month(day) if words.chinese else f"{locale.standaloneMonthName(day.month)} {day.year}"
    if key == WEEK:
        first, last = week_of(day)
        return _other_year(last, today, words, _week(first, last, locale, words))
    weekday = locale.standaloneDayName(day.isoweekday())
    if words.chinese:
        return _other_year(day, today, words, f"{day.month} 月 {day.day} 日 {weekday}")
    return _other_year(day, today, words, f"{weekday} {day.day} {locale.standaloneMonthName(day.month)}")


def _week(first: dt.date, last: dt.date, locale: QLocale, words: Words) -> str:
    same = first.month == last.month
    if words.chinese:
        end = f"{last.day} 日" if same else f"{last.month} 月 {last.day} 日"
        return f"{first.month} 月 {first.day} 日 – {end}"
    begin = f"{first.day}" if same else f"{first.day} {locale.standaloneMonthName(first.month)}"
    return f"{begin} – {last.day} {locale.standaloneMonthName(last.month)}"


def _other_year(day: dt.date, today: dt.date, words: Words, text: str) -> str:
    if day.year == today.year:
        return text
    return f"{day.year} 年 {text}" if words.chinese else f"{text} {day.year}"
