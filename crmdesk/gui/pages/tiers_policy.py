"""The tab Policies of the page Tiers: how the customers of each tier are dealt with, as a table to be changed
(METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core import discounts
from crmdesk.core.customers import Listing
from crmdesk.core.policies import FIELDS, Policy
from crmdesk.core.tiers import LABELS
from crmdesk.gui.dialogs.policy import PolicyDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.pages.tiers_policy_table import PolicyTable, Shown
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.services import listing, policies
from crmdesk.services.desk import Desk

POLICY = "tiers-policy"
_WIDEST = 1440


class Found(Struct, frozen=True):
    """The policies, gold first, and how many customers each tier has."""

    policies: tuple[Policy, ...]
    counts: Mapping[str, int]


class PolicyPart(Loaded):
    """A double click on a value, or Enter on a tier's button, opens what is to be changed."""

    kinds = ("policy", "customer", "tier_run", "setting")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, POLICY)
        _ = ui.words.gettext
        self.found: Found | None = None
        labels = {field.key: ui.words.label(field.label) for field in FIELDS.all}
        self.table = PolicyTable(ui.words, labels, name=POLICY)
        self.table.change_asked.connect(self.change)
        self.table.reset_asked.connect(self.reset)
        self._lay_out()

    def _lay_out(self) -> None:
        _ = self.ui.words.gettext
        told = _(
            "Every file shows what holds for its tier. The discount is proposed as price level where none is agreed "
            "with the customer."
        )
        ground = Ground("base", name=f"{POLICY}-ground")
        whole = QHBoxLayout(ground)
        whole.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.AROUND)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        whole.addWidget(inner, _WIDEST)
        whole.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(SectionHead(_("How each tier is dealt with"), name=f"{POLICY}-head"))
        column.addWidget(Paragraph(told, tone="text_2", name=f"{POLICY}-told"))
        column.addSpacing(tokens.BUTTON_PADDING)
        column.addWidget(self.table)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName(f"{POLICY}-area")
        area.setAccessibleName(_("Policies"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        words = self.ui.words

        def read(desk: Desk, _job: Job) -> Found:
            counted = dict(listing.quick_counts(desk, Listing(), "tier"))
            return Found(policies.policies(desk, words), {tier: counted.get(tier, 0) for tier in LABELS})

        return read

    def answered(self, found: Found) -> None:
        self.found = found
        ui = self.ui
        shown = []
        for policy in found.policies:
            texts = {field.key: ui.shown(field, getattr(policy, field.key)) for field in FIELDS.all}
            texts["discount"] = discounts.told(policy.discount, ui.words)
            shown.append(
                Shown(
                    policy.tier, ui.words.label(LABELS[policy.tier]), self._counted(policy.tier), texts, policy.proposed
                )
            )
        self.table.show_policies(shown)

    def _counted(self, tier: str) -> str:
        assert self.found is not None
        n, count = self.ui.words.ngettext, self.found.counts.get(tier, 0)
        return n("{count} customer", "{count} customers", count).format(count=self.ui.words.number(count))

    # What is done

    def _policy(self, tier: str) -> Policy | None:
        return next((each for each in self.found.policies if each.tier == tier), None) if self.found else None

    def change(self, tier: str, field: str) -> None:
        """Type what holds for a tier from now on."""
        policy = self._policy(tier)
        if policy is not None:
            PolicyDialog(self.ui, policy, self.window(), first=field).open()

    def reset(self, tier: str) -> None:
        """What the method proposes holds again."""
        said = self.ui.words.gettext("The proposed policy of {tier} holds again")
        label = self.ui.words.label(LABELS[tier])
        self.ui.write(lambda: policies.reset(self.ui.desk, tier), said.format(tier=label))

    # What the page asks

    def give_keyboard(self) -> None:
        self.table.take_keyboard()

    def copy_selected(self) -> None:
        """The whole table, as spreadsheets take it."""
        self.ui.clipboard.put_text(self.table.tabbed())
        self.ui.bus.message.emit(self.ui.words.gettext("Table copied"), False)

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"})

    def status(self) -> list[str]:
        return []
