"""The right side of a ranking: why a customer stands where it stands, what follows from it (METHOD.md section 4)."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.ranking import Part
from crmdesk.core.scoring import PARTS
from crmdesk.core.tier_words import TierWords
from crmdesk.core.value_basis import SCORE
from crmdesk.gui.forms.tier_policy_lines import PolicyLines
from crmdesk.gui.pages.tiers_why_place import Known, PlacePart, heading
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.gui.widgets.figure_bars import FigureBar, FigureBars
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import Paragraph

_LEAST_PARTS = 2


class WhyPane(Ground):
    """`open_asked`: the file; `by_hand_asked`: tier or grade; `sources_asked`: the records of a part of the period, its
    place among the parts (-1: all); `closed`: it is to be put away."""

    open_asked = Signal(object)
    by_hand_asked = Signal(str)
    back_asked = Signal(str)
    sources_asked = Signal(int)
    closed = Signal()

    def __init__(self, ui: Ui, scheme: str) -> None:
        super().__init__("base", name=f"tiers-{scheme}-why")
        _ = ui.words.gettext
        self._ui, self._scheme = ui, scheme
        self.setAccessibleName(_("Why"))
        self.known: Known | None = None
        self.area = QScrollArea()
        self.area.setObjectName(f"{scheme}-why-area")
        self.area.setAccessibleName(_("Why"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = EmptyState(_("Choose a customer to see why it stands where it stands."), name=f"{scheme}-why-none")
        self.close_button = IconButton("close", _("Close"), name=f"{scheme}-why-close", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.close_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.none, 1)
        column.addWidget(self.area, 1)
        self.area.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.close_button.move(self.width() - self.close_button.width() - tokens.BETWEEN, tokens.AROUND - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away where it stands in another's place."""
        if event.key() == Qt.Key.Key_Escape and self.close_button.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        self.known = None
        self.area.hide()
        self.none.show()

    def show_known(self, known: Known) -> None:
        """Another customer, or another thing about the same one; then the place scrolled to stays."""
        same = self.known is not None and self.known.explained.customer_id == known.explained.customer_id
        at = self.area.verticalScrollBar().value() if same else 0
        self.known = known
        former = self.area.takeWidget()
        if former is not None:
            former.deleteLater()
        self.area.setWidget(self._whole(known))
        self.none.hide()
        self.area.show()
        self.area.verticalScrollBar().setValue(at)
        self.close_button.raise_()

    def _whole(self, known: Known) -> QWidget:
        whole = Ground("base", name=f"{self._scheme}-why-whole")
        column = QVBoxLayout(whole)
        column.setContentsMargins(*[tokens.AROUND] * 4)
        column.setSpacing(0)
        words = TierWords(self._ui.words, known.ranking.basis, known.ranking.period)
        place = PlacePart(self._ui, known, words, self._scheme)
        place.open_asked.connect(self._open)
        column.addWidget(place)
        self._add_parts(column, known, words)
        self._add_marks(column, known, words)
        self._add_policy(column, known)
        self._add_buttons(column, known)
        column.addStretch(1)
        return whole

    def _head(self, column: QVBoxLayout, title: str, name: str) -> None:
        if column.count():
            column.addSpacing(tokens.AROUND + tokens.INSIDE)
        column.addWidget(heading(title, name=f"{self._scheme}-why-{name}"))
        column.addSpacing(tokens.INSIDE)

    # what it rests on

    def _add_parts(self, column: QVBoxLayout, known: Known, words: TierWords) -> None:
        _, explained = self._ui.words.gettext, known.explained
        if known.ranking.basis == SCORE:
            self._add_ranks(column, known)
        elif explained.parts:
            self._head(column, _("What it comes from: {what}").format(what=words.of_what()), "parts")
            if known.ranking.basis == "clv":
                column.addWidget(Paragraph(_("Gross profit less what serving it cost, last 12 months"),
                                           points=tokens.SMALL, tone="text_2"))  # fmt: skip
            most = max((abs(part.value) for part in explained.parts), default=Decimal(0))
            bars = [
                FigureBar(
                    str(place), self._of_part(part, known), self._ui.words.money(part.value),
                    float(part.value / most) if part.value > 0 else 0.0, part.value < 0,
                )
                for place, part in enumerate(explained.parts)
            ]  # fmt: skip
            shown = FigureBars(bars, tip=_("The records behind it"), name=f"{self._scheme}-why-bars")
            shown.opened.connect(lambda key: self.sources_asked.emit(int(key)))
            column.addWidget(shown)
        if len(explained.parts) >= _LEAST_PARTS or known.ranking.basis == SCORE:
            every = LinkButton(_("All records behind it"), name=f"{self._scheme}-why-sources")
            every.clicked.connect(lambda: self.sources_asked.emit(-1))
            row = QHBoxLayout()
            row.setContentsMargins(0, tokens.INSIDE, 0, 0)
            row.addWidget(every)
            row.addStretch(1)
            column.addLayout(row)

    def _of_part(self, part: Part, known: Known) -> str:
        """A quarter, or a year where the period has no beginning."""
        _ = self._ui.words.gettext
        if known.ranking.period.first is None:
            return str(part.first.year)
        quarter = (part.first.month + 2) // 3
        told = (_("1st quarter"), _("2nd quarter"), _("3rd quarter"), _("4th quarter"))[quarter - 1]
        one_year = known.ranking.period.first.year == known.ranking.period.last.year
        return told if one_year else _("{quarter} {year}").format(quarter=told, year=part.first.year)

    def _add_ranks(self, column: QVBoxLayout, known: Known) -> None:
        """How it stands among the buyers in each respect."""
        _, words, ranks = self._ui.words.gettext, self._ui.words, known.explained.ranks
        if not ranks:
            return
        self._head(column, _("What the score is made of"), "ranks")
        weights = known.ranking.weights
        for part, points in ranks.items():
            weight = words.number(weights.of(part)) if weights is not None else ""
            told = _("{points} points, weight {weight}") if points is not None else _("not known")
            shown = f"{points:.1f}" if points is not None else ""
            column.addWidget(FactLine(words.label(PARTS[part]), told.format(points=shown, weight=weight)))

    def _add_marks(self, column: QVBoxLayout, known: Known, words: TierWords) -> None:
        _, one, fields = self._ui.words.gettext, known.explained, self._ui.desk.fields("customer")
        self._head(column, _("Grade and changes"), "marks")
        label = self._ui.words.label
        source = _("from the ABC shares") if known.source == "abc" else _("from the tier")
        come = _("by hand") if one.grade_fixed else source
        shown = self._ui.shown(fields["grade"], one.grade) if one.grade else ""
        grade = _("{grade}, {how}").format(grade=shown, how=come) if shown else _("none yet")
        column.addWidget(FactLine(label(fields["grade"].label), grade))
        tier = self._ui.shown(fields["tier"], one.tier) if one.tier else _("none yet")
        if one.tier_fixed or one.tier != one.why.level:
            column.addWidget(FactLine(_("Tier in force"), tier))
        kept = ((one.tier_reason, one.tier_fixed), (one.grade_reason, one.grade_fixed))
        reasons = [self._ui.masking.text(text) for text, fixed in kept if fixed]
        told = "; ".join(text for text in reasons if text) or (_("yes") if reasons else _("no"))
        column.addWidget(FactLine(_("Fixed by hand"), told))
        if one.former is not None:
            day = self._ui.words.date(one.former.run.today)
            told = _("{level}, no. {rank}")
            told = told.format(level=words.level(one.former.level), rank=self._ui.words.number(one.former.rank))
            column.addWidget(FactLine(_("Last run, {day}").format(day=day), told))
        column.addWidget(FactLine(_("Sales, last 12 months"), self._ui.words.money(one.year)))

    def _add_policy(self, column: QVBoxLayout, known: Known) -> None:
        policy = known.policy
        if policy is None:
            return
        _ = self._ui.words.gettext
        choice = self._ui.desk.fields("customer")["tier"].choice(policy.tier)
        tier = self._ui.words.label(choice.label) if choice is not None else ""
        self._head(column, _("How {tier} customers are dealt with").format(tier=tier), "policy")
        column.addWidget(PolicyLines(self._ui, policy, name=f"{self._scheme}-why-policy-lines"))
        if policy.proposed:
            column.addSpacing(tokens.INSIDE)
            column.addWidget(Paragraph(_("Proposed by the method; nobody has set it yet."), points=tokens.SMALL,
                                       tone="text_2"))  # fmt: skip

    def _add_buttons(self, column: QVBoxLayout, known: Known) -> None:
        _, one = self._ui.words.gettext, known.explained
        what = "tier" if self._scheme == "pyramid" else "grade"
        column.addSpacing(tokens.AROUND + tokens.INSIDE)
        file = Button(_("Open the file"), name=f"{self._scheme}-why-open")
        file.clicked.connect(self._open)
        told = _("Set the tier by hand...") if what == "tier" else _("Set the grade by hand...")
        hand = Button(told, name=f"{self._scheme}-why-by-hand")
        hand.clicked.connect(lambda: self.by_hand_asked.emit(what))
        both = FlowBox(gap=tokens.BETWEEN, line_gap=tokens.BETWEEN, name=f"{self._scheme}-why-buttons")
        both.set_widgets([file, hand])
        column.addWidget(both)
        if one.tier_fixed if what == "tier" else one.grade_fixed:
            back = LinkButton(_("Back to what is reckoned"), icon="undo", name=f"{self._scheme}-why-back")
            back.clicked.connect(lambda: self.back_asked.emit(what))
            column.addSpacing(tokens.BETWEEN)
            below = QHBoxLayout()
            below.addWidget(back)
            below.addStretch(1)
            column.addLayout(below)

    def _open(self) -> None:
        if self.known is not None:
            self.open_asked.emit(self.known.explained.customer_id)
