"""The status line: what is open, how much is listed, and what was just done, with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.settings import PERSON_NAME
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.window_history import REDO, UNDO, HistoryActions
from crmdesk.gui.window_places import CUSTOMERS, Places
from crmdesk.services import history as history_service
from crmdesk.services import settings
from crmdesk.services.desk import system_user
from crmdesk.services.history import Action

_MESSAGE_STAYS = 15_000


class WindowStatus(QObject):
    """Fills the line; a click on the link behind a message does what the message offers."""

    def __init__(
        self,
        ui: Ui,
        page: CustomersPage,
        places: Places,
        history: HistoryActions,
        line: StatusLine,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._page = page
        self._places = places
        self._history = history
        self._line = line
        self._link: Callable[[], object] | None = None
        self._keys = ""
        self._backup = ""
        self._name = settings.get(ui.desk, PERSON_NAME)
        self._unnamed = system_user() if self._name else ui.desk.who
        """Who works here while nobody is named."""
        self._forget = QTimer(self, singleShot=True, interval=_MESSAGE_STAYS)
        self._forget.timeout.connect(line.clear_message)
        line.acted.connect(self._pressed)
        history.done.connect(self._replayed)
        ui.bus.message.connect(self.say)
        ui.bus.changed.connect(self._changed)
        self.tell_who()

    def close_down(self) -> None:
        self._forget.stop()

    def tell(self) -> None:
        """File, how many are listed and selected on the page shown, and what is being edited."""
        if self._places.current != CUSTOMERS:
            self._line.set_left([self._ui.desk.path.stem, *(self._places.ask("status") or ())])
            return
        _, figure = self._ui.words.gettext, self._ui.words.number
        page, listing = self._page, self._page.list.listing
        count, total, chosen = page.list.count, page.list.total, page.view.selected_count()
        texts = [self._ui.desk.path.stem]
        if count is not None:
            plain = listing == Listing(sort=listing.sort, descending=listing.descending)
            if plain or total is None or listing.deleted:
                words = self._ui.words.ngettext("{count} customer", "{count} customers", count)
            else:
                words = _("{count} of {total} customers")
            texts.append(words.format(count=figure(count), total=figure(total or 0)))
        if chosen:
            texts.append(_("{count} selected").format(count=figure(chosen)))
        if page.pane.editing:
            number = page.pane.number
            texts.append(_("Editing {number}").format(number=number) if number else _("New file"))
        self._line.set_left(texts)

    def tell_who(self) -> None:
        self._line.set_right([self._backup, self._ui.desk.who])

    def tell_backup(self, last: str) -> None:
        """When the last backup was made; '' when there is none."""
        self._backup = last
        self.tell_who()

    def say(self, text: str, with_undo: bool) -> None:
        self.resume(text, UNDO if with_undo else "")

    def said(self) -> tuple[str, str]:
        """What is said now, with the keys of undo or redo where they are offered; for `resume`."""
        return self._line.message(), self._keys

    def resume(self, text: str, keys: str) -> None:
        """Say what another window content said."""
        _ = self._ui.words.gettext
        history = self._history
        links = {UNDO: (_("Undo"), history.undo_action), REDO: (_("Redo"), history.redo_action)}
        link, does = links.get(keys, ("", None))
        self.offer(text, link, does, keys if link else "")

    def offer(self, text: str, link: str = "", does: Callable[[], object] | None = None, keys: str = "") -> None:
        """A message with a link behind it, and the keys that do the same."""
        text = self._ui.masking.text(text)
        self._link, self._keys = does, keys
        self._line.say(text, link, QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else "")
        self._forget.start()

    def _replayed(self, action: Action, changes: Changes, undone: bool) -> None:
        _ = self._ui.words.gettext
        self._page.show_touched(changes)
        self._ui.bus.changed.emit(changes)
        told = (_("Undone: {action}") if undone else _("Done again: {action}")).format(
            action=history_service.describe(action, self._ui.words)
        )
        self.resume(told, REDO if undone else UNDO)

    def _pressed(self) -> None:
        does, self._link = self._link, None
        self._line.clear_message()
        if does is not None:
            does()

    def _changed(self, changes: Changes) -> None:
        """Somebody else may be working now, or under another name."""
        if not (changes.everything or changes.touched("setting")):
            return
        name, desk = settings.get(self._ui.desk, PERSON_NAME), self._ui.desk
        if name != self._name:
            self._name, desk.who = name, name or self._unnamed
            self.tell_who()
