"""Text in the four sizes and the colours of the theme; it follows the theme by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, colour, sized, text_width, write


class Label(QLabel):
    """One line, or several with `wrap`, at the line height of its size. `tone` is a token (`text_2`, `bad` …).

    `typed`: it holds people's own data, shown as typed in every language.
    """

    def __init__(
        self,
        text: str = "",
        *,
        points: int = tokens.BODY,
        bold: bool = False,
        tone: str = "text",
        wrap: bool = False,
        selectable: bool = False,
        typed: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        face = as_typed(self.font()) if typed else self.font()
        self.setFont(sized(face, points, bold))
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            left, absolute = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignAbsolute
            self.setAlignment(left | absolute | Qt.AlignmentFlag.AlignVCenter)
        if not wrap:
            self.setFixedHeight(tokens.LINE_HEIGHTS[points])
        self._colour()

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap() or self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().paintEvent(event)
            return
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        align = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        write(QPainter(self), self.rect(), self.text().replace("&", ""), self.font(), ink, align)

    def _colour(self) -> None:
        palette = self.palette()
        wanted = colour(palette, self._tone)
        active = QPalette.ColorGroup.Active
        if palette.color(active, QPalette.ColorRole.WindowText) == wanted:
            return
        for group in (active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.WindowText, wanted)
        off = colour(palette, "text_off")
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, off)
        self.setPalette(palette)


def label_of(field: QWidget, *, points: int = tokens.BODY) -> Label:
    """The name of an input, to stand before it or above it."""
    label = Label(field.accessibleName(), points=points, tone="text_2")
    label.setBuddy(field)
    return label


class Paragraph(Label):
    """Text on as many lines as its place asks for, such as beside or below other things in a scrolled column."""

    def __init__(
        self,
        text: str,
        *,
        points: int = tokens.BODY,
        tone: str = "text",
        selectable: bool = False,
        typed: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(text, points=points, tone=tone, wrap=True, selectable=selectable, typed=typed, name=name)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(1, tokens.LINE_HEIGHTS[points])  # else a column reckons with the height of a single word


class ElidedLabel(QWidget):
    """One line that ends in … where it does not fit; the whole of it is in the tooltip then."""

    def __init__(
        self,
        text: str = "",
        *,
        points: int = tokens.BODY,
        bold: bool = False,
        tone: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone = tone
        self._align = align
        self.setObjectName(name)
        self.setFont(sized(self.font(), points, bold))
        self.setFixedHeight(tokens.LINE_HEIGHTS[points])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text == self._text and self.accessibleName() == text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._tell()
        self.update()

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.font(), self._text), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), tokens.SECTIONS), self.height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        whole = text_width(self.font(), self._text) <= self.width()
        self.setToolTip("" if whole else self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = colour(self.palette(), self._tone if self.isEnabled() else "text_off")
        painter = QPainter(self)
        write(painter, self.rect(), self._text, self.font(), ink, self._align)
