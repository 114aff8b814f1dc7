"""Above the rows of a trial run: what comes beside the rows counted, and whether orders without payments were paid."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.gui.models.importing_sources import also_words
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.segments import SegmentedChoice

OPEN, SETTLED = "open", "settled"


class BesideRow(QWidget):
    """`settled_chosen` tells whether orders that come without payments count as paid when due."""

    settled_chosen = Signal(bool)

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-beside")
        self._ui, self._work = ui, work
        _ = ui.words.gettext
        self.also = ElidedLabel(tone="text_2", name="import-also")
        self.question = Label(name="import-settled-question")
        answers = [(OPEN, _("Not yet paid")), (SETTLED, _("Paid long ago"))]
        self.settled = SegmentedChoice(
            answers, current=OPEN, name="import-settled", label=_("Orders without payments count as")
        )
        self.question.setBuddy(self.settled)
        self.settled.chosen.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.also, 1)
        row.addWidget(self.question)
        row.addWidget(self.settled)

    def _chosen(self, key: str) -> None:
        self.settled_chosen.emit(key == SETTLED)

    def show_work(self) -> None:
        """What is planned now; nothing where only customers with their contacts come."""
        plan, words = self._work.plan, self._ui.words
        also = also_words(plan.also, words) if plan is not None else ""
        settled = bool(self._work.options.settled)
        orders = plan.customers.open_orders + plan.customers.settled_orders if plan is not None else 0
        n = words.ngettext
        asked = n("{count} order comes without a payment:", "{count} orders come without a payment:", orders)
        self.also.set_text(words.gettext("Also: {kinds}").format(kinds=also) if also else "")
        self.question.setText(asked.format(count=words.number(orders)))
        self.settled.set_key(SETTLED if settled else OPEN)
        for widget in (self.question, self.settled):
            widget.setVisible(orders > 0)
        self.setVisible(bool(also) or orders > 0)
