"""A file of an older program is brought up to date, and each statement of it fails in turn: the file is as it was, with
its version, a backup is there, and the next opening does it."""

from __future__ import annotations

import itertools
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import peewee
import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import backups
from crmdesk.services.desk import open_desk
from crmdesk.store import copying, opening
from crmdesk.store.database import SCHEMA
from tests.desk import clock, make_desk
from tests.faults.disks import rows_of
from tests.store.test_fixtures import FIXTURES, fill, told

RECENT = (SCHEMA - 2, SCHEMA - 1)


class Failing:
    """Databases of which the n-th statement fails, as of a disk that does not answer."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def database_of(self, *arguments: Any) -> Any:
        database = opening_database_of(*arguments)
        real = database.execute_sql

        def execute_sql(*statement: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise peewee.OperationalError("disk I/O error")
            return real(*statement)

        database.execute_sql = execute_sql
        return database


opening_database_of = opening.database_of


def fails_everywhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Open the file again and again, one statement further each time, until it is done; returns how often it failed."""
    before = rows_of(path, None)
    backed_up = backups.beside(path)
    for nth in itertools.count(1):
        failing = Failing(nth)
        monkeypatch.setattr(opening, "database_of", failing.database_of)
        try:
            open_desk(path, who="陈立", clock=clock).close()
        except UserError as error:
            told = error.code
        else:
            pytest.fail("it never failed after the migration")
        assert told in ("file-failed", "backup-failed"), nth
        now = rows_of(path, None)
        if now["user_version"] == [SCHEMA]:  # what failed came afterwards
            return nth - 1
        assert now == before, nth
        assert copying.sound(path, None), nth
        made = list(backed_up.iterdir()) if backed_up.exists() else []
        assert [each.name for each in made if rows_of(each, None) != before] == [], nth
        assert {each.name for each in path.parent.iterdir()} - {backed_up.name} == {path.name}, nth
        for each in made:
            each.unlink()
    return 0


def fail(schema: int, folder: Path, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shutil.copy(FIXTURES / f"schema-{schema}.crmdesk", folder))
    failures = fails_everywhere(path, monkeypatch)
    print(schema, failures)
    assert failures > 10
    monkeypatch.undo()
    with closing(open_desk(path, who="陈立", clock=clock)) as old, closing(make_desk(folder)) as new:
        fill(new)
        assert told(old, words) == told(new, words)


@pytest.mark.parametrize("schema", RECENT)
def test_the_file_is_as_it_was(schema: int, tmp_path: Path, words_zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(schema, tmp_path, words_zh, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("schema", range(1, min(RECENT)))
def test_so_it_is_of_every_schema(
    schema: int, tmp_path: Path, words_zh: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(schema, tmp_path, words_zh, monkeypatch)
