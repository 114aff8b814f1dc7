"""Settings: everything that can be set, in places at the left, found by search; applied at once and undoable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.dialogs.settings_columns import ColumnsPane
from crmdesk.gui.dialogs.settings_competitors import CompetitorsPane
from crmdesk.gui.dialogs.settings_day import DayPane
from crmdesk.gui.dialogs.settings_declared import DeclaredPane
from crmdesk.gui.dialogs.settings_fields import FieldsPane
from crmdesk.gui.dialogs.settings_groups import GroupsPane
from crmdesk.gui.dialogs.settings_lists import ListsPane
from crmdesk.gui.dialogs.settings_machine import FoldersPane, LooksPane
from crmdesk.gui.dialogs.settings_navigation import SettingsNavigation
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.dialogs.settings_printing import PrintingPane
from crmdesk.gui.dialogs.settings_reminder import ReminderPane
from crmdesk.gui.dialogs.settings_search import place_of, places
from crmdesk.gui.dialogs.settings_security import SecurityPane
from crmdesk.gui.dialogs.settings_staff import StaffPane
from crmdesk.gui.dialogs.settings_task_sets import TaskSetsPane
from crmdesk.gui.dialogs.settings_tiers import TiersPane
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip
from crmdesk.gui.widgets.dialogs import Dialog, Ground
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services import history
from crmdesk.services.desk import Desk
from crmdesk.services.history import Action

_SIZE = QSize(912, 620)
_UNDO = "Ctrl+Z"


class SettingsDialog(Dialog):
    """`place` is the key of a place (`groups`, `fields`, `lists`, `person` …) or of a setting.

    What concerns the whole program is asked for by signals: another language, theme, scale, a restart; and
    `columns_changed` when the table of customers is to show other columns.
    """

    language_asked = Signal(str)
    theme_asked = Signal(str)
    scale_asked = Signal(int)
    restart_asked = Signal()
    columns_changed = Signal()
    password_asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, ui: Ui, place: str = "", parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Settings"), ui.words, name="settings", size=_SIZE, parent=parent)
        self.ui = ui
        self.setMinimumSize(QSize(_SIZE.width() - 96, 480))
        self.cancel_button.setDefault(False)
        self._titles = {each.key: each.text for each in places(ui)}
        self._panes: dict[str, Pane] = {}
        self.navigation = SettingsNavigation(ui)
        self._title = Label("", points=tokens.SECTION, bold=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._make_undo()
        self.navigation.place_chosen.connect(self._open_place)
        self.navigation.entry_chosen.connect(self.open_entry)
        self.navigation.search.left.connect(self.reject)
        ui.bus.changed.connect(self._refresh)
        ui.bus.message.connect(self._say)
        self.show_place(place)

    def _lay_out(self) -> None:
        whole = Ground("base", name="settings-content")
        right = QVBoxLayout()
        right.setContentsMargins(0, tokens.AROUND, 0, 0)
        right.setSpacing(tokens.BETWEEN)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.SECTIONS, 0, tokens.SECTIONS, 0)
        head.addWidget(self._title, 1)
        right.addLayout(head)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.set_body(whole)

    def _make_undo(self) -> None:
        _ = self.ui.words.gettext
        self._said = ElidedLabel("", tone="text_2", name="settings-said")
        self._said.setMaximumWidth(560)
        self.undo_link = LinkButton(_("Undo"), tip_text=tip(_("Undo"), _UNDO), name="settings-undo")
        self.undo_link.clicked.connect(self.undo)
        self.undo_link.hide()
        self.add_left(self._said)
        self.add_left(self.undo_link)
        keys = QShortcut(QKeySequence(_UNDO), self)
        keys.activated.connect(self.undo)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self.navigation.search.enter)

    @property
    def pane(self) -> Pane:
        """The place shown."""
        found = self._stack.currentWidget()
        assert isinstance(found, Pane)
        return found

    def show_place(self, key: str) -> None:
        """Go to a place or setting; the first place for anything unknown. The keyboard goes to the search."""
        place, target = place_of(self.ui, key or "person")
        self.navigation.show_place(place)
        self._open_place(place)
        if target:
            self.pane.go_to(target)
        else:
            self.navigation.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_entry(self, place: str, target: str) -> None:
        """Show what the search found, marked."""
        searching = self.navigation.search.hasFocus() or self.navigation.found.hasFocus()
        focus = self.focusWidget()
        self.navigation.show_place(place)
        self._open_place(place)
        self.pane.go_to(target)
        if searching and focus is self.navigation.found:
            self.navigation.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Every place takes over what is being typed."""
        for pane in self._panes.values():
            pane.finish()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _open_place(self, key: str) -> None:
        if key not in self._panes:
            self._panes[key] = self._make(key)
            self._stack.addWidget(self._panes[key])
        if self._stack.currentWidget() is not self._panes[key]:
            if self._stack.currentIndex() >= 0:
                self.pane.finish()
            self._stack.setCurrentWidget(self._panes[key])
        self._title.setText(self._titles[key])

    def _make(self, key: str) -> Pane:
        makers: dict[str, Callable[[], Pane]] = {
            "looks": self._looks,
            "lists": lambda: ListsPane(self.ui),
            "fields": self._fields,
            "groups": lambda: GroupsPane(self.ui),
            "competitors": lambda: CompetitorsPane(self.ui),
            "staff": lambda: StaffPane(self.ui),
            "columns": self._columns,
            "folders": lambda: FoldersPane(self.ui),
            "security": self._security,
            "tiers": lambda: TiersPane(self.ui),
            "day": lambda: DayPane(self.ui),
            "task-sets": lambda: TaskSetsPane(self.ui),
            "reminder": lambda: ReminderPane(self.ui),
            "print": lambda: PrintingPane(self.ui),
        }
        return makers[key]() if key in makers else DeclaredPane(self.ui, key)

    def _looks(self) -> Pane:
        pane = LooksPane(self.ui)
        pane.language_asked.connect(self.language_asked)
        pane.theme_asked.connect(self.theme_asked)
        pane.scale_asked.connect(self.scale_asked)
        pane.restart_asked.connect(self._restart)
        return pane

    def _fields(self) -> Pane:
        pane = FieldsPane(self.ui)
        pane.words_asked.connect(self._words_of)
        return pane

    def _columns(self) -> Pane:
        pane = ColumnsPane(self.ui)
        pane.columns_changed.connect(self.columns_changed)
        return pane

    def _security(self) -> Pane:
        pane = SecurityPane(self.ui)
        pane.password_asked.connect(self.password_asked)
        pane.lock_asked.connect(self.lock_asked)
        return pane

    def _words_of(self, key: str) -> None:
        self.navigation.show_place("lists")
        self._open_place("lists")
        self.pane.go_to(key)

    def _restart(self) -> None:
        self.accept()
        self.restart_asked.emit()

    def undo(self) -> None:
        """Take back the last action, as in the window."""
        if not self.isEnabled():
            return

        def work(desk: Desk, _job: Job) -> tuple[Action, Changes] | None:
            return history.undo(desk) if history.undoable(desk)[0] else None

        self.ui.jobs.run(self, work, self._undone, self.ui.bus.failed.emit)

    def _undone(self, result: tuple[Action, Changes] | None) -> None:
        if result is None:
            return
        _ = self.ui.words.gettext
        action, changes = result
        self.ui.bus.changed.emit(changes)
        told = _("Undone: {action}").format(action=history.describe(action, self.ui.words))
        self.ui.bus.message.emit(told, False)

    def _say(self, text: str, undoable: bool) -> None:
        self._said.set_text(text)
        self.undo_link.setVisible(undoable)

    def _refresh(self, changes: Changes) -> None:
        self.navigation.forget()
        for pane in self._panes.values():
            pane.refresh(changes)
