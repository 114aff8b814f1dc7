"""The context menu of the selected customers, with what is changed most often at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.customers import CustomerFile, Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers_facets import color_of
from crmdesk.gui.pages.customers_which import dot_icon
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, groups, listing

BULK = "Ctrl+Shift+B"
_MOST_OWNERS = 12


class CustomerMenu(QMenu):
    """`asked` tells what is to be done (`open`, `edit`, `delete` …), `set_asked` a field and its new text,
    `group_asked` a group's name and whether to add."""

    asked = Signal(str)
    set_asked = Signal(str, str)
    group_asked = Signal(str, bool)

    def __init__(self, ui: Ui, ids: Sequence[int], *, deleted: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._ids = ids
        self._window = parent.window()
        self.setObjectName("customer-menu")
        self._file = _file(ui, ids[0]) if len(ids) == 1 else None
        _ = ui.words.gettext
        if deleted:
            self._add("restore", _("&Restore"), "restore")
        else:
            self._add_opening()
            self.addSeparator()
            self._add_changes()
        self.addSeparator()
        self._add_copies()
        self.addSeparator()
        if not deleted:
            self._add("delete", _("&Delete"), "trash", "Del")
        self._add("erase", _("Erase &for good..."), "close", does=self._erase)

    def _add_opening(self) -> None:
        _ = self._ui.words.gettext
        self._add("open", _("&Open"), "", "Return")
        self._add("alone", _("Open in own &window"), "open", "Shift+Return")
        if self._file is not None:
            self._add("edit", _("&Edit"), "pencil", "Ctrl+E")
            self._add("briefing", _("&Briefing"), "document", "Ctrl+B", does=self._brief)
            self._add("task", _("New &task..."), "today", "Ctrl+Shift+D", does=self._plan)
            self._add("complaint", _("Log a comp&laint..."), "complaint", "Ctrl+Shift+K", does=self._log_complaint)
            shows = {
                "parent_company": _("Show {name}, the parent company"),
                "referrer": _("Show {name}, the referrer"),
            }
            for key, text in shows.items():
                reference = self._file.references.get(key)
                if reference is not None:
                    shown = text.format(name=reference.name.replace("&", "&&"))
                    self._add(f"show-{key}", shown, "link", does=self._going_to(reference.id))

    def _brief(self) -> None:
        self._ui.bus.briefing.emit(self._ids[0])

    def _plan(self) -> None:
        self._ui.bus.new_task.emit(self._ids[0])

    def _log_complaint(self) -> None:
        self._ui.bus.log_complaint.emit(self._ids[0])

    def _going_to(self, customer_id: int) -> Callable[[], None]:
        return lambda: self._ui.bus.open_customer.emit(customer_id)

    def _add_changes(self) -> None:
        _ = self._ui.words.gettext
        several = _("Edit &several...") if len(self._ids) > 1 else _("Change &fields...")
        self._add("several", several, "columns", BULK)
        if len(self._ids) == 2:
            self._add("merge", _("&Merge..."), "merge")
        self._groups = self._under("groups", _("&Groups"), self._fill_groups)
        self._owners = self._under("owners", _("O&wner"), self._fill_owners)
        self._add("campaign", _("Call campa&ign..."), "phone", does=self._campaign)
        self._add_losing()
        wanted = self._add("wanted", _("Wanted this &year"), does=self._toggle_wanted)
        wanted.setCheckable(True)
        wanted.setChecked(self._file is not None and self._file.values.get("wanted") is True)

    def _add_losing(self) -> None:
        """Of several both, as some may be lost."""
        from crmdesk.gui.dialogs.loss import open_marking, open_winning_back

        _ = self._ui.words.gettext
        lost = None if self._file is None else self._file.values.get("lost_on") is not None
        if lost is not True:
            self._add("lost", _("Mar&k lost..."), "arrow-right", does=lambda: self._ask(open_marking))
        if lost is not False:
            text = _("Won bac&k...") if lost else _("Won &back...")
            self._add("won-back", text, "restore", does=lambda: self._ask(open_winning_back))

    def _ask(self, opens: Callable[[Ui, Sequence[int], QWidget], None]) -> None:
        try:
            opens(self._ui, self._ids, self._window)
        except UserError as error:
            self._ui.bus.failed.emit(error)

    def _campaign(self) -> None:
        from crmdesk.gui.dialogs.campaign import open_campaign

        open_campaign(self._ui, None, self._window, chosen=self._ids)

    def _under(self, name: str, text: str, fill: Callable[[], None]) -> QMenu:
        menu = self.addMenu(text)
        menu.setObjectName(f"customer-{name}")
        menu.aboutToShow.connect(fill)
        return menu

    def _toggle_wanted(self) -> None:
        on = self._file is None or self._file.values.get("wanted") is not True
        self.set_asked.emit("wanted", "yes" if on else "")

    def _fill_groups(self) -> None:
        _ = self._ui.words.gettext
        menu = self._groups
        menu.clear()
        inside = self._file.values.get("groups", ()) if self._file is not None else ()
        for group in groups.all_groups(self._ui.desk):
            if group.filter is not None:
                continue
            action = menu.addAction(dot_icon(color_of(self, group.color)), group.name.replace("&", "&&"))
            if group.name in inside:
                action.setCheckable(True)
                action.setChecked(True)
            action.setData((group.name, group.name not in inside))
            action.triggered.connect(self._group_chosen)
        if not menu.isEmpty():
            menu.addSeparator()
        edit = menu.addAction(icon("pencil"), _("&Edit groups..."))
        edit.triggered.connect(self._edit_groups)

    def _edit_groups(self) -> None:
        self._ui.bus.open_settings.emit("groups")

    def _group_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            name, add = action.data()
            self.group_asked.emit(name, add)

    def _fill_owners(self) -> None:
        """The owners there are, the busiest first; counted on the worker."""
        if not self._owners.isEmpty():
            return
        self._show_owners([])
        self._ui.jobs.run(
            self, lambda desk, _job: listing.quick_counts(desk, Listing(), "owner"), self._show_owners,
            self._ui.bus.failed.emit, channel="customers-owners",
        )  # fmt: skip

    def _show_owners(self, counted: list[tuple[object, int]]) -> None:
        _ = self._ui.words.gettext
        names = [str(value) for value, _count in sorted(counted, key=lambda pair: -pair[1]) if value]
        here = self._file.values.get("owner") if self._file is not None else None
        self._owners.clear()
        for name in dict.fromkeys([self._ui.desk.who, *names][: _MOST_OWNERS + 1]):
            if not name:
                continue
            action = self._owners.addAction(name.replace("&", "&&"))
            action.setData(name)
            action.setCheckable(name == here)
            action.setChecked(name == here)
            action.triggered.connect(self._owner_chosen)
        self._owners.addSeparator()
        nobody = self._owners.addAction(_("&Nobody"))
        nobody.setData("")
        nobody.triggered.connect(self._owner_chosen)

    def _owner_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.set_asked.emit("owner", str(action.data()))

    def _add_copies(self) -> None:
        _ = self._ui.words.gettext
        if self._file is not None:
            self._add("copy-name", _("Copy &name"))
            if customers.rows(self._ui.desk, self._ids)[0].reach:
                self._add("copy-phone", _("Copy &phone"))
            self._add("copy-all", _("Copy of &all data..."), "export", does=self._copy_all)
        self._add("copy-row", _("&Copy row") if len(self._ids) == 1 else _("&Copy rows"), "copy", "Ctrl+C")

    def _copy_all(self) -> None:
        from crmdesk.gui.dialogs.person_copy import open_person_copy

        open_person_copy(self._ui, self._ids[0], self._window)

    def _erase(self) -> None:
        from crmdesk.gui.dialogs.erasing import open_erasing

        open_erasing(self._ui, list(self._ids), self._window)

    def _add(
        self, name: str, text: str, sign: str = "", keys: str = "", does: Callable[[], None] | None = None
    ) -> QAction:
        """The shortcut is only told here: the list itself, the file or the window listens to it."""
        told = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = self.addAction(f"{text}\t{told}" if told else text)
        action.setObjectName(f"customer-{name}")
        if sign:
            action.setIcon(icon(sign))
        action.triggered.connect(does or (lambda: self.asked.emit(name)))
        return action


def show_menu(menu: QMenu, at: QPoint) -> None:
    """Open a menu that goes when it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def _file(ui: Ui, customer_id: int) -> CustomerFile | None:
    try:
        return ui.read(customers.file(ui.desk, customer_id))
    except UserError:
        return None
