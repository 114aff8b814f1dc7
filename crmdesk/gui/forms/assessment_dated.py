"""Judgements of a customer that are dated and kept: what holds now, and each of those before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from crmdesk.gui.icons import icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph
from crmdesk.gui.widgets.tab_order import eye_order

_FIRST = 4
"""So many are shown before the rest is asked for."""


class Dated(Struct, frozen=True):
    """One of them: its day as a person reads it, how it came out, and what it rests on."""

    id: int
    day: str
    badge: Badge | None
    text: str


class _Row(QWidget):
    """`opened` and `delete_asked` tell the id."""

    opened = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, ui: Ui, line: Dated, name: str, *, fixed: bool, badge_width: int) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._line, self._texts = line, (_("&Open"), _("&Delete"))
        self._fixed = fixed
        self.setObjectName(f"{name}-{line.id}")
        self.day = LinkButton(line.day, name=f"{name}-{line.id}-open")
        self.day.setEnabled(not fixed)
        self.day.clicked.connect(lambda: self.opened.emit(line.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.day)
        if line.badge is not None:
            badge = BadgeLabel(line.badge)
            row.addWidget(badge)
            row.addSpacing(max(0, badge_width - badge.sizeHint().width()))
        elif badge_width:
            row.addSpacing(badge_width + tokens.BETWEEN)
        text = ElidedLabel(line.text, tone="text_2", name=f"{name}-{line.id}-text")
        row.addWidget(text, 1)
        more = IconButton("more", _("More about {day}").format(day=line.day), name=f"{name}-{line.id}-more")
        more.clicked.connect(lambda: self.show_menu(more.mapToGlobal(QPoint(0, more.height()))))
        more.setVisible(not fixed)
        row.addWidget(more)

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        opens, deletes = self._texts
        for sign, text, signal in (("open", opens, self.opened), ("trash", deletes, self.delete_asked)):
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"dated-{sign}")
            action.triggered.connect(lambda _on=False, signal=signal: signal.emit(self._line.id))
        menu.popup(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._fixed:
            self.show_menu(event.globalPos())


class DatedCard(QWidget):
    """`add_asked`; `opened` and `delete_asked` tell the id of one."""

    add_asked = Signal()
    opened = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, ui: Ui, title: str, add: str, none: str, name: str) -> None:
        super().__init__()
        self._ui, self._none, self._name = ui, none, name
        self._lines: Sequence[Dated] = ()
        self._fixed = self._all = False
        self.rows: list[_Row] = []
        self.setObjectName(name)
        self.head = SectionHead(title, link=add, link_icon="plus", name=f"{name}-head")
        self.head.acted.connect(self.add_asked)
        self.badges = FlowBox(name=f"{name}-badges")
        self.why = Paragraph("", name=f"{name}-why")
        self.more = LinkButton("", name=f"{name}-all")
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        for widget in (self.head, self.badges, self.why):
            column.addWidget(widget)
        column.addLayout(self._column)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addStretch(1)
        column.addLayout(below)

    def show_now(self, badges: Sequence[Badge], why: str) -> None:
        """What holds now; without badges that nothing is known."""
        self.badges.set_widgets([BadgeLabel(each) for each in badges])
        self.badges.setVisible(bool(badges))
        self.why.setText(why if badges else self._none)
        self.why.setVisible(bool(self.why.text()))
        self.why.set_tone("text" if badges else "text_2")

    def show_lines(self, lines: Sequence[Dated], *, fixed: bool) -> None:
        """Each of them, the latest first; `fixed`: only to be read."""
        self.head.show_link(not fixed)
        if (tuple(lines), fixed) == (tuple(self._lines), self._fixed):
            return
        self._lines, self._fixed = lines, fixed
        self._fill()

    def _fill(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._lines if self._all else self._lines[:_FIRST]
        width = max((BadgeLabel(line.badge).sizeHint().width() for line in shown if line.badge is not None), default=0)
        self.rows = [_Row(self._ui, line, self._name, fixed=self._fixed, badge_width=width) for line in shown]
        for row in self.rows:
            row.opened.connect(self.opened)
            row.delete_asked.connect(self.delete_asked)
            self._column.addWidget(row)
        rest, n = len(self._lines) - len(shown), self._ui.words.ngettext
        self.more.setText(n("{count} earlier one", "{count} earlier ones", rest).format(count=rest))
        self.more.setVisible(rest > 0)
        if self.window() is not self:
            eye_order(self)

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def forget(self) -> None:
        """Another customer: only the latest are shown again."""
        self._all = False
