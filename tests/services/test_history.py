"""Undo and redo: any sequence of actions, all the way back and all the way forth, across restarts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import contacts, customers, history
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store.records import KINDS
from tests.desk import clock, make_desk
from tests.store.test_search import check_index

NAMES = st.sampled_from(("张伟", "单雄信", "禾砚有限公司", "Ann", "曾"))
TEXTS = st.sampled_from(("", "一", "二", "13900000001", "0573-0000 0013"))
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAMES, TEXTS),
        st.tuples(st.just("edit"), st.integers(0, 5), st.sampled_from(("notes", "mobile", "groups", "city")), TEXTS),
        st.tuples(st.just("rename"), st.integers(0, 5), NAMES),
        st.tuples(st.just("delete"), st.integers(0, 5)),
        st.tuples(st.just("restore"), st.integers(0, 5)),
        st.tuples(st.just("contact"), st.integers(0, 5), NAMES),
        st.tuples(st.just("contact-delete"), st.integers(0, 5)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=14,
)


def content(desk: Desk) -> dict[str, Any]:
    """Everything a person has put in, the trash included; not the counters that stand among the settings."""
    execute = desk.data.database.execute_sql
    result = {}
    for kind in (kind for kind in KINDS if kind != "setting"):
        ids = [row[0] for row in execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()]
        result[kind] = desk.records.read_many(kind, ids)
    return result


def perform(desk: Desk, action: tuple[Any, ...]) -> None:
    """One action; those that the program refuses in this state do nothing."""
    verb, *rest = action
    everyone = sorted(customers.find(desk, Listing()) + customers.find(desk, Listing(deleted=True)))
    target = everyone[rest[0] % len(everyone)] if everyone and rest and isinstance(rest[0], int) else 0
    try:
        match verb:
            case "add":
                customers.add(desk, {"name": rest[0], "notes": rest[1]}, [{"name": rest[0]}])
            case "edit":
                customers.edit(desk, target, {rest[1]: rest[2]})
            case "rename":
                customers.edit(desk, target, {"name": rest[1]})
            case "delete":
                customers.delete(desk, [target])
            case "restore":
                customers.restore(desk, [target])
            case "contact":
                contacts.add(desk, target, {"name": rest[1], "mobile": "13900000009"})
            case "contact-delete":
                contacts.delete(desk, next(iter(customers.file(desk, target).contacts)).id)
            case "undo":
                history.undo(desk)
            case "redo":
                history.redo(desk)
    except (UserError, StopIteration):
        pass


def all_the_way(desk: Desk, step: Any) -> int:
    for count in range(10_000):
        try:
            step(desk)
        except UserError as error:
            if error.code not in ("nothing-to-undo", "nothing-to-redo"):
                raise
            return count
    raise AssertionError("no end")


def back_and_forth(desk: Desk, told: Callable[[Desk], Any], start: Any) -> None:
    """Undo all is the `start` and redo all, after a restart, the present; the index says the same throughout."""
    all_the_way(desk, history.redo)
    end = told(desk)
    check_index(desk)
    undone = all_the_way(desk, history.undo)
    assert told(desk) == start
    check_index(desk)
    desk.close()
    desk = open_desk(desk.path, who="", clock=clock)
    assert all_the_way(desk, history.redo) == undone
    assert told(desk) == end
    check_index(desk)
    desk.close()


@settings(max_examples=40)
@given(actions=ACTIONS)
def test_undo_all_is_the_beginning_and_redo_all_the_end(actions: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        start = content(desk)
        for action in actions:
            perform(desk, action)
        back_and_forth(desk, content, start)


def test_numbers_that_go_round_in_one_action_go_back(desk: Desk) -> None:
    first, second = (customers.add(desk, {"name": name})[0] for name in ("甲", "乙"))
    start = content(desk)
    with desk.recording("customers-edit") as made:
        for customer_id, number in ((first, "K9"), (second, "K00001"), (first, "K00002")):
            made.update("customer", customer_id, {"number": number, "notes": number})
    end = content(desk)
    history.undo(desk)
    assert content(desk) == start
    history.redo(desk)
    assert content(desk) == end


def test_a_new_action_ends_what_could_be_redone(desk: Desk) -> None:
    customers.add(desk, {"name": "甲"})
    history.undo(desk)
    customers.add(desk, {"name": "乙"})
    with pytest.raises(UserError) as caught:
        history.redo(desk)
    assert caught.value.code == "nothing-to-redo"
    assert [(a.verb, a.state) for a in history.entries(desk)] == [("customer-add", "done"), ("customer-add", "dropped")]


def test_the_history_of_a_customer_tells_who_when_from_what_to_what(desk: Desk, words_zh: Words) -> None:
    customer_id, _ = customers.add(desk, {"name": "甲公司", "groups": "一"})
    customers.edit(desk, customer_id, {"groups": "一;二", "founded_on": "2009-04-16", "ownership": "民营"})
    contacts.add(desk, customer_id, {"name": "乙"})
    found = history.of_customer(desk, customer_id, words_zh)
    assert [(e.action.verb, e.kind, e.field, e.before, e.after) for e in found] == [
        ("contact-add", "contact", "", "", ""),
        ("customer-edit", "customer", "成立日期", "", "2009-04-16"),
        ("customer-edit", "customer", "分组", "一", "一、二"),
        ("customer-edit", "customer", "企业性质", "", "民营"),
        ("customer-add", "customer", "", "", ""),
    ]
    assert {e.action.who for e in found} == {"陈立"}
    assert {e.action.at for e in found} == {"2026-11-21T04:00:00Z"}


def test_history_sentences_name_numbers_never_people(desk: Desk, words_en: Words) -> None:
    customer_id, _ = customers.add(desk, {"name": "Secret Person"})
    customers.edit(desk, customer_id, {"notes": "x"})
    customers.delete(desk, [customer_id])
    said = [history.describe(action, words_en) for action in history.entries(desk)]
    assert said == ["Deleted K00001", "Changed K00001", "New file K00001"]
