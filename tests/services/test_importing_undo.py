"""Taking an import back later: the data as if it had never been, with what was done by hand since."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.importing import Result
from crmdesk.core.words import Words
from crmdesk.services import (
    addresses,
    contacts,
    customers,
    groups,
    history,
    importing,
    importing_undo,
    merging,
    notes,
    user_fields,
)
from crmdesk.services.desk import Desk
from crmdesk.services.importing_undo import Undone
from crmdesk.sheets.books import CancelledError
from crmdesk.store import replaying, takeback_values
from tests.desk import make_desk
from tests.services.importing import book, run
from tests.services.test_history import content as everything
from tests.store.test_search import check_index

HEADER = ["编号", "客户名称", "城市", "备注", "联系人", "手机", "分组", "企业性质"]
ROW = ["", "新公司", "嘉兴", "展会", "张伟", "13900000001", "展会", "怪"]


def living(desk: Desk) -> dict[str, Any]:
    """All that is there: groups, fields and parts that were taken out are not."""
    found = everything(desk)
    return {
        kind: {i: row for i, row in rows.items() if kind == "customer" or "deleted_at" not in row}
        for kind, rows in found.items()
    }


def imported(desk: Desk, *rows: list[str], existing: str = "update") -> int:
    batch = run(desk, [HEADER, *rows], existing=existing).batch
    assert batch is not None
    return batch


def undo(desk: Desk, batch: int) -> Undone:
    """Take back; looking at it before says the same, undo and redo lead back and forth, and the index is right."""
    before = everything(desk)
    told = importing_undo.preview(desk, batch)
    assert everything(desk) == before
    done = importing_undo.undo(desk, batch)
    after = everything(desk)
    assert (told.removed, told.restored, told.kept) == (done.removed, done.restored, done.kept)
    assert (told.edited_since, told.held) == (done.edited_since, done.held)
    check_index(desk)
    if done.action is not None:
        history.undo(desk)
        assert everything(desk) == before
        check_index(desk)
        history.redo(desk)
        assert everything(desk) == after
        check_index(desk)
    return done


def kept(done: Undone) -> list[tuple[str, str, Any, Any]]:
    return [(each.number, each.field, each.value, each.imported) for each in done.kept]


def names(desk: Desk) -> list[str]:
    return [row.name for row in customers.rows(desk, customers.find(desk, Listing(sort="number")))]


def test_what_it_made_goes_with_everything_of_it(desk: Desk) -> None:
    start = living(desk)
    batch = imported(desk, ROW, ["", "另一家", "", "", "", "", "展会", ""])
    new = customers.find(desk, Listing("新公司"))[0]
    contacts.add(desk, new, {"name": "后来的人"})
    notes.add(desk, new, "后来的话")
    addresses.add(desk, new, {"label": "仓库", "city": "杭州"})
    done = undo(desk, batch)
    assert (done.removed, done.restored, done.edited_since) == (2, 0, ("K00001",))
    assert living(desk) == start
    assert groups.all_groups(desk) == []
    assert user_fields.all_fields(desk) == ()


def test_what_it_changed_comes_back_but_for_what_was_changed_since(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户", "city": "杭州", "notes": "旧"}, [{"name": "王"}])
    start = living(desk)
    batch = imported(desk, ["K00001", "老客户", "嘉兴", "新", "李", "13900000002", "展会", "怪"])
    customers.edit(desk, old, {"city": "上海", "likes": "茶"})
    done = undo(desk, batch)
    assert (done.removed, done.restored) == (0, 1)
    assert kept(done) == [("K00001", "city", "上海", "嘉兴")]
    start["customer"][old].update(city="上海", likes="茶")
    assert living(desk) == start


def test_it_goes_piece_by_piece(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import of any size: here a piece is two or three records."""
    for place, size in ((replaying, 3), (takeback_values, 2), (importing_undo, 2)):
        monkeypatch.setattr(place, "_AT_ONCE", size)
    for i in range(5):
        customers.add(desk, {"name": f"老{i}", "city": "杭州", "groups": "一"}, [{"name": "王"}])
    start = living(desk)
    header = [*HEADER, "介绍人"]
    old = [[f"K0000{i}", f"老{i - 1}", "嘉兴", "", "李", "", "展会", "", "新0"] for i in range(1, 6)]
    new = [["", f"新{i}", "宁波", "", "赵", "", "展会", "", f"新{(i + 1) % 5}"] for i in range(5)]
    made = run(desk, [header, *old, *new], existing="update").batch
    assert made is not None
    done = undo(desk, made)
    assert (done.removed, done.restored, done.kept) == (5, 5, ())
    assert living(desk) == start


