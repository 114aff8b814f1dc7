"""Hiding personal data in the whole window: the switch in the menu, the sign in the status line, what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.window_bar import MASK
from crmdesk.gui.window_menus import WindowMenus
from crmdesk.gui.window_status import WindowStatus


class MaskingSwitch(QObject):
    """Personal data is hidden only after `may_leave` agreed: nothing that is being typed stays in sight."""

    def __init__(
        self,
        ui: Ui,
        menus: WindowMenus,
        line: StatusLine,
        teller: WindowStatus,
        may_leave: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ui, self._menus, self._line, self._teller = ui, menus, line, teller
        self._may_leave = may_leave
        menus.masking_asked.connect(self.toggle)
        line.sign_pressed.connect(self.show_again)
        ui.masking.changed.connect(self._changed)
        ui.masking.refused.connect(self._refused)
        self._settle()

    def toggle(self) -> None:
        """Hide personal data, or show it again."""
        if self._ui.masking.on or self._may_leave():
            self._ui.masking.toggle()
        self._settle()

    def show_again(self) -> None:
        self._ui.masking.set_on(False)

    def _changed(self) -> None:
        _ = self._ui.words.gettext
        self._settle()
        if self._ui.masking.on:
            self._offer(_("Personal data is hidden on the screen and in what you copy."))
        else:
            self._teller.say(_("Personal data is shown again."), False)

    def _refused(self) -> None:
        _ = self._ui.words.gettext
        self._offer(_("Not while personal data is hidden."))

    def _offer(self, told: str) -> None:
        self._teller.offer(told, self._ui.words.gettext("Show it"), self.show_again, MASK)

    def _settle(self) -> None:
        _, on = self._ui.words.gettext, self._ui.masking.on
        self._menus.masking.setChecked(on)
        keys = QKeySequence(MASK).toString(QKeySequence.SequenceFormat.NativeText)
        hint = _("Phones, ID numbers, e-mail, birthdays and photos are hidden. Click to show them.") + f"  {keys}"
        self._line.set_sign(_("Personal data hidden") if on else "", hint if on else "")
