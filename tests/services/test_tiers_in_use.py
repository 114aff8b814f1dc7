"""Tiers and grades where customers are imported, filtered, grouped, exported, and judged by their relationship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.importing import Options
from crmdesk.core.words import Words
from crmdesk.services import customers, exporting, groups, history, importing, qualifying, tiers
from crmdesk.services.desk import Desk
from tests.services.importing import counts, run
from tests.services.questioned import UNITS, add, sell


@pytest.fixture
def sold(desk: Desk) -> list[int]:
    """Ten customers, best first, of whom the first five bought something last year."""
    ids = [add(desk, f"客户{place}") for place in range(10)]
    for place, customer in enumerate(ids[:5]):
        sell(desk, customer, "2025-05-01", {"amount": (9 - place) * 100 * UNITS})
    return ids


def save(desk: Desk) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))


def standing(desk: Desk, customer: int) -> tuple[Any, ...]:
    sql = "SELECT tier, tier_fixed, tier_reason, grade FROM customer WHERE id = ?"
    return tuple(desk.data.database.execute_sql(sql, (customer,)).fetchone())


def test_a_tier_in_a_sheet_is_one_by_hand_with_its_reason(desk: Desk, sold: list[int]) -> None:
    rows = [["客户名称", "级别", "级别理由"], ["客户9", "金质", "老板是行业协会会长"], ["客户8", "银质", ""]]
    result = run(desk, rows, existing="update")
    assert (counts(result), list(result.problems)) == ({"updated": 2}, [])
    save(desk)
    assert standing(desk, sold[9]) == ("gold", 1, "老板是行业协会会长", "A")
    assert standing(desk, sold[8]) == ("silver", 1, None, "A")
    assert standing(desk, sold[0]) == ("gold", None, None, "A")
    assert standing(desk, sold[7]) == ("iron", None, None, "C")


def test_a_list_and_a_dynamic_group_follow_the_run(desk: Desk, sold: list[int]) -> None:
    key = Filter((Condition("tier", Test.IS, ("gold", "silver")),))
    group, _ = groups.add(desk, "关键客户", filter=key)
    graded = Listing(filter=Filter((Condition("grade", Test.IS, ("B",)),)), sort="number")
    assert (groups.counts(desk).get(group, 0), customers.find(desk, graded)) == (0, [])
    save(desk)
    assert groups.counts(desk) == {group: 2}
    assert customers.find(desk, Listing(group="关键客户", sort="number")) == sold[:2]
    assert customers.find(desk, Listing(tier="bronze", sort="number")) == customers.find(desk, graded) == sold[2:5]
    history.undo(desk)
    assert (groups.counts(desk).get(group, 0), customers.find(desk, graded)) == (0, [])


def test_exported_and_imported_again_nobody_is_by_hand(
    desk: Desk, sold: list[int], tmp_path: Path, words_zh: Words
) -> None:
    save(desk)
    tiers.set_tier(desk, sold[9], "silver", "框架协议")
    exporting.export(desk, tmp_path / "out.json", words_zh)
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["customers"]
    told = {row["name"]: (row["tier"], row["grade"], row.get("tier_reason")) for row in rows}
    assert told["客户0"] == ("gold", "A", None)
    assert told["客户9"] == ("silver", "A", "框架协议")
    done = exporting.export(desk, tmp_path / "out.xlsx", words_zh)
    again = counts(importing.import_file(desk, done.path, Options(existing="update")))
    assert (again["skipped"], "updated" in again) == (10, False)
    assert [bool(standing(desk, each)[1]) for each in sold] == [False] * 9 + [True]


def test_the_kind_of_relationship_follows_the_grade(desk: Desk, sold: list[int]) -> None:
    assert qualifying.assessment(desk, sold[0]).relationship_why.code == "relationship-no-grade"
    save(desk)
    found = qualifying.assessment(desk, sold[0])
    assert (found.figures.grade, found.figures.in_grade, found.figures.customers) == ("A", 2, 10)
    assert found.suggested_relationship == "proactive"