def test_groups_joined_since_stay(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户", "groups": "一"})
    batch = imported(desk, ["K00001", "老客户", "", "", "", "", "展会;一", ""])
    customers.edit(desk, old, {"groups": "一;展会;三"})
    undo(desk, batch)
    assert customers.file(desk, old).values["groups"] == ("一", "三")
    assert [group.name for group in groups.all_groups(desk)] == ["一", "三"]


def test_groups_fields_and_words_in_use_stay(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ROW)
    key = user_fields.all_fields(desk)[0].key
    customers.edit(desk, old, {"groups": "展会", key: "别"})
    undo(desk, batch)
    assert [group.name for group in groups.all_groups(desk)] == ["展会"]
    assert customers.file(desk, old).values[key] == "别"


def test_who_names_one_that_goes_names_nobody(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ROW, ["", "另一家", "", "", "", "", "", ""])
    customers.edit(desk, old, {"referrer": "新公司", "parent_company": "另一家"})
    start = living(desk)["customer"][old]
    done = undo(desk, batch)
    assert done.edited_since == ()
    flat = living(desk)["customer"][old]
    assert start.keys() - flat.keys() == {"referrer", "parent_company"}


def test_references_inside_the_file_and_to_what_it_made(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    first, _ = customers.add(desk, {"name": "介绍人"})
    customers.edit(desk, old, {"referrer": "介绍人"})
    start = living(desk)
    header = ["编号", "客户名称", "介绍人", "母公司"]
    rows = [["K00001", "老客户", "甲", "乙"], ["", "甲", "乙", ""], ["", "乙", "", "甲"]]
    batch = run(desk, [header, *rows], existing="update").batch
    assert batch is not None
    assert living(desk)["customer"][old]["referrer"] != first
    done = undo(desk, batch)
    assert (done.removed, done.restored) == (2, 1)
    assert living(desk) == start


def test_in_the_trash_they_go_too(desk: Desk) -> None:
    start = living(desk)
    batch = imported(desk, ROW)
    customers.delete(desk, customers.find(desk, Listing()))
    assert undo(desk, batch).removed == 1
    assert living(desk) == start


def test_one_that_was_merged_goes_and_what_others_added_to_it_stays(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ROW)
    new = customers.find(desk, Listing("新公司"))[0]
    contacts.add(desk, new, {"name": "后来的人"})
    merging.merge(desk, new, old)
    done = undo(desk, batch)
    assert (done.removed, done.restored, done.held) == (1, 1, ())
    assert set(done.edited_since) == {"K00001", "K00002"}
    assert [part.values["name"] for part in customers.file(desk, old).contacts] == ["后来的人"]


def test_one_that_others_were_merged_into_stays(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"}, [{"name": "王"}])
    batch = imported(desk, ROW, ["", "另一家", "", "", "", "", "", ""])
    new = customers.find(desk, Listing("新公司"))[0]
    merging.merge(desk, old, new)
    done = undo(desk, batch)
    assert (done.removed, done.held) == (1, ("K00002",))
    assert sorted(part.values["name"] for part in customers.file(desk, new).contacts) == ["张伟", "王"]
    assert names(desk) == ["新公司"]


def test_two_imports_can_be_taken_back_in_either_order(desk: Desk) -> None:
    customers.add(desk, {"name": "老客户", "city": "杭州", "groups": "一"})
    start = living(desk)
    first = imported(desk, ["K00001", "老客户", "嘉兴", "甲", "", "", "展会", ""])
    second = imported(desk, ["K00001", "老客户", "上海", "乙", "", "", "会员", ""])
    assert kept(undo(desk, first)) == [("K00001", "city", "上海", "嘉兴"), ("K00001", "notes", "乙", "甲")]
    assert kept(undo(desk, second)) == []
    assert living(desk) == start


def test_a_value_that_came_back_in_between_is_not_gone_past(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户", "city": "杭州"})
    first = imported(desk, ["K00001", "老客户", "嘉兴", "", "", "", "", ""])
    importing_undo.undo(desk, first)
    customers.edit(desk, old, {"city": "嘉兴"})
    second = imported(desk, ["K00001", "老客户", "上海", "", "", "", "", ""])
    undo(desk, second)
    assert customers.file(desk, old).values["city"] == "嘉兴"


def test_a_parent_that_would_come_round_stays_away(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": name})[0] for name in ("甲", "乙", "丙")]
    customers.edit(desk, ids[0], {"parent_company": "乙"})
    run_ = run(desk, [["编号", "客户名称", "母公司"], ["K00001", "甲", "丙"]], existing="update")
    assert run_.batch is not None
    customers.edit(desk, ids[1], {"parent_company": "甲"})
    done = undo(desk, run_.batch)
    assert kept(done) == [("K00001", "parent_company", ids[2], ids[2])]
    assert customers.file(desk, ids[0]).references["parent_company"].number == "K00003"


def test_it_is_listed_as_taken_back_as_long_as_that_holds(desk: Desk) -> None:
    batch = imported(desk, ROW)
    fingerprint = book([HEADER, ROW]).fingerprint

    def states() -> tuple[bool, bool]:
        seen = importing.plan(desk, book([HEADER, ROW])).seen
        return importing.batches(desk)[0].undone, seen is None

    assert fingerprint
    assert states() == (False, False)
    importing_undo.undo(desk, batch)
    assert states() == (True, True)
    with pytest.raises(UserError) as caught:
        importing_undo.undo(desk, batch)
    assert caught.value.code == "import-batch-undone"
    history.undo(desk)
    assert states() == (False, False)
    customers.add(desk, {"name": "之后"})
    importing_undo.undo(desk, batch)
    assert states() == (True, True)
    history.undo(desk)
    history.undo(desk)
    history.undo(desk)
    assert states() == (True, True)
    with pytest.raises(UserError):
        importing_undo.preview(desk, batch)


def test_an_import_that_never_was(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        importing_undo.undo(desk, 7)
    assert caught.value.code == "import-batch-unknown"


def test_nothing_left_to_take_back_writes_nothing(desk: Desk) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ["K00001", "老客户", "嘉兴", "", "", "", "", ""])
    customers.edit(desk, old, {"city": "上海"})
    entries = history.entries(desk)
    done = undo(desk, batch)
    assert done.action is None
    assert kept(done) == [("K00001", "city", "上海", "嘉兴")]
    assert history.entries(desk) == entries
    assert not importing.batches(desk)[0].undone


def test_the_same_file_comes_in_again(desk: Desk) -> None:
    rows = [HEADER, ["A-7", *ROW[1:]]]
    first = run(desk, rows)
    assert first.batch is not None
    importing_undo.undo(desk, first.batch)
    again = run(desk, rows)
    assert (again.counts.created, again.seen) == (1, None)
    assert names(desk) == ["新公司"]


def test_stopping_midway_leaves_everything(desk: Desk) -> None:
    batch = imported(desk, *([f"N{i}", f"公司{i}", "", "", "", "", "", ""] for i in range(30)))
    before = everything(desk)
    for verb in (importing_undo.undo, importing_undo.preview):
        with pytest.raises(CancelledError):
            verb(desk, batch, None, lambda: True)
    assert everything(desk) == before
    steps: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None = None) -> None:
        steps.append((done, total))

    importing_undo.undo(desk, batch, progress)
    assert steps[-1] == (30, 30)


def test_what_stays_is_told_in_words(desk: Desk, words_zh: Words) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ["K00001", "老客户", "嘉兴", "", "", "", "", ""])
    customers.edit(desk, old, {"city": "上海"})
    done = importing_undo.preview(desk, batch)
    assert importing_undo.kept_texts(desk, done.kept, words_zh) == [("K00001", "城市", "上海", "嘉兴")]


def test_the_history_of_a_customer_tells_that_an_import_was_taken_back(desk: Desk, words_zh: Words) -> None:
    old, _ = customers.add(desk, {"name": "老客户"})
    batch = imported(desk, ["K00001", "老客户", "嘉兴", "", "李", "", "", ""], ROW)
    importing_undo.undo(desk, batch)
    found = [entry for entry in history.of_customer(desk, old, words_zh) if entry.action.verb == "import-undo"]
    assert ("城市", "嘉兴", "") in [(entry.field, entry.before, entry.after) for entry in found]
    assert [(entry.field, entry.before) for entry in found if entry.kind == "contact"] == [("已删除", "")]
    history.undo(desk)
    new = customers.find(desk, Listing("新公司"))[0]
    told = [(entry.action.verb, entry.kind, entry.field) for entry in history.of_customer(desk, new, words_zh)]
    assert told[-1][0] == "import"
    assert ("import-undo", "customer", "") in told


FIELDS = st.sampled_from(("city", "notes", "likes"))
WORDS = st.sampled_from(("", "甲", "乙", "丙"))
GROUPS = st.sampled_from(("", "展会", "新;展会"))
PEOPLE = st.sampled_from(("", "张伟", "王芳"))
NUMBERS = ("K00001", "K00002", "K00003", "N1", "N2")
IMPORTED_ROW = st.tuples(st.sampled_from(NUMBERS), WORDS, WORDS, PEOPLE, WORDS, GROUPS)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(0, 5), FIELDS, WORDS),
        st.tuples(st.just("contact"), st.integers(0, 5), PEOPLE),
        st.tuples(st.just("note"), st.integers(0, 5)),
        st.tuples(st.just("delete"), st.integers(3, 5)),
        st.tuples(st.just("refer"), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("group"), st.integers(0, 5), st.sampled_from(("展会", "展会;会员", ""))),
    ),
    max_size=8,
)


