"""Saved runs of tiers, what is set by hand, moves between runs, and writing them into a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.settings import GRADE_SOURCE, SCORE_WEIGHTS
from crmdesk.core.tiers import PYRAMID, Bounds
from crmdesk.services import (
    customers,
    erasing,
    groups,
    history,
    importing,
    importing_undo,
    settings,
    tiers,
    tiers_export,
    tiers_moves,
    tiers_why,
)
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.sheets.reading import read_book
from crmdesk.store import privacy as privacy_store
from tests.desk import NOW
from tests.services.importing import run
from tests.services.selling import sell

TODAY = NOW.date()
PEOPLE = ("甲厂", "乙厂", "丙厂", "丁厂", "戊厂")


def add(desk: Desk, name: str = "甲厂") -> int:
    return customers.add(desk, {"name": name})[0]


def values(desk: Desk, basis: str) -> Mapping[str, Decimal]:
    ranking = tiers.classify(desk, basis)
    return {row.number: row.value for row in ranking.rows(desk, 0, 100)}


def tiers_of(desk: Desk) -> dict[str, tuple[str | None, str | None]]:
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number")))
    return {row.number: (row.tier, row.grade) for row in rows}


@pytest.fixture
def five(desk: Desk) -> list[int]:
    ids = [add(desk, name) for name in PEOPLE]
    for customer, yuan in zip(ids, (500, 300, 200, 100), strict=False):
        sell(desk, customer, yuan)
    return ids


def test_a_saved_run_gives_tiers_until_it_is_undone(desk: Desk, five: list[int]) -> None:
    changes = tiers.save(desk, tiers.classify(desk, "last-year-sales"), "  年初 ")
    assert changes.everything
    assert list(tiers_of(desk).values()) == [
        ("gold", "A"),
        ("bronze", "B"),
        ("bronze", "B"),
        ("iron", "C"),
        ("iron", "C"),
    ]
    (run,) = tiers.runs(desk)
    assert (run.basis, run.today, run.bounds, run.count, run.notes) == ("last-year-sales", TODAY, PYRAMID, 5, "年初")
    assert len(customers.find(desk, Listing(tier="bronze"))) == 2
    assert history.undo(desk)[1].everything
    assert set(tiers_of(desk).values()) == {(None, None)}
    assert tiers.runs(desk) == []
    assert history.redo(desk)[1].everything
    assert tiers_of(desk)["K00001"] == ("gold", "A")
    sell(desk, five[4], 9000, "2026-01-05")
    tiers.save(desk, tiers.classify(desk, "sales"))
    assert tiers_of(desk)["K00005"] == ("gold", "A")
    tiers.delete_run(desk, tiers.runs(desk)[0].id)
    assert tiers_of(desk)["K00005"] == ("iron", "C")
    with pytest.raises(UserError, match="tier-run-unknown"):
        tiers.delete_run(desk, 99)


def test_what_is_by_hand_stays_with_its_reason(desk: Desk, five: list[int]) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    tiers.set_tier(desk, five[1], "bronze", "老朋友")
    tiers.set_grade(desk, five[4], "A", "前景好")
    sell(desk, five[1], 9000)
    ranking = tiers.classify(desk, "last-year-sales")
    tiers.save(desk, ranking)
    assert tiers_of(desk)["K00002"] == ("bronze", "B")
    assert tiers_of(desk)["K00005"] == ("iron", "A")
    told = tiers_why.why(desk, ranking, five[1])
    assert (told.tier, told.tier_fixed, told.tier_reason, told.why.level) == ("bronze", True, "老朋友", "gold")
    tiers.set_tier(desk, five[1], None)
    assert tiers_of(desk)["K00002"] == ("gold", "A")
    history.undo(desk)
    assert tiers_of(desk)["K00002"] == ("bronze", "B")
    for level, reason, code in (("gold", " ", "tier-reason-empty"), ("VIP", "贵", "tier-unknown")):
        with pytest.raises(UserError) as caught:
            tiers.set_tier(desk, five[1], level, reason)
        assert caught.value.code == code
    words = load_words("zh_CN")
    assert all(history.describe(action, words) for action in history.entries(desk) if "fill" not in action.verb)


def test_grades_may_follow_the_classes(desk: Desk, five: list[int]) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales", "abc"))
    assert set(tiers_of(desk).values()) == {(None, None)}
    settings.change(desk, GRADE_SOURCE.key, "abc")
    assert [grade for _, grade in tiers_of(desk).values()] == ["A", "A", "A", "B", "C"]
    history.undo(desk)
    assert set(tiers_of(desk).values()) == {(None, None)}


def test_moves_against_the_run_before(desk: Desk, five: list[int]) -> None:
    first = tiers.classify(desk, "last-year-sales")
    assert tiers_moves.compare(desk, first) is None
    tiers.save(desk, first)
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))
    assert tiers.classify(desk, "last-year-sales").former is None
    sell(desk, five[3], 9000)
    assert tiers.classify(desk, "last-year-sales").former == tiers.runs(desk)[0]
    new = add(desk, "己厂")
    customers.delete(desk, [five[2]])
    desk.clock = lambda: NOW + dt.timedelta(days=1)
    ranking = tiers.classify(desk, "last-year-sales")
    compared = tiers_moves.compare(desk, ranking)
    assert compared is not None
    assert compared.moves.counts == {"risen": 1, "fallen": 1, "new": 1, "gone": 1}
    assert [(row.number, row.change) for row in compared.rows(desk, "risen")] == [("K00004", 9000)]
    assert [row.number for row in compared.rows(desk, "gone")] == ["K00003"]
    rows = {row.customer_id: row for row in ranking.rows(desk, 0, 9)}
    assert (rows[five[3]].moved, rows[five[0]].moved, rows[new].moved) == (3, -1, None)
    former = tiers_why.why(desk, ranking, five[3]).former
    assert former is not None
    assert (former.rank, former.level, former.value) == (4, "iron", 100)
    tiers.save(desk, tiers.classify(desk, "last-year-sales", "abc"))
    with pytest.raises(UserError, match="tiers-compare-scheme"):
        tiers_moves.compare(desk, ranking, tiers.runs(desk)[0].id)


def test_who_is_erased_or_new_between_ranking_and_saving_is_no_trouble(desk: Desk, five: list[int]) -> None:
    ranking = tiers.classify(desk, "last-year-sales")
    erasing.erase(desk, [five[0]])
    add(desk, "己厂")
    assert ranking.rows(desk, 0, 1)[0].name == ""
    with pytest.raises(UserError, match="record-gone"):
        tiers_why.why(desk, ranking, five[0])
    tiers.save(desk, ranking)
    assert tiers_of(desk)["K00002"] == ("bronze", "B")
    assert tiers_of(desk)["K00006"] == (None, None)


def test_bounds_and_weights_that_do_not_add_up_are_refused(desk: Desk, five: list[int]) -> None:
    own = Bounds(PYRAMID.levels, (Decimal(20), Decimal(40), Decimal(60)))
    counts = [level.count for level in tiers.classify(desk, "last-year-sales", bounds=own).division.levels]
    assert counts == [1, 1, 1, 2]
    for typed in ({"tiers.silver": "60"}, dict.fromkeys((each.key for each in SCORE_WEIGHTS), "0")):
        with pytest.raises(UserError) as caught:
            settings.change_several(desk, typed)
        assert caught.value.code in ("bound-order", "weights-nothing")
    with desk.recording("setting-change") as made:  # as another version may have stored them
        for key, text in (("tiers.silver", "60"), *((each.key, "0") for each in SCORE_WEIGHTS)):
            made.create("setting", {"key": key, "value": text})
        made.create("setting", {"key": "grade.of_tier", "value": "{"})
    for basis, code in (("sales", "tiers-bounds"), ("nothing", "basis-unknown")):
        with pytest.raises(UserError, match=code):
            tiers.classify(desk, basis)
    settings.change(desk, "tiers.silver", "")
    with pytest.raises(UserError, match="tiers-weights"):
        tiers.classify(desk, "score")


def test_amounts_nobody_can_add_up_are_told(desk: Desk) -> None:
    a = add(desk)
    with desk.recording("demo-fill") as made:
        for _ in range(100):
            made.create("sales_order", {"customer_id": a, "date": "2025-05-01", "state": "ordered"})
    desk.data.database.execute_sql("UPDATE sales_order SET amount = 99999999999999999")
    with pytest.raises(UserError, match="tiers-too-large"):
        tiers.classify(desk, "last-year-sales")


def test_cancelled_work_leaves_nothing(desk: Desk, five: list[int]) -> None:
    ranking = tiers.classify(desk, "last-year-sales")
    with pytest.raises(CancelledError):
        tiers.classify(desk, "last-year-sales", cancelled=lambda: True)
    with pytest.raises(CancelledError):
        tiers.save(desk, ranking, cancelled=lambda: True)
    assert tiers.runs(desk) == []
    assert desk.data.database.execute_sql("SELECT count(*) FROM tier_result").fetchone() == (0,)


def test_results_of_undone_runs_do_not_pile_up(desk: Desk, five: list[int]) -> None:
    for _ in range(3):
        tiers.save(desk, tiers.classify(desk, "sales"))
        history.undo(desk)
    tiers.save(desk, tiers.classify(desk, "sales"))
    assert desk.data.database.execute_sql("SELECT count(*) FROM tier_result").fetchone() == (5,)


def test_a_ranking_and_its_moves_are_exported_and_logged(desk: Desk, five: list[int], tmp_path: Path) -> None:
    groups.add(desk, "重点", "", None)
    tiers.save(desk, tiers.classify(desk, "sales", today=dt.date(2024, 1, 1)))
    ranking = tiers.classify(desk, "last-year-sales")
    tiers.save(desk, ranking)
    words = load_words("zh_CN")
    assert tiers_export.export(desk, ranking, tmp_path / "分级.xlsx", words) == 5
    first, second = read_book(tmp_path / "分级.xlsx").sheets
    assert list(first.rows)[1][:7] == [1, "K00001", "甲厂", "金质", 500, 45.5, 45.5]
    assert list(second.rows)[2][:2] == ["银质", 0]
    assert tiers_export.export(desk, ranking, tmp_path / "铜.csv", words, level="bronze") == 2
    compared = tiers_moves.compare(desk, ranking)
    assert compared is not None
    assert tiers_export.export_moves(desk, compared, tmp_path / "升降.xlsx", words) == 3
    logged = privacy_store.entries(desk.data, ("export",), -1, None)
    assert [(entry.target, entry.customers) for entry in logged] == [("升降.xlsx", 3), ("铜.csv", 2), ("分级.xlsx", 5)]
    with pytest.raises(UserError, match="export-ending"):
        tiers_export.export(desk, ranking, tmp_path / "分级.pdf", words)


@pytest.mark.parametrize("imported", [False, True], ids=["added", "imported and taken back"])
def test_what_a_run_says_of_somebody_comes_back_with_the_file(desk: Desk, imported: bool) -> None:
    """Its results have no history of their own: they go and come with the customer's row."""
    execute = desk.data.database.execute_sql
    if imported:
        run(desk, [["客户名称", "手机"], ["丙", "13900000003"]])
    else:
        customers.add(desk, {"name": "丙"})
    tiers.save(desk, tiers.classify(desk, "sales"))
    before = execute("SELECT * FROM tier_result").fetchall(), execute("SELECT tier FROM customer").fetchall()
    assert before[0]
    if imported:
        importing_undo.undo(desk, importing.batches(desk)[0].id)
        assert execute("SELECT * FROM tier_result").fetchall() == []
        history.undo(desk)
    else:
        for step in (history.undo, history.undo, history.redo, history.redo):
            step(desk)
    assert (execute("SELECT * FROM tier_result").fetchall(), execute("SELECT tier FROM customer").fetchall()) == before
