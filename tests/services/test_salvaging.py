"""Damaged data files: what is wrong is told, what can be read is kept, what is lost is named, the old one stays."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import attachments, complaints, contacts, customers, demo, groups, notes, salvaging, security
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.salvaging import Salvaged
from tests.damage import PAGE, content, flip, overwrite, zero
from tests.desk import clock, make_desk
from tests.imports import ROOT

CUSTOMERS = 300
LONG = "很长的备注。" * 3_000
LEAF = 0x0D
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers with contacts, groups, notes, attachments and some history."""
    desk = make_desk(tmp_path_factory.mktemp("salvaging"))
    demo.fill(desk, CUSTOMERS, 5, dealings=25)
    for i in range(1, 40):
        notes.add(desk, i, f"记录 {i}")
        customers.edit(desk, i, {"wechat": f"wx{i}"})
    notes.add(desk, 7, LONG)
    attachments.add_content(desk, 3, "合同.txt", b"contract" * 4_000)
    contacts.add(desk, 200, {"name": "王一"})
    judge(desk)
    desk.close()
    return desk.path


def judge(desk: Desk) -> None:
    """Asked, lost, assessed, scored beside a competitor; what a source cost."""
    with desk.recording("demo", count=0) as made:
        for i in range(100, 140):
            mine = {"customer_id": i, "by": "陈立"}
            made.create("survey", {**mine, "day": "2026-10-01", "overall_felt": 1 + i % 10, "praises": i % 2})
            made.create("loss", {**mine, "lost_on": "2026-05-01", "reason": "neglect", "text": f"经过 {i}"})
            made.create("assessment", {**mine, "day": "2026-10-02", "good_cheap": 1, "poor_credit": 0, "level": 3})
            made.create("delivered_value", {**mine, "day": "2026-10-03", "ours_product": i % 11, "theirs_time": 4})
            made.create("source_cost", {"source": "fair", "day": "2026-03-01", "amount": 10_000 * i})


@pytest.fixture(scope="module")
def original(master: Path) -> dict[str, dict[object, tuple[object, ...]]]:
    return content(master)


@pytest.fixture
def path(master: Path, tmp_path: Path) -> Path:
    return shutil.copy(master, tmp_path / master.name)


def root(master: Path, table: str) -> int:
    with contextlib.closing(open_desk(master, create=False)) as desk:
        (page,) = desk.data.database.execute_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    return int(page)


def salvage(path: Path, key: security.Key | None = None) -> Salvaged:
    """Salvage, with what must always hold: the damaged file is as it was, nothing lies about, the new one is sound."""
    before, names = path.read_bytes(), {each.name for each in path.parent.iterdir()}
    made = salvaging.salvage(path, key=key, clock=clock)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} - names == {made.path.name}
    found = salvaging.check(made.path, key)
    assert list(found.problems) == []
    assert found.salvaged is not None
    return made


def assert_nothing_vanished(
    made: Salvaged, original: dict[str, dict[object, tuple[object, ...]]], key: security.Key | None = None
) -> None:
    """Every record was kept as it was, or is told as lost, incomplete or replaced by a stand-in."""
    now = content(made.path, key)
    for table, rows in original.items():
        tally = made.tables[table]
        told = {repr(i) for i in (*tally.lost, *tally.incomplete, *tally.stand_ins)}
        for id_, row in rows.items():
            shown = repr(list(id_) if isinstance(id_, tuple) else id_)
            if shown not in told and tally.surely:
                assert now[table].get(id_) == row, (table, id_)
        assert [(table, now[table][id_]) for id_ in now[table] if id_ not in rows] == []


def test_a_sound_file(path: Path, original: dict[str, dict[object, tuple[object, ...]]]) -> None:
    before = path.read_bytes()
    found = salvaging.check(path)
    assert found.sound
    assert (found.counts["customer"], found.counts["note"], found.counts["attachment"]) == (CUSTOMERS, 40, 1)
    assert (found.encrypted, found.salvaged) == (False, None)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    made = salvage(path)
    assert made.whole
    assert content(made.path) == original


