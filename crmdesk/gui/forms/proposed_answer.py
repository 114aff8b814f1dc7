"""Yes or no with what the data proposes, and the figures that rests on (METHOD.md section 10)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.selecting import Proposal
from crmdesk.gui.forms.answer_input import answers
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import Label


class ProposedAnswer(QWidget):
    """`taken`: what is proposed is to be the answer."""

    taken = Signal(str)

    def __init__(self, ui: Ui, key: str, label: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui, self._key = ui, key
        self.proposal: Proposal | None = None
        self.segments = answers(ui, label, _("Cannot say"))
        self.take = LinkButton("", icon="check", name=f"take-{key}")
        self.take.clicked.connect(lambda: self.taken.emit(self._key))
        self.segments.chosen.connect(lambda _key: self._tell())
        self.why = Label("", points=tokens.SMALL, tone="text_2", wrap=True, name=f"proposed-{key}")
        self.setFocusProxy(self.segments)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(tokens.AROUND)
        line.addWidget(self.segments)
        line.addWidget(self.take)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.why)
        self.show_proposal(None)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """What the data says of it now; None: nothing."""
        self.proposal = proposal
        told = proposal.why.told(self._ui.words) if proposal is not None else ""
        self.why.setText(self._ui.masking.text(told))
        self.why.setVisible(bool(told))
        self._tell()
        self._fit()

    def answer(self) -> str:
        """What is proposed, as it is typed; '' where nothing is."""
        _ = self._ui.words.gettext
        return "" if self.proposal is None else _("Yes") if self.proposal.value else _("No")

    def follow(self) -> None:
        """The answer became another one."""
        self._tell()

    def _tell(self) -> None:
        _, key = self._ui.words.gettext, self.segments.key()
        proposed = None if self.proposal is None else "yes" if self.proposal.value else "no"
        text = _("Proposed: {answer}").format(answer=self.answer())
        self.take.setText(text)
        self.take.setAccessibleName(f"{self.segments.accessibleName()} {text}")
        self.take.setVisible(proposed is not None and key != proposed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many lines as the figures need in this width."""
        high = self.why.heightForWidth(max(1, self.width())) if self.why.text() else 0
        self.why.setFixedHeight(high)
        self.updateGeometry()
