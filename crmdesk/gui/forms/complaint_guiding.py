"""What to do, to say and to avoid in a handling step: a quiet block that can be folded (METHOD.md section 6)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from crmdesk.core.complaint_guide import Guide
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, fill, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import Label, Paragraph

_PADDING = 12


class GuideBlock(QWidget):
    """The example sentence in both languages, the window's first."""

    def __init__(self, ui: Ui, guide: Guide) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("step-guide")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_PADDING, tokens.BETWEEN, _PADDING, tokens.BETWEEN)
        self._grid.setHorizontalSpacing(_PADDING)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        other = guide.say.en if ui.words.chinese else guide.say.zh
        first, second = (text.format(who=ui.desk.who) for text in (ui.words.label(guide.say), other))
        self._add(_("Do"), [_(text) for text in guide.do])
        self._space()
        self._add(_("Say"), [first])
        self._add("", [second], quiet=True)
        self._space()
        self._add(_("Avoid"), [_(text) for text in guide.avoid])
        told = (*(_(text) for text in guide.do), first, *(_(text) for text in guide.avoid))
        self.setAccessibleName(" ".join(told))

    def _space(self) -> None:
        self._grid.setRowMinimumHeight(self._grid.rowCount(), tokens.INSIDE)

    def _add(self, tag: str, texts: list[str], *, quiet: bool = False) -> None:
        row = self._grid.rowCount()
        head = Label(tag, points=tokens.SMALL, bold=True, tone="text_2")
        head.setFixedHeight(tokens.LINE_HEIGHTS[tokens.BODY])
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        for place, text in enumerate(texts):
            label = Paragraph(
                text, points=tokens.SMALL if quiet else tokens.BODY, tone="text_2" if quiet else "text", selectable=True
            )
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if quiet:
                label.setFont(as_typed(label.font()))
            self._grid.addWidget(label, row + place, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), QColor(scheme_of(self.palette()).window), tokens.RADIUS)
