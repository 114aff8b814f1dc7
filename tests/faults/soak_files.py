"""Work on whole files: backups, restoring, salvaging, passwords, older schemas."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.services import backups, customers, restoring, salvaging, security
from crmdesk.services.desk import open_desk
from crmdesk.store import copying
from crmdesk.store.database import SCHEMA
from tests.damage import zero
from tests.desk import clock
from tests.faults.soak import Kind, Place, Told
from tests.faults.soak_checks import looked_over
from tests.faults.soak_records import at_work, back_up_once, filled, filled_and_locked, living
from tests.store.test_fixtures import FIXTURES
from tests.store.test_fixtures import told as content_of

Dice = random.Random
PASSWORDS = ("", "correct horse", "battery staple")
SCHEMAS = sorted(path.name for path in FIXTURES.glob("schema-*.crmdesk"))


def backing_up(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        customers.add(desk, {"name": f"{dice.random()}"})
        made = backups.make(desk, dice.choice(("manual", "daily")))
        yield made.path, len(living(desk))


def backups_whole(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key):
        pass
    folder = backups.beside(place.path)
    found = backups.listed(folder, place.path.stem)
    assert [each.path.name for each in found if not copying.sound(each.path, place.key)] == []
    manual = {each.path for each in found if each.reason == "manual"}
    assert {path for path, _ in told if path.stem.endswith("manual")} <= manual
    if told and told[-1][0].exists():
        path, count = told[-1]
        with closing(open_desk(path, create=False, key=place.key, who="", clock=clock)) as desk:
            assert len(living(desk)) == count
    elif told:  # the clock stands still and names come again: it was not the latest of ten to the one killed after it
        assert told[-1][0].stem.endswith("daily")
        assert sum(each.reason == "daily" for each in found) >= 10
    if len(found) > 12:
        for each in found[3:]:
            backups.delete(each)


def two_states(place: Place) -> None:
    filled(place)
    with closing(open_desk(place.path, who="陈立", clock=clock)) as desk:
        one = backups.make(desk)
        customers.add(desk, {"name": "后来的"})
        two = backups.make(desk)
    place.mind = {"backups": (one.path, two.path), "counts": (place.customers, place.customers + 1)}


def restores(place: Place, _dice: Dice) -> Iterator[Any]:
    yield None
    for turn in itertools.cycle((0, 1)):
        restoring.restore(place.path, place.mind["backups"][turn], clock=clock)
        yield turn


def one_or_the_other(place: Place, _told: Told) -> None:
    with looked_over(place.path) as desk:
        assert len(living(desk)) in place.mind["counts"]
    folder = backups.beside(place.path)
    found = backups.listed(folder, place.path.stem)
    assert [each.path.name for each in found if not copying.sound(each.path, None)] == []
    for each in found:
        if each.path not in place.mind["backups"]:
            backups.delete(each)


def restore_once(place: Place) -> None:
    restoring.restore(place.path, place.mind["backups"][0], clock=clock)


def salvages(place: Place, _dice: Dice) -> Iterator[Any]:
    yield None
    while True:
        yield salvage_once(place)


def salvage_once(place: Place) -> int:
    target = place.folder / "salvaged.crmdesk"
    target.unlink(missing_ok=True)
    made = salvaging.salvage(place.path, target, clock=clock)
    return made.tables["customer"].kept


def damaged(place: Place) -> None:
    filled(place)
    zero(place.path, 60, 61)
    place.mind = {"bytes": place.path.read_bytes()}


def untouched(place: Place, _told: Told) -> None:
    """The damaged file is as it was, and what has the new one's name is whole."""
    assert place.path.read_bytes() == place.mind["bytes"]
    target = place.folder / "salvaged.crmdesk"
    if target.exists():
        assert list(salvaging.check(target).problems) == []
        with closing(open_desk(target, create=False, who="", clock=clock)) as desk:
            assert len(living(desk)) == place.customers


