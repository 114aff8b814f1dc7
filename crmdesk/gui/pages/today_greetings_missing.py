"""What the file of a key customer lacks for greeting them, and the way to it (METHOD.md section 11)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmdesk.core.greetings import Missing
from crmdesk.gui.icons import icon
from crmdesk.gui.models.greetings import GreetingLines
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph


class GapCard(QWidget):
    """One person whose birthday or home address nobody knows."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("gap-card")
        self._ui = ui
        self._gap: Missing | None = None
        self._who = ElidedLabel(points=tokens.SECTION, bold=True, name="gap-who")
        self._of = ElidedLabel(tone="text_2", name="gap-of")
        self._lacks = Paragraph("", name="gap-lacks")
        self._why = Paragraph(
            _("Ask for it at the next visit or call and note it in the file."),
            points=tokens.SMALL, tone="text_2", name="gap-why",
        )  # fmt: skip
        self.open = Button(_("Open the file"), icon="person", name="gap-open")
        self.open.setToolTip(tip(_("Open the file"), _("Enter")))
        self.open.clicked.connect(self._open)
        self.log = Button(_("Log a visit or call"), icon="phone", name="gap-log")
        self.log.clicked.connect(self._log)
        buttons = FlowBox(line_gap=tokens.BETWEEN, name="gap-buttons")
        buttons.set_widgets((self.open, self.log))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.AROUND] * 4)
        column.setSpacing(tokens.BETWEEN)
        for widget in (self._who, self._of, self._lacks, self._why):
            column.addWidget(widget)
        column.addWidget(buttons)
        column.addStretch(1)

    def show_gap(self, gap: Missing) -> None:
        lines, shown = GreetingLines(self._ui), self._ui.masking.text
        self._gap = gap
        self._who.set_text(shown(gap.person))
        self._of.set_text(" ".join((shown(gap.name), gap.number)) if gap.name != gap.person else gap.number)
        self._lacks.setText(lines.lacks(gap))

    def _open(self) -> None:
        if self._gap is not None:
            self._ui.bus.open_customer.emit(self._gap.customer_id)

    def _log(self) -> None:
        if self._gap is not None:
            self._ui.bus.record_interaction.emit(self._gap.customer_id, {})

    def show_menu(self, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("gap-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("person"), _("Open the file"), self._open).setObjectName("gap-menu-open")
        menu.addAction(icon("phone"), _("Log a visit or call"), self._log).setObjectName("gap-menu-log")
        menu.popup(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), 0, 0, self.height(), colour(self.palette(), "line"))
