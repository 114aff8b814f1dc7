"""Groups, own fields, lists, competitors, settings, bulk edits in any order: back to the start, forth to the end."""

from __future__ import annotations

import contextlib
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.settings import COMPANY_NAME
from crmdesk.services import (
    addresses,
    bulk_edit,
    competitors,
    completeness,
    customers,
    elsewhere,
    groups,
    history,
    listing,
    lists,
    losses,
    notes,
    photos,
    user_fields,
)
from crmdesk.services import settings as settings_service
from crmdesk.services.desk import Desk
from crmdesk.store.records import KINDS
from tests.desk import make_desk
from tests.services.test_history import back_and_forth

PEOPLE = ("嘉禾机械有限公司", "张伟", "单雄信", "Ann", "曾国华", "山初物流")
WORDS = ("展会", "老客户", "甲", "乙", "Exhibition", "VIP")


def rows(desk: Desk) -> dict[str, Any]:
    """Every record as it lies in the file, worked-out columns too; not the counters among the settings."""
    execute = desk.data.database.execute_sql
    found: dict[str, Any] = {}
    for table in (*KINDS, "membership"):
        cursor = execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found["customer"]:
        row["own"] = None if row["own"] is None else json.loads(row["own"])
    found["setting"] = [row for row in found["setting"] if row["key"] in (COMPANY_NAME.key, "own_fields.order")]
    return found


