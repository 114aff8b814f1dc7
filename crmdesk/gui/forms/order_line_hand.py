"""Beside the line in hand: what is wrong with it, what this customer paid last, why this price is proposed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.discounts import in_tenths, taken_off
from crmdesk.core.errors import Problem
from crmdesk.core.money import parse_percent
from crmdesk.core.reckoning import Proposal
from crmdesk.core.tiers import LABELS
from crmdesk.core.words import Words
from crmdesk.gui.models.order_lines import OrderLine
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, LinkButton, tip
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import ElidedLabel

_HEIGHT = 36
_DOT = "  ·  "


class LineInHand(QWidget):
    """`last_asked`: the last price is to be taken; `sample_asked`; `remove_asked`."""

    last_asked = Signal()
    sample_asked = Signal(bool)
    remove_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName("line-in-hand")
        self.setFixedHeight(_HEIGHT)
        self._told = ElidedLabel(points=tokens.SMALL, tone="text_2", name="line-told")
        self._problem = ProblemMark()
        self._problem.setObjectName("line-problem")
        self.last = LinkButton(_("Take the last price"), name="line-last-price")
        self.sample = CheckBox(_("Sample"), name="line-sample")
        self.sample.setToolTip(_("Given away: at no price"))
        remove = _("Remove the line")
        self.remove = IconButton("trash", remove, name="line-remove")
        self.remove.setToolTip(tip(remove, "Ctrl+Del"))
        self.last.clicked.connect(self.last_asked)
        self.sample.clicked.connect(self.sample_asked)
        self.remove.clicked.connect(self.remove_asked)
        for each in (self.last, self.sample, self.remove):
            each.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self._problem, 1)
        row.addWidget(self._told, 1)
        row.addWidget(self.last)
        row.addSpacing(tokens.BETWEEN)
        row.addWidget(self.sample)
        row.addWidget(self.remove)

    def show_line(self, line: OrderLine, proposal: Proposal | None, problem: Problem | None) -> None:
        """A blank line has nothing to tell."""
        blank = line.blank
        for each in (self.sample, self.remove):
            each.setVisible(not blank)
        self.sample.setChecked(line.sample)
        words = self._ui.words
        told = "" if blank or proposal is None else told_of(proposal, words)
        state = "" if problem is None else "bad" if problem.hard else "warn"
        self._problem.show_problem(state, "" if problem is None else words.problem(problem))
        self._told.setVisible(not state)
        self._told.set_text(told)
        offered = proposal is not None and not line.sample and not blank and _differs(line, proposal, words)
        self.last.setVisible(offered)


def _differs(line: OrderLine, proposal: Proposal, words: Words) -> bool:
    """Whether the line has another price than this customer paid last."""
    if proposal.last_price is None:
        return False
    off = taken_off(line.texts.get("discount", "")) or parse_percent(line.texts.get("discount", "")).value or 0
    return line.texts.get("price") != words.money(proposal.last_price) or off != (proposal.last_discount or 0)


def told_of(proposal: Proposal, words: Words) -> str:
    """What this customer paid last for it, and why this price is proposed now."""
    _ = words.gettext
    parts = []
    if proposal.last_price is not None and proposal.last_on is not None:
        price, day = words.money(proposal.last_price), words.date(proposal.last_on)
        if proposal.last_quantity is not None:
            told = _("Last paid {price} on {date}, for {quantity}")
            parts.append(told.format(price=price, date=day, quantity=words.number(proposal.last_quantity)))
        else:
            parts.append(_("Last paid {price} on {date}").format(price=price, date=day))
    else:
        parts.append(_("Never bought before"))
    if proposal.why == "promotion":
        parts.append(_("Promotion price"))
    elif proposal.discount:
        off = in_tenths(proposal.discount) if words.chinese else f"{words.number(proposal.discount)}%"
        if proposal.why == "policy":
            tier = words.label(LABELS[proposal.tier])
            parts.append(_("Discount for “{tier}”: {discount}").format(tier=tier, discount=off))
        else:
            parts.append(_("Discount agreed with them: {discount}").format(discount=off))
    elif proposal.why == "list" and proposal.price is not None:
        parts.append(_("List price"))
    if proposal.level:
        parts.append(_("Price level: {level}").format(level=proposal.level))
    return _DOT.join(parts)
