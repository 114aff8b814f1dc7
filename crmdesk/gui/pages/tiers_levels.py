"""The left side of a ranking: by what and of which days, the levels drawn with their figures, what is to be said, and
who moved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout

from crmdesk.core.tier_words import TierWords, spaced, told_assumptions
from crmdesk.core.tiers import KEY_TIERS, Division, Level
from crmdesk.core.value_basis import BASES, SCORE
from crmdesk.gui.icons import icon
from crmdesk.gui.models.tiers_tones import TONES
from crmdesk.gui.pages.tiers_moved import MovedBlock
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label, Paragraph, label_of
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tier_bands import PYRAMID, SHARES, TierBands
from crmdesk.gui.widgets.tier_drawings import Band
from crmdesk.services.tiers import Ranking

KEY, ALL = "key", "all"
_WITHOUT = "tiers-without-value"
_COMBO = 160
_CHEVRON = 44


class LevelsPane(Ground):
    """`basis_asked`: another basis; `by_asked`: ABC by customers or value; `level_asked`: a level or sum, `entered` by
    Enter; `bounds_asked`, `weights_asked`, `assumptions_asked`, `usual_asked` are of the menu."""

    basis_asked = Signal(str)
    by_asked = Signal(str)
    level_asked = Signal(str)
    entered = Signal()
    bounds_asked = Signal()
    weights_asked = Signal()
    assumptions_asked = Signal()
    usual_asked = Signal()

    def __init__(self, ui: Ui, scheme: str) -> None:
        super().__init__("base", name=f"tiers-{scheme}-levels")
        _, label = ui.words.gettext, ui.words.label
        self._ui, self._scheme = ui, scheme
        self._ranking: Ranking | None = None
        self._note = ""
        choices = [(key, label(text)) for key, text in BASES.items()]
        widest = max(text_width(self.font(), text) for _key, text in choices) + _CHEVRON
        self.basis = ComboBox(choices, width=max(_COMBO, widest), name=f"{scheme}-basis", label=_("Basis"))
        self.basis.picked.connect(self.basis_asked)
        self.days = ElidedLabel(tone="text_2", name=f"{scheme}-days")
        self.more = IconButton("settings", _("Boundaries and how it is reckoned"), name=f"{scheme}-more")
        self.more.clicked.connect(self._open_menu)
        self.by = SegmentedChoice(
            [("value", _("By value")), ("customers", _("By customers"))], name=f"{scheme}-by", label=_("Shares of")
        )
        self.by.chosen.connect(self.by_asked)
        self.by.setVisible(scheme != PYRAMID)
        self.title = Label("", points=tokens.SECTION, bold=True, wrap=True, name=f"{scheme}-title")
        way = PYRAMID if scheme == PYRAMID else SHARES
        self.bands = TierBands(way, name=f"{scheme}-bands", label=_("Levels of customers"))
        self.bands.chosen.connect(self.level_asked)
        self.bands.entered.connect(self.entered)
        self.notes: list[Paragraph] = []
        self.moved = MovedBlock(ui, scheme)
        self._lay_out()

    def _lay_out_head(self) -> QHBoxLayout:
        label = label_of(self.basis)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.BETWEEN, 0)
        head.setSpacing(tokens.BETWEEN)
        head.addWidget(label)
        head.addWidget(self.basis)
        head.addWidget(self.days, 1)
        head.addStretch(0)
        head.addWidget(self.more)
        self._head, self._label = head, label
        self._days_row = QHBoxLayout()
        self._days_row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        return head

    def _lay_out(self) -> None:
        head = self._lay_out_head()
        by = QHBoxLayout()
        by.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, 0)
        by.addWidget(self.by)
        by.addStretch(1)
        title = QHBoxLayout()
        title.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, 0)
        title.addWidget(self.title)
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(tokens.AROUND, tokens.INSIDE, tokens.AROUND, 0)
        self._notes.setSpacing(2)
        self.ground = Ground("base", name=f"tiers-{self._scheme}-ground")
        self.ground.installEventFilter(self)
        column = QVBoxLayout(self.ground)
        column.setContentsMargins(0, 0, 0, tokens.BETWEEN)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._days_row)
        column.addLayout(by)
        column.addLayout(title)
        column.addWidget(self.bands)
        column.addLayout(self._notes)
        column.addSpacing(tokens.AROUND)
        column.addWidget(self.moved, 1)
        self.area = QScrollArea()
        self.area.setObjectName(f"tiers-{self._scheme}-area")
        self.area.setWidget(self.ground)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def least(self) -> int:
        """The width below which figures would be cut off."""
        return max(self.bands.least(), 2 * tokens.AROUND + self.basis.width() + self.more.width() + 3 * _CHEVRON)

    # What is shown

    def show_ranking(self, ranking: Ranking) -> None:
        """Its levels; the one chosen stays so."""
        words = TierWords(self._ui.words, ranking.basis, ranking.period)
        self.basis.set_key(ranking.basis)
        self.days.set_text(words.days())
        self.by.set_key(ranking.division.by)
        self.title.setText(words.title(ranking.division, self.best(ranking.division)))
        self._ranking = ranking
        self._show_bands(ranking, words)
        self._settle_notes()
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something of it takes more or less room now."""
        if watched is self.ground and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def _place_days(self) -> None:
        """Where they have too little room behind the basis they stand below it."""
        taken = self._label.sizeHint().width() + self.basis.width() + self.more.sizeHint().width() + tokens.SECTIONS
        room = self.width() - tokens.AROUND - tokens.BETWEEN - taken
        beside = self.days.sizeHint().width() <= room
        if beside != (self._head.indexOf(self.days) >= 0):
            (self._days_row if beside else self._head).removeWidget(self.days)
            if beside:
                self._head.insertWidget(2, self.days, 1)
            else:
                self._days_row.addWidget(self.days)
            self._head.setStretch(self._head.count() - 2, 0 if beside else 1)

    def fit(self) -> None:
        """Levels are drawn as high as leaves room for those who moved."""
        self._place_days()
        if self._ranking is not None:
            self.bands.fit(self.area.viewport().height() - self.ground.heightForWidth(self.area.viewport().width()))

    def _settle_notes(self) -> None:
        """What is to be said about the whole stands below, where it stands nowhere else."""
        if self._ranking is None:
            return
        shown = {self.title.text()}
        if self.bands.has_room_for(self._note):
            shown.add(self._note)
        words = self._ui.words
        assumed = self._ranking.assumptions
        more = [told_assumptions(assumed, words)] if assumed is not None else []
        told = [*more, *(spaced(reason.told(words)) for reason in self._ranking.notes)]
        self._show_notes([text for text in told if text not in shown])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_notes()
        self.fit()

    @staticmethod
    def best(division: Division) -> Level:
        """Gold and silver, the key customers; class A."""
        return division.together(KEY_TIERS) if division.bounds.levels[0] == KEY_TIERS[0] else division.levels[0]

    def _show_bands(self, ranking: Ranking, words: TierWords) -> None:
        _, made = self._ui.words.gettext, ranking.division
        number = self._ui.words.number
        widest = max((max(level.customers_share or 0, level.value_share or 0) for level in made.levels), default=0)
        scale = Decimal(1) / widest if widest else Decimal(0)
        bands = [
            Band(
                level.key,
                words.level(level.key),
                (number(level.count), words.value(level.value), words.share(level.value_share)),
                TONES[level.key],
                words.share(level.customers_share),
                (float((level.customers_share or 0) * scale), float(max(level.value_share or 0, 0) * scale)),
                told=words.level_told(level),
            )
            for level in made.levels
        ]
        if self._scheme == PYRAMID:
            top = made.together(KEY_TIERS)
            figures = (number(top.count), words.value(top.value), words.share(top.value_share))
            told = _("Gold and silver together are the key customers")
            bands.append(Band(KEY, _("Key customers"), figures, told=told))
        without = next((reason for reason in ranking.notes if reason.code == _WITHOUT), None)
        self._note = spaced(without.told(self._ui.words)) if without is not None else ""
        whole = words.share(Decimal(100)) if made.brought else ""
        figures = (number(made.count), words.value(made.value), whole)
        self.bands.set_bands(
            (_("Level"), _("Count"), words.of_what(), _("Share")),
            [*bands, Band(ALL, _("Total"), figures, note=self._note)],
            (_("Customers"), _("Value")) if self._scheme != PYRAMID else ("", ""),
        )
        if not self.bands.key():
            self.bands.set_key(next((level.key for level in made.levels if level.count), ALL))

    def _show_notes(self, told: Sequence[str]) -> None:
        if [note.text() for note in self.notes] == list(told):
            return
        for note in self.notes:
            self._notes.removeWidget(note)
            note.hide()
            note.deleteLater()
        self.notes = [Paragraph(text, points=tokens.SMALL, tone="text_2") for text in told]
        for note in self.notes:
            self._notes.addWidget(note)

    def ranks_of(self, key: str, division: Division) -> range:
        """The places of a level or of a sum."""
        if key == ALL or key not in (*division.bounds.levels, KEY):
            return range(1, division.count + 1)
        level = self.best(division) if key == KEY else division.level(key)
        return range(level.first.rank, level.last.rank + 1) if level.first and level.last else range(0)

    def name_of(self, key: str, words: TierWords) -> str:
        """What a level or a sum is called."""
        _ = self._ui.words.gettext
        return {KEY: _("Key customers"), ALL: _("Total")}.get(key) or words.level(key)

    # The menu

    def _open_menu(self) -> None:
        self.make_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 3)))

    def make_menu(self) -> QMenu:
        """Boundaries, what the basis rests on, and whether it is the usual one."""
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName(f"{self._scheme}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [("bounds", _("Boundaries..."), "settings", self.bounds_asked)]
        if self.basis.key() == SCORE:
            entries.append(("weights", _("Weights of the score..."), "equals", self.weights_asked))
        if self.basis.key() == "clv":
            entries.append(("assumptions", _("What lifetime values assume..."), "equals", self.assumptions_asked))
        entries.append(("usual", _("Use this basis from now on"), "pin", self.usual_asked))
        for name, text, sign, asked in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"{self._scheme}-{name}")
            action.triggered.connect(asked)
        return menu
