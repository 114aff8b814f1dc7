"""Where a customer stands in a ranking: its place among all, the bounds around it, how far they are (METHOD.md section
4)."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.policies import Policy
from crmdesk.core.ranking import Explained
from crmdesk.core.tier_words import TierWords, spaced
from crmdesk.core.tiers import TIERS
from crmdesk.gui.models.tiers_tones import TONES
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.gui.widgets.labels import ElidedLabel, Label, Paragraph
from crmdesk.gui.widgets.rank_scale import RankScale, Stretch
from crmdesk.services.tiers import Ranking


class Known(Struct, frozen=True):
    """A customer of a ranking, explained, and how its tier is dealt with (None: it has none)."""

    ranking: Ranking
    explained: Explained
    policy: Policy | None
    source: str
    """Where grades come from: tier or abc."""


def heading(title: str, *, name: str) -> Label:
    """A section's name in a narrow column, on as many lines as it takes."""
    label = Label(spaced(title), points=tokens.SECTION, bold=True, wrap=True, name=name)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    label.setMinimumSize(1, tokens.LINE_HEIGHTS[tokens.SECTION])
    return label


class PlacePart(QWidget):
    """`open_asked`: the file."""

    open_asked = Signal()

    def __init__(self, ui: Ui, known: Known, words: TierWords, scheme: str) -> None:
        super().__init__()
        self._ui, self._scheme = ui, scheme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._fill(column, known, words)

    def _fill(self, column: QVBoxLayout, known: Known, words: TierWords) -> None:
        _, number, why = self._ui.words.gettext, self._ui.words.number, known.explained.why
        asked = _("Why {level}") if why.level in TIERS else _("Why class {level}")
        column.addWidget(heading(asked.format(level=words.level(why.level)), name=f"{self._scheme}-why-head"))
        column.addSpacing(tokens.INSIDE)
        name = LinkButton(self._ui.masking.text(known.explained.name), name=f"{self._scheme}-why-name")
        name.setFont(as_typed(name.font()))
        name.setToolTip(_("To the file"))
        name.clicked.connect(self.open_asked)
        row = QHBoxLayout()
        row.addWidget(name)
        row.addStretch(1)
        column.addLayout(row)
        place = QHBoxLayout()
        place.setSpacing(tokens.BETWEEN)
        place.addWidget(Label(_("No. {rank}").format(rank=number(why.rank)), points=tokens.NAME, bold=True))
        of = ElidedLabel(_("of {count}").format(count=number(why.count)), tone="text_2")
        of.setFixedHeight(tokens.LINE_HEIGHTS[tokens.NAME])
        place.addWidget(of, 1)
        column.addLayout(place)
        column.addWidget(self._scale(known, words))
        column.addSpacing(tokens.BETWEEN)
        first, *more = [spaced(reason.told(self._ui.words)) for reason in why.told]
        column.addWidget(Paragraph(first, name=f"{self._scheme}-why-first"))
        column.addSpacing(tokens.BETWEEN)
        self._add_edges(column, known, words)
        column.addSpacing(tokens.INSIDE)
        for text in (*more, *(reason.told(self._ui.words) for reason in known.explained.told)):
            column.addWidget(Paragraph(text, tone="text_2"))

    def _scale(self, known: Known, words: TierWords) -> RankScale:
        _, number, why = self._ui.words.gettext, self._ui.words.number, known.explained.why
        filled = [level for level in known.ranking.division.levels if level.last is not None]
        stretches = [Stretch(level.last.rank, TONES[level.key]) for level in filled if level.last is not None]
        scale = RankScale(name=f"{self._scheme}-why-scale")
        ends = [f"{words.level(level.key)} {number(level.last.rank)}" for level in filled if level.last is not None]
        told = _("Place {rank} of {count}; the levels end at: {ends}").format(
            rank=number(why.rank), count=number(why.count), ends=", ".join(ends)
        )
        scale.show_rank(why.rank, stretches, [number(stretch.end) for stretch in stretches], told)
        return scale

    def _add_edges(self, column: QVBoxLayout, known: Known, words: TierWords) -> None:
        _, number, why = self._ui.words.gettext, self._ui.words.number, known.explained.why
        ends = _("Last of {level}, no. {rank}")
        if why.upper is not None:
            label = ends.format(level=words.level(why.upper.level), rank=number(why.upper.place.rank))
            column.addWidget(FactLine(label, words.value(why.upper.place.value)))
        tone = "bad" if why.value < 0 else "text"
        own = FactLine(_("This customer"), words.value(why.value), bold=True, tone=tone, name=f"{self._scheme}-why-own")
        column.addWidget(own)
        if why.lower is not None and why.lower.place.rank != why.rank:
            label = ends.format(level=words.level(why.lower.level), rank=number(why.lower.place.rank))
            column.addWidget(FactLine(label, words.value(why.lower.place.value)))
