"""A judgement the program suggests with the figures it rests on, and that a person may overrule with a reason."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Label


class Judgement(Struct, frozen=True):
    """Words for what holds now, what the figures suggest and why, and the reason given where a person overruled it."""

    holds: str
    suggested: str
    why: str
    by_hand: bool = False
    reason: str = ""


class SuggestedCard(QWidget):
    """`overrule_asked`; `back_asked`: the suggestion is to hold again."""

    overrule_asked = Signal()
    back_asked = Signal()

    def __init__(self, ui: Ui, title: str, name: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName(f"assessment-{name}")
        self.badge = BadgeLabel(badges.chip(""), name=f"{name}-badge")
        self.state = Label("", tone="text_2", name=f"{name}-state")
        self.why = Label("", wrap=True, name=f"{name}-why")
        self.reason = Label("", wrap=True, typed=True, name=f"{name}-reason")
        self.overrule = Button(_("Set by hand..."), name=f"{name}-overrule")
        self.back = LinkButton(_("Back to the suggestion"), icon="undo", name=f"{name}-back")
        self.overrule.clicked.connect(self.overrule_asked)
        self.back.clicked.connect(self.back_asked)
        top = QHBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        top.addWidget(self.badge)
        top.addWidget(self.state)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(tokens.AROUND)
        below.addWidget(self.overrule)
        below.addWidget(self.back)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(SectionHead(title, name=f"assessment-{name}-head"))
        column.addLayout(top)
        column.addWidget(self.reason)
        column.addWidget(self.why)
        column.addLayout(below)

    def show_judgement(self, told: Judgement, *, fixed: bool) -> None:
        """`fixed`: a file in the trash is only read."""
        _ = self._ui.words.gettext
        self.badge.set_badge(badges.chip(told.holds or _("Not known yet")))
        if told.by_hand:
            self.state.setText(_("Set by hand"))
        else:
            self.state.setText(_("Suggested") if told.holds else "")
        self.reason.setText(_("Reason: {reason}").format(reason=told.reason) if told.reason else "")
        self.reason.setVisible(bool(self.reason.text()))
        differs = told.by_hand and bool(told.suggested)
        suggested = _("Suggested: {value}").format(value=told.suggested) if differs else ""
        self.why.setText((" – " if suggested and told.why else "").join((suggested, told.why)))
        self.overrule.setVisible(not fixed)
        self.back.setVisible(told.by_hand and not fixed)
