"""The bar with the menus of the window, empty still, and the keys of their entries."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

from crmdesk.core.words import Words

NEW, IMPORT, EXPORT, QUIT = "Ctrl+N", "Ctrl+I", "Ctrl+Shift+E", "Ctrl+Q"
LOCK, HISTORY = "Ctrl+L", "Ctrl+H"
FIND, GOTO, SETTINGS, MASK = "Ctrl+F", "Ctrl+K", "Ctrl+,", "Ctrl+Shift+M"
FILE, EDIT, VIEW, TOOLS, HELP = "menu-file", "menu-edit", "menu-view", "menu-tools", "menu-help"


def put_menus(bar: QMenuBar, words: Words) -> None:
    """The menus by their titles, so that the bar looks as it will when `WindowMenus` has filled them."""
    _ = words.gettext
    titles = {FILE: _("&File"), EDIT: _("&Edit"), VIEW: _("&View"), TOOLS: _("&Tools"), HELP: _("&Help")}
    for name, title in titles.items():
        bar.addMenu(title).setObjectName(name)


def menu_of(bar: QMenuBar, name: str) -> QMenu:
    """One of the menus of the bar."""
    menu = bar.findChild(QMenu, name)
    assert isinstance(menu, QMenu)
    return menu