@pytest.mark.parametrize(
    "table", ["customer", "contact", "change", "note", "membership", "action", "setting", "survey", "loss"]
)
def test_the_root_of_a_table_is_gone(
    path: Path, master: Path, original: dict[str, dict[object, tuple[object, ...]]], table: str
) -> None:
    zero(path, root(master, table))
    assert not salvaging.check(path).sound
    made = salvage(path)
    assert_nothing_vanished(made, original)
    if table in ("customer", "contact", "membership"):  # what lies beneath it is all there
        assert content(made.path)[table] == original[table]


@pytest.mark.parametrize("part", [0.15, 0.35, 0.5, 0.7, 0.9])
def test_pages_in_the_middle_are_gone(
    path: Path, original: dict[str, dict[object, tuple[object, ...]]], part: float
) -> None:
    first = int(path.stat().st_size / PAGE * part)
    zero(path, first, first + 1, first + 2)
    assert not salvaging.check(path).sound
    assert_nothing_vanished(salvage(path), original)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_anywhere(master: Path, data: st.DataObject) -> None:
    """No crash, no hang, and the new file is sound, whatever was damaged."""
    size = master.stat().st_size
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(master, Path(folder) / master.name))
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(PAGE, size - 1))
            noise = data.draw(st.binary(min_size=1, max_size=600))
            overwrite(path, at, noise[: size - at])
        with contextlib.suppress(UserError):
            salvage(path)


