"""What is listed in the tab Visit plan: what is due, or whom nobody contacted for how long; of whom, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.roles import ROLES, Role, Roles
from crmdesk.core.visit_lists import DueCounts
from crmdesk.core.visit_plan import KINDS, Kind
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import ComboBox, fit_width
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import day

DUE, OVERDUE, NEGLECTED = "due", "overdue", "neglected"
_ROLE = 136
MINE = "/mine"
"""A choice that no name can be."""


class VisitsHead(FollowUpHead):
    """`asked`: something else is to be listed. `days`: the bounds of the neglected ones."""

    asked = Signal()

    def __init__(self, ui: Ui, days: Sequence[int], buttons: Sequence[QWidget]) -> None:
        _ = ui.words.gettext
        self._ui, self._days = ui, tuple(days)
        views = [(DUE, _("Due now")), (OVERDUE, _("Overdue")), (NEGLECTED, _("Neglected"))]
        self.view = SegmentedChoice(views, current=DUE, name="visits-view", label=_("What is listed"))
        bounds = [(str(each), self._bound(each)) for each in self._days]
        self.bound = SegmentedChoice(bounds, current=bounds[0][0], name="visits-bound", label=_("No contact for"))
        self.kind = ComboBox(name="visits-kind", label=_("Visits or calls"))
        self.role = ComboBox(name="visits-role", label=_("Role"))
        self.owner = ComboBox(name="visits-owner", label=_("Owner"))
        self.told = ElidedLabel(tone="text_2", name="visits-count")
        filters = (self.view, self.bound, self.kind, self.role, self.owner, self.told)
        super().__init__(filters, buttons, name="visits-head")
        kinds = [("", _("Visits or calls")), ("visit", _("Visits")), ("call", _("Calls"))]
        for combo, choices in ((self.kind, kinds), (self.role, [("", _("Every role"))]), (self.owner, [("", "")])):
            fill_choice(combo, choices)
            combo.set_key("")
            combo.picked.connect(lambda _key: self.asked.emit())
        self.view.chosen.connect(self._choose)
        self.bound.chosen.connect(lambda _key: self.asked.emit())
        if day.is_shared(ui.desk):
            fill_choice(self.owner, [("", _("Every owner")), (MINE, _("Mine"))])
            self.owner.set_key(MINE)
        self._arrange()

    @property
    def neglected(self) -> bool:
        """Whether those are listed whom nobody contacted."""
        return self.view.key() == NEGLECTED

    @property
    def filtered(self) -> bool:
        """Whether not everything due is listed."""
        return self.view.key() == OVERDUE or any(each.key() for each in (self.kind, self.role, self.owner))

    def kind_asked(self) -> Kind | None:
        """Of which kind alone."""
        return next((each for each in KINDS if each == self.kind.key()), None)

    def role_asked(self) -> Role | None:
        """In which role alone."""
        return next((each for each in ROLES if each == self.role.key()), None)

    def days(self) -> int:
        """So long nobody contacted them."""
        return int(self.bound.key())

    def clear(self) -> None:
        """Everything due."""
        if self.view.key() == OVERDUE:
            self.view.set_key(DUE)
        for combo in (self.kind, self.role, self.owner):
            combo.set_key("")

    def show_due(self, counts: DueCounts) -> None:
        """How much there is of either."""
        _ = self._ui.words.gettext
        self._count(self.view, DUE, _("Due now"), counts.total)
        self._count(self.view, OVERDUE, _("Overdue"), counts.overdue)

    def show_neglected(self, counts: Mapping[int, int]) -> None:
        """How many nobody contacted for so many days."""
        for days in self._days:
            self._count(self.bound, str(days), self._bound(days), counts.get(days, 0))

    def show_people(self, held: Roles, names: Iterable[str]) -> None:
        """Who can be chosen: the roles somebody holds, and whose customers."""
        words, shown = self._ui.words, self._ui.masking.text
        _, role = words.gettext, self._ui.desk.fields("staff")["role"]
        roles = [(each, self._ui.shown(role, each)) for each in ROLES if held.held(each)]
        fill_choice(self.role, [("", _("Every role")), *roles])
        fit_width(self.role, min(self.role.maximumWidth(), _ROLE))
        mine = [(MINE, _("Mine"))] if day.is_shared(self._ui.desk) else []
        listed = list(dict.fromkeys([*names, *([self.owner.key()] if self.owner.key() not in ("", MINE) else [])]))
        fill_choice(self.owner, [("", _("Every owner")), *mine, *((name, shown(name)) for name in listed)])
        self._alone = held.alone
        self._arrange()

    def show_more(self, told: str) -> None:
        """That there are more than are listed."""
        self.told.set_text(told)
        self.told.setVisible(bool(told))

    _alone = True

    def _arrange(self) -> None:
        self.bound.setVisible(self.neglected)
        self.kind.setVisible(not self.neglected)
        self.role.setVisible(not self.neglected and not self._alone)

    def _choose(self, _key: str) -> None:
        self._arrange()
        self.asked.emit()

    def _bound(self, days: int) -> str:
        return self._ui.words.ngettext("{count} day", "{count} days", days).format(count=self._ui.words.number(days))

    def _count(self, choice: SegmentedChoice, key: str, text: str, count: int) -> None:
        told = f"{text}  {self._ui.words.number(count)}" if count else text
        choice.set_text(key, told)
