"""Greetings: birthdays, anniversaries and holidays to come at the left, whom to greet, the text at the right (METHOD.md
section 11)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.greetings import Greeted, Missing
from crmdesk.core.settings import GREETING_DAYS
from crmdesk.core.tiers import TIERS
from crmdesk.gui.dialogs.greeting_texts import GreetingTextsDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.greetings import (
    MISSING,
    NEAR,
    Found,
    GreetingLines,
    Scope,
    Wanted,
    gap_key,
    key_of,
    look,
)
from crmdesk.gui.pages.follow_up_head import FollowUpHead, fill_choice
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.today_day_panes import side_width
from crmdesk.gui.pages.today_greetings_card import GreetingCard
from crmdesk.gui.pages.today_greetings_doing import GreetingsDoing
from crmdesk.gui.pages.today_greetings_missing import GapCard
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.line_list import LineList
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import settings
from crmdesk.services.desk import Desk

_SCOPES = 240
_DAYS = (7, 15, 30, 90)
_NO_TIER = "none"
_PENDING, _ALL = "pending", "all"


class GreetingsTab(FollowUpTab):
    """`shown`: another number of people."""

    KINDS = ("greeting", "greeting_text", "customer", "contact", "setting")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "greetings-tab")
        _ = ui.words.gettext
        self.found: Found | None = None
        self._scope = NEAR
        self.scopes = LineList(name="greetings-scopes", label=_("Occasions"))
        self.list = LineList(name="greetings-list", label=_("Whom to greet"), several=True)
        self.card, self.gap = GreetingCard(ui), GapCard(ui)
        self.doing = GreetingsDoing(ui, self.card, self)
        self._make_head()
        self._lay_out()
        self.scopes.moved.connect(self._choose)
        self.scopes.opened.connect(self._enter_list)
        self.list.moved.connect(self._show_chosen)
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._tick)
        self.list.menu_asked.connect(self._show_menu)

    def _make_head(self) -> None:
        words = self._ui.words
        _, n, tiers = words.gettext, words.ngettext, self._ui.desk.fields("customer")["tier"]
        choices = [(_PENDING, _("To greet")), (_ALL, _("All"))]
        self.which = SegmentedChoice(choices, current=_PENDING, name="greetings-which", label=_("Which"))
        usual = int(settings.get(self._ui.desk, GREETING_DAYS))
        days = [(str(d), n("{count} day", "{count} days", d).format(count=d)) for d in sorted({usual, *_DAYS})]
        self.days = self._combo("greetings-days", _("How far ahead"), days, str(usual))
        listed = [("", _("All tiers")), *((key, self._ui.shown(tiers, key)) for key in TIERS), (_NO_TIER, _("No tier"))]
        self.tier = self._combo("greetings-tier", _("Tier"), listed, "")
        self.which.chosen.connect(self.read)
        self.told = ElidedLabel(tone="text_2", name="greetings-told")
        self.own = Button(_("Texts..."), icon="pencil", name="greetings-texts")
        self.own.setToolTip(_("The texts of greetings: change them, add your own"))
        self.own.clicked.connect(self.edit_texts)
        self.export = Button(_("Export..."), icon="export", name="greetings-export")
        self.export.setToolTip(_("Write those listed with their texts into a spreadsheet, for a tool that sends them"))
        self.export.clicked.connect(self._export)

    def _combo(self, name: str, label: str, choices: list[tuple[str, str]], chosen: str) -> ComboBox:
        combo = ComboBox(name=name, label=label)
        fill_choice(combo, choices)
        combo.set_key(chosen)
        combo.setToolTip(label)
        combo.picked.connect(self.read)
        return combo

    def _lay_out(self) -> None:
        self._head = FollowUpHead(
            (self.which, self.days, self.tier, self.told), (self.own, self.export), name="greetings-head"
        )
        self._empty = EmptyState("", self._ui.words.gettext("Show 30 days"), name="no-greetings")
        self._empty.acted.connect(self._show_more)
        self._middle, self._right = QStackedWidget(), QStackedWidget()
        for widget in (self.list, self._empty):
            self._middle.addWidget(widget)
        for card in (_Edge(), self.card, self.gap):
            self._right.addWidget(card)
        self.scopes.setFixedWidth(_SCOPES)
        edge = _Edge()
        edge.setFixedWidth(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.scopes)
        row.addWidget(edge)
        row.addWidget(self._middle, 1)
        row.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(side_width(self.width()))

    # What the page asks

    def take_keyboard(self) -> None:
        target = self.list if self.list.lines else self.scopes
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> list[str]:
        if self.found is None or self.found.scope == MISSING:
            return []
        count = next(each.count for each in self.found.scopes if each.key == self.found.scope)
        told = self._ui.words.ngettext("{count} person to greet", "{count} people to greet", count)
        return [told.format(count=self._ui.words.number(count))]

    def can(self) -> frozenset[str]:
        return frozenset({"select_all"}) if self.list.lines else frozenset()

    def select_all(self) -> None:
        self.list.selectAll()

    def copy(self) -> bool:
        """The rows selected, as they are read."""
        lines = self.list.selected()
        if lines:
            told = "\n".join(line.told.replace("\n", "\t") for line in lines)
            self._ui.clipboard.put_text(told, personal=True)
        return bool(lines)

    def customer_in_hand(self) -> int | None:
        line = self.list.current()
        return line.key[1] if line is not None else None

    def customers_in_order(self) -> list[int]:
        return list(dict.fromkeys(line.key[1] for line in self.list.lines))

    def close_down(self) -> None:
        """Nothing is remembered here."""

    # What it shows

    def wanted(self) -> Wanted:
        tier = self.tier.key()
        tiers = None if not tier else (None,) if tier == _NO_TIER else (tier,)
        return Wanted(self._scope, int(self.days.key()), tiers, self.which.key() == _PENDING)

    def _look_up(self) -> None:
        wanted = self.wanted()

        def work(desk: Desk, _job: Job) -> Found:
            return look(desk, wanted)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="greetings")

    def _show(self, found: Found) -> None:
        lines = GreetingLines(self._ui)
        focus = self.window().focusWidget() or self.window()
        first = self.found is None and self.scopes.hasFocus()
        had = first or self.list.hasFocus() or self._empty.isAncestorOf(focus)
        same = self.found is not None and self.found.scope == found.scope
        self.found, self._scope = found, found.scope
        self.scopes.blockSignals(True)
        self.scopes.show_lines([lines.scope(each) for each in found.scopes])
        self.scopes.go_to((found.scope, 0))
        self.scopes.blockSignals(False)
        rows = [*map(lines.person, found.people), *map(lines.gap, found.gaps)]
        self.list.show_lines(rows)
        if not same and rows:
            self.list.go_to(rows[0].key)
        scope = next(each for each in found.scopes if each.key == found.scope)
        self._tell(scope, found, lines)
        self._middle.setCurrentIndex(0 if rows else 1)
        self._show_chosen()
        if had:
            self.take_keyboard()
        self.shown.emit()

    def _tell(self, scope: Scope, found: Found, lines: GreetingLines) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        listed = len(found.people) + len(found.gaps)
        told = lines.scope_sentence(scope)
        if found.total > listed:
            told = _("the first {shown} of {count}").format(shown=number(listed), count=number(found.total))
        self.told.set_text(told)
        self.days.setEnabled(scope.key == NEAR)
        for each in (self.which, self.tier, self.export):
            each.setEnabled(scope.key != MISSING)
        self.export.setEnabled(scope.key != MISSING and listed > 0)
        near = scope.key == NEAR and not scope.total
        self._empty.set_sentence(
            _("Birthdays, founding days and anniversaries of the first order come here when their day is near.") if near
            else _("Everybody here was greeted.")
        )  # fmt: skip
        self._empty.set_button(_("Show 90 days") if near else _("Show all"))

    def _show_more(self) -> None:
        """Farther ahead, or whoever was greeted already."""
        near = self.found is not None and next(each for each in self.found.scopes if each.key == self._scope)
        if near and near.key == NEAR and not near.total:
            self.days.set_key(str(_DAYS[-1]))
        else:
            self.which.set_key(_ALL)
        self.read()

    def _show_chosen(self) -> None:
        """The card of whoever is selected."""
        keys = {line.key for line in self.list.selected()}
        people: list[Greeted] = [each for each in self._people() if key_of(each) in keys]
        gaps: list[Missing] = [each for each in self._gaps() if gap_key(each) in keys]
        self.card.show_people(people)
        if gaps:
            self.gap.show_gap(gaps[0])
        self._right.setCurrentIndex(1 if people else 2 if gaps else 0)

    def _people(self) -> list[Greeted]:
        return list(self.found.people) if self.found is not None else []

    def _gaps(self) -> list[Missing]:
        return list(self.found.gaps) if self.found is not None else []

    # What is done

    def _choose(self) -> None:
        line = self.scopes.current()
        if line is not None and line.key[0] != self._scope:
            self._scope = line.key[0]
            self.read()

    def _enter_list(self) -> None:
        if self.list.lines:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        if (customer := self.customer_in_hand()) is not None:
            self._ui.bus.open_customer.emit(customer)

    def _tick(self) -> None:
        if self._right.currentWidget() is self.card:
            self.doing.turn()

    def _show_menu(self, at: Any) -> None:
        if self._right.currentWidget() is self.card:
            self.doing.show_menu(at)
        elif self._right.currentWidget() is self.gap:
            self.gap.show_menu(at)

    def _export(self) -> None:
        self.doing.export(replace(self.wanted()), GreetingLines(self._ui).scope_title(self._scope))

    def edit_texts(self) -> None:
        """The texts of the occasion in hand."""
        people = self.card.people if self._right.currentWidget() is self.card else []
        GreetingTextsDialog(self._ui, people[0].occasion if people else "", self.window()).open()


class _Edge(QWidget):
    """A line at the left of what is beside."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), 0, 0, self.height(), colour(self.palette(), "line"))