def change(desk: Desk, edit: tuple[Any, ...], numbers: list[str]) -> None:
    """One edit by hand, by the customer's number; those that are refused do nothing."""
    verb, *rest = edit
    everyone = {row.number: row.id for row in customers.rows(desk, customers.find(desk, Listing()))}
    target = everyone.get(numbers[rest[0] % len(numbers)], 0) if rest else 0
    try:
        match verb:
            case "set":
                customers.edit(desk, target, {rest[1]: rest[2]})
            case "contact":
                contacts.add(desk, target, {"name": rest[1] or "某人"})
            case "note":
                notes.add(desk, target, "话")
            case "delete":
                customers.delete(desk, [target] if target else [])
            case "group":
                customers.edit(desk, target, {"groups": rest[1]})
            case "refer":
                customers.edit(desk, target, {"referrer": numbers[rest[1] % len(numbers)]})
    except UserError:
        pass


def by_number(desk: Desk, edited: set[tuple[str, str]]) -> dict[str, Any]:
    """Every customer by number, without ids, and without the values that were edited by hand after the import."""
    flats = desk.records.read_many("customer", customers.find(desk, Listing()))
    parts = {kind: desk.records.children(kind, flats) for kind in ("contact", "note")}
    told = {}
    for i, flat in flats.items():
        number = flat["number"]
        values = {key: value for key, value in flat.items() if (number, key) not in edited}
        texts = sorted(
            str(part.get("name", part.get("text"))) for kind in parts for part in parts[kind].get(i, {}).values()
        )
        told[number] = values, texts
    return told


