"""What is told of the current row of a trial run: its problem, what an update changes, with whom it may be a double."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.importing import Double, LeftOut, Outcome, RowPlan, RowProblem
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_cells import CellReading, Shown
from crmdesk.gui.models.importing_columns import target_name
from crmdesk.gui.models.importing_rows import reason_of, result_of
from crmdesk.gui.models.importing_sorting import may_be_double, place_of
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from crmdesk.services.importing_sheets import registry

_COMPARED = (("name",), ("mobile", "phone"), ("city",), ("owner",))
"""What tells two customers apart at a glance; of several the first that is filled."""


class Told(Struct, frozen=True):
    """One value that an update changes: the field's name, its value so far ('' for none), the new one, the field id."""

    label: str
    old: str
    new: str
    field: str = ""


class Comparison(Struct, frozen=True):
    """A row beside what it may be a double of, a customer or the row `other_row`: what each is called, then what tells
    them apart."""

    row: tuple[str, ...]
    other: tuple[str, ...]
    customer_id: int | None
    other_row: int = 0


def sentence(problem: RowProblem, words: Words, *, sheet: bool) -> str:
    """第 37 行，生日“1990-02-30”：2 月没有 30 日。"""
    _ = words.gettext
    told = words.message(problem.code, problem.params)
    where = place_words(problem.sheet, problem.row, words, sheet=sheet)
    if problem.column and problem.text:
        template = _("{where}, {column} “{text}”: {told}")
    elif problem.column:
        template = _("{where}, {column}: {told}")
    else:
        template = _("{where}: {told}")
    return template.format(where=where, column=problem.column, text=problem.text, told=told)


def place_words(sheet_name: str, row: int, words: Words, *, sheet: bool) -> str:
    """第 37 行, with the sheet where there are several."""
    _ = words.gettext
    if sheet:
        return _("{sheet}, row {row}").format(sheet=sheet_name, row=words.number(row))
    return _("Row {row}").format(row=words.number(row))


class Telling:
    """Makes the sentences about rows of the present plan."""

    def __init__(self, ui: Ui, work: ImportWork, columns: Sequence[Shown], reading: CellReading) -> None:
        self._ui, self._work, self._columns, self._reading = ui, work, columns, reading
        self._several = work.plan is not None and len(work.plan.sheets) > 1
        self._registry = registry(ui.desk)

    def problem(self, problem: RowProblem) -> str:
        return sentence(problem, self._ui.words, sheet=self._several)

    def row(self, row: RowPlan) -> str:
        """第 33 行，新建：远岫食品机械厂"""
        words = self._ui.words
        where = place_words(row.sheet, row.row, words, sheet=self._several)
        result = result_of(row, words)[0]
        template = words.gettext("{where}: {result}, {name}") if row.name else words.gettext("{where}: {result}")
        return template.format(where=where, result=result, name=row.name)

    def left_out(self, left: LeftOut) -> str:
        """Why a row was left out."""
        words = self._ui.words
        where = place_words(left.sheet, left.row, words, sheet=self._several)
        template = words.gettext("{where}: {reason}, not imported")
        return template.format(where=where, reason=reason_of(left, words))

    def changes(self, row: RowPlan) -> tuple[Told, ...]:
        """Field by field, what an update changes."""
        if row.outcome is not Outcome.UPDATE:
            return ()
        text, told = self._reading.value_text, []
        for change in row.changes:
            field = self._registry.field(change.field)
            old, new = text(field, change.old), text(field, change.new)
            told.append(Told(self._label(change.field), old, new, change.field))
        seen = tuple(one for one in told if one.old != one.new)
        return seen or tuple(told)

    def _label(self, target: str) -> str:
        plan = self._work.plan
        if plan is not None and target in plan.new_fields:
            return plan.new_fields[target][0]
        if target == "address":
            return self._ui.words.gettext("Further address")
        return target_name(self._registry, target, self._ui.words)

    def double(self, row: RowPlan) -> Double | None:
        return row.double if may_be_double(row) else None

    def why(self, row: RowPlan, double: Double) -> str:
        """第 35 行可能就是 K00002 禾砚精密机械（嘉兴）有限公司：…"""
        words = self._ui.words
        _ = words.gettext
        where = place_words(row.sheet, row.row, words, sheet=self._several)
        told = words.problem(double.why)
        if double.customer_id is not None:
            template = _("{where} may be {name} ({number}): {why}")
        else:
            template = _("{where} may be the same customer as row {other}: {why}")
        other = words.number(double.place[1]) if double.place else ""
        return template.format(where=where, name=double.name, number=double.number, other=other, why=told)

    def comparison(self, row: RowPlan, double: Double) -> Comparison | None:
        """Both side by side; None where the other one is gone meanwhile."""
        words = self._ui.words
        head = place_words(row.sheet, row.row, words, sheet=False)
        mine = (head, *self._of_row(row))
        if double.customer_id is not None:
            try:
                known = customers.file(self._ui.desk, double.customer_id).values
            except UserError:
                return None
            fields = self._registry.customer.by_key
            facts = []
            for keys in _COMPARED:
                key = next((key for key in keys if known.get(key) is not None), keys[0])
                facts.append(values.show(fields[key], known.get(key), words))
            return Comparison(mine, (double.number, *facts), double.customer_id)
        plan = self._work.plan
        place = place_of(double.place, plan.rows, self._work.sorted) if plan is not None and double.place else -1
        if plan is None or place < 0:
            return None
        other = plan.rows[place]
        head = place_words(other.sheet, other.row, words, sheet=False)
        return Comparison(mine, (head, *self._of_row(other)), None, other.row)

    def _of_row(self, row: RowPlan) -> list[str]:
        by_target = {shown.target: shown for shown in self._columns}
        facts = []
        for keys in _COMPARED:
            cells = [self._reading.cell(row, by_target[key]).text for key in keys if key in by_target]
            facts.append(next((text for text in cells if text), row.name if keys == ("name",) else ""))
        return facts
