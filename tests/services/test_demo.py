"""Sample data: fixed by its seed, lifelike, and belonging to nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.assets import load_words
from crmdesk.core import credit_codes, phones
from crmdesk.core.customers import Listing
from crmdesk.core.demo import STORIES, sample_customers
from crmdesk.core.demo_dealing import dealing
from crmdesk.core.errors import UserError
from crmdesk.services import (
    customers,
    demo,
    greetings,
    history,
    loyalty,
    policies,
    sales_plan,
    six_questions,
    tasks,
    tiers,
    tiers_moves,
    visit_plan,
)
from crmdesk.services.desk import Desk
from tests.store.test_search import check_index

TODAY, YEAR_AGO = dt.date(2026, 11, 21), dt.date(2025, 11, 21)


def test_the_same_seed_gives_the_same_customers_whatever_the_count() -> None:
    few, many = list(sample_customers(20, 3, TODAY)), list(sample_customers(50, 3, TODAY))
    assert many[:20] == few
    assert list(sample_customers(20, 4, TODAY)) != few


def test_nothing_can_belong_to_anyone_and_everything_is_in_order() -> None:
    samples = list(sample_customers(400, 1, TODAY))
    assert {sample.story for sample in samples} == set(STORIES)
    for sample in samples:
        for values in (sample.values, *sample.contacts):
            for key in ("mobile", "phone"):
                if key in values:
                    assert "0000" in values[key]
                    assert phones.parse_phone(values[key]).problem is None
            if "email" in values:
                assert values["email"].endswith(".example")
        if sample.values["kind"] == "enterprise":
            assert {"industry", "founded_on", "phone", "city", "credit_limit", "owner"} <= set(sample.values)
            assert sample.contacts[0]["main"] is True
            assert sample.values["credit_code"][2:8] == "000000"
            assert credit_codes.parse_credit_code(sample.values["credit_code"]).problem is None


def test_the_same_place_deals_the_same_and_with_nobody_real() -> None:
    sample = next(sample_customers(1, 3, TODAY))
    assert dealing(3, 0, TODAY, sample) == dealing(3, 0, TODAY, sample)
    assert dealing(4, 0, TODAY, sample) != dealing(3, 0, TODAY, sample)


def test_dealings_are_whole_and_of_the_past() -> None:
    """Sums of lines and payments are exact, nothing was done tomorrow, and every story tells."""
    buying = dict.fromkeys(STORIES, 0)
    for place, sample in enumerate(sample_customers(300, 1, TODAY)):
        told = dealing(1, place, TODAY, sample)
        ordered = [order for order in told.orders if order.values["state"] == "ordered"]
        buying[sample.story] += bool(ordered)
        assert [order.values["date"] for order in told.orders] == sorted(order.values["date"] for order in told.orders)
        for order in ordered:
            assert order.amount > 0
            assert all(line["quantity"] > 0 and line["amount"] >= line["cost"] > 0 for line in order.lines)
            assert sum(part["amount"] for part in order.instalments) in (0, order.amount)
            days = [each["date"] for each in (*order.payments, *order.invoices)]
            assert all(order.values["date"] <= day < TODAY for day in days)
            assert all(payment["amount"] > 0 for payment in order.payments)
        assert all(contact["at"].date() < TODAY for contact in told.interactions)
        assert sum("next_step" in one and "next_done_on" not in one for one in told.interactions) <= 1
        assert all(0 <= one.get("contact", 0) < max(1, len(sample.contacts)) for one in told.interactions)
    assert buying["loyal"] > buying["silent"] < STORIES["silent"] * 3
    assert all(buying.values())


def test_it_fills_an_empty_file_only_and_can_be_undone(desk: Desk) -> None:
    made = demo.fill(desk, 120, 1)
    assert (made.customers, customers.total(desk)) == (120, 120)
    kinds = {"product", "staff", "sales_order", "order_line", "payment", "invoice", "interaction", "campaign_call"}
    assert kinds <= made.others.keys()
    execute = desk.data.database.execute_sql
    assert execute("SELECT count(*) FROM interaction").fetchone() == (made.others["interaction"],)
    numbers = [row[0] for row in execute("SELECT number FROM sales_order ORDER BY date, id").fetchall()]
    assert numbers == [f"D{i:05d}" for i in range(1, len(numbers) + 1)]
    assert execute("SELECT count(*) FROM customer WHERE order_count > 0 AND sales > 0").fetchone()[0] > 60
    assert {row[0] for row in execute("SELECT DISTINCT stage FROM customer").fetchall()} >= {"signed", "qualified"}
    assert len(customers.find(desk, Listing("有限公司"))) > 20
    check_index(desk)
    with pytest.raises(UserError) as caught:
        demo.fill(desk, 5, 1)
    assert caught.value.code == "file-not-empty"
    classed = len(_verbs(desk)) - 1
    for _ in range(classed):
        history.undo(desk)
    assert (customers.total(desk), _tiers(desk)) == (120, {None})
    history.undo(desk)
    assert customers.total(desk) == 0
    for _ in range(classed + 1):
        history.redo(desk)
    assert customers.total(desk) == 120
    check_index(desk)


def test_they_were_classed_a_year_ago_and_are_today(desk: Desk) -> None:
    """Some rose, some fell, one from gold, three closed; some are by hand, with reasons; each tier has its policy."""
    demo.fill(desk, 300, 7)
    assert _tiers(desk) == {"gold", "silver", "bronze", "iron"}
    ranking = tiers.classify(desk, "last-year-sales")
    moved = tiers_moves.compare(desk, ranking)
    assert moved is not None
    assert min(moved.moves.counts[kind] for kind in ("risen", "fallen", "new")) > 9
    gone = moved.rows(desk, "gone")
    assert {(row.move.before, row.move.after) for row in gone} >= {("silver", None), ("iron", None)}
    assert [row.name for row in gone] == ["川沐纸品经营部", "泊远日杂商行", "临屿五金店"]
    assert not customers.find(desk, Listing("川沐纸品经营部"))
    assert (customers.total(desk), ranking.count) == (300, 300)
    assert moved.moves.between["gold", "silver"]
    assert [run.today for run in tiers.runs(desk)] == [TODAY, dt.date(2025, 11, 21)]
    sql = "SELECT tier_fixed, tier_reason, grade_fixed, grade_reason FROM customer WHERE tier_fixed OR grade_fixed"
    by_hand = desk.data.database.execute_sql(sql).fetchall()
    assert len(by_hand) == 4
    assert all(bool(fixed) == bool(reason) for row in by_hand for fixed, reason in (row[:2], row[2:]))
    assert not any(policy.proposed for policy in policies.policies(desk, load_words("zh_CN")))
    assert all(question.count for question in six_questions.questions(desk).questions)


def test_the_day_has_something_of_everything(desk: Desk) -> None:
    """Most customers are not due, some are; birthdays, a lunar one too, and signings come; targets, tasks, moves."""
    demo.fill(desk, 300, 7)
    counts = visit_plan.counts(desk, TODAY)
    assert 30 < counts.total < 150
    assert 10 < counts.overdue < counts.total
    assert visit_plan.dues(desk, TODAY, most=1)[0].tier == "gold"
    coming = greetings.upcoming(desk, TODAY, 7)
    birthdays = [one.birthday for one in coming.greeted if one.birthday is not None]
    assert {each.lunar for each in birthdays} == {True, False}
    days = [one.due_on for one in tasks.open_tasks(desk)]
    assert 2 < sum(day < TODAY for day in days) < len(days) / 2
    assert {one.repeat for one in tasks.open_tasks(desk)} == {None, "monthly", "yearly", "lunar-yearly"}
    assert len(tasks.done(desk)) > 20
    for year in (2025, 2026):
        whole = sales_plan.totals(desk, year).all
        assert 100 < whole.targeted < whole.customers
    execute = desk.data.database.execute_sql
    assert execute("SELECT count(*) FROM stage_move WHERE day BETWEEN '2026-09-15' AND '2026-11-20'").fetchone()[0] > 9
    soon = "SELECT count(*) FROM customer WHERE expected_on BETWEEN '2026-11-21' AND '2026-12-05'"
    assert execute(soon).fetchone()[0] > 2
    assert execute("SELECT count(*) FROM greeting WHERE outcome = 'greeted'").fetchone()[0] > 50


def test_customers_get_more_satisfied(desk: Desk) -> None:
    """Within two years; every field of the matrix has somebody, every indicator a figure, some offers became orders."""
    demo.fill(desk, 200, 7)
    service = "SELECT avg(service_felt - service_expected) FROM survey WHERE day BETWEEN ? AND ?"
    years = (("2024-11-22", "2025-11-21"), ("2025-11-22", "2026-11-21"))
    before, now = (desk.data.database.execute_sql(service, year).fetchone()[0] for year in years)
    assert now > before + 0.2
    assert all(field.count > 2 for field in loyalty.matrix(desk).fields)
    found = loyalty.indicators(desk)
    assert all(each.percent for each in found.all)
    assert 20 < (found.of("selling-power").percent or 0) < 80
    assert (found.of("reputation").percent or 0) > (
        loyalty.indicators(desk, None, YEAR_AGO).of("reputation").percent or 0
    )


def _verbs(desk: Desk) -> list[str]:
    return [verb for (verb,) in desk.data.database.execute_sql("SELECT verb FROM action ORDER BY id").fetchall()]


def _tiers(desk: Desk) -> set[str | None]:
    sql = "SELECT DISTINCT tier FROM customer WHERE deleted_at IS NULL"
    return {tier for (tier,) in desk.data.database.execute_sql(sql).fetchall()}
