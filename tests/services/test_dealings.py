"""What passed between a customer and us when its file is merged, copied for the person it is about, or erased."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crmdesk.core.registry import PARTS
from crmdesk.core.words import Words
from crmdesk.services import (
    campaigns,
    contacts,
    customers,
    dealings,
    erasing,
    history,
    interactions,
    losses,
    merging,
    objections,
    person_copy,
    tasks,
    timeline,
)
from crmdesk.services.desk import Desk
from tests.services.erasing import rows_with

KINDS = (*PARTS, "customer", "campaign", "product")
PERSON = "爩麤籱"


def deal(desk: Desk, customer: int, number: str) -> None:
    """One of everything, twice the same line in an order."""
    interactions.add(
        desk, customer, {"at": "2026-11-18 14:30", "content": "走访", "contact": PERSON, "next_step": "寄样"}
    )
    objections.add(desk, customer, {"kind": "price", "text": "太贵", "contact": PERSON})
    timeline.set_month(desk, customer, desk.today(), {"average_sales": "12万"})
    with desk.recording("demo", count=0) as made:
        owner = {"customer_id": customer}
        product = made.create("product", {"code": f"P{number}", "name": "缠绕膜"})
        contact = next(iter(desk.records.children("contact", (customer,))[customer]))
        order = {"number": number, "date": "2026-11-10", "state": "ordered", "contact": contact, "terms_days": 30}
        order_id = made.create("sales_order", {**owner, **order})
        of_order = {**owner, "sales_order": order_id}
        for _ in range(2):
            made.create("order_line", {**of_order, "product": product, "quantity": 1000, "amount": 1_000_000})
        made.create("instalment", {**of_order, "due_on": "2026-12-01", "amount": 1_000_000})
        made.create("payment", {**of_order, "date": "2026-11-12", "amount": 300_000})
        made.create("invoice", {**of_order, "date": "2026-11-12", "amount": 2_000_000})
        back = made.create("goods_return", {**of_order, "number": f"R{number}", "date": "2026-11-15"})
        line = {**owner, "goods_return": back, "product": product, "quantity": 100, "amount": 100_000}
        made.create("return_line", line)
        made.create("screening", {**owner, "item": "income", "passed": 1})
        task = {"due_on": "2026-12-01", "text": "回访", "sales_order": order_id, "contact": contact, "repeat": "weekly"}
        made.create("task", {**owner, **task})
        greeting = {"occasion": "mid-autumn", "day": "2026-09-25", "outcome": "greeted", "contact": contact}
        made.create("greeting", {**owner, **greeting})
        made.create("sales_target", {**owner, "year": 2026, "amount": 1_000_000_000})
        _judge(made, customer, number, contact)
        _complain(made, customer, number, contact=contact, sales_order=order_id, product=product)


def _judge(made: Any, customer: int, number: str, contact: int) -> None:
    """What it thinks of us and we of it: asked, lost and won back, assessed, scored beside a competitor."""
    mine, rival = {"customer_id": customer, "by": "陈立"}, made.create("competitor", {"name": f"远大{number}"})
    asked = {"day": "2026-10-01", "contact": contact, "overall_expected": 8, "overall_felt": 9, "praises": 1}
    made.create("survey", {**mine, **asked, "notes": "CanaryAsked"})
    lost = {"lost_on": "2026-05-01", "reason": "competitor", "competitor": rival, "text": "CanaryLost"}
    made.create("loss", {**mine, **lost, "won_back_on": f"2026-07-0{number[-1]}"})
    made.create("assessment", {**mine, "day": "2026-10-02", "good_cheap": 1, "level": 3, "notes": "CanaryAssessed"})
    made.create("delivered_value", {**mine, "day": "2026-10-03", "competitor": rival, "ours_product": 8})


def _complain(made: Any, customer: int, number: str, **named: int) -> None:
    """A complaint given up and taken up again, with a step."""
    mine = {"customer_id": customer}
    stands = {"received_at": "2026-11-13T09:30", "words": "又断了", "state": "open", "round": 2, "step": "apologise"}
    of_it = {**mine, "complaint": made.create("complaint", {**mine, **named, **stands, "number": f"T{number}"})}
    made.create("complaint_event", {**of_it, "kind": "reopened", "at": "2026-11-14", "round": 2, "text": "又断"})
    heard = {"round": 2, "step": "listen", "at": "2026-11-14T08:00", "text": "听", "contact": named["contact"]}
    made.create("complaint_step", {**of_it, **heard})


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """Files of one customer with the same contact, both on the list of a campaign."""
    goes, _ = customers.add(desk, {"name": "禾砚精密", "kind": "enterprise"}, [{"name": PERSON}])
    stays, _ = customers.add(desk, {"name": "禾砚", "kind": "enterprise"}, [{"name": PERSON, "title": "总经理"}])
    deal(desk, goes, "D1")
    deal(desk, stays, "D2")
    campaigns.add(desk, {"name": "回访"}, (goes, stays))
    campaigns.add(desk, {"name": "新品"}, (goes,))
    return goes, stays


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    execute = desk.data.database.execute_sql
    return {kind: execute(f"SELECT * FROM {kind} ORDER BY id").fetchall() for kind in KINDS}


def test_merging_brings_everything_over_and_back(desk: Desk, two: tuple[int, int], words_zh: Words) -> None:
    goes, stays = two
    before = everything(desk)
    moves = merging.compare(desk, goes, stays).moves
    assert (moves["contact"], moves["interaction"], moves["order_line"], moves["screening"]) == (0, 1, 2, 0)
    merging.merge(desk, goes, stays, words=words_zh)
    found = dealings.of_customer(desk, stays)
    counts = {"order_line": 4, "screening": 1, "monthly": 1, "campaign_call": 2, "sales_target": 1}
    assert {kind: len(parts) for kind, parts in found.items()} == {kind: counts.get(kind, 2) for kind in dealings.KINDS}
    assert dealings.of_customer(desk, goes).keys() == {"screening", "monthly", "campaign_call", "sales_target"}
    assert {part.values["contact"] for part in found["interaction"]} == {PERSON}
    meant = customers.file(desk, stays).contacts[0].id
    naming = ("interaction", "objection", "sales_order", "complaint", "complaint_step", "task", "greeting", "survey")
    for kind in naming:
        rows = desk.data.database.execute_sql(f"SELECT DISTINCT contact FROM {kind}").fetchall()
        assert rows == [(meant,)]
    values = customers.file(desk, stays).values
    assert (values["order_count"], values["sales"]) == (2, 2 * (200 - 10))
    after = everything(desk)
    history.undo(desk)
    assert everything(desk) == before
    history.redo(desk)
    assert everything(desk) == after


def test_erasing_a_customer_leaves_nothing_of_it(desk: Desk, two: tuple[int, int]) -> None:
    goes, stays = two
    others = dealings.plain(desk, stays)
    counts = erasing.preview(desk, goes).counts
    assert {kind: counts[kind] for kind in ("interaction", "sales_order", "order_line", "return_line")} == {
        "interaction": 1, "sales_order": 1, "order_line": 2, "return_line": 1,
    }  # fmt: skip
    erasing.erase(desk, goes)
    execute = desk.data.database.execute_sql
    for kind in PARTS:
        assert execute(f"SELECT count(*) FROM {kind} WHERE customer_id = {goes}").fetchone() == (0,)
    assert dealings.plain(desk, stays) == others
    assert execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_erased_contact_leaves_what_was_said_without_the_name(desk: Desk, two: tuple[int, int]) -> None:
    goes, _ = two
    other = contacts.add(desk, goes, {"name": "方小满"})[0]
    made = interactions.of_customer(desk, goes)[0]
    interactions.edit(desk, made.id, {"contact": "方小满", "content": "改"})
    interactions.edit(desk, made.id, {"contact": PERSON})
    undone, _ = interactions.add(desk, goes, {"contact": PERSON, "content": "作废"})
    history.undo(desk)
    erasing.erase(desk, contact_id=made.contact_id)
    found = interactions.interaction(desk, made.id)
    assert (found.contact_id, "contact" in found.values, found.values["content"]) == (None, False, "改")
    history.redo(desk)
    assert "contact" not in interactions.interaction(desk, undone).values
    history.undo(desk)
    for _ in range(3):
        history.undo(desk)
    assert interactions.interaction(desk, made.id).values["content"] == "走访"
    assert interactions.interaction(desk, made.id).contact_id in (None, other)
    assert desk.data.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    names = desk.data.database.execute_sql("SELECT count(*) FROM contact WHERE name = ?", (PERSON,)).fetchone()
    assert names == (1,)


def test_erasing_leaves_no_text_of_it(desk: Desk) -> None:
    customer, _ = customers.add(desk, {"name": "甲"}, [{"name": PERSON}])
    made, _ = interactions.add(desk, customer, {"content": "CanaryTalk", "contact": PERSON})
    interactions.edit(desk, made, {"content": "CanaryTalk2"})
    objections.add(desk, customer, {"kind": "price", "text": "CanaryTalk3"})
    campaign, _ = campaigns.add(desk, {"name": "回访"}, (customer,))
    campaigns.record(desk, campaigns.calls(desk, campaign)[0].id, "later", "CanaryTalk4")
    task, _ = tasks.add(desk, customer, {"text": "CanaryTalk5", "contact": PERSON, "repeat": "weekly"})
    tasks.edit(desk, task, {"notes": "CanaryTalk6"})
    tasks.finish(desk, task)
    with desk.recording("demo", count=0) as made_by:
        _judge(made_by, customer, "D1", next(iter(desk.records.children("contact", (customer,))[customer])))
    losses.edit(desk, losses.of_customer(desk, customer)[0].id, {"text": "CanaryLost2", "won_back_text": "CanaryBack"})
    erasing.erase(desk, customer)
    canaries = ("CanaryTalk", "CanaryAsked", "CanaryLost", "CanaryBack", "CanaryAssessed", PERSON)
    assert rows_with(desk, canaries) == []


def test_the_copy_for_the_person_tells_all(desk: Desk, two: tuple[int, int], tmp_path: Path, words_zh: Words) -> None:
    goes, _ = two
    told = json.loads(person_copy.write(desk, goes, tmp_path / "a.json", words_zh).path.read_text("utf-8"))["dealings"]
    assert told.keys() == set(dealings.KINDS.values())
    assert told["interactions"][0].items() >= {
        "at": "2026-11-18T14:30", "kind": "visit", "contact": PERSON, "content": "走访", "next_step": "寄样",
    }.items()  # fmt: skip
    assert [line["sales_order"] for line in told["lines"]] == ["D1", "D1"]
    assert {line["product"] for line in told["lines"]} == {"PD1 缠绕膜"}
    assert (told["payments"][0]["sales_order"], told["payments"][0]["amount"]) == ("D1", 30)
    assert [call["campaign"] for call in told["calls"]] == ["回访", "新品"]
    text = person_copy.write(desk, goes, tmp_path / "a.txt", words_zh).path.read_text("utf-8-sig")
    for each in (
        "时间：2026-11-18 14:30",
        f"对方联系人：{PERSON}",
        "异议内容：太贵",
        "产品：PD1 缠绕膜",
        "订单：D1",
        "活动名称：回访",
        "流失原因：客户方：转向竞争对手",
        "流向竞争对手：远大D1",
        "对比竞争对手：远大D1",
    ):
        assert each in text