def value_of(desk: Desk, number: str, key: str) -> Any:
    flats = desk.records.read_many("customer", customers.find(desk, Listing()), ("number", key)).values()
    return next((flat.get(key) for flat in flats if flat["number"] == number), None)


def typed_since(desk: Desk, batch: int, edited: set[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The texts of customers that were there before that are not the import's now."""
    rows = desk.data.database.execute_sql(
        "SELECT c.number, h.after FROM change h JOIN customer c ON c.id = h.record_id "
        "WHERE h.action_id = ? AND h.kind = 'customer' AND h.after IS NOT NULL",
        (batch,),
    ).fetchall()
    wrote = {(number, key): value for number, after in rows for key, value in json.loads(after).items()}
    texts = [(number, key) for number, key in edited if number in NUMBERS[:3] and key in ("city", "notes", "likes")]
    now = {each: value_of(desk, *each) for each in texts}
    return {each: value for each, value in now.items() if each not in wrote or wrote[each] != value}


@settings(max_examples=30)
@given(rows=st.lists(IMPORTED_ROW, min_size=1, max_size=6), edits=EDITS)
def test_taking_back_is_as_if_it_had_never_been(rows: list[tuple[str, ...]], edits: list[tuple[Any, ...]]) -> None:
    header = ["编号", "客户名称", "城市", "备注", "联系人", "喜好", "分组"]
    table = [[number, f"公司{number}", *rest] for number, *rest in rows]
    numbers = list(NUMBERS)
    with tempfile.TemporaryDirectory() as folder:
        desk, other = make_desk(Path(folder), "一.crmdesk"), make_desk(Path(folder), "二.crmdesk")
        for each in (desk, other):
            for i, city in enumerate(("甲", "乙", "")):
                typed = {"name": f"公司{numbers[i]}", "city": city, "notes": "旧", "groups": "展会"}
                customers.add(each, typed, [{"name": "张伟"}])
        made: Result = run(desk, [header, *table], existing="update")
        edited: set[tuple[str, str]] = set()
        for edit in edits:
            for each in (desk, other):
                change(each, edit, numbers)
            if edit[0] in ("set", "refer", "group"):
                key = {"refer": "referrer", "group": "groups"}.get(edit[0], edit[2])
                edited.add((numbers[edit[1] % 5], key))
        if made.batch is not None:
            by_hand = typed_since(desk, made.batch, edited)
            done = undo(desk, made.batch)
            assert {(number, key): value_of(desk, number, key) for number, key in by_hand} == by_hand
            assert {(each.number, each.field) for each in done.kept} <= edited
            assert {each.number for each in done.kept} <= set(numbers[:3])
        assert by_number(desk, edited) == by_number(other, edited)
        check_index(desk)
        desk.close()
        other.close()


def test_the_customers_of_an_import_are_listed(desk: Desk):
    header = ("客户名称", "电话", "联系人")
    run(desk, [header, ("远岫食品机械厂", "13900000001", "周总")])
    rows = [header, ("远岫食品机械厂", "13900000001", "李工"), ("岸沐日化用品有限公司", "13900000002", None)]
    batch = run(desk, rows, existing="update").batch
    run(desk, [header, ("拾山茶业商行", "13900000003", None)])
    shown = customers.rows(desk, customers.find(desk, Listing(sort="number", batch=batch)))
    assert [row.name for row in shown] == ["远岫食品机械厂", "岸沐日化用品有限公司"]
    assert len(customers.find(desk, Listing(query="岸沐", batch=batch))) == 1
    assert customers.find(desk, Listing(query="拾山", batch=batch)) == []
    assert customers.find(desk, Listing(batch=10_000)) == []
