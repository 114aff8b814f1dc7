"""Two files side by side, field by field; where one is to be made of them, whose value stays is chosen by a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.merging import BOTH, FROM, INTO, FieldPair
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.inputs import RadioButton
from crmdesk.gui.widgets.labels import Label

_CELL_PADDING = 6
_LONGEST = 600


class _Cell(QWidget):
    """One value; with `radio` a click on it chooses it."""

    def __init__(self, text: str, radio: RadioButton | None, *, typed: bool = True, tone: str = "text") -> None:
        super().__init__()
        self.radio = radio
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, _CELL_PADDING, tokens.BETWEEN, _CELL_PADDING)
        row.setSpacing(tokens.BETWEEN)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
        self.label = Label(shown, wrap=True, typed=typed, tone=tone)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.label.setSizePolicy(policy)
        if radio is not None:
            radio.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])
            row.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
            radio.toggled.connect(self.update)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        row.addWidget(self.label, 1, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.radio is not None and event.button() == Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.radio is None:
            return
        scheme = scheme_of(self.palette())
        ground = scheme.selected if self.radio.isChecked() else scheme.hover if self.underMouse() else ""
        if ground:
            area = QRectF(self.rect()).adjusted(0, 2, 0, -2)
            fill(QPainter(self), area, QColor(ground), tokens.RADIUS)


class FieldLine(QWidget):
    """A field with its value in both files. `chosen` tells that another value stays now."""

    chosen = Signal()

    def __init__(self, pair: FieldPair, ui: Ui, *, choosing: bool, choice: str, kind: str) -> None:
        super().__init__()
        words = ui.words
        _ = words.gettext
        self.pair = pair
        self.group = QButtonGroup(self)
        name = words.label(pair.field.label_for(kind))
        self.setObjectName(f"merge-{pair.field.key}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 1)
        grid.setHorizontalSpacing(tokens.BETWEEN)
        grid.setVerticalSpacing(0)
        label = Label(name, tone="text_2", wrap=True)
        label.setFixedWidth(tokens.LABEL_WIDTH_EN)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QVBoxLayout()
        head.setContentsMargins(0, _CELL_PADDING, 0, 0)
        head.addWidget(label)
        head.addStretch(1)
        grid.addLayout(head, 0, 0)
        self.radios: dict[str, RadioButton] = {}
        empty = _("(empty)")
        sides = ((INTO, pair.into), (FROM, pair.other))
        for column, (side, value) in enumerate(sides, 1):
            text = ui.shown(pair.field, value, kind)
            radio = self._radio(side, name, text or empty) if choosing and self._is_open() else None
            tone = "text" if text and (pair.differs or radio is not None) else "text_2"
            grid.addWidget(_Cell(text or (empty if radio else ""), radio, typed=bool(text), tone=tone), 0, column)
            grid.setColumnStretch(column, 1)
        if choosing and BOTH in pair.choices and pair.differs:
            radio = self._radio(BOTH, name, _("Both, one below the other"))
            grid.addWidget(_Cell(_("Both, one below the other"), radio, typed=False), 1, 1, 1, 2)
        if choice in self.radios:
            self.radios[choice].setChecked(True)
        self.group.buttonToggled.connect(self._toggled)

    def _is_open(self) -> bool:
        """Whether there is anything to choose between."""
        return self.pair.differs or self.pair.into is None or self.pair.other is None

    def _radio(self, side: str, name: str, text: str) -> RadioButton:
        radio = RadioButton("", name=f"merge-{self.pair.field.key}-{side}", label=f"{name}: {text}")
        self.radios[side] = radio
        self.group.addButton(radio)
        return radio

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self.chosen.emit()

    @property
    def choice(self) -> str:
        """Whose value stays."""
        return next((side for side, radio in self.radios.items() if radio.isChecked()), self.pair.usual)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), tokens.LABEL_WIDTH_EN + tokens.BETWEEN, self.width(), self.height() - 1, line)


class FieldLines(QScrollArea):
    """All fields that either file has a value for, or only those that differ (`set_pairs`)."""

    chosen = Signal()

    def __init__(self, ui: Ui, *, choosing: bool, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._choosing = choosing
        self.lines: list[FieldLine] = []
        self.setObjectName(name)
        self.setAccessibleName(ui.words.gettext("Fields"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if choosing else Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)

    def set_pairs(self, pairs: Sequence[FieldPair], kind: str, choices: dict[str, str]) -> None:
        """Show these; `choices` say what is chosen where it is not the usual."""
        holder = Ground("base")
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, tokens.BETWEEN, 0)
        column.setSpacing(0)
        self.lines = []
        for pair in pairs:
            choice = choices.get(pair.field.key, pair.usual)
            line = FieldLine(pair, self._ui, choosing=self._choosing, choice=choice, kind=kind)
            line.chosen.connect(self.chosen)
            for radio in line.radios.values():
                radio.installEventFilter(self)
            self.lines.append(line)
            column.addWidget(line)
        column.addStretch(1)
        self.setWidget(holder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has the keyboard is in sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, tokens.SECTIONS)
        return super().eventFilter(watched, event)

    def choices(self) -> dict[str, str]:
        """Whose value stays, by field, where that can be chosen."""
        return {line.pair.field.key: line.choice for line in self.lines if line.radios}
