"""The text of a note: read and selected as plain text, or typed into an input that grows with it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.inputs import TextEdit

_EDGES = 8
MOST_LINES = 10


class NoteText(QTextEdit):
    """Plain text that can be selected and copied; nothing in it is a link. `opened`: clicked twice."""

    opened = Signal()
    pressed = Signal()

    def __init__(self, text: str, label: str) -> None:
        super().__init__()
        self.setObjectName("note-text")
        self.setAccessibleName(label)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)  # else Qt lays it out for the width it has now
        self.setPlainText(text)

    def set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)

    def height_for(self, width: int) -> int:
        """How high the text is when it is so wide; it is laid out for that width from then on."""
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
        return max(tokens.LINE_HEIGHTS[tokens.BODY], math.ceil(self.document().size().height()))

    def selected_text(self) -> str:
        return self.textCursor().selectedText().replace("\u2029", "\n")

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copied as plain text, without colours and fonts."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying is its own; everything else is for the list of notes."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text():
            self.copy()
        else:
            event.ignore()


class GrowingText(TextEdit):
    """An input as high as its text, from `least` lines to ten. `entered`: Ctrl+Enter; `left`: Esc; `grown`: its height
    is another."""

    entered = Signal()
    left = Signal()
    grown = Signal()

    def __init__(
        self, *, placeholder: str = "", least: int = 1, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder=placeholder, lines=least, name=name, label=label, parent=parent)
        self._least = least
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        lines = max(self._least, round(self.document().size().height()))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        height = min(lines, MOST_LINES) * tokens.LINE_HEIGHTS[tokens.BODY] + _EDGES
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if lines <= MOST_LINES:
            self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter and Esc are this input's, whatever shortcuts the window has."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _done(event):
            event.accept()
            return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words only: files and pictures are for the file around it."""
        files = source.hasUrls() and any(url.isLocalFile() for url in source.urls())
        return not files and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.canPaste():
            event.ignore()
        elif _done(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _done(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    return control and (enter or event.key() == Qt.Key.Key_S)
