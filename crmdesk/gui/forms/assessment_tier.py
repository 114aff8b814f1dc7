"""The tier and grade of a customer with how they came about, and how such customers are dealt with (METHOD.md
section 4)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.gui.forms.tier_policy_lines import PolicyLines
from crmdesk.gui.models.tiers_standing import of_grade, of_tier
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge, BadgeLabel
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Label, Paragraph
from crmdesk.services.tier_standing import Standing

_LABEL = 88


class TierCard(QWidget):
    """`by_hand_asked`, `back_asked`: of tier or grade; `ranking_asked`: the customer in the ranking."""

    by_hand_asked = Signal(str)
    back_asked = Signal(str)
    ranking_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._fields = ui.desk.fields("customer")
        self.setObjectName("assessment-tier")
        head = SectionHead(
            _("Tier and grade"), link=_("In the ranking"), link_icon="tiers", name="assessment-tier-head"
        )
        head.acted.connect(self.ranking_asked)
        self.badges: dict[str, BadgeLabel] = {}
        self.told: dict[str, Paragraph] = {}
        self.hands: dict[str, Button] = {}
        self.backs: dict[str, LinkButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.BETWEEN)
        grid.setVerticalSpacing(tokens.BETWEEN)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for row, what in enumerate(("tier", "grade")):
            self._add_row(grid, row, what)
        self.policy_title = Label("", bold=True, name="assessment-policy-title")
        self.proposed = Label(_("Proposed by the method; nobody has set it yet."), points=tokens.SMALL, tone="text_2")
        self._policy: PolicyLines | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.BETWEEN)
        self._column.addWidget(head)
        self._column.addLayout(grid)
        for widget in (self._buttons(), self.policy_title, self.proposed):
            self._column.addWidget(widget)

    def _add_row(self, grid: QGridLayout, row: int, what: str) -> None:
        self.badges[what] = BadgeLabel(badges.chip(""), name=f"assessment-{what}-badge")
        self.told[what] = Paragraph("", name=f"assessment-{what}-told")
        grid.addWidget(self.badges[what], row, 0)
        grid.addWidget(self.told[what], row, 1)

    def _buttons(self) -> FlowBox:
        _ = self._ui.words.gettext
        words = {"tier": _("Set the tier by hand..."), "grade": _("Set the grade by hand...")}
        back = {"tier": _("Tier as reckoned"), "grade": _("Grade as reckoned")}
        shown: list[QWidget] = []
        for what in ("tier", "grade"):
            self.hands[what] = Button(words[what], name=f"assessment-{what}-by-hand")
            self.hands[what].clicked.connect(lambda _on=False, what=what: self.by_hand_asked.emit(what))
            self.backs[what] = LinkButton(back[what], icon="undo", name=f"assessment-{what}-back")
            self.backs[what].clicked.connect(lambda _on=False, what=what: self.back_asked.emit(what))
            shown += [self.hands[what], self.backs[what]]
        box = FlowBox(gap=tokens.BETWEEN, line_gap=tokens.INSIDE, name="assessment-tier-buttons")
        box.set_widgets(shown)
        return box

    def show_standing(self, file: CustomerFile, found: Standing) -> None:
        """What holds now; a file in the trash is only read."""
        words = {"tier": of_tier(self._ui, found), "grade": of_grade(self._ui, found)}
        for what, text in words.items():
            value = getattr(found, what)
            self.badges[what].set_badge(self._badge(what, value))
            self.told[what].setText(text)
            self.hands[what].setVisible(not file.deleted)
            self.backs[what].setVisible(getattr(found, f"{what}_fixed") and value is not None and not file.deleted)
        self._show_policy(found)

    def _badge(self, what: str, value: str | None) -> Badge:
        _ = self._ui.words.gettext
        if value is None:
            return badges.chip(_("No tier yet") if what == "tier" else _("No grade yet"))
        text = self._ui.shown(self._fields[what], value)
        if what == "tier":
            return badges.tier(value, text)
        return badges.grade(text if self._ui.words.chinese else _("Grade {grade}").format(grade=text))

    def _show_policy(self, found: Standing) -> None:
        _, policy = self._ui.words.gettext, found.policy
        if self._policy is not None:
            self._column.removeWidget(self._policy)
            self._policy.hide()
            self._policy.deleteLater()
            self._policy = None
        self.policy_title.setVisible(policy is not None)
        self.proposed.setVisible(policy is not None and policy.proposed)
        if policy is not None:
            tier = self._ui.shown(self._fields["tier"], policy.tier)
            self.policy_title.setText(_("How {tier} customers are dealt with").format(tier=tier))
            self._policy = PolicyLines(self._ui, policy, name="assessment-policy")
            self._column.insertWidget(self._column.indexOf(self.policy_title) + 1, self._policy)
