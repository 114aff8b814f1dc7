"""Which report is shown: of a day or a week, which one, of whom; copied or exported."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.words import Label
from crmdesk.gui.pages import today_tabs
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.pages.today_head import title
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, tip
from crmdesk.gui.widgets.calendar import CalendarPopup
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import day as service
from crmdesk.services import staff

DAY, WEEK = today_tabs.DAY, today_tabs.WEEK
COPY = "Ctrl+Shift+C"
_SPANS = ((DAY, Label("Day", "日报")), (WEEK, Label("Week", "周报")))
_DAYS = {DAY: 1, WEEK: 7}


class ReportHead(QWidget):
    """`changed`: another report is asked for. `day` is today until another one is chosen."""

    changed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("report-head")
        self._ui = ui
        self._day: dt.date | None = None
        _ = ui.words.gettext
        self.span = SegmentedChoice(
            [(key, ui.words.label(label)) for key, label in _SPANS],
            current=DAY,
            name="report-span",
            label=_("Report of"),
        )
        self.span.chosen.connect(self.changed)
        self.before = IconButton("chevron-left", _("Report before"), shortcut="Alt+Left", name="report-before")
        self.when = Button("", name="report-when")
        self.when.setToolTip(tip(_("Choose a day")))
        self.when.clicked.connect(self._choose)
        self.after = IconButton("chevron-right", _("Report after"), shortcut="Alt+Right", name="report-after")
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.who = ComboBox(name="report-who", label=_("Our person"))
        self.who.setToolTip(_("Our person"))
        self.who.picked.connect(self.changed)
        self.copy = Button(_("Copy as text"), icon="copy", name="report-copy")
        self.copy.setToolTip(tip(_("Copy the whole report, to paste it into a message"), COPY))
        self.copy.setShortcut(COPY)
        self.export = Button(_("Export..."), icon="export", name="report-export")
        self.export.setToolTip(_("Write the report into a workbook"))
        names = self._fill_people()
        if service.is_shared(ui.desk) and ui.desk.who in names:
            self.who.set_key(ui.desk.who)
        filters = (self.span, self.before, self.when, self.after, self.who)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FollowUpHead(filters, (self.copy, self.export), name="report-bar"))
        self.settle()

    @property
    def day(self) -> dt.date:
        return self._day or self._ui.desk.today()

    def key(self) -> str:
        """Day or week."""
        return self.span.key()

    def show_day(self, day: dt.date, *, week: bool) -> None:
        """Another day or week, without telling it."""
        self._day = None if day == self._ui.desk.today() else day
        self.span.set_key(WEEK if week else DAY)
        self.settle()

    def step(self, by: int) -> None:
        """To the report before or after."""
        days = by * _DAYS[self.key()]
        self._pick(dt.date.fromordinal(min(max(1, self.day.toordinal() + days), dt.date.max.toordinal())))

    def settle(self) -> None:
        """Which day it is, and who works here."""
        self.who.setVisible(len(self._fill_people()) > 1)
        today = self._ui.desk.today()
        self.when.setText(title(self.key(), self.day, today, self._ui.words))
        last = self.day >= today if self.key() == DAY else (today - self.day).days < today.weekday() + 1
        self.after.setEnabled(not last)

    def take_keyboard(self) -> None:
        self.when.setFocus()

    def _fill_people(self) -> list[str]:
        chosen, _ = self.who.key(), self._ui.words.gettext
        names = [name for name in dict.fromkeys([self._ui.desk.who, *staff.names(self._ui.desk)]) if name]
        shown = [(name, self._ui.masking.text(name)) for name in names]
        fill_choice(self.who, [("", _("Everybody")), *shown])
        self.who.set_key(chosen if chosen in names else "")
        return names

    def _choose(self) -> None:
        popup = CalendarPopup(self._ui.words, self._ui.desk.today(), self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._pick)
        popup.open_at(self.when.mapToGlobal(QPoint(0, self.when.height())), self.day)

    def _pick(self, day: dt.date) -> None:
        self._day = None if day == self._ui.desk.today() else day
        self.settle()
        self.changed.emit()