def test_a_lost_customer_leaves_a_stand_in(path: Path, original: dict[str, dict[object, tuple[object, ...]]]) -> None:
    name = str(original["customer"][200][3]).encode()
    data = path.read_bytes()
    for page in range(len(data) // PAGE):
        page_content = data[page * PAGE : (page + 1) * PAGE]
        if page_content[0] == LEAF and name in page_content and b"K00200" in page_content:
            zero(path, page + 1)
    made = salvage(path)
    assert_nothing_vanished(made, original)
    tally = made.tables["customer"]
    assert 200 in tally.lost
    assert 200 in tally.stand_ins
    with contextlib.closing(open_desk(made.path)) as desk:
        file = customers.file(desk, 200)
        assert file.values["number"] == "K00200"
        assert [contact.values["name"] for contact in file.contacts].count("王一") == 1
        assert 200 in customers.find(desk, Listing("王一"))
        assert customers.add(desk, {"name": "新客户"})[0] == CUSTOMERS + 1


def test_lost_complaints_stand_where_their_steps_say(
    path: Path, original: dict[str, dict[object, tuple[object, ...]]]
) -> None:
    def courses(file: Path) -> dict[int, tuple[object, ...]]:
        with contextlib.closing(open_desk(file)) as desk:
            found = complaints.cases(desk, [int(str(i)) for i in original["complaint"]])
            return {one.complaint.id: (one.complaint.state, one.complaint.round, one.complaint.step) for one in found}

    before = courses(path)
    with contextlib.closing(open_desk(path)) as desk:
        execute = desk.data.database.execute_sql
        roots = execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'complaint'").fetchall()
        words = [words.encode()[:60] for (words,) in execute("SELECT words FROM complaint").fetchall()]
    pages = [content[at : at + PAGE] for content in (path.read_bytes(),) for at in range(0, len(content), PAGE)]
    leaves = [number for number, page in enumerate(pages, 1) if any(text in page for text in words)]
    zero(path, *(page for (page,) in roots), *leaves)
    made = salvage(path)
    assert_nothing_vanished(made, original)
    now = courses(made.path)
    assert set(now) == set(made.tables["complaint"].stand_ins) > set()
    assert now == {i: before[i] for i in now}


def test_part_of_a_long_note_is_gone(path: Path, original: dict[str, dict[object, tuple[object, ...]]]) -> None:
    """The rest of the row is kept, the note is told as incomplete."""
    data, long = path.read_bytes(), LONG.encode()
    full = [i for i in range(len(data) // PAGE) if data[i * PAGE + 4 : (i + 1) * PAGE] in long]
    overwrite(path, full[len(full) // 2] * PAGE, (2**31 - 5).to_bytes(4, "big"))
    made = salvage(path)
    assert_nothing_vanished(made, original)
    assert made.tables["note"].incomplete == [40]
    assert made.rows["note"] == (40, 0)


@pytest.mark.parametrize("size", [16, 100, PAGE])
def test_the_beginning_is_gone(path: Path, original: dict[str, dict[object, tuple[object, ...]]], size: int) -> None:
    overwrite(path, 0, bytes(size))
    assert [problem.code for problem in salvaging.check(path).problems] == ["check-head"]
    made = salvage(path)
    now = content(made.path)
    if size < PAGE:
        assert now == original
    assert made.headless == (size == PAGE)
    for table in ("customer", "contact", "note", "attachment", "change"):
        assert now[table] == original[table]


@pytest.mark.parametrize(("part", "odd"), [(0.4, 777), (0.6, 777), (0.6, 0), (0.9, 0)])
def test_the_end_is_cut_off(
    path: Path, original: dict[str, dict[object, tuple[object, ...]]], part: float, odd: int
) -> None:
    pages = int(path.stat().st_size / PAGE * part)
    with path.open("r+b") as file:
        file.truncate(pages * PAGE + odd)
    found = salvaging.check(path)
    assert not found.sound
    made = salvage(path)
    assert_nothing_vanished(made, original)
    assert sum(kept for kept, _ in made.rows.values()) > 0


def test_nothing_to_salvage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(UserError) as refused:
        salvaging.salvage(path)
    assert refused.value.code in ("salvage-hopeless", "password-needed")
    path.write_bytes(b"")
    assert not salvaging.check(path).sound
    with pytest.raises(UserError) as refused:
        salvaging.salvage(path)
    assert refused.value.code == "file-empty"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_torn_journal(path: Path) -> None:
    """What was written whole before the tear is there."""
    with contextlib.closing(open_desk(path)) as desk:
        desk.data.database.execute_sql("PRAGMA wal_autocheckpoint = 0")
        for i in range(20):
            customers.add(desk, {"name": f"客户{i}"})
        torn = path.parent / "torn.crmdesk"
        shutil.copy(path, torn)
        journal = path.with_name(path.name + "-wal").read_bytes()
    beside = torn.with_name(torn.name + "-wal")
    beside.write_bytes(journal[: len(journal) * 2 // 3 + 11])
    before = torn.read_bytes(), beside.read_bytes()
    found = salvaging.check(torn)
    assert found.sound
    assert CUSTOMERS < found.counts["customer"] < CUSTOMERS + 20
    made = salvaging.salvage(torn, clock=clock)
    assert (torn.read_bytes(), beside.read_bytes()) == before
    assert made.rows["customer"] == (found.counts["customer"], 0)


def test_a_wrong_value_that_fits_cannot_be_told(path: Path) -> None:
    """One bit of a name in a plain file; an encrypted one names the page."""
    with contextlib.closing(open_desk(path)) as desk:
        customers.add(desk, {"name": "zzqzzq", "notes": "unmistakable"})
    flip(path, path.read_bytes().index(b"unmistakable"))
    assert salvaging.check(path).sound
    assert salvage(path).whole


def test_an_encrypted_file(path: Path, original: dict[str, dict[object, tuple[object, ...]]]) -> None:
    key = security.set_password(path, PASSWORD)
    assert salvaging.check(path, key).sound
    pages = path.stat().st_size // PAGE
    for page in (pages // 3, pages // 2, pages // 2 + 1, pages * 3 // 4):
        flip(path, page * PAGE + 300)
    found = salvaging.check(path, key)
    assert "check-cipher" in [problem.code for problem in found.problems]
    assert found.encrypted
    made = salvage(path, key)
    assert_nothing_vanished(made, original, key)
    assert made.path.read_bytes()[:16] == key.salt
    assert security.unlock(made.path, PASSWORD) == key
    with pytest.raises(UserError, match="password-needed"):
        salvaging.salvage(path, path.with_name("other.crmdesk"))
    with path.open("r+b") as file:
        file.truncate(pages * 2 // 3 * PAGE + 5)
    asked = salvaging.salvage(
        path, path.with_name("other.crmdesk"), ask=lambda copy: salvaging.unlock(copy, PASSWORD), clock=clock
    )
    assert salvaging.check(asked.path, key).sound
    assert asked.rows["customer"][0] > 0
    overwrite(path, 0, bytes(PAGE))
    with pytest.raises(UserError, match="salvage-hopeless"):
        salvaging.salvage(
            path, path.with_name("third.crmdesk"), ask=lambda copy: salvaging.unlock(copy, PASSWORD), clock=clock
        )
    assert not path.with_name("third.crmdesk").exists()


def test_an_index_and_the_search_that_differ_from_the_table(path: Path) -> None:
    with contextlib.closing(open_desk(path)) as desk, desk.data.write():
        desk.data.database.execute_sql("UPDATE customer SET name_key = 'x' WHERE id = 5")
        desk.data.database.execute_sql("INSERT INTO customer_search (customer_search) VALUES ('delete-all')")
    assert {problem.code for problem in salvaging.check(path).problems} == {"check-search", "check-keys"}
    assert salvage(path).whole


def test_a_declaration_that_cannot_be_read(path: Path, master: Path) -> None:
    """Of an index: rows whose way is lost are found page by page all the same."""
    whole = path.read_bytes()
    declared = b"CREATE INDEX note_by_customer ON"
    assert whole.count(declared) == 1
    path.write_bytes(whole.replace(declared, declared[:-2] + b"OO"))
    zero(path, root(master, "customer"))
    made = salvage(path)
    assert made.rows["customer"][0] == CUSTOMERS


def test_a_partial_index_under_another_name(path: Path, master: Path) -> None:
    """Which rows are in it is not known then, and it is passed over."""
    with contextlib.closing(open_desk(path, create=False)) as desk:
        execute = desk.data.database.execute_sql
        execute("PRAGMA writable_schema = ON")
        partial = "type = 'index' AND tbl_name = 'customer' AND sql LIKE '%WHERE%'"
        execute(f"UPDATE sqlite_master SET sql = replace(sql, name, name || 'x') WHERE {partial}")
        execute("PRAGMA writable_schema = OFF")
    zero(path, root(master, "customer"))
    assert salvage(path).rows["customer"][0] == CUSTOMERS


def test_references_and_contents(path: Path) -> None:
    with contextlib.closing(open_desk(path)) as desk:
        desk.data.database.execute_sql("PRAGMA foreign_keys = OFF")
        desk.data.database.execute_sql("DELETE FROM customer_group WHERE id = 1")
        assert [p.code for p in salvaging.check(path).problems] == ["check-references"]
        groups.add(desk, "又一组")
    made = salvage(path)
    assert made.tables["customer_group"].stand_ins == [1]
    with contextlib.closing(open_desk(made.path)) as desk:
        assert salvaging.STAND_IN + " 1" in [group.name for group in groups.all_groups(desk)]
        desk.data.database.execute_sql("UPDATE blob SET content = x'00'")
    assert [p.code for p in salvaging.check(made.path).problems] == ["check-contents"]


def test_it_is_refused_while_another_program_has_the_file(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from crmdesk.services.desk import open_desk\n"
        "desk = open_desk(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert salvaging.check(path).sound
        with pytest.raises(UserError, match="file-in-use"):
            salvaging.salvage(path)
        assert other.stdin is not None
        other.stdin.close()


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_a_file_of_an_older_program(tmp_path: Path, schema: int) -> None:
    fixture = ROOT / "tests" / "store" / "fixtures" / f"schema-{schema}.crmdesk"
    path = Path(shutil.copy(fixture, tmp_path / "old.crmdesk"))
    counts = salvaging.check(path).counts
    made = salvage(path)
    assert made.rows["customer"][0] >= counts["customer"] > 0
    assert made.whole