class Hand:
    """Somebody who does anything at all with a data file."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.dice = random.Random(seed)

    def one_of(self, things: Any, least: int = 1) -> Any:
        found = list(things)
        if len(found) < least:
            raise UserError("record-gone")
        return self.dice.choice(found)

    def word(self) -> str:
        return self.dice.choice(WORDS)

    def customers(self, least: int = 1) -> list[int]:
        everyone = customers.find(self.desk, Listing())
        self.one_of(everyone, least)
        return self.dice.sample(everyone, self.dice.randint(1, len(everyone)))

    def filter(self) -> Filter:
        names = [group.name for group in groups.all_groups(self.desk)] or ["无"]
        conditions = [
            Condition("source", Test.IS, (self.source(),)),
            Condition("groups", Test.IS, tuple(self.dice.sample(names, min(2, len(names))))),
            Condition("name", Test.CONTAINS, ("有限",)),
            *(Condition(field.key, Test.FILLED) for field in user_fields.all_fields(self.desk)),
        ]
        return Filter(tuple(self.dice.sample(conditions, 2)), self.dice.random() < 0.5)

    def source(self) -> str:
        return str(self.one_of(self.desk.fields("customer")["source"].choices).key)

    def bulk(self) -> None:
        own = [field.key for field in user_fields.all_fields(self.desk)]
        key = self.dice.choice(["owner", "source", "short_name", "kind", "province", *own])
        known = self.desk.fields("customer")[key]
        text = self.dice.choice(["", self.word(), *(choice.label.zh for choice in known.choices)])
        names = [group.name for group in groups.all_groups(self.desk) if not group.dynamic]
        add = self.dice.sample([*names, "新组"], 1)
        bulk_edit.apply(self.desk, self.customers(), {key: text}, groups_add=add, groups_remove=names[:1])

    def field(self, least: int = 1) -> str:
        return str(self.one_of(user_fields.all_fields(self.desk), least).key)

    def fill_texts(self) -> None:
        found = [field.key for field in user_fields.all_fields(self.desk) if field.type is Type.TEXT]
        key = self.one_of(found)
        customers.edit(self.desk, self.customers()[0], {key: self.word()})
        if self.dice.random() < 0.3:
            user_fields.make_choice(self.desk, key)

    def loss(self) -> int:
        return int(self.one_of(losses.of_customer(self.desk, self.customers()[0])).id)

    def list_word(self) -> tuple[str, str, str]:
        field = self.one_of(lists.all_lists(self.desk)[:1] + lists.all_lists(self.desk)[8:])
        return field.key, self.one_of(field.choices).key, self.one_of(field.choices).key

    def verbs(self) -> list[Callable[[], Any]]:
        desk, one_of, word = self.desk, self.one_of, self.word

        def group(least: int = 1) -> int:
            return int(one_of(groups.all_groups(desk), least).id)

        return [
            lambda: customers.add(desk, {"name": one_of(PEOPLE), "source": self.source(), "mobile": "13800000001"}),
            lambda: customers.delete(desk, self.customers(4)[:1]),
            lambda: customers.edit(desk, self.customers()[0], {self.field(): word()}),
            self.bulk,
            lambda: groups.add(desk, word()),
            lambda: groups.add(desk, word(), "", self.filter()),
            lambda: groups.edit(desk, group(), name=word(), filter=one_of([..., None, self.filter()])),
            lambda: groups.put_in(desk, group(), self.customers()),
            lambda: groups.take_out(desk, group(), self.customers()),
            lambda: groups.delete(desk, group(4)),
            lambda: user_fields.add(desk, word() + "栏", one_of(user_fields.TYPES), ("甲", "乙", "丙")),
            lambda: user_fields.rename(desk, self.field(), word() + "栏"),
            lambda: user_fields.delete(desk, self.field(4)),
            self.fill_texts,
            lambda: user_fields.order(desk, [field.key for field in reversed(user_fields.all_fields(desk))]),
            lambda: lists.add(desk, self.list_word()[0], word()),
            lambda: lists.rename(desk, *self.list_word()[:2], word()),
            lambda: lists.reset(desk, *self.list_word()[:2]),
            lambda: lists.delete(desk, *self.list_word()),
            lambda: lists.delete(desk, *self.list_word()[:2]),
            lambda: lists.order(desk, "source", [c.key for c in reversed(desk.fields("customer")["source"].choices)]),
            lambda: competitors.add(desk, {"name": word()}),
            lambda: competitors.edit(desk, one_of(competitors.all_competitors(desk)).id, {"name": word()}),
            lambda: competitors.delete(desk, *(one_of(competitors.all_competitors(desk)).id for _ in (1, 2))),
            lambda: elsewhere.add(desk, self.customers()[0], {"product": "铝材", "competitor": word()}),
            lambda: losses.mark_lost(desk, self.customers(), {"reason": "competitor", "competitor": word()}),
            lambda: losses.win_back(desk, self.customers()[:1]),
            lambda: losses.edit(desk, self.loss(), {"reason": "neglect", "won_back_on": one_of(["", "2026-11-21"])}),
            lambda: losses.delete(desk, self.loss()),
            lambda: addresses.add(desk, self.customers()[0], {"city": "杭州"}),
            lambda: notes.add(desk, self.customers()[0], "第一行\n第二行"),
            lambda: photos.put(desk, self.customers()[0], b"\x89PNG\r\n\x1a\n"),
            lambda: settings_service.change(desk, COMPANY_NAME.key, word()),
            lambda: history.undo(desk),
            lambda: history.undo(desk),
            lambda: history.redo(desk),
        ]

    def begin(self) -> None:
        for name in PEOPLE[:4]:
            customers.add(self.desk, {"name": name})
        groups.add(self.desk, "甲")
        user_fields.add(self.desk, "甲栏", Type.TEXT)

    def act(self) -> None:
        with contextlib.suppress(UserError):
            self.one_of(self.verbs())()


def check_lists(desk: Desk) -> None:
    """No two words, groups or fields that cannot be told apart."""
    for field in lists.all_lists(desk):
        labels = [choice.label.zh for choice in field.choices]
        assert len(set(labels)) == len(labels), field.key
        assert len({choice.key for choice in field.choices}) == len(labels), field.key
    for names in (
        [group.name for group in groups.all_groups(desk)],
        [field.label.zh for field in user_fields.all_fields(desk)],
        [competitor.name for competitor in competitors.all_competitors(desk)],
    ):
        assert len(set(names)) == len(names), names


def check_answers(desk: Desk) -> None:
    """Every list can be asked for, or says why not."""
    ids = customers.find(desk, Listing())
    listing.cells(desk, ids, [field.key for field in listing.columns(desk)], dynamic=True)
    groups.counts(desk)
    for group in groups.all_groups(desk):
        found: list[int] = []
        with contextlib.suppress(UserError):
            found = listing.find(desk, Listing(group=group.name))
        assert all(group.name in listing.groups_of(desk, i) for i in found if group.dynamic)
    assert len(customers.files(desk, ids)) == len(ids)
    for words in (load_words("en"), load_words("zh_CN")):
        assert all(history.of_customer(desk, customer_id, words) for customer_id in ids)
        assert all(history.describe(action, words) for action in history.entries(desk, 100))
    assert all(found.complete.percent <= 100 for found in completeness.of_all(desk))


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
def test_undo_all_is_the_beginning_and_redo_all_the_end(seed: int, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        start = rows(desk)
        hand = Hand(desk, seed)
        hand.begin()
        for _ in range(steps):
            hand.act()
            check_lists(desk)
        check_answers(desk)
        back_and_forth(desk, rows, start)


def test_the_hand_gets_through_every_verb(desk: Desk) -> None:
    hand = Hand(desk, 2)
    hand.begin()
    for _ in range(600):
        hand.act()
    done = {action.verb for action in history.entries(desk, 1_000)}
    assert done >= {
        "customers-edit", "group-add", "group-edit", "group-put-in", "group-take-out", "group-delete", "own-field-add",
        "own-field-rename", "own-field-delete", "own-field-choice", "own-field-order", "list-add", "list-rename",
        "list-reset", "list-delete", "list-order", "competitor-add", "competitor-edit", "competitor-delete",
        "loss-add", "loss-won-back", "loss-edit", "loss-delete",
    }  # fmt: skip
