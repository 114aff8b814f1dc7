"""Lists of complaints: what they let through, in which order, what they show; the board, counts, numbers, timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core import choices, pinyin, timeline
from crmdesk.core.complaint_lists import (
    CLOSED_STATES,
    COLUMNS,
    NO_PRODUCT,
    NOTHING_SAID,
    SORTS,
    ComplaintRow,
    Complaints,
    Counts,
)
from crmdesk.services import complaint_lists, complaint_steps, complaints, customers, history
from crmdesk.services import timeline as timelines
from crmdesk.services.desk import Desk
from tests.desk import copy_master
from tests.services.complaining import do
from tests.services.complaint_sample import sample_file

TODAY = dt.date(2026, 11, 21)
LATELY = TODAY - dt.timedelta(days=30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Some late by more days than others, one of which little is known; to be read only."""
    desk = copy_master(sample_file(), tmp_path_factory.mktemp("sample"))
    with desk.data.write():
        execute = desk.data.database.execute_sql
        execute("UPDATE complaint SET due_on = date(due_on, '-' || (id % 9) || ' days') WHERE state = 'open'")
        empty = ("product", "sales_order", "responsible", "channel", "category", "severity", "due_on")
        execute(f"UPDATE complaint SET {', '.join(f'{column} = NULL' for column in empty)} WHERE id = 5")
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def rows(sample: Desk) -> dict[int, ComplaintRow]:
    ids = [row[0] for row in sample.data.database.execute_sql("SELECT id FROM complaint").fetchall()]
    return {row.id: row for row in complaint_lists.rows(sample, ids)}


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "禾砚精密"}, [{"name": "周砚秋"}])[0]


def logged(desk: Desk, customer_id: int, words: str = "又断了", **typed: str) -> int:
    return complaints.add(desk, customer_id, {"words": words, **typed})[0]


FILTERS: tuple[tuple[str, Complaints, Callable[[ComplaintRow], bool]], ...] = (
    ("all", Complaints(), lambda row: True),
    ("open", Complaints(states=("open",)), lambda row: row.state == "open"),
    ("closed", Complaints(states=CLOSED_STATES), lambda row: row.state != "open"),
    ("step", Complaints(step="confirm"), lambda row: (row.state, row.step) == ("open", "confirm")),
    ("category", Complaints(category=("quality", "price")), lambda row: row.category in ("quality", "price")),
    ("severity", Complaints(severity=("minor",)), lambda row: row.severity == "minor"),
    ("responsible", Complaints(responsible=("王晓", "何安")), lambda row: row.responsible in ("王晓", "何安")),
    ("levels", Complaints(levels=("high",)), lambda row: row.level == "high"),
    ("no level", Complaints(levels=(NOTHING_SAID, "basic")), lambda row: row.level in (None, "basic")),
    ("warned", Complaints(warned=True), lambda row: bool(row.holding)),
    ("overdue", Complaints(overdue=True), lambda row: row.late_days > 0),
    ("rounds", Complaints(rounds=2), lambda row: row.round == 2),
    ("product", Complaints(product_id=16), lambda row: row.product_id == 16),
    ("no product", Complaints(product_id=NO_PRODUCT), lambda row: row.product_id is None),
    ("received", Complaints(from_=dt.date(2025, 1, 1), to=dt.date(2026, 6, 30)),
     lambda row: dt.date(2025, 1, 1) <= row.received_at.date() <= dt.date(2026, 6, 30)),
    ("closed lately", Complaints(closed_from=LATELY, closed_to=TODAY),
     lambda row: row.closed_at is not None and LATELY <= row.closed_at.date() <= TODAY),
    ("both", Complaints(states=("open",), category=("delivery",), warned=True),
     lambda row: row.state == "open" and row.category == "delivery" and bool(row.holding)),
)  # fmt: skip


