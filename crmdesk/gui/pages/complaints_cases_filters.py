"""What the list of cases is narrowed to and ordered by: one menu, and a chip for each part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.complaints import OPEN
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.chips import Chip
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.services import complaint_lists

_TICKED = ("category", "severity", "responsible")


class CasesFilters(FlowBox):
    """The chips; `button` opens the menu. `changed`: another list is wanted."""

    changed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(name="cases-chips")
        _ = ui.words.gettext
        self._ui = ui
        self._wanted = Complaints()
        self.button = IconButton("filter", _("Filter and order"), name="cases-filter")
        self.button.clicked.connect(self._open)
        self.hide()

    def wanted(self, base: Complaints) -> Complaints:
        """The list that is wanted, with search and state of `base`; what is over has no due day any more."""
        wanted = replace(self._wanted, query=base.query, states=base.states)
        by_due = wanted.sort == "due_on" and not wanted.descending
        over = bool(base.states) and OPEN not in base.states
        return replace(wanted, sort="closed_at", descending=True) if by_due and over else wanted

    @property
    def active(self) -> bool:
        """Whether something is filtered out."""
        return replace(self._wanted, sort="", descending=False) != Complaints(sort="")

    def clear(self) -> None:
        """Let everything through; the order stays."""
        self._set(Complaints(sort=self._wanted.sort, descending=self._wanted.descending))

    def _set(self, wanted: Complaints) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show_chips()
            self.changed.emit()

    def _open(self) -> None:
        self.make_menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    # The menu

    def make_menu(self) -> QMenu:
        """Every filter, ticked as it is now, and the orders."""
        _, fields, label = self._ui.words.gettext, self._ui.desk.fields("complaint"), self._ui.words.label
        menu = QMenu(self)
        menu.setObjectName("cases-filter-menu")
        menu.setAccessibleName(_("Filter and order"))
        for key, text in (("warned", _("With a warning")), ("overdue", _("Past the due day"))):
            action = menu.addAction(text)
            action.setObjectName(f"filter-{key}")
            action.setCheckable(True)
            action.setChecked(bool(getattr(self._wanted, key)))
            action.toggled.connect(lambda on, key=key: self._set(replace(self._wanted, **{key: on})))
        menu.addSeparator()
        for key in ("category", "severity"):
            choices = [(choice.key, label(choice.label)) for choice in fields[key].choices]
            self._submenu(menu, key, label(fields[key].label), choices)
        known = [name for name, _open in complaint_lists.responsible(self._ui.desk) if name]
        people = [(name, self._ui.masking.text(name)) for name in known]
        self._submenu(menu, "responsible", label(fields["responsible"].label), people)
        self._steps(menu)
        menu.addSeparator()
        self._orders(menu)
        return menu

    def _submenu(self, menu: QMenu, key: str, title: str, choices: Sequence[tuple[str, str]]) -> None:
        inner = menu.addMenu(title)
        inner.setObjectName(f"filter-{key}")
        inner.setEnabled(bool(choices))
        on = getattr(self._wanted, key)
        for each, text in choices:
            action = inner.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each in on)
            action.toggled.connect(lambda ticked, each=each: self._tick(key, each, ticked))

    def _tick(self, key: str, each: str, on: bool) -> None:
        rest = tuple(other for other in getattr(self._wanted, key) if other != each)
        self._set(self._wanted.among({key: (*rest, each) if on else rest}))

    def _steps(self, menu: QMenu) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        field = self._ui.desk.fields("complaint")["step"]
        inner = menu.addMenu(_("Next step"))
        inner.setObjectName("filter-step")
        choices = [(None, _("Any")), *((choice.key, words.label(choice.label)) for choice in field.choices)]
        self._exclusive(inner, choices, self._wanted.step, lambda key: replace(self._wanted, step=key))

    def _orders(self, menu: QMenu) -> None:
        _ = self._ui.words.gettext
        inner = menu.addMenu(_("Order by"))
        inner.setObjectName("cases-order")
        orders = [
            (("due_on", False), _("Due day, closing day")), (("received_at", True), _("Newest first")),
            (("received_at", False), _("Oldest first")), (("customer_name", False), _("Customer")),
        ]  # fmt: skip
        now = (self._wanted.sort, self._wanted.descending)
        self._exclusive(inner, orders, now, lambda key: replace(self._wanted, sort=key[0], descending=key[1]))

    def _exclusive(
        self, menu: QMenu, choices: Sequence[tuple[Any, str]], now: object, made: Callable[[Any], Complaints]
    ) -> None:
        group = QActionGroup(menu)
        for key, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == now)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, key=key: self._set(made(key)))

    # The chips

    def _show_chips(self) -> None:
        _, label, fields = self._ui.words.gettext, self._ui.words.label, self._ui.desk.fields("complaint")
        wanted, made = self._wanted, list[QWidget]()
        if wanted.warned:
            made.append(self._chip("warned", _("With a warning"), warned=False))
        if wanted.overdue:
            made.append(self._chip("overdue", _("Past the due day"), overdue=False))
        for key in _TICKED:
            told = [self._ui.shown(fields[key], each) for each in getattr(wanted, key)]
            if told:
                comma = "、" if self._ui.words.chinese else ", "
                made.append(self._chip(key, f"{label(fields[key].label)}: {comma.join(told)}", **{key: ()}))
        if wanted.step:
            made.append(self._chip("step", self._ui.shown(fields["step"], wanted.step), step=None))
        self.set_widgets(made)
        self.setVisible(bool(made))
        self.button.set_icon("filter", "accent" if made else "text_2")

    def _chip(self, key: str, text: str, **without: object) -> Chip:
        chip = Chip(text, remove=self._ui.words.gettext("Do not filter by this"), name=f"chip-{key}")
        chip.removed.connect(lambda: self._set(replace(self._wanted, **without)))
        chip.clicked.connect(self._open)
        return chip
