"""Values one can do something with: phones are copied, e-mail and websites opened, by a click."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from crmdesk.core.emails import parse_email, web_address
from crmdesk.core.fields import Field, Mask, Type
from crmdesk.gui import icons
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip

LINKED = frozenset({Type.PHONE, Type.EMAIL, Type.URL})


def copy_text(ui: Ui, text: str, said: str = "", *, personal: bool = False) -> None:
    """Put a text on the clipboard and say so; `said` where the text itself is too long to be said. `personal`: it is
    forgotten after a while even where its look does not tell."""
    ui.clipboard.put_text(text, personal=personal)
    ui.bus.message.emit(said or ui.words.gettext("Copied: {text}").format(text=" ".join(text.split())), False)


def target_of(field: Field, value: str) -> QUrl | None:
    """What a click opens; None where it copies."""
    if field.type is Type.URL:
        address = web_address(value)
        return QUrl(address, QUrl.ParsingMode.StrictMode) if address else None
    if field.type is Type.EMAIL and parse_email(value).problem is None:
        return QUrl(f"mailto:{value}")
    return None


class ValueLink(LinkButton):
    """A phone, an e-mail address or a website. The context menu copies."""

    def __init__(self, ui: Ui, field: Field, value: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", icon=icon, name=f"link-{field.key}", parent=parent)
        self._ui, self._field = ui, field
        self._value = ""
        self._target: QUrl | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self.act)
        self.set_value(str(value))

    def set_value(self, value: str) -> None:
        """Show another value of the same field."""
        if value == self._value:
            return
        words = self._ui.words
        _ = words.gettext
        self._value = value
        self._target = target_of(self._field, value)
        shown = self._ui.shown(self._field, value)
        does = _("Click to open") if self._target else _("Click to copy")
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(tip(shown, does))
        self.setAccessibleName(f"{words.label(self._field.label)} {shown}")
        self.setAccessibleDescription(does)

    def value(self) -> str:
        return self._value

    def minimumSizeHint(self) -> QSize:
        """A number is shown whole, if it is one; addresses may be shortened."""
        whole = super().sizeHint()
        least = tokens.NORMAL_INPUT if self._field.type is Type.PHONE else tokens.SHORT_INPUT
        return QSize(min(whole.width(), least), whole.height())

    def act(self) -> None:
        """Open it, or copy it."""
        if self._target is not None:
            QDesktopServices.openUrl(self._target)
        else:
            self.copy()

    def copy(self) -> None:
        copy_text(self._ui, self._value, personal=self._field.mask is not Mask.NONE)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.popup(self.mapToGlobal(at))

    def make_menu(self) -> QMenu:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("copy"), _("Copy"), self.copy)
        if self._target is not None:
            menu.addAction(icons.icon("open"), _("Open"), self.act)
        return menu
