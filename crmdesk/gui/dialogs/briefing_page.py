"""What a briefing looks like: who they are, the next step, then two columns of what one should know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.briefing import Briefing
from crmdesk.core.briefing_sections import Line, Section, Told, sides
from crmdesk.gui.forms.head_badges import file_badges
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.icon_line import IconLine
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.told_line import ToldLine

_COLUMNS_GAP = 2 * tokens.AROUND


class BriefingHead(QWidget):
    """The name large, at the right the place in the list one goes through."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._words = ui.words
        self.setObjectName("briefing-head")
        self.name = ElidedLabel("", points=tokens.NAME, bold=True, name="briefing-name")
        self.place = Label("", points=tokens.SMALL, tone="text_2", name="briefing-place")
        self.earlier = IconButton("chevron-left", _("The one before"), name="briefing-earlier")
        self.later = IconButton("chevron-right", _("The next one"), name="briefing-later")
        for button, keys in ((self.earlier, "Alt+←"), (self.later, "Alt+→")):
            button.setToolTip(f"{button.accessibleName()} ({keys})")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.INSIDE)
        row.addWidget(self.name, 1)
        row.addWidget(self.place)
        row.addWidget(self.earlier)
        row.addWidget(self.later)

    def show_place(self, place: int, of: int) -> None:
        """Where one is in the list; nothing of it where there is one alone."""
        number = self._words.number
        self.place.setText(f"{number(place)} / {number(of)}" if of > 1 else "")
        for button in (self.earlier, self.later):
            button.setVisible(of > 1)
        self.earlier.setEnabled(place > 1)
        self.later.setEnabled(place < of)


class _Suggested(QWidget):
    """The next step on a ground of its own, below it what else there is a reason for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("briefing-suggested")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        self._column.setSpacing(tokens.INSIDE)

    def show_texts(self, first: str, also: Sequence[str]) -> None:
        _clear(self._column)
        for place, text in enumerate((first, *also)):
            icon, tone = ("arrow-right", "accent") if not place else ("minus", "text_3")
            self._column.addWidget(IconLine(text, icon=icon, tone=tone, name=f"briefing-step-{place}"))
        self.setAccessibleName(first)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = QColor(scheme_of(self.palette()).window)
        fill(QPainter(self), QRectF(self.rect()), ground, tokens.RADIUS)


class BriefingPage(QWidget):
    """Made anew for each customer; it scrolls where there is very much to know."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("briefing-page")
        self.head = BriefingHead(ui)
        self.who = ElidedLabel("", tone="text_2", name="briefing-who")
        self.badges = FlowBox(gap=tokens.BETWEEN, name="briefing-badges")
        self.suggested = _Suggested()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self.area = QScrollArea()
        self.area.setObjectName("briefing-area")
        self.area.setAccessibleName(ui.words.gettext("Briefing"))
        self._lay_out()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.INSIDE)
        top.setSpacing(tokens.INSIDE)
        for widget in (self.head, self.who, self.badges):
            top.addWidget(widget)
        top.addSpacing(tokens.INSIDE)
        top.addWidget(self.suggested)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(tokens.AROUND, tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        columns.setSpacing(_COLUMNS_GAP)
        for side in (self._left, self._right):
            side.setSpacing(0)
            columns.addLayout(side, 1)
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self.area.viewport(), inner):
            ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.area, 1)

    def show_briefing(self, briefing: Briefing, told: Told) -> None:
        """All of it."""
        file = self._ui.read(briefing.file)
        self.head.name.set_text(told.name)
        self.who.set_text(told.who)
        shown = file_badges(file, self._ui.desk.fields("customer"), self._ui)
        self.badges.set_widgets([BadgeLabel(badge, name=f"briefing-{key}") for key, badge in shown])
        self.badges.setVisible(bool(shown))
        self.suggested.show_texts(told.suggested, told.also)
        for column, sections in zip((self._left, self._right), sides(told.sections), strict=True):
            _clear(column)
            for place, section in enumerate(sections):
                self._add(column, section, first=not place)
            column.addStretch(1)

    def scroll_up(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    def _add(self, column: QVBoxLayout, section: Section, *, first: bool) -> None:
        if not first:
            column.addSpacing(tokens.AROUND - tokens.INSIDE)
        column.addWidget(SectionHead(section.title, note=section.note, name=f"briefing-{section.key}"))
        for place, line in enumerate(section.lines):
            column.addWidget(self._line(line, f"briefing-{section.key}-{place}"))
            if line.below:
                column.addSpacing(tokens.INSIDE)

    def _line(self, line: Line, name: str) -> QWidget:
        if not line.dial:
            return ToldLine(line.title, right=line.right, tone=line.tone, below=line.below, name=name)
        link = LinkButton(line.dial.replace("&", "&&"), icon="phone", name=f"{name}-dial")
        link.setToolTip(self._ui.words.gettext("Click to copy"))
        link.clicked.connect(lambda: copy_text(self._ui, line.dial, personal=True))
        told = ToldLine(line.title, below=line.below, name=name)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(told, 1)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return box


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
