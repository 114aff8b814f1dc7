"""What can be changed of one group: its colour, and the conditions of a dynamic one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.filtering import Filter
from crmdesk.core.groups import COLORS
from crmdesk.gui.forms.condition_rows import ConditionRows
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.colors import ColorChoice
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import groups
from crmdesk.services.desk import Desk
from crmdesk.services.groups import Group

_MOST_ROWS = 3
_PAUSE = 250


class GroupDetail(QWidget):
    """`color_chosen` and `filter_kept` tell the group's id and what it shall be."""

    color_chosen = Signal(int, str)
    filter_kept = Signal(int, object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._group: Group | None = None
        _ = ui.words.gettext
        colors = [("", _("No colour")), *((key, ui.words.label(label)) for key, label in COLORS.items())]
        self.colors = ColorChoice(colors, name="group-color", label=_("Colour"))
        self.colors.chosen.connect(self._recolored)
        self.rows = ConditionRows(ui, Filter(), name="group-conditions")
        self.rows.changed.connect(self._edited)
        self._fit = Label("", points=tokens.SMALL, tone="text_2")
        self.keep = Button(_("Keep conditions"), name="group-conditions-keep")
        self.keep.clicked.connect(self._keep)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._count)
        self._lay_out(_("Colour"))
        self.show_group(None)

    def _lay_out(self, label: str) -> None:
        first = QHBoxLayout()
        first.setSpacing(tokens.BETWEEN)
        name = Label(label, tone="text_2")
        first.addWidget(name)
        first.addWidget(self.colors, 1)
        ground = Ground("base")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, tokens.BETWEEN, 0)
        inner.addWidget(self.rows)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("group-conditions-area")
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(ground)
        last = QHBoxLayout()
        last.addWidget(self._fit, 1)
        last.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.AROUND, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(first)
        column.addWidget(self.area)
        column.addLayout(last)

    def show_group(self, group: Group | None) -> None:
        """Show another group; conditions being changed stay while it is the same one."""
        same = self._group is not None and group is not None and self._group.id == group.id
        changed = same and self._group is not None and self._group.filter != (group.filter if group else None)
        self._group = group
        self.setVisible(group is not None)
        dynamic = group is not None and group.dynamic
        self.area.setVisible(dynamic)
        self.keep.setVisible(dynamic)
        self._fit.setVisible(dynamic)
        if group is None:
            return
        self.colors.set_key(group.color)
        if group.filter is not None and (not same or changed) and self.rows.filter() != group.filter:
            self.rows.set_filter(group.filter)
        self._show_state()

    def renew(self) -> None:
        """Fields or lists are others now."""
        self.rows.set_filter(self.rows.filter())
        self._show_state()

    def begin(self) -> None:
        """The first condition of a new dynamic group."""
        self.rows.add()

    def _recolored(self, color: str) -> None:
        if self._group is not None:
            self.color_chosen.emit(self._group.id, color)

    def _edited(self) -> None:
        self._show_state()
        if self.rows.is_whole():
            self._timer.start()

    def _show_state(self) -> None:
        """Whether there is something to keep."""
        self.setTabOrder(self.rows.add_link, self.keep)
        stored = self._group.filter if self._group else None
        changed = self.rows.filter() != stored
        self.keep.setEnabled(changed and self.rows.is_whole())
        shown = min(_MOST_ROWS, max(1, len(self.rows.rows)))
        lines = 1 if shown == 1 else 2  # the link below the rows, and above several how many must hold
        self.area.setFixedHeight(
            shown * tokens.EDIT_ROW + lines * (tokens.CONTROL_HEIGHT + tokens.INSIDE) + tokens.INSIDE
        )
        _ = self._ui.words.gettext
        if not self.rows.is_whole():
            self._fit.setText(_("Something is missing in a condition."))
        elif not changed:
            self._fit.setText("")

    def _keep(self) -> None:
        if self._group is not None:
            self.filter_kept.emit(self._group.id, self.rows.filter())

    def _count(self) -> None:
        """How many customers the conditions let through, counted on the worker."""
        filter_ = self.rows.filter()

        def work(desk: Desk, _job: Job) -> int:
            return groups.count_of(desk, filter_)

        def counted(count: int) -> None:
            if self.keep.isEnabled() and filter_ == self.rows.filter():
                words = self._ui.words
                n = words.ngettext
                told = n("{count} customer would be in it", "{count} customers would be in it", count)
                self._fit.setText(told.format(count=words.number(count)))

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                self._fit.setText(self._ui.sentence(error))
            else:
                self._ui.bus.failed.emit(error)

        self._ui.jobs.run(self, work, counted, failed, channel="settings-group-count")
