"""How customers of a tier are dealt with, as lines: focus, service, discount, most to be spent (METHOD.md 4)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crmdesk.core import discounts
from crmdesk.core.policies import FIELDS, Policy
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import Label, Paragraph


def policy_texts(ui: Ui, policy: Policy) -> Iterator[tuple[str, str]]:
    """Label and words of everything a policy says of how a customer is dealt with."""
    _, words = ui.words.gettext, ui.words
    if policy.focus:
        yield _("Focus"), policy.focus
    if policy.service:
        yield words.label(FIELDS["service"].label), policy.service
    if policy.discount is not None:
        yield words.label(FIELDS["discount"].label), discounts.told(policy.discount, words)
    if policy.most is not None:
        yield _("At most"), _("{amount} a year").format(amount=words.money(policy.most))


class PolicyLines(QWidget):
    """Labels in a column, their words right of them on as many lines as they take."""

    def __init__(self, ui: Ui, policy: Policy, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.AROUND)
        grid.setVerticalSpacing(tokens.INSIDE)
        grid.setColumnStretch(1, 1)
        lines = list(policy_texts(ui, policy))
        self.setAccessibleName("; ".join(f"{label}: {text}" for label, text in lines))
        for row, (label, text) in enumerate(lines):
            grid.addWidget(Label(label, tone="text_2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Paragraph(text), row, 1)
