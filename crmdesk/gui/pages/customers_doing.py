"""Doing what the context menu of the selected customers asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from crmdesk.gui.pages.customers_actions import CustomerActions
from crmdesk.gui.pages.customers_file import FileSide
from crmdesk.gui.pages.customers_menu import CustomerMenu, show_menu
from crmdesk.gui.pages.customers_view import CustomerView
from crmdesk.gui.ui import Ui


class Doing:
    """`deeds` are the page's own, by what the menu calls them."""

    def __init__(
        self,
        ui: Ui,
        view: CustomerView,
        file: FileSide,
        verbs: CustomerActions,
        deeds: Mapping[str, Callable[[], object]],
    ) -> None:
        self._ui, self._view, self._file, self._verbs = ui, view, file, verbs
        self._deeds = {
            **deeds,
            "copy-name": lambda: verbs.copy_name(view.selected_ids()[0]),
            "copy-phone": lambda: verbs.copy_phone(view.selected_ids()[0]),
        }

    def show_menu(self, at: QPoint, *, deleted: bool, parent: QWidget) -> None:
        """What can be done with those selected, if there are any."""
        ids = self._view.selected_ids()
        if not ids:
            return
        menu = CustomerMenu(self._ui, ids, deleted=deleted, parent=parent)
        menu.asked.connect(self._do)
        menu.set_asked.connect(self._set_field)
        menu.group_asked.connect(self._set_group)
        show_menu(menu, at)

    def _do(self, what: str) -> None:
        self._deeds[what]()

    def _set_field(self, key: str, text: str) -> None:
        if self._file.may_leave():
            self._verbs.set_field(self._view.selected_ids(), key, text)

    def _set_group(self, name: str, add: bool) -> None:
        if self._file.may_leave():
            self._verbs.set_group(self._view.selected_ids(), name, add)
