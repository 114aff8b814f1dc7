"""How often each role visits or calls customers of each grade (METHOD.md section 5): typed as people say it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.forms.leaving import DISCARD, SAVE, ask_to_leave
from crmdesk.gui.models.visit_plan import FIRST, HELD, LAST, WHO, VisitPlanGrid
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.dialogs import FormDialog
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.grid import EDITED_AT_ONCE, LINE, GridDelegate, type_into
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.tables import style_table
from crmdesk.services import visit_plan

_SIZE = QSize(880, 400)
_CELL, _HELD = 148, 168


class _Delegate(GridDelegate):
    def key_of(self, index) -> str:
        return f"{index.row()}-{index.column()}"


class PlanTable(QTableView):
    """Typed into on the spot. `left`: beyond the last cell (1), before the first (-1); `moved`: another cell is the
    current one."""

    left = Signal(int)
    moved = Signal()

    def __init__(self, grid: VisitPlanGrid, label: str) -> None:
        super().__init__()
        self.setObjectName("visit-plan-table")
        self.setAccessibleName(label)
        grid.setParent(self)
        style_table(self, sortable=False)
        delegate = _Delegate("visit-plan", self)
        delegate.step_asked.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.setModel(grid)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(EDITED_AT_ONCE)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        header = self.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)
        for column in range(FIRST, LAST + 1):
            header.resizeSection(column, _CELL)
        header.resizeSection(HELD, _HELD)
        self.setFixedHeight((grid.rowCount() + 1) * tokens.TABLE_ROW)

    def go_to(self, row: int, column: int) -> None:
        """Type into this cell."""
        type_into(self, self.model().index(row, column))

    def settle(self) -> None:
        """What is being typed is in the plan then."""
        self.setCurrentIndex(QModelIndex())

    def _step(self, how: str, by: int) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if how == LINE:
            self.go_to(min(max(row + by, 0), self.model().rowCount() - 1), column)
            return
        cells = [(line, each) for line in range(self.model().rowCount()) for each in range(FIRST, LAST + 1)]
        place = (cells.index((row, column)) if (row, column) in cells else 0) + by
        if 0 <= place < len(cells):
            self.go_to(*cells[place])
        else:
            self.settle()
            self.left.emit(by)


class VisitPlanDialog(FormDialog):
    """Saved as a whole: one action."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("Visit table"), ui.words, confirm=_("Save"), size=_SIZE, name="visit-plan", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ui = ui
        self._before = visit_plan.plan(ui.desk)
        held = visit_plan.roles_held(ui.desk, ui.desk.today())
        self.grid = VisitPlanGrid(ui, self._before, held)
        self.table = PlanTable(self.grid, _("How often each role visits and calls customers of each grade"))
        self.mark = ProblemMark(wrap=True)
        self.mark.setObjectName("visit-plan-problem")
        self.told = Label("", tone="text_2", name="visit-plan-told")
        self.notice = NoticeBar("", tone="bad", name="visit-plan-notice")
        self.notice.hide()
        self._lay_out(alone=held.alone)
        self.confirm_button.set_hint("Ctrl+S")
        self.grid.edited.connect(self._tell)
        self.table.moved.connect(self._tell)
        self.table.left.connect(self._leave_table)
        self._tell()

    def _lay_out(self, *, alone: bool) -> None:
        _ = self.ui.words.gettext
        whose = (
            _("You work alone: a contact in any role counts, and of several columns the first one due is shown.")
            if alone else _("A role that nobody of ours holds makes nothing due. Roles are given under Our people.")
        )  # fmt: skip
        how = _("Type how often: 3 a month, 2-3 a month, once in 2 months, 10-15 (days), as needed.")
        self.body.setSpacing(tokens.AROUND)
        self.body.addWidget(Label(how, wrap=True, name="visit-plan-how"))
        self.body.addWidget(self.table)
        self.body.addWidget(self.told)
        self.body.addWidget(self.mark)
        self.body.addWidget(Label(whose, tone="text_2", wrap=True, name="visit-plan-whose"))
        self.body.addStretch(1)
        self.body.addWidget(self.notice)
        usual = LinkButton(_("Back to default"), icon="undo", name="visit-plan-default")
        usual.clicked.connect(self._reset)
        self.add_left(usual)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.table, lambda: self.table.go_to(0, FIRST))

    def _tell(self) -> None:
        """What the current cell means, and what is wrong with it or with the first one that is not right."""
        cell, problems = self.grid.cell_at(self.table.currentIndex()), self.grid.problems()
        problem = problems.get(cell) if cell is not None else None
        problem = problem or next(iter(problems.values()), None)
        state = "" if problem is None else "bad" if problem.hard else "warn"
        self.mark.show_problem(state, self.ui.words.problem(problem) if problem is not None else "")
        told = self.grid.told(cell) if cell is not None else ""
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.notice.hide()

    def _reset(self) -> None:
        self.table.settle()
        self.grid.reset()
        self.table.go_to(0, FIRST)

    def _leave_table(self, by: int) -> None:
        (self.confirm_button if by > 0 else self.cancel_button).setFocus(Qt.FocusReason.TabFocusReason)

    def changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return dict(self.grid.plan().cells) != dict(self._before.cells) or self.grid.first_problem() is not None

    def accept(self) -> None:
        """Save, unless a cell is refused: then the cursor goes there."""
        self.table.settle()
        at = self.grid.first_problem()
        if at is not None:
            self.table.go_to(*at)
            return
        try:
            changes = visit_plan.set_plan(self.ui.desk, self.grid.plan())
        except UserError as error:
            self.notice.set_text(self.ui.sentence(error))
            self.notice.show()
            return
        super().accept()
        self.ui.wrote(changes, self.ui.words.gettext("Visit table saved"))

    def reject(self) -> None:
        """Leave; asks first when something was typed."""
        self.table.settle()
        if self.changed():
            answer = ask_to_leave(self.ui.words, self.windowTitle(), self)
            if answer == SAVE:
                self.accept()
            if answer != DISCARD:
                return
        super().reject()


def open_visit_plan(ui: Ui, parent: QWidget) -> VisitPlanDialog:
    """Show it to be changed."""
    dialog = VisitPlanDialog(ui, parent)
    dialog.open()
    return dialog
