"""What was spent on sources of customers: entered, changed, deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.sources import SourceCost
from crmdesk.gui.dialogs.source_cost import SourceCostDialog
from crmdesk.gui.icons import icon
from crmdesk.gui.models.insight_sources import REMARKS, CostsTable
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.services import sources

_WIDTHS = (104, 112, 112, 0)


class CostsPane(QWidget):
    """Of one source or all of them; `button` adds one and stands wherever the page puts it. `moved`: another line."""

    moved = Signal()

    def __init__(self, ui: Ui, *, name: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._source: str | None = None
        self.setObjectName(name)
        self.button = Button(_("Add a cost..."), icon="plus", icon_tone="accent", name=f"{name}-add")
        self.button.setToolTip(tip(_("Enter what was spent on a source"), "Ins"))
        self.button.clicked.connect(self.add)
        self.head = SectionHead("", name=f"{name}-head")
        self.table = FollowUpTable(
            ui, CostsTable(ui), _WIDTHS, name=f"{name}-table", label=_("Costs"), spare=(REMARKS,)
        )
        self.table.opened.connect(self.edit)
        self.table.menu_asked.connect(self._show_menu)
        self.table.moved.connect(self.moved)
        self.empty = EmptyState(_("Enter what was spent, to see what a customer costs."), name=f"{name}-empty")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        key = QShortcut(QKeySequence(Qt.Key.Key_Insert), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.add)

    def show_costs(self, costs: Sequence[SourceCost], source: str | None, name: str) -> None:
        """These costs; a new one is of `source` (None: to be chosen)."""
        self._source = source
        self.head.set_title(self._ui.words.gettext("Spent on {source}").format(source=name))
        self.table.show_lines(costs, key=lambda cost: cost.id)
        self.stack.setCurrentWidget(self.table if costs else self.empty)

    def has_line(self) -> bool:
        """Whether a cost is in hand."""
        return self.window().focusWidget() is self.table and self.table.line() is not None

    def take_keyboard(self) -> None:
        """The list gets it, or the way to the first entry."""
        target = self.table if self.stack.currentWidget() is self.table else self.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is done

    def add(self) -> None:
        if self._ui.masking.allows_editing():
            SourceCostDialog(self._ui, None, self.window(), source=self._source).open()

    def edit(self, cost: SourceCost) -> None:
        """Change a cost; it may be gone meanwhile."""
        if not self._ui.masking.allows_editing():
            return
        try:
            SourceCostDialog(self._ui, sources.cost(self._ui.desk, cost.id), self.window()).open()
        except UserError as error:
            self._ui.bus.failed.emit(error)

    def delete(self) -> None:
        """Take out the cost in hand; it can be undone."""
        cost = self.table.line()
        if cost is not None and self._ui.masking.allows_editing():
            said = self._ui.words.gettext("Cost of the source deleted")
            self._ui.write(lambda: sources.delete(self._ui.desk, cost.id), said)

    def _show_menu(self, cost: SourceCost, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("edit", _("&Edit...") + "\tEnter", "pencil", lambda: self.edit(cost)),
            ("new", _("&Add a cost...") + "\tIns", "plus", self.add),
            ("copy", _("&Copy") + "\tCtrl+C", "copy", self.table.copy_line),
            ("delete", _("&Delete") + "\tDel", "trash", self.delete),
        )
        for name, text, sign, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"{self.objectName()}-{name}")
            action.triggered.connect(does)
        menu.popup(at)
