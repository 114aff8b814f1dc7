"""Every kind of action there is, in any order: undone it is as if it had never been, redone as it was."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.services import history
from crmdesk.services.desk import Desk
from crmdesk.store.records import KINDS
from tests.desk import make_desk
from tests.faults.soak_checks import check_complaints
from tests.services.deeds import NOT_BY_HAND, VERBS, Person
from tests.services.test_history import back_and_forth
from tests.services.test_marks import check as check_marks

_PASSES = 30
_MAKING = ("-add", "-set", "-save")
_OWN = ("number.", "marks.", "search.", "import.")
"""Settings that the program keeps for itself: counters, which only go on, and what it last reckoned with."""


def everything(desk: Desk) -> dict[str, Any]:
    """Every record as it lies in the file, what is worked out too; not what the program keeps for itself."""
    execute = desk.data.database.execute_sql
    found: dict[str, Any] = {}
    for table in (*KINDS, "membership", "tier_result"):
        cursor = execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found["customer"]:
        row["own"] = None if row["own"] is None else json.loads(row["own"])
    found["setting"] = [row for row in found["setting"] if not row["key"].startswith(_OWN)]
    there = {row["id"] for row in found["tier_run"]}
    found["tier_result"] = [row for row in found["tier_result"] if row["run"] in there]
    return found


def sound(desk: Desk) -> None:
    check_marks(desk)
    check_complaints(desk)


def done(desk: Desk) -> int:
    (count,) = desk.data.database.execute_sql("SELECT count(*) FROM action WHERE state = 'done'").fetchone()
    return int(count)


def test_there_is_a_deed_for_every_verb_of_the_history(desk: Desk) -> None:
    person = Person(desk, 1)
    assert person.deeds.keys() == VERBS
    assert not VERBS & NOT_BY_HAND.keys()


def test_every_verb_is_taken_back_and_done_again(tmp_path: Path) -> None:
    """Each at once, and in the end all of them together."""
    desk = make_desk(tmp_path)
    start = everything(desk)
    person = Person(desk, 2)
    person.begin()
    left = set(VERBS)
    for turn in range(_PASSES):
        for verb in sorted(VERBS - left) if turn % 4 == 1 else ():
            if verb.endswith(_MAKING) or verb.replace("-delete", "-restore") in left:
                person.do(verb)
        before = everything(desk)
        for verb in person.dice.sample(sorted(left), len(left)):
            count = done(desk)
            if person.do(verb):
                steps = done(desk) - count
                for step in (history.undo,) * steps:
                    step(desk)
                assert everything(desk) == before, verb
                for step in (history.redo,) * steps:
                    step(desk)
            before = everything(desk)
        left -= {action.verb for action in history.entries(desk, 10_000) if action.state == "done"}
        if not left:
            break
    assert left == set()
    sound(desk)
    back_and_forth(desk, everything, start)


@settings(max_examples=4, phases=(Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
def test_undo_all_is_the_beginning_and_redo_all_the_end(seed: int, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        start = everything(desk)
        person = Person(desk, seed)
        person.begin()
        verbs = sorted(VERBS)
        for _ in range(steps):
            person.do(person.dice.choice(verbs))
            if person.dice.random() < 0.2:
                with contextlib.suppress(UserError):
                    person.dice.choice((history.undo, history.undo, history.redo))(desk)
        sound(desk)
        back_and_forth(desk, everything, start)
