"""The two columns of a day and their sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.settings import REVIEW_DAYS
from crmdesk.gui.models.today import BRIEFING, LATER, LOG
from crmdesk.gui.pages.today_day_showing import COMPLAINTS, CONTACTS, GREETINGS, MONEY, PROMISED, SIGNINGS
from crmdesk.gui.pages.today_section import TodaySection
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services import settings

_TOP = tokens.BETWEEN + tokens.INSIDE
_PART, _STEP, _LEAST = 3, 8, 320
_BETWEEN = {False: tokens.AROUND + tokens.INSIDE, True: tokens.AROUND}


def side_width(whole: int) -> int:
    """How wide the column at the side is beside the other one."""
    return max(_LEAST, whole // _PART // _STEP * _STEP)


def main_sections(ui: Ui) -> dict[str, TodaySection]:
    """Those at the left."""
    _ = ui.words.gettext
    acts = {BRIEFING: _("Briefing"), LATER: _("Put off"), LOG: _("Log it")}
    contacts = TodaySection(
        CONTACTS, _("To contact"), link=_("Visit plan"), acts=[(key, acts[key]) for key in (BRIEFING, LOG)]
    )
    promised = TodaySection(
        PROMISED, _("Promised and next steps"), link=_("Add"), link_icon="plus",
        acts=[(key, acts[key]) for key in (BRIEFING, LATER)],
    )  # fmt: skip
    return {CONTACTS: contacts, PROMISED: promised}


def beside_sections(ui: Ui) -> dict[str, TodaySection]:
    """Those at the right."""
    _ = ui.words.gettext
    named = {
        COMPLAINTS: (_("Complaints"), _("To the complaints")),
        GREETINGS: (_("Greetings"), _("Write greetings")),
        MONEY: (_("Money due"), _("To the orders")),
        SIGNINGS: (_("About to sign"), _("To the list")),
    }
    return {key: TodaySection(key, title, link=link, side=True) for key, (title, link) in named.items()}


class FilesSection(QWidget):
    """How many files are due for review; `asked`: they are to be shown."""

    asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName("today-files")
        self._told = ElidedLabel(name="today-files-count")
        link = LinkButton(_("Review"), name="today-files-link")
        link.clicked.connect(self.asked)
        line = QHBoxLayout()
        line.setContentsMargins(0, tokens.BETWEEN, 0, tokens.BETWEEN)
        line.addWidget(self._told, 1)
        line.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(SectionHead(_("Files"), name="today-files-head"))
        column.addLayout(line)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        n = self._ui.words.ngettext
        days = int(settings.get(self._ui.desk, REVIEW_DAYS))
        told = n("{count} not verified for {days} days", "{count} not verified for {days} days", count)
        self._told.set_text(told.format(count=self._ui.words.number(count), days=days))
        self.setVisible(bool(count))


class TodayPane(QWidget):
    """A column of sections, scrolled where it is too low; the one at the `side` has a line at its left."""

    def __init__(self, sections: Sequence[QWidget], *, name: str, label: str, side: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._side = side
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, _TOP, 0, tokens.AROUND)
        column.setSpacing(_BETWEEN[side])
        for section in sections:
            column.addWidget(section)
        self._quiet = Label("", tone="text_2", wrap=True, name=f"{name}-quiet")
        self._quiet.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        self._quiet.hide()
        column.addWidget(self._quiet)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1 if side else 0, 0, 0, 0)
        whole.addWidget(scroll_area(inner, name=f"{name}-area", label=label))

    def put_first(self, sections: Iterable[QWidget]) -> None:
        """More sections, above the others."""
        for place, each in enumerate(sections):
            self._column.insertWidget(place, each)

    def say(self, text: str) -> None:
        """Instead of sections none of which shows."""
        self._quiet.setText(text)
        self._quiet.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._side:
            vertical(QPainter(self), 0, 0, self.height(), colour(self.palette(), "line"))
