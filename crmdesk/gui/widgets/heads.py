"""Section heads, the strip of facts and the sentence an empty page says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, text_width, write
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label


class SectionHead(QWidget):
    """A section's name in bold, a quiet note behind it, a link at the right (`acted`)."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        *,
        note: str = "",
        note_tone: str = "text_2",
        note_points: int = tokens.BODY,
        before_note: QWidget | None = None,
        link: str = "",
        link_icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SECTION])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._title = Label(title, points=tokens.SECTION, bold=True)
        self._note = ElidedLabel(note, points=note_points, tone=note_tone, parent=self)
        row.addWidget(self._title)
        if before_note is not None:
            row.addWidget(before_note)
        row.addWidget(self._note)
        self._note.setVisible(bool(note))
        row.addStretch(1)
        self._link = LinkButton(link, icon=link_icon, name=f"{name}-link" if name else "", parent=self)
        self._link.clicked.connect(self.acted)
        row.addWidget(self._link)
        self._link.setVisible(bool(link))

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def show_link(self, shown: bool) -> None:
        """Whether the link at the right can be used now."""
        self._link.setVisible(shown and bool(self._link.text()))

    def set_link(self, words: str) -> None:
        """Other words for the link; '' takes it away."""
        self._link.setText(words)
        self.show_link(bool(words))

    def set_note(self, note: str, tone: str = "text_2") -> None:
        self._note.set_text(note)
        self._note.set_tone(tone)
        self._note.setVisible(bool(note))


class Fact(Struct, frozen=True):
    """A grey label over a value."""

    label: str
    value: str
    tone: str = "text"


class FactStrip(QWidget):
    """Facts side by side in equal columns, 36 high; the last ones go where the others would be cut off."""

    def __init__(self, facts: Sequence[Fact] = (), *, name: str = "facts", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(tokens.LINE_HEIGHTS[tokens.SMALL] + tokens.LINE_HEIGHTS[tokens.BODY])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._facts: tuple[Fact, ...] = ()
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        self._facts = tuple(facts)
        told = ", ".join(f"{fact.label} {fact.value}" for fact in self._facts)
        self.setAccessibleName(told)
        self.update()

    def event(self, event: QEvent) -> bool:
        """A value that is cut off is whole in the tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._facts:
            facts = self._fitting()
            place = min(int(event.pos().x() / self._pitch(len(facts))), len(facts) - 1)
            value = facts[max(0, place)].value
            cut = text_width(self.font(), value) > self._pitch(len(facts)) - tokens.AROUND
            QToolTip.showText(event.globalPos(), value if cut else "", self)
            return True
        return super().event(event)

    def _pitch(self, count: int) -> float:
        return (self.width() + tokens.AROUND) / count

    def _fitting(self) -> tuple[Fact, ...]:
        """Those for which there is room."""
        facts = self._facts
        while len(facts) > 1:
            small = sized(self.font(), tokens.SMALL)
            widest = max(max(text_width(self.font(), fact.value), text_width(small, fact.label)) for fact in facts)
            if widest <= self._pitch(len(facts)) - tokens.AROUND:
                break
            facts = facts[:-1]
        return facts

    def sizeHint(self) -> QSize:
        return QSize(len(self._facts) * tokens.LABEL_WIDTH_ZH, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._facts:
            return
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        upper = tokens.LINE_HEIGHTS[tokens.SMALL]
        facts = self._fitting()
        pitch = self._pitch(len(facts))
        for place, fact in enumerate(facts):
            left, width = place * pitch, pitch - tokens.AROUND
            write(painter, QRectF(left, 0, width, upper), fact.label, small, QColor(scheme.text_2))
            ink = QColor(getattr(scheme, fact.tone))
            lower = QRectF(left, upper, width, tokens.LINE_HEIGHTS[tokens.BODY])
            write(painter, lower, fact.value, self.font(), ink)


class EmptyState(QWidget):
    """One sentence that says what belongs here, and the one next step (`acted`)."""

    acted = Signal()

    def __init__(
        self,
        sentence: str,
        button: str = "",
        *,
        icon: str = "",
        hint: str = "",
        name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setSpacing(tokens.AROUND)
        column.addStretch(2)
        self._sentence = Label(sentence, tone="text_2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        self._button = Button(button, icon=icon, hint=hint, name=f"{name}-button")
        self._button.clicked.connect(self.acted)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._button.setVisible(bool(button))
        column.addStretch(3)

    def take_keyboard(self) -> None:
        """What can be done about it gets it."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sentence(self, shown: bool) -> None:
        """An empty page may say nothing."""
        self._sentence.setVisible(shown)

    def set_button(self, words: str) -> None:
        """Another next step; '' for none."""
        self._button.setText(words)
        self._button.setVisible(bool(words))

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
