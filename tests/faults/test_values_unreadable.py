"""A value that no field can hold stands in a plain data file: reading says so, `check` names it, salvaging takes it out
and keeps the rest of the record."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmdesk.assets import load_words
from crmdesk.cli.run import main
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.services import customers, history, salvaging, user_fields
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store.keys import connecting
from tests.desk import clock, make_desk
from tests.faults import flipping
from tests.faults.soak import master

CUSTOMERS = 24
_WRONG = {"TEXT": "zz;{", "INTEGER": "zz", "BLOB": 1}
Column = tuple[str, str, str, int]


def connected(path: Path) -> Any:
    database = connecting(path, None, pragmas={"ignore_check_constraints": 1})
    database.connect()
    return closing(database)


def columns(path: Path) -> Iterator[Column]:
    """Every column of a table with ids in which something stands: its table, name and type, and one such id."""
    with connected(path) as database:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
        for (table,) in database.execute_sql(tables).fetchall():
            if table.startswith(("customer_search", "sqlite_", "schema_")):
                continue
            for _, name, type_, _, _, primary in database.execute_sql(f'PRAGMA table_info("{table}")').fetchall():
                sql = f'SELECT rowid FROM "{table}" WHERE "{name}" IS NOT NULL LIMIT 1'
                if not primary and (found := database.execute_sql(sql).fetchone()):
                    yield table, name, type_, found[0]


def spoil(path: Path, table: str, id_: int, column: str, value: object) -> None:
    with connected(path) as database:
        database.execute_sql(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, id_))


def read(path: Path) -> str:
    """What reading everything of it says."""
    try:
        with closing(open_desk(path, create=False, who="陈立", clock=clock)) as desk:
            try:
                for each in flipping.READS:
                    each(desk)
            except Exception as error:
                raise desk.understood(error) from error
    except UserError as error:
        return error.code
    return "read"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(master(CUSTOMERS), tmp_path / "spoilt.crmdesk"))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("customer", "created_on", "2026-13-41"),
        ("customer", "expected_amount", "x"),
        ("customer", "need", "yfs"),
        ("customer", "turnover", b"\xff"),
        ("sales_order", "date", "2026-1"),
        ("complaint", "round", "x"),
        ("complaint_step", "step", "receive?"),
        ("action", "params", "{"),
    ],
)
def test_it_is_told_where_it_stands(copy: Path, table: str, column: str, value: object) -> None:
    id_ = next(id_ for each, name, _, id_ in columns(copy) if (each, name) == (table, column))
    spoil(copy, table, id_, column, value)
    assert read(copy) == "value-unreadable"
    (problem,) = [each for each in salvaging.check(copy).problems if each.code == "check-values"]
    assert f"{table} {id_}: {column}" in problem.params["places"]
    made = salvaging.salvage(copy, copy.with_name("made.crmdesk"), clock=clock)
    assert made.tables[table].incomplete == [id_]
    assert all(not tally.lost for tally in made.tables.values())
    assert (list(salvaging.check(made.path).problems), read(made.path)) == ([], "read")


def test_a_command_names_field_and_customer(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(copy, "customer", 3, "created_on", "2026-13-41")
    assert main(["--data", str(copy), "--lang", "en", "show", "K00003"]) == 1
    said = capsys.readouterr().err
    assert "Customer K00003" in said
    assert "2026-13-41" not in said
    assert len(said.splitlines()) == 1


def test_a_mistake_of_ours_stays_one(copy: Path) -> None:
    """Where all that stands in the file can be read."""
    mistake = KeyError("ours")
    with closing(open_desk(copy, create=False, clock=clock)) as desk:
        assert desk.understood(mistake) is mistake


def test_a_column_under_another_name_is_damage(copy: Path) -> None:
    """A bit of the declaration of a table."""
    with connected(copy) as database:
        database.execute_sql("PRAGMA writable_schema = ON")
        renamed = "UPDATE sqlite_master SET sql = replace(sql, 'severity', 'severitx') WHERE name = 'complaint'"
        database.execute_sql(renamed)
    assert read(copy) == "file-damaged"


def test_what_names_nobody_is_damage(copy: Path) -> None:
    with connected(copy) as database:
        database.execute_sql("PRAGMA foreign_keys = OFF")
        database.execute_sql("UPDATE complaint SET customer_id = 9999 WHERE id = 1")
    assert read(copy) == "file-damaged"


def test_a_value_of_an_own_field(desk: Desk) -> None:
    key, _changes = user_fields.add(desk, "到期", Type.DATE)
    made, _changes = customers.add(desk, {"name": "远大", key: "2026-05-06", "wechat": "wx"})
    path = desk.path
    desk.close()
    with connected(path) as database:
        database.execute_sql("UPDATE customer SET own = replace(own, '-05-', '-25-')")
    (problem,) = salvaging.check(path).problems
    assert problem.params == {"count": 1, "places": f"customer {made}: {key}"}
    new = salvaging.salvage(path, path.with_name("made.crmdesk"), clock=clock)
    with closing(open_desk(new.path, create=False, clock=clock)) as again:
        values = customers.file(again, made).values
    assert (values.get(key), values["wechat"]) == (None, "wx")


def test_history_shows_it_as_it_stands(desk: Desk) -> None:
    made, _changes = customers.add(desk, {"name": "远大"})
    customers.edit(desk, made, {"verified_on": "2026-12-01"})
    desk.data.database.execute_sql("UPDATE change SET after = replace(after, '2026-12-01', '2026-92-01')")
    told = history.of_customer(desk, made, load_words("en"))
    assert any("2026-92-01" in str(each) for each in told)


@pytest.mark.soak
def test_every_column(tmp_path: Path) -> None:
    """Nothing but a sentence comes of it, and what was salvaged can be read."""
    sound = master(CUSTOMERS)
    for i, (table, column, type_, id_) in enumerate(columns(sound)):
        path = Path(shutil.copyfile(sound, tmp_path / f"{i}.crmdesk"))
        spoil(path, table, id_, column, _WRONG[type_])
        assert read(path) in ("read", "value-unreadable", "file-damaged"), (table, column)
        made = salvaging.salvage(path, path.with_name(f"{i}-made.crmdesk"), clock=clock)
        assert (list(salvaging.check(made.path).problems), read(made.path)) == ([], "read"), (table, column)
        for each in tmp_path.iterdir():
            each.unlink()
