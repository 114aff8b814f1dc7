"""How pages look: paper, orientation, margins, what is hidden, what stands at the foot."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.printing import MOST_MARGIN, PAGES, PrintKind, Style
from crmdesk.core.words import Label as Words2
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit
from crmdesk.gui.widgets.labels import label_of
from crmdesk.gui.widgets.segments import SegmentedChoice

_UPRIGHT, _ACROSS = "upright", "across"
_USUAL, _NARROW, _WIDE, _OWN = "usual", "narrow", "wide", "own"
_ALL_ROUND = {_NARROW: 10.0, _WIDE: 25.0}
_SIDES = ("top", "right", "bottom", "left")
_MILLIMETRES = 56
PaperLabel = Callable[[PrintKind, str], Words2]


class LookPart(QWidget):
    """`changed`: it is to look otherwise now. While personal data is hidden in the window it is so on paper too."""

    changed = Signal()

    def __init__(self, ui: Ui, label_of: PaperLabel, *, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._label_of = ui, label_of
        self._kind: PrintKind | None = None
        self._masked = False
        self.paper = ComboBox(width=0, name="print-paper", label=_("Paper"))
        self.orientation = SegmentedChoice(
            [(_UPRIGHT, _("Upright")), (_ACROSS, _("Across"))], current=_UPRIGHT, name="print-orientation",
            label=_("Orientation"),
        )  # fmt: skip
        texts = {_USUAL: _("Usual"), _NARROW: _("Narrow, 10 mm"), _WIDE: _("Wide, 25 mm"), _OWN: _("Own margins")}
        self.margins = ComboBox(list(texts.items()), width=0, name="print-margins", label=_("Margins"))
        self.sides = {side: self._side(side) for side in _SIDES}
        self.masked = CheckBox(_("Hide phones and ID numbers"), name="print-masked")
        self.stamped = CheckBox(_("Who printed it when, at the foot"), name="print-stamped")
        self._lay_out(label_width)
        self._connect()

    def _side(self, side: str) -> LineEdit:
        _ = self._ui.words.gettext
        texts = {
            "top": _("At the top"), "right": _("At the right"), "bottom": _("At the bottom"), "left": _("At the left"),
        }  # fmt: skip
        line = LineEdit(width=_MILLIMETRES, right=True, name=f"print-margin-{side}", label=texts[side])
        line.setValidator(QIntValidator(0, int(MOST_MARGIN), line))
        line.setToolTip(_("In millimetres"))
        return line

    def _lay_out(self, width: int) -> None:
        _ = self._ui.words.gettext
        own = QWidget()
        grid = QGridLayout(own)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.BETWEEN)
        for place, side in enumerate(("top", "bottom", "left", "right")):
            line = self.sides[side]
            grid.addWidget(label_of(line, points=tokens.SMALL), place // 2, 2 * (place % 2))
            grid.addWidget(line, place // 2, 2 * (place % 2) + 1)
        grid.setColumnStretch(4, 1)
        own.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        own.setFocusProxy(self.sides["top"])
        own.setAccessibleName(_("Margins in millimetres"))
        self._own_row = FormRow("", own, label_width=width)
        self._turned_row = FormRow(_("Orientation"), self.orientation, label_width=width)
        self._margins_row = FormRow(_("Margins"), self.margins, label_width=width)
        self._masked_row = FormRow("", self.masked, label_width=width)
        self._stamped_row = FormRow("", self.stamped, label_width=width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (
            FormRow(_("Paper"), self.paper, label_width=width), self._turned_row, self._margins_row, self._own_row,
            self._masked_row, self._stamped_row,
        ):  # fmt: skip
            column.addWidget(row)

    def _connect(self) -> None:
        self.paper.picked.connect(self._tell)
        self.orientation.chosen.connect(self._tell)
        self.margins.picked.connect(self._choose_margins)
        for line in self.sides.values():
            line.textEdited.connect(self._tell)
        self.masked.toggled.connect(self._hide)
        self.stamped.toggled.connect(self._tell)

    def show_kind(self, kind: PrintKind, style: Style) -> None:
        """What can be chosen for a kind, as it stands in the style. Tells nobody."""
        self._kind = None
        self.paper.set_choices([(key, self._ui.words.label(self._label_of(kind, key))) for key in kind.papers])
        self.paper.set_key(style.paper)
        self.orientation.set_key(_ACROSS if style.landscape else _UPRIGHT)
        known = {_USUAL: kind.margins, **{key: (each,) * 4 for key, each in _ALL_ROUND.items()}}
        self.margins.set_key(next((key for key, each in known.items() if each == style.margins), _OWN))
        self._write_sides(style.margins)
        self._masked = style.masked
        self.stamped.setChecked(style.stamped)
        self._masked_row.setVisible(kind.personal)
        self._stamped_row.setVisible(kind.foot)
        self._kind = kind
        self.follow_masking()
        self._settle()

    def follow_masking(self) -> None:
        """What is hidden on the screen is not printed either."""
        forced = self._ui.masking.on
        self.masked.blockSignals(True)
        self.masked.setChecked(self._masked or forced)
        self.masked.blockSignals(False)
        self.masked.setEnabled(not forced)
        self.masked.setToolTip(self._ui.words.gettext("Personal data is hidden now") if forced else "")

    def applied(self, style: Style) -> Style:
        """The style with what is chosen here."""
        return replace(
            style,
            paper=self.paper.key() or style.paper,
            landscape=self.orientation.key() == _ACROSS,
            margins=self._typed_margins(),
            masked=self._masked or self._ui.masking.on,
            stamped=self.stamped.isChecked(),
        )

    def remembered(self, style: Style) -> Style:
        """What is kept for the next time: not what only the screen asks for."""
        return replace(style, masked=self._masked)

    def _typed_margins(self) -> tuple[float, float, float, float]:
        kind, key = self._kind, self.margins.key()
        if kind is None or key in ("", _USUAL):
            return kind.margins if kind is not None else (16, 16, 16, 16)
        if key != _OWN:
            return (_ALL_ROUND[key],) * 4
        typed = [self.sides[side].text() for side in _SIDES]
        top, right, bottom, left = (
            min(MOST_MARGIN, float(text)) if text.isdecimal() else usual
            for text, usual in zip(typed, kind.margins, strict=True)
        )
        return top, right, bottom, left

    def _write_sides(self, margins: tuple[float, float, float, float]) -> None:
        for side, each in zip(_SIDES, margins, strict=True):
            self.sides[side].setText(f"{each:g}")

    def _choose_margins(self, key: str) -> None:
        if key == _OWN:
            self._settle()
            self.sides["top"].setFocus()
            self.sides["top"].selectAll()
        else:
            self._write_sides(self._typed_margins())
        self._tell()

    def _hide(self, on: bool) -> None:
        self._masked = on
        self._tell()

    def _settle(self) -> None:
        """Sheets of labels and envelopes have their own shape."""
        pages = self._kind is not None and self._kind.papers[0] == PAGES[0]
        for row in (self._turned_row, self._margins_row):
            row.setVisible(pages)
        self._own_row.setVisible(pages and self.margins.key() == _OWN)

    def _tell(self, _what: object = None) -> None:
        if self._kind is not None:
            self._settle()
            self.changed.emit()
