"""Work on records: every kind of action that salespeople do, one after another, each acknowledged once it is done."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from typing import Any

from crmdesk.core.complaints import STEPS
from crmdesk.services import (
    attachments,
    backups,
    bulk_edit,
    complaint_steps,
    complaints,
    contacts,
    customers,
    erasing,
    history,
    merging,
    notes,
    security,
    tasks,
    tiers,
)
from crmdesk.services.desk import Desk, open_desk
from tests.desk import clock
from tests.faults.soak import Kind, Place, Told, master
from tests.faults.soak_checks import last_action, looked_over
from tests.services.complaining import STEP_TEXTS, WORDS
from tests.services.erasing import traces

PASSWORD = "correct horse"
Dice = random.Random


def filled(place: Place) -> None:
    shutil.copyfile(master(place.customers), place.path)


def filled_and_locked(place: Place) -> None:
    filled(place)
    place.key = security.set_password(place.path, PASSWORD)


def at_work(place: Place) -> Desk:
    """The data file open, its journal folded in often: that too is to be interrupted."""
    desk = open_desk(place.path, key=place.key, who="陈立", clock=clock)
    desk.data.database.execute_sql("PRAGMA wal_autocheckpoint = 30")
    return desk


def back_up_once(place: Place) -> None:
    """What was killed in the backup that goes before much work is cleared away by the next backup."""
    desk = at_work(place)
    backups.make(desk)
    desk.close()


def living(desk: Desk) -> list[int]:
    sql = "SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id"
    return [row[0] for row in desk.data.database.execute_sql(sql).fetchall()]


def sound(place: Place, told: Told) -> None:
    """Each thing told is the number of an action."""
    with looked_over(place.path, place.key, told):
        pass


def edits(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        id_, _ = customers.add(desk, {"name": f"{dice.random()}号客户"}, [{"name": "联系人", "mobile": "13800138000"}])
        yield last_action(desk)
        notes.add(desk, id_, "记录" * dice.randrange(1, 900))
        yield last_action(desk)
        customers.edit(desk, dice.choice(living(desk)), {"address": f"街道{dice.random()}号" * 9})
        contacts.add(desk, id_, {"name": "周砚秋", "phone": "0573-0000 0013"})
        yield last_action(desk)
        customers.delete(desk, [dice.choice(living(desk))])
        yield last_action(desk)
        for _ in range(dice.randrange(4)):
            history.undo(desk)
        for _ in range(dice.randrange(2)):
            if history.undoable(desk)[1]:
                history.redo(desk)


def bulk(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        bulk_edit.apply(desk, living(desk), {"city": f"城市{dice.randrange(9)}"}, groups_add=[f"组{dice.randrange(9)}"])
        yield last_action(desk)


def complaining(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        owner = dice.choice(living(desk))
        one, _ = complaints.add(desk, owner, {"words": WORDS, "received_at": "2026-11-20 09:00"})
        yield last_action(desk)
        for step in STEPS:
            complaint_steps.finish(desk, one, step, {**STEP_TEXTS[step], "at": "2026-11-20 10:00"})
            yield last_action(desk)
        if dice.random() < 0.4:
            history.undo(desk)


def classing(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        ranking = tiers.classify(desk, dice.choice(("sales", "last-year-sales")), dice.choice(("pyramid", "abc")))
        tiers.save(desk, ranking)
        yield last_action(desk)
        tiers.set_tier(desk, dice.choice(living(desk)), dice.choice(("gold", "iron", None)), "面谈")
        yield last_action(desk)
        if dice.random() < 0.3:
            history.undo(desk)
            history.undo(desk)


def tasking(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        text = f"回访{dice.randrange(1 << 40)}"
        one, _ = tasks.add(desk, dice.choice(living(desk)), {"text": text, "due_on": "2026-11-20", "repeat": "weekly"})
        yield last_action(desk), text
        for _ in range(3):
            tasks.finish(desk, one)
            yield last_action(desk), text
            sql = "SELECT id FROM task WHERE text = ? AND done_on IS NULL AND deleted_at IS NULL"
            (one,) = desk.data.database.execute_sql(sql, (text,)).fetchone()


def one_is_next(place: Place, told: Told) -> None:
    """However often a repeated task was done, one of it is to be done."""
    with looked_over(place.path, place.key, [each[0] for each in told]) as desk:
        sql = (
            "SELECT text, sum(done_on IS NULL) FROM task WHERE deleted_at IS NULL AND text LIKE '回访%' "
            "AND repeat IS NOT NULL GROUP BY text HAVING sum(done_on IS NULL) <> 1"
        )
        assert desk.data.database.execute_sql(sql).fetchall() == []
        for _, text in told:
            assert desk.data.database.execute_sql("SELECT 1 FROM task WHERE text = ?", (text,)).fetchone()


def merges(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        contact = {"name": f"联系人{dice.randrange(1 << 40)}"}  # one that is there twice would not move
        customers.add(desk, {"name": f"{dice.random()}"}, [contact])
        yield last_action(desk), None
        one, two = dice.sample(living(desk), 2)
        merging.merge(desk, one, two)
        yield last_action(desk), (one, two)
        if dice.random() < 0.3:
            history.undo(desk)
            yield last_action(desk), None


def nothing_stays_behind(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key, [each[0] for each in told]) as desk:
        execute = desk.data.database.execute_sql
        for kind in ("contact", "sales_order", "payment", "interaction", "complaint"):
            sql = f"""SELECT count(*) FROM {kind} p JOIN customer c ON c.id = p.customer_id
                WHERE c.merged_into IS NOT NULL AND p.deleted_at IS NULL"""
            assert execute(sql).fetchone() == (0,), kind
        assert execute(
            "SELECT count(*) FROM customer WHERE merged_into IS NOT NULL AND deleted_at IS NULL"
        ).fetchone() == (0,)


def erasures(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        name = f"龘{dice.randrange(1 << 40):x}靐"
        id_, _ = customers.add(desk, {"name": name}, [{"name": name + "齉", "mobile": "13800138000"}])
        for _ in range(3):
            notes.add(desk, id_, f"{name}说的话" * 40)
        yield "there", name
        erasing.erase(desk, id_)
        yield "gone", name


def no_trace(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key) as desk:
        assert not erasing.is_pending(desk)
        there = {row[0] for row in desk.data.database.execute_sql("SELECT name FROM customer").fetchall()}
    erased = [name for what, name in told if what == "gone"]
    assert not there.intersection(erased)
    assert traces(place.path, erased) == []
    if told and told[-1][0] == "there" and told[-1][1] not in there:  # killed when the erasure was done, but not said
        assert traces(place.path, [told[-1][1]]) == []
    unsaid = [name for what, name in told if what == "there" and name not in erased]
    assert len([name for name in unsaid if name not in there]) <= 1


def attaching(place: Place, dice: Dice) -> Iterator[Any]:
    desk = at_work(place)
    yield None
    while True:
        owner = dice.choice(living(desk))
        content = dice.randbytes(dice.randrange(1, 3_000_000))
        name = attachments.add_content(desk, owner, "合同.txt", content).names[0]
        yield last_action(desk), owner, name, hashlib.sha256(content).hexdigest()
        attachments.open_copy(desk, attachments.named(desk, owner, name))
        if dice.random() < 0.3:
            attachments.delete(desk, [attachments.named(desk, owner, name).id])
            history.undo(desk)


def contents_there(place: Place, told: Told) -> None:
    with looked_over(place.path, place.key, [each[0] for each in told]) as desk:
        for _, owner, name, digest in told[:-1]:  # the last one may just have been deleted
            content = attachments.content(desk, attachments.named(desk, owner, name))
            assert hashlib.sha256(content).hexdigest() == digest


def opens_one(place: Place) -> None:
    desk = at_work(place)
    owner = living(desk)[0]
    if not attachments.of_customer(desk, owner):
        attachments.add_content(desk, owner, "合同.txt", b"x")
    attachments.open_copy(desk, attachments.of_customer(desk, owner)[0])
    desk.close()


KINDS = {
    "edit": Kind(edits, sound, filled),
    "edit-locked": Kind(edits, sound, filled_and_locked),
    "bulk": Kind(bulk, sound, filled, again=back_up_once),
    "complaint": Kind(complaining, sound, filled),
    "tiers": Kind(classing, sound, filled),
    "tasks": Kind(tasking, one_is_next, filled),
    "merge": Kind(merges, nothing_stays_behind, filled),
    "erase": Kind(erasures, no_trace, filled),
    "attach": Kind(attaching, contents_there, filled, again=opens_one),
}