@pytest.mark.parametrize(("wanted", "kept"), [each[1:] for each in FILTERS], ids=[each[0] for each in FILTERS])
def test_a_list_lets_through_what_a_naive_look_does(
    sample: Desk, rows: dict[int, ComplaintRow], wanted: Complaints, kept: Callable[[ComplaintRow], bool]
) -> None:
    found = complaint_lists.find(sample, wanted)
    assert set(found) == {row.id for row in rows.values() if kept(row)}
    assert len(found) == len(set(found))
    assert complaint_lists.find(sample, wanted, 2) == found[:2]


def test_the_filters_find_something(sample: Desk) -> None:
    empty = {name for name, wanted, _ in FILTERS if not complaint_lists.find(sample, wanted)}
    assert empty <= {"both"}


def place(of: tuple[Any, ...], key: str | None) -> int | None:
    return None if key is None else [choice.key for choice in of].index(key)


NAIVE: dict[str, Callable[[ComplaintRow], Any]] = {
    "number": lambda row: row.number,
    "customer_name": lambda row: pinyin.sort_key(row.customer_name),
    "customer_number": lambda row: row.customer_number,
    "state": lambda row: place(choices.COMPLAINT_STATE, row.state),
    "round": lambda row: row.round,
    "step": lambda row: place(choices.STEP, row.step),
    "received_at": lambda row: row.received_at,
    "due_on": lambda row: row.due_on,
    "closed_at": lambda row: row.closed_at,
    "age_days": lambda row: row.age_days,
    "late_days": lambda row: row.late_days or None,
    "responsible": lambda row: row.responsible and pinyin.sort_key(row.responsible),
    "category": lambda row: place(choices.COMPLAINT_CATEGORY, row.category),
    "severity": lambda row: place(choices.SEVERITY, row.severity),
    "level": lambda row: place(choices.SATISFACTION, row.level),
    "channel": lambda row: place(choices.COMPLAINT_CHANNEL, row.channel),
    "product": lambda row: pinyin.sort_key(row.product) or None,
    "order": lambda row: row.order or None,
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_stands_with_what_is_empty_last(
    sample: Desk, rows: dict[int, ComplaintRow], sort: str, descending: bool
) -> None:
    found = complaint_lists.find(sample, Complaints(sort=sort, descending=descending))
    assert set(found) == set(rows)
    if sort == "headline":  # by what is stored; the headline itself may begin a little later
        return
    keys = [NAIVE[sort](rows[i]) for i in found]
    told = [key for key in keys if key is not None]
    assert keys[: len(told)] == told
    assert told == sorted(told, reverse=descending)
    assert len(set(told)) > 1


def test_headlines_are_ordered_by_their_sound(desk: Desk, customer: int) -> None:
    made = {words: logged(desk, customer, words) for words in ("纸箱塌了", "膜断了", "标签发花", "Tape is weak")}
    found = complaint_lists.find(desk, Complaints(sort="headline"))
    assert found == [made[words] for words in ("Tape is weak", "标签发花", "膜断了", "纸箱塌了")]


def test_counts_agree_with_the_lists(sample: Desk, rows: dict[int, ComplaintRow]) -> None:
    still = [row for row in rows.values() if row.state == "open"]
    late = sum(row.late_days > 0 for row in still)
    assert complaint_lists.counts(sample) == Counts(len(still), len(rows) - len(still), len(rows), late)
    assert len(still) > 5
    people = complaint_lists.responsible(sample)
    names = {row.responsible for row in rows.values() if row.responsible}
    assert dict(people) == {name: sum(row.responsible == name for row in still) for name in names}
    assert [name for name, _ in people] == sorted(dict(people), key=pinyin.sort_key)


def test_the_board_has_a_column_for_each_step_and_those_closed_lately(
    sample: Desk, rows: dict[int, ComplaintRow]
) -> None:
    board = complaint_lists.board(sample, Complaints(states=("closed",)), per_column=2)
    assert tuple(column.step for column in board) == COLUMNS
    for column in board[:-1]:
        mine = [row for row in rows.values() if (row.state, row.step) == ("open", column.step)]
        assert column.count == len(mine)
        assert {row.id for row in column.rows} <= {row.id for row in mine}
        assert len(column.rows) == min(2, column.count)
        assert [row.due_on for row in column.rows] == sorted(row.due_on for row in mine if row.due_on)[:2]
    lately = [row for row in rows.values() if row.closed_at and row.closed_at.date() >= LATELY]
    assert board[-1].count == len(lately) > 0
    only = complaint_lists.board(sample, Complaints(step="listen"))
    assert [column.step for column in only if column.count] == ["listen"]


def test_rows_tell_age_and_lateness(sample: Desk, rows: dict[int, ComplaintRow]) -> None:
    for row in rows.values():
        if row.state == "open":
            assert row.age_days == (TODAY - row.received_at.date()).days
            assert row.due_on is not None
            assert row.late_days == max(0, (TODAY - row.due_on).days)
        else:
            assert row.closed_at is not None
            assert (row.age_days, row.late_days) == ((row.closed_at.date() - row.received_at.date()).days, 0)
    ids = sorted(rows)
    assert [row.id for row in complaint_lists.rows(sample, [ids[3], 99_999, ids[0]])] == [ids[3], ids[0]]


SEARCHED = {
    "number": "T00001", "subject": "停线半天", "words": "张力一高就断", "expects": "要求书面说明",
    "root_cause": "换了原料", "prevention": "每批试机", "handling": "旧档：已换货",
}  # fmt: skip


OTHERWISE = {
    "step": "批号 0719", "customer": "禾砚", "pinyin": "hyjm", "two words": "禾砚 张力", "small letters": "pe-500",
}  # fmt: skip


@pytest.mark.parametrize("field", [*SEARCHED, *OTHERWISE])
def test_the_search_looks_into_every_text(desk: Desk, customer: int, field: str) -> None:
    other = customers.add(desk, {"name": "远东公司"})[0]
    mine = logged(desk, customer, **{key: text for key, text in SEARCHED.items() if key not in ("number", "words")})
    complaints.edit(desk, mine, {"words": f"{SEARCHED['words']} PE-500"})
    complaint_steps.finish(desk, mine, "listen", {"text": "六卷断膜，批号 0719"})
    logged(desk, other, "送晚了")
    more = {
        "step": "批号 0719",
        "customer": "禾砚",
        "pinyin": "hyjm",
        "two words": "禾砚 张力",
        "small letters": "pe-500",
    }
    assert complaint_lists.find(desk, Complaints(query={**SEARCHED, **more}[field])) == [mine]
    assert complaint_lists.find(desk, Complaints(query=f"{ {**SEARCHED, **more}[field] } 送晚")) == []


@pytest.mark.parametrize("query", ["100%", "_", "!", "'", '"', "%", "100% _", "\\"])
def test_signs_are_looked_for_as_they_are(desk: Desk, customer: int, query: str) -> None:
    plain, signs = logged(desk, customer, "百分之百"), logged(desk, customer, "是 100% 的 _ ! ' \" \\ 呀")
    assert complaint_lists.find(desk, Complaints(query=query)) == [signs]
    assert set(complaint_lists.find(desk, Complaints(query=" "))) == {plain, signs}


def test_what_is_in_the_trash_is_in_no_list(desk: Desk, customer: int) -> None:
    other = customers.add(desk, {"name": "远东公司"})[0]
    stays, goes, theirs = logged(desk, customer, "断"), logged(desk, customer, "断"), logged(desk, other, "断")
    complaints.delete(desk, [goes])
    customers.delete(desk, [other])
    for wanted in (Complaints(), Complaints(query="断"), Complaints(states=("open",), sort="responsible")):
        assert complaint_lists.find(desk, wanted) == [stays]
    assert complaint_lists.counts(desk) == Counts(1, 0, 1, 0)
    assert complaint_lists.responsible(desk) == [("陈立", 1)]
    assert sum(column.count for column in complaint_lists.board(desk, Complaints())) == 1
    assert [row.id for row in complaint_lists.by_number(desk, "T", 9)] == [stays]
    assert complaint_lists.rows(desk, [goes]) == []
    assert complaint_lists.of_customer(desk, customer) == complaint_lists.rows(desk, [stays])
    customers.restore(desk, [other])
    assert set(complaint_lists.find(desk, Complaints())) == {stays, theirs}


@pytest.mark.parametrize(
    ("typed", "found"),
    [("T00002", ["T00002"]), ("t00002", ["T00002"]), ("2", ["T00002"]), (" T0000 ", ["T00003", "T00002", "T00001"]),
     ("T1", []), ("", []), ("%", []), ("00002", ["T00002"])],
)  # fmt: skip
def test_numbers_are_found_as_they_are_typed(desk: Desk, customer: int, typed: str, found: list[str]) -> None:
    for words in ("断", "裂", "少"):
        logged(desk, customer, words)
    assert [row.number for row in complaint_lists.by_number(desk, typed, 5)] == found
    assert len(complaint_lists.by_number(desk, typed, 1)) == min(1, len(found))


def test_open_ones_stand_before_closed_ones_in_a_file(desk: Desk, customer: int) -> None:
    old, closed, new = (logged(desk, customer, received_at=f"2026-{month}-01 09:00") for month in ("03", "11", "10"))
    do(desk, closed, at="2026-11-21 12:00")
    assert [row.id for row in complaint_lists.of_customer(desk, customer)] == [new, old, closed]


def test_compensation_is_a_cost_of_serving(desk: Desk, customer: int) -> None:
    one, other = logged(desk, customer), logged(desk, customer)
    do(desk, one, "listen", "apologise", "restate", "empathise", "compensate", amount="120.50")
    do(desk, other, "listen", "apologise", "restate", "empathise", "compensate", amount="1000")
    day = dt.timedelta(days=1)

    def cost(first: dt.date, last: dt.date) -> Decimal:
        return complaint_lists.compensation(desk, customer, first, last)

    assert cost(TODAY, TODAY) == Decimal("1120.50")
    assert cost(TODAY - 9 * day, TODAY - day) == cost(TODAY + day, TODAY + 9 * day) == 0
    complaints.delete(desk, [other])
    assert cost(TODAY - day, TODAY) == Decimal("120.50")
    history.undo(desk)
    assert cost(TODAY, TODAY) == Decimal("1120.50")


def test_the_timeline_has_complaints_on_the_day_they_came(desk: Desk, customer: int) -> None:
    made = logged(desk, customer, "膜又断了，停线两小时。", received_at="2026-11-19 09:20", responsible="王晓")
    day = logged(desk, customer, "少发两件", received_at="2026-11-18", subject="少货")
    found = timelines.timeline(desk, customer)
    assert [(entry.kind, entry.title, entry.number, entry.by) for entry in found] == [
        (timeline.COMPLAINT, "open", "T00001", "王晓"),
        (timeline.COMPLAINT, "open", "T00002", "陈立"),
    ]
    assert (found[0].id, found[0].at) == (made, dt.datetime(2026, 11, 19, 9, 20))
    assert (found[1].at, found[1].values["headline"]) == (dt.datetime(2026, 11, 18), "少货")
    assert found[0].values["words"] == "膜又断了，停线两小时。"
    assert found[0].values["step"] == "listen"
    assert [entry.id for entry in timelines.timeline(desk, customer, people=("王晓",))] == [made]
    assert timelines.timeline(desk, customer, kinds=(timeline.NOTE,)) == []
    complaints.delete(desk, [day])
    assert [entry.id for entry in timelines.timeline(desk, customer, kinds=(timeline.COMPLAINT,))] == [made]


def test_a_warning_that_was_does_not_keep_a_complaint_among_the_warned(desk: Desk, customer: int) -> None:
    late = logged(desk, customer, received_at="2026-11-12 09:20")
    assert complaint_lists.find(desk, Complaints(warned=True)) == [late]
    complaint_steps.finish(desk, late, "listen", {"text": "晚了"})
    assert complaint_lists.find(desk, Complaints(warned=True)) == []
    (row,) = complaint_lists.rows(desk, [late])
    assert [(warned.code, warned.holds) for warned in row.warnings] == [("no-response", False)]
    assert row.holding == ()
