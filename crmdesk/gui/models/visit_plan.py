"""The visit plan while it is typed: who visits or calls, how often customers of each grade (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from crmdesk.core.errors import Problem
from crmdesk.core.roles import Roles
from crmdesk.core.tiers import CLASSES
from crmdesk.core.visit_plan import COLUMNS, DEFAULTS, Cell, Column, Span, VisitPlan
from crmdesk.core.visit_plan_words import parse_span, span_told
from crmdesk.gui.icons import icon
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.models.visits import ICONS
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import STATE_ROLE

WHO, HELD = 0, len(CLASSES) + 1
FIRST, LAST = 1, len(CLASSES)
"""The columns that are typed into: one for each grade."""


class VisitPlanGrid(PlainTable[Column]):
    """A line for each role and kind of contact. What cannot be read stays as it was typed. `edited`: it says something
    else now."""

    edited = Signal()

    def __init__(self, ui: Ui, plan: VisitPlan, held: Roles) -> None:
        super().__init__()
        self._ui, self._words, self._held = ui, ui.words, held
        self._spans: dict[Cell, Span | None] = dict(plan.cells)
        self._typed: dict[Cell, tuple[str, Problem]] = {}
        staff, contacts = ui.desk.fields("staff"), ui.desk.fields("interaction")
        self._role, self._kind = staff["role"], contacts["kind"]
        self._icons = {kind: icon(sign) for kind, sign in ICONS.items()}
        self.show_lines(COLUMNS)

    # What it says

    def headings(self) -> Sequence[str]:
        _ = self._words.gettext
        grades = (_("Grade {grade}").format(grade=grade) for grade in CLASSES)
        return (_("Who and what"), *grades, _("Held by"))

    def text(self, line: Column, column: int) -> str:
        role, kind = line
        if column == WHO:
            shown = self._ui.shown(self._kind, kind)
            parts = (self._ui.shown(self._role, role), shown if self._words.chinese else kind)
            return ("" if self._words.chinese else ", ").join(parts)
        if column == HELD:
            return self._who_holds(line)
        cell = self.cell(line, column)
        return self._typed[cell][0] if cell in self._typed else span_told(self._spans.get(cell), self._words)

    def _who_holds(self, line: Column) -> str:
        _ = self._words.gettext
        role = line[0]
        names = self._held.holders.get(role, ())
        if names:
            return self._ui.masking.text(("、" if self._words.chinese else ", ").join(names))
        return _("you") if self._held.held(role) else _("nobody: nothing is due")

    def tone(self, line: Column, column: int) -> str:
        return "text_2" if column == HELD or not self._held.held(line[0]) else "text"

    def cell(self, line: Column, column: int) -> Cell:
        """What stands in a column of a grade."""
        return (CLASSES[column - FIRST], *line)

    def plan(self) -> VisitPlan:
        """As far as it can be read."""
        return VisitPlan(dict(self._spans))

    def problems(self) -> Mapping[Cell, Problem]:
        """By cell; what cannot be read before anything else."""
        unread = {cell: problem for cell, (_text, problem) in self._typed.items()}
        return unread or self.plan().problems()

    def told(self, cell: Cell) -> str:
        """What a cell means in days."""
        span, words = self._spans.get(cell), self._words
        if span is None or cell in self._typed:
            return words.gettext("As needed: nothing is ever due.") if span is None else ""
        told = words.ngettext(
            "Due {least} day after the last one, overdue after more than {most}.",
            "Due {least} days after the last one, overdue after more than {most}.",
            span.least,
        )
        return told.format(least=words.number(span.least), most=words.number(span.most))

    def first_problem(self) -> tuple[int, int] | None:
        """Row and column of the first cell that is refused."""
        refused = {cell for cell, problem in self.problems().items() if problem.hard}
        places = ((row, column) for row in range(len(COLUMNS)) for column in range(FIRST, LAST + 1))
        return next((at for at in places if self.cell(COLUMNS[at[0]], at[1]) in refused), None)

    # Changing it

    def put(self, cell: Cell, text: str) -> None:
        """Type into a cell."""
        parsed = parse_span(text)
        if parsed.problem is not None and parsed.refused:
            self._typed[cell] = (text, parsed.problem)
        else:
            self._typed.pop(cell, None)
            self._spans[cell] = parsed.value
        self._tell()

    def reset(self) -> None:
        """As in METHOD.md."""
        self._spans, self._typed = dict(DEFAULTS), {}
        self._tell()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(COLUMNS) - 1, HELD))
        self.edited.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if FIRST <= index.column() <= LAST else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put(self.cell(COLUMNS[index.row()], index.column()), str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self.text(line, index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[line[1]] if index.column() == WHO else None
        if role in (STATE_ROLE, Qt.ItemDataRole.ToolTipRole) and FIRST <= index.column() <= LAST:
            problem = self.problems().get(self.cell(line, index.column()))
            if role == STATE_ROLE:
                return None if problem is None else "bad" if problem.hard else "warn"
            if problem is not None:
                return self._words.problem(problem)
        return super().data(index, role)

    def cell_at(self, index: QModelIndex) -> Cell | None:
        """What stands at a place; None where nothing is typed."""
        line = self.line(index.row()) if index.isValid() else None
        return self.cell(line, index.column()) if line is not None and FIRST <= index.column() <= LAST else None
