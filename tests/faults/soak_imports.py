"""Importing: customers by the hundred, and a whole workbook of many sheets that is taken back again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from crmdesk.assets import load_words
from crmdesk.core.importing import Options
from crmdesk.services import exporting, importing, importing_undo
from crmdesk.services.desk import open_desk
from crmdesk.sheets.reading import read_book
from tests.desk import clock
from tests.faults.soak import Kind, Place, Told, master
from tests.faults.soak_checks import counted, last_action, looked_over
from tests.faults.soak_records import at_work, back_up_once, filled, filled_and_locked, living
from tests.services.importing import book

Dice = random.Random


def imports(place: Place, dice: Dice) -> Iterator[Any]:
    """Customers by the hundred; a batch is named in every customer of it."""
    desk = at_work(place)
    yield None
    while True:
        batch = dice.randrange(1 << 40)
        rows = [["客户名称", "手机", "地址"]] + [
            [f"批{batch}第{i}家", f"139{(batch + i) % 10**8:08}", "长街" * 30] for i in range(250)
        ]
        importing.apply(desk, importing.plan(desk, book(rows), Options()))
        yield last_action(desk)


def whole_batches(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key, told) as desk:
        sql = "SELECT substr(name, 1, instr(name, '第')), count(*) FROM customer WHERE name LIKE '批%' GROUP BY 1"
        assert {count for _, count in desk.data.database.execute_sql(sql).fetchall()} <= {250}


def workbook(place: Place) -> None:
    """A workbook of many sheets, and how many records of each kind it brings into an empty data file."""
    with_all = master(place.customers).with_name("all.xlsx")
    counts = with_all.with_suffix(".counts")
    if not counts.exists():
        desk = open_desk(master(place.customers), who="陈立", clock=clock)
        exporting.export(desk, with_all, load_words("zh_CN"))
        desk.close()
        scratch = open_desk(with_all.with_name("scratch.crmdesk"), who="陈立", clock=clock)
        importing.apply(scratch, importing.plan(scratch, read_book(with_all), Options()))
        counts.write_text(repr(counted(scratch)), encoding="utf-8")
        scratch.close()
    open_desk(place.path, who="陈立", clock=clock).close()
    place.mind = {"book": with_all, "counts": counts.read_text(encoding="utf-8")}


def sheets(place: Place, dice: Dice) -> Iterator[Any]:
    """A whole workbook in, and taken back, in turn."""
    desk = at_work(place)
    yield None
    read = read_book(place.mind["book"])
    while True:
        if not living(desk):
            importing.apply(desk, importing.plan(desk, read, Options()))
            yield "in", last_action(desk)
        importing_undo.undo(desk, importing.batches(desk)[0].id)
        yield "out", last_action(desk)


def all_or_none(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key, [each[1] for each in told]) as desk:
        found = counted(desk)
        kept = {"choice", "user_field", "customer_group"}  # of these an import taken back leaves what may be in use
        full = {key: count for key, count in eval(place.mind["counts"]).items() if key not in kept}  # noqa: S307
        found = {key: count for key, count in found.items() if key not in kept}
        states = [full, dict.fromkeys(full, 0)]
        assert found in states
        if told:
            batch = importing.batches(desk)[0]
            assert (found == full) != batch.undone


KINDS = {
    "import": Kind(imports, whole_batches, filled, again=back_up_once),
    "import-locked": Kind(imports, whole_batches, filled_and_locked, again=back_up_once),
    "workbook": Kind(sheets, all_or_none, workbook, again=back_up_once),
}
