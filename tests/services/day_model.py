"""What a day's work is compared with: a model in memory, beside the data file that it tells of."""

from __future__ import annotations

import copy
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from crmdesk.core.customers import Listing
from crmdesk.services import (
    backups,
    complaints_looking,
    customers,
    erasing,
    history,
    losses,
    orders,
    products,
    restoring,
    surveys,
    tasks,
)
from crmdesk.services.desk import Desk
from tests.desk import clock, make_desk
from tests.services.test_marks import check as check_marks
from tests.store.test_search import check_index

PICK = st.integers(0, 1_000)


@dataclass
class Known:
    """A customer as the model knows it. Amounts by order, steps done by complaint, whether done by task."""

    name: str
    city: str | None = None
    contacts: list[str] = field(default_factory=list)
    ordered: dict[str, Decimal] = field(default_factory=dict)
    paid: dict[str, Decimal] = field(default_factory=dict)
    complaints: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, bool] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    surveys: int = 0
    tier: str | None = None
    lost: bool = False


@dataclass
class Model:
    """Customers by number: living, in the trash; and the numbers that were merged away."""

    living: dict[str, Known] = field(default_factory=dict)
    trash: dict[str, Known] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)


class Day(RuleBasedStateMachine):
    """`past` are the models that undo leads to, `future` those that redo does."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk: Desk = make_desk(Path(self.folder.name))
        products.add(self.desk, {"code": "P1", "name": "螺丝", "price": "1"})
        self.now, self.past, self.future = Model(), [], []  # type: Model, list[Model], list[Model]
        self.kept: tuple[Path, Model, list[Model]] | None = None
        self.count = 0

    def teardown(self) -> None:
        check_index(self.desk)
        assert self.desk.data.quick_check() is None
        self.desk.close()
        self.folder.cleanup()

    def begin(self) -> Model:
        """The model, to be changed as the action about to be done changes the file."""
        self.past.append(copy.deepcopy(self.now))
        self.future.clear()
        return self.now

    def new(self, what: str) -> str:
        self.count += 1
        return f"{what}{self.count}"

    def some(self, pick: int, model: dict[str, Known] | None = None) -> tuple[str, int]:
        """The number and id of a customer."""
        among = self.now.living if model is None else model
        number = sorted(among)[pick % len(among)]
        sql = "SELECT id FROM customer WHERE number = ?"
        return number, self.desk.data.database.execute_sql(sql, (number,)).fetchone()[0]

    @precondition(lambda self: self.now.trash)
    @rule(pick=PICK)
    def erase(self, pick: int) -> None:
        """What was before it is not gone back to: the rest can be undone, but the model does not know to what."""
        number, id_ = self.some(pick, self.now.trash)
        erasing.erase(self.desk, id_)
        del self.now.trash[number]
        self.past.clear()
        self.future.clear()

    @rule()
    def backup(self) -> None:
        self.kept = backups.make(self.desk).path, copy.deepcopy(self.now), copy.deepcopy(self.past)

    @precondition(lambda self: self.kept is not None and self.kept[0].exists())
    @rule()
    def restore_the_backup(self) -> None:
        assert self.kept is not None
        path, now, past = self.kept
        self.desk.close()
        restoring.restore(self.desk.path, path, clock=clock)
        self.desk = make_desk(self.desk.path.parent)
        self.now, self.past = copy.deepcopy(now), copy.deepcopy(past)
        self.future.clear()

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        history.undo(self.desk)
        self.future.append(self.now)
        self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        history.redo(self.desk)
        self.past.append(self.now)
        self.now = self.future.pop()

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        ids = customers.find(self.desk, Listing())
        assert {
            file.values["number"]: self.told(file.id) for file in customers.files(self.desk, ids)
        } == self.now.living
        gone = customers.files(self.desk, customers.find(self.desk, Listing(deleted=True)))
        assert {file.values["number"] for file in gone} == self.now.trash.keys() | self.now.merged

    @invariant()
    def everybody_is_found(self) -> None:
        assert customers.total(self.desk) == len(self.now.living)
        for number, one in list(self.now.living.items())[:2]:
            found = customers.files(self.desk, customers.find(self.desk, Listing(one.name)))
            assert number in {file.values["number"] for file in found}

    @invariant()
    def marks_are_what_the_records_say(self) -> None:
        if self.now.living or self.now.trash:
            check_marks(self.desk)

    def told(self, id_: int) -> Known:
        """A customer as the data file tells of it."""
        file = customers.file(self.desk, id_)
        sold = orders.of_customer(self.desk, id_)
        cases = complaints_looking.cases(self.desk, complaints_looking.ids_of_customer(self.desk, id_))
        return Known(
            file.values["name"],
            file.values.get("city"),
            [part.values["name"] for part in file.contacts],
            {one.number: one.amount for one in sold},
            {one.number: one.paid for one in sold if one.paid},
            {case.complaint.number: len(case.steps) for case in cases},
            {task.text: task.done_on is not None for task in tasks.of_customer(self.desk, id_)},
            set(file.values.get("groups", ())),
            len(surveys.of_customer(self.desk, id_)),
            file.values.get("tier"),
            losses.present(self.desk, id_) is not None,
        )
