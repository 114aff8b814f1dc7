"""The data file beside a backup of it: counts, newest change, password, and what would be lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, horizontal, tabular
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import Label
from crmdesk.services.restoring import Preview
from crmdesk.services.restoring_telling import Compared, compared, warnings

_VALUE = 136


class Differences(QScrollArea):
    """Scrolls where there is much to say."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restoring-differences")
        self.setAccessibleName(ui.words.gettext("What differs"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._ui = ui
        self.told: list[str] = []

    def show_preview(self, seen: Preview) -> None:
        """Everything anew."""
        words = self._ui.words
        inner = Ground("base")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.BETWEEN, 0)
        column.setSpacing(tokens.BETWEEN)
        lines = [line for line in compared(seen, words) if line.there not in ("", "0") or line.differs]
        column.addWidget(_Table(lines, (words.gettext("Now"), words.gettext("Backup"))))
        field = self._ui.desk.fields("customer")["name"]
        self.told = list(warnings(seen, words, lambda number, name: f"{number} {self._ui.shown(field, name)}"))
        for sentence in self.told:
            column.addWidget(_warning(sentence))
        column.addStretch(1)
        self.setWidget(inner)


class _Table(QWidget):
    """Figures side by side; what differs is bold."""

    def __init__(self, lines: list[Compared], heads: tuple[str, str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, tokens.BETWEEN)
        grid.setHorizontalSpacing(tokens.AROUND)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        known = any(line.here is not None for line in lines)
        self._rows: list[QWidget] = []
        for column, head in enumerate(heads, 1):
            if known or column == 2:
                self._put(grid, 0, column, head, points=tokens.SMALL, tone="text_2")
        for row, line in enumerate(lines, 1):
            label = Label(line.label, tone="text_2")
            label.setFixedHeight(tokens.READ_ROW)
            grid.addWidget(label, row, 0)
            self._rows.append(label)
            if line.here is not None:
                self._put(grid, row, 1, line.here)
            self._put(grid, row, 2, line.there, bold=line.differs)
        self.setAccessibleName("; ".join(f"{line.label} {line.here or ''} {line.there}" for line in lines))

    @staticmethod
    def _put(
        grid: QGridLayout, row: int, column: int, text: str, *,
        points: int = tokens.BODY, bold: bool = False, tone: str = "text",
    ) -> None:  # fmt: skip
        value = Label(text, points=points, bold=bold, tone=tone)
        value.setFont(tabular(value.font()))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(_VALUE)
        grid.addWidget(value, row, column)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in self._rows:
            horizontal(painter, 0, self.width(), row.y(), colour(self.palette(), "line"))


def _warning(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.BETWEEN)
    row.addWidget(Sign("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(sentence, wrap=True, typed=True), 1)
    return line