def begins(place: Place, _dice: Dice) -> Iterator[Any]:
    """A new data file, again and again."""
    yield None
    while True:
        place.path.unlink(missing_ok=True)
        open_desk(place.path, who="陈立", clock=clock).close()
        yield True


def begin_once(place: Place) -> None:
    open_desk(place.path, who="陈立", clock=clock).close()


def none_or_whole(place: Place, _told: Told) -> None:
    if place.path.exists():
        with looked_over(place.path) as desk:
            assert living(desk) == []
        place.path.unlink()


def rekeys(place: Place, dice: Dice) -> Iterator[Any]:
    """From one password to another, or to none."""
    yield None
    now = place.mind.get("password", "")
    while True:
        key = security.unlock(place.path, now) if now else None
        now = dice.choice([each for each in PASSWORDS if each != now])
        if now:
            security.set_password(place.path, now, key=key)
        elif key is not None:
            security.remove_password(place.path, key)
        yield now


def one_password_opens(place: Place, told: Told) -> None:
    opened = []
    if security.is_protected(place.path):
        for password in PASSWORDS[1:]:
            try:
                security.unlock(place.path, password)
                opened.append(password)
            except UserError as error:
                assert error.code == "password-wrong"  # noqa: PT017
    else:
        opened = [""]
    assert len(opened) == 1
    place.mind["password"] = opened[0]
    with looked_over(place.path, security.unlock(place.path, opened[0]) if opened[0] else None) as desk:
        assert len(living(desk)) == place.customers


def password_once(place: Place) -> None:
    now = place.mind["password"]
    security.set_password(place.path, PASSWORDS[1], key=security.unlock(place.path, now) if now else None)
    place.mind["password"] = PASSWORDS[1]


def old_schemas(place: Place) -> None:
    """A file of every schema there ever was."""
    shutil.copyfile(FIXTURES / f"schema-{SCHEMA}.crmdesk", place.path)
    for name in SCHEMAS:
        shutil.copyfile(FIXTURES / name, place.folder / name)


def migrates(place: Place, dice: Dice) -> Iterator[Any]:
    yield None
    while True:
        for name in dice.sample(SCHEMAS, len(SCHEMAS)):
            open_desk(place.folder / name, who="陈立", clock=clock).close()
            yield name
            again = place.folder.with_name(f"{place.folder.name}-{name}")
            shutil.copyfile(FIXTURES / name, again)
            again.replace(place.folder / name)


def same_content(place: Place, _told: Told) -> None:
    words = load_words("zh_CN")
    with closing(open_desk(place.path, who="陈立", clock=clock)) as desk:
        expected = content_of(desk, words)
    for name in SCHEMAS:
        path = place.folder / name
        with closing(open_desk(path, create=False, who="陈立", clock=clock)) as desk:
            assert content_of(desk, words) == expected, name
        with looked_over(path):
            pass
        found = backups.listed(backups.beside(path), path.stem)
        assert [each.path.name for each in found if not copying.sound(each.path, None)] == []
        for each in found[:-1]:
            backups.delete(each)


OF_SCHEMAS = [backups.beside(Path(name)).name for name in SCHEMAS]
KINDS = {
    "backup": Kind(backing_up, backups_whole, filled, again=back_up_once),
    "backup-locked": Kind(backing_up, backups_whole, filled_and_locked, again=back_up_once),
    "restore": Kind(restores, one_or_the_other, two_states, again=restore_once),
    "salvage": Kind(salvages, untouched, damaged, again=salvage_once, own=("salvaged.crmdesk",)),
    "begin": Kind(begins, none_or_whole, lambda _place: None, again=begin_once),
    "password": Kind(rekeys, one_password_opens, filled, again=password_once),
    "migrate": Kind(
        migrates, same_content, old_schemas, own=(*SCHEMAS, *(backups.beside(Path(n)).name for n in SCHEMAS))
    ),
}
