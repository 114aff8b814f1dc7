"""Buttons: plain, main (the one filled blue in a window), quiet and link."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from crmdesk.gui.theme.style_menus import TIP_GAP

KINDS = ("plain", "main", "quiet", "link")


def tip(text: str, shortcut: str = "") -> str:
    """A tooltip's text with the shortcut in grey behind it."""
    return f"{text}{TIP_GAP}{shortcut}" if shortcut else text


class Button(QPushButton):
    """A button; `hint` is the shortcut shown small behind the words, `icon` a name of `icons.names()`."""

    def __init__(
        self,
        text: str,
        *,
        kind: str = "plain",
        icon: str = "",
        icon_tone: str = "",
        hint: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if kind not in KINDS:
            raise ValueError(kind)
        self.setProperty("kind", kind)
        self.setProperty("iconName", icon)
        self.setProperty("iconTone", icon_tone)
        self.setProperty("hint", hint)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if text:
            self.setAccessibleName(_without_letter(text))

    @property
    def kind(self) -> str:
        return str(self.property("kind"))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(_without_letter(text))
        self.updateGeometry()

    def set_icon(self, icon: str, tone: str = "") -> None:
        self.setProperty("iconName", icon)
        self.setProperty("iconTone", tone)
        self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        if hint == self.property("hint"):
            return
        self.setProperty("hint", hint)
        self.setIcon(self.icon())  # Qt forgets the size it reckoned
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Raises ValueError for anything but `KINDS`."""
        if kind not in KINDS:
            raise ValueError(kind)
        self.setProperty("kind", kind)
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A quiet square button with an icon alone; the tooltip is its name."""

    def __init__(
        self, icon: str, text: str, *, shortcut: str = "", name: str = "", size: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind="quiet", icon=icon, icon_tone="text_2", name=name, parent=parent)
        self._size = size
        self.setAccessibleName(text)
        self.setToolTip(tip(text, shortcut))
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class LinkButton(Button):
    """Words in the accent colour that do something when clicked."""

    def __init__(
        self, text: str, *, icon: str = "", tip_text: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, kind="link", icon=icon, name=name, parent=parent)
        if tip_text:
            self.setToolTip(tip_text)


class MenuButton(Button):
    """A button that opens a menu, with a chevron behind its words; `tone` is the token of the words."""

    def __init__(
        self,
        text: str,
        menu: QMenu,
        *,
        kind: str = "plain",
        icon: str = "",
        icon_tone: str = "",
        bold: bool = False,
        tone: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind=kind, icon=icon, icon_tone=icon_tone, name=name, parent=parent)
        self._tip = ""
        self.setProperty("tone", tone)
        self.setMenu(menu)
        if bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def setToolTip(self, text: str) -> None:
        self._tip = text
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Words that have too little room stand in the tooltip, over what that says otherwise."""
        words = _without_letter(self.text())
        short = self.sizeHint().width() > self.width() and words not in self._tip
        super().setToolTip("\n".join(part for part in (words, self._tip) if part) if short else self._tip)


def _without_letter(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
