"""Several programs at work on one data file: nothing is lost, and each sees what the others do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.words import Words
from crmdesk.services import customers, history, others
from tests.desk import make_desk
from tests.other_program import Start, programs


@pytest.fixture
def start() -> Iterator[Start]:
    with programs() as start:
        yield start


def test_in_turn_each_sees_what_the_other_does(tmp_path: Path, start: Start, words_en: Words):
    mine = make_desk(tmp_path)
    watch = others.watch(mine)
    other = start(mine.path, "王晓")
    first, _ = customers.add(mine, {"name": "禾砚", "mobile": "13900000013"})
    assert other.do("look") == [["customer-add"], [first]]
    assert watch.look() is None
    second = other.do("add", "拾山", "13900000014")
    assert other.do("look") is None
    found = watch.look()
    assert found is not None
    assert found.changes.touched("customer") == {second}
    assert others.sentence(found, words_en).startswith("Changed by 王晓: ")
    other.do("edit", first, "city", "嘉兴市")
    customers.edit(mine, first, {"name": "禾砚精密"})
    found = watch.look()
    assert found is not None
    assert found.changes.touched("customer") == {first}
    assert len(found.actions) == 1
    file = customers.file(mine, first)
    assert (file.name, file.values["city"]) == ("禾砚精密", "嘉兴市")
    assert other.do("names", [first, second]) == ["禾砚精密", "拾山"]
    mine.close()


def test_what_the_other_takes_back_is_seen(tmp_path: Path, start: Start, words_en: Words):
    mine = make_desk(tmp_path)
    other = start(mine.path, "王晓")
    made, _ = customers.add(mine, {"name": "禾砚"})
    customers.edit(mine, made, {"city": "嘉兴市"})
    watch = others.watch(mine)
    other.do("undo")
    found = watch.look()
    assert found is not None
    assert found.changes.touched("customer") == {made}
    assert others.sentence(found, words_en).startswith("Undone elsewhere: ")
    history.redo(mine)
    assert watch.look() is None
    other.do("undo")
    assert watch.look() is not None
    other.do("redo")
    found = watch.look()
    assert found is not None
    assert found.changes.touched("customer") == {made}
    customers.edit(mine, made, {"city": "杭州市"})
    other.do("undo")
    found = watch.look()
    assert found is not None
    assert found.changes.touched("customer") == {made}
    assert customers.file(mine, made).values["city"] == "嘉兴市"
    other.do("undo")
    other.do("undo")
    assert watch.look() is not None
    assert customers.files(mine, (made,)) == []
    mine.close()


def test_at_once_nothing_is_lost(tmp_path: Path, start: Start):
    mine = make_desk(tmp_path)
    watch = others.watch(mine)
    programs = [start(mine.path, who) for who in ("王晓", "林澄")]
    count = 30
    for program in programs:
        program.ask("many", count)
    seen: set[int] = set()
    made: set[int] = set()
    for i in range(count):
        made.add(customers.add(mine, {"name": f"陈立{i}"})[0])
        found = watch.look()
        seen |= set() if found is None else found.changes.touched("customer")
    assert [program.line() for program in programs] == ["null", "null"]
    found = watch.look()
    seen |= set() if found is None else found.changes.touched("customer")
    execute = mine.data.database.execute_sql
    rows = execute("SELECT id, number, name, city, deleted_at FROM customer").fetchall()
    assert len(rows) == 3 * count
    assert len({number for _, number, *_ in rows}) == 3 * count
    for who in ("王晓", "林澄"):
        assert {name: (city, bool(gone)) for _, _, name, city, gone in rows if name.startswith(who)} == {
            f"{who}{i}": ("杭州市", i % 5 == 4) for i in range(count)
        }
    assert seen == {row[0] for row in rows} - made
    assert execute("SELECT count(*) FROM action").fetchone() == (count + 2 * (2 * count + count // 5),)
    assert mine.data.quick_check() is None
    assert customers.file(mine, min(made)).name == "陈立0"
    mine.close()


def test_reading_never_waits_for_a_writer(tmp_path: Path, start: Start):
    mine = make_desk(tmp_path)
    made, _ = customers.add(mine, {"name": "禾砚"})
    watch = others.watch(mine)
    other = start(mine.path, "王晓")
    mine.data.database.execute_sql("PRAGMA busy_timeout = 0")
    other.hold()
    assert customers.file(mine, made).name == "禾砚"
    assert watch.look() is None
    other.let_go()
    mine.close()
