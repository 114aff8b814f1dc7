"""The policies of all tiers side by side, a column for each, with what is to be changed below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, colour, horizontal
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, LinkButton, tip
from crmdesk.gui.widgets.labels import Label, Paragraph

_KEY_TIERS = ("gold", "silver")


class Shown(Struct, frozen=True):
    """A tier's policy in words. `texts` by key of `core.policies.FIELDS`; `proposed`: nobody has set it yet."""

    tier: str
    name: str
    count: str
    texts: Mapping[str, str]
    proposed: bool


class _Value(Paragraph):
    """`asked`: a double click on it."""

    asked = Signal()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.asked.emit()


class _Column:
    """The widgets of one tier."""

    def __init__(self, table: PolicyTable, keys: Sequence[str], tier: str, name: str) -> None:
        words, named = table.words, f"{name}-{tier}"
        _ = words.gettext
        self.badge = BadgeLabel(badges.tier(tier, ""), name=f"{named}-badge")
        self.count = Label("", tone="text_2", name=f"{named}-count")
        self.note = Label("", points=tokens.SMALL, tone="text_2", name=f"{named}-note")
        self.values = {key: _Value("", name=f"{named}-{key}") for key in keys}
        self.change = Button(_("Change..."), icon="pencil", name=f"{named}-change")
        self.reset = LinkButton(_("Back to the proposal"), name=f"{named}-reset")
        self.change.clicked.connect(lambda: table.change_asked.emit(tier, ""))
        self.reset.clicked.connect(lambda: table.reset_asked.emit(tier))
        for key, value in self.values.items():
            value.setFont(as_typed(value.font()))
            value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            value.asked.connect(lambda key=key: table.change_asked.emit(tier, key))
            value.setToolTip(tip(_("Double-click to change"), ""))


class PolicyTable(QWidget):
    """`change_asked`: a tier and the field the cursor is to be in ('' for the first); `reset_asked`: a tier."""

    change_asked = Signal(str, str)
    reset_asked = Signal(str)

    def __init__(self, words: Words, labels: Mapping[str, str], *, name: str) -> None:
        super().__init__()
        self.words, self._labels, self._name = words, dict(labels), name
        self.setObjectName(f"{name}-table")
        self.shown: tuple[Shown, ...] = ()
        self._columns: dict[str, _Column] = {}
        self._heads: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SECTIONS)
        self._grid.setVerticalSpacing(tokens.AROUND)

    def show_policies(self, shown: Sequence[Shown]) -> None:
        """One for each tier, always the same tiers."""
        self.shown = tuple(shown)
        if not self._columns:
            self._make()
        _ = self.words.gettext
        for each in shown:
            column = self._columns[each.tier]
            column.badge.set_badge(badges.tier(each.tier, each.name))
            column.count.setText(each.count)
            key = _("key customers") if each.tier in _KEY_TIERS else ""
            note = _("proposed, not set yet") if each.proposed else ""
            column.note.setText(" · ".join(part for part in (key, note) if part))
            column.reset.setVisible(not each.proposed)
            column.change.setAccessibleName(_("Change the policy of {tier}").format(tier=each.name))
            for field, value in column.values.items():
                text = each.texts.get(field, "")
                value.setText(text)
                value.set_tone("text_2" if each.proposed else "text")
                value.setAccessibleName(f"{each.name}, {self._labels[field]}: {text}")
        self.update()

    def _make(self) -> None:
        for place, label in enumerate(self._labels.values(), 1):
            head = Label(label, tone="text_2", wrap=True)
            head.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            head.setFixedWidth(tokens.LABEL_WIDTH_EN)
            self._heads.append(head)
            self._grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
        for at, each in enumerate(self.shown, 1):
            column = self._columns[each.tier] = _Column(self, list(self._labels), each.tier, self._name)
            self._grid.setColumnStretch(at, 1)
            top = QHBoxLayout()
            top.setSpacing(tokens.BETWEEN)
            top.addWidget(column.badge)
            top.addWidget(column.count)
            top.addStretch(1)
            above = QVBoxLayout()
            above.setSpacing(tokens.INSIDE)
            above.addLayout(top)
            above.addWidget(column.note)
            self._grid.addLayout(above, 0, at)
            for place, value in enumerate(column.values.values(), 1):
                self._grid.addWidget(value, place, at)
            foot = QVBoxLayout()
            foot.setSpacing(tokens.INSIDE)
            foot.addWidget(column.change, 0, Qt.AlignmentFlag.AlignLeft)
            foot.addWidget(column.reset, 0, Qt.AlignmentFlag.AlignLeft)
            foot.addStretch(1)
            self._grid.addLayout(foot, len(self._labels) + 1, at)

    def tabbed(self) -> str:
        """All of it, as spreadsheets take it: a row for each field."""
        lines = [["", *(each.name for each in self.shown)]]
        lines += [[label, *(each.texts.get(key, "") for each in self.shown)] for key, label in self._labels.items()]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def take_keyboard(self) -> None:
        column = next(iter(self._columns.values()), None)
        if column is not None:
            column.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line above each field."""
        painter, line = QPainter(self), colour(self.palette(), "line")
        for head in self._heads:
            horizontal(painter, 0, self.width(), head.y() - tokens.BETWEEN, line)
