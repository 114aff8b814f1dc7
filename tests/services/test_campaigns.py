"""Call campaigns: the list, the next one to call, what came of each call."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import campaigns, contacts, customers, history, interactions
from crmdesk.services.desk import Desk


@pytest.fixture
def three(desk: Desk) -> list[int]:
    made = [customers.add(desk, {"name": f"公司{i}", "phone": f"0573-8888000{i}"})[0] for i in (1, 2)]
    third, _ = customers.add(desk, {"name": "公司3", "kind": "enterprise"})
    contacts.add(desk, third, {"name": "周砚秋", "mobile": "13900000013"})
    return [*made, third]


@pytest.fixture
def campaign(desk: Desk, three: list[int]) -> int:
    return campaigns.add(desk, {"name": "新品推介", "script": "您好", "until": "2026-12-01"}, three)[0]


def test_a_list_of_living_customers_each_once(desk: Desk, three: list[int]) -> None:
    customers.delete(desk, three[1:2])
    made, changes = campaigns.add(desk, {"name": "回访"}, [three[2], *three, 999])
    calls = campaigns.calls(desk, made)
    assert [call.customer_id for call in calls] == [three[2], three[0]]
    assert [call.phones for call in calls] == [("13900000013",), ("0573-88880001",)]
    assert {three[0], three[2]} <= changes.touched("customer")
    with pytest.raises(UserError, match="campaign-nobody"):
        campaigns.add(desk, {"name": "空"}, three[1:2])
    with pytest.raises(UserError) as caught:
        campaigns.add(desk, {"name": "回访"}, three)
    assert caught.value.params["reason"].code == "campaign-exists"
    campaigns.add_customers(desk, made, three)
    assert len(campaigns.calls(desk, made)) == 2
    customers.restore(desk, three[1:2])
    campaigns.add_customers(desk, made, three)
    assert [call.customer_id for call in campaigns.calls(desk, made)] == [three[2], three[0], three[1]]


def test_called_one_after_the_other(desk: Desk, campaign: int, three: list[int]) -> None:
    first = campaigns.next_call(desk, campaign)
    assert first is not None
    assert (first.customer_number, first.customer_name) == ("K00001", "公司1")
    second = campaigns.next_call(desk, campaign, after=first.id)
    assert second is not None
    campaigns.record(desk, first.id, "interested", "要样品", "寄样", "2026-11-25")
    made = interactions.of_customer(desk, three[0])[0]
    assert made.values == {
        "at": dt.datetime(2026, 11, 21, 12), "kind": "call", "by": "陈立", "purpose": "新品推介", "content": "要样品",
        "next_step": "寄样", "next_date": dt.date(2026, 11, 25),
    }  # fmt: skip
    campaigns.record(desk, second.id, "no-answer")
    assert interactions.of_customer(desk, three[1]) == []
    third = campaigns.next_call(desk, campaign, after=second.id)
    assert third is not None
    assert campaigns.next_call(desk, campaign, after=third.id) == third
    found = campaigns.campaign(desk, campaign)
    assert (found.count, found.called, found.left) == (3, 2, 1)
    assert found.outcomes == {"interested": 1, "no-answer": 1}
    assert [call.id for call in campaigns.calls(desk, campaign, open_only=True)] == [third.id]
    campaigns.record(desk, third.id, "not-interested")
    assert campaigns.next_call(desk, campaign) is None
    history.undo(desk)
    assert campaigns.next_call(desk, campaign) == third
    assert interactions.of_customer(desk, three[2]) == []
    assert campaigns.named(desk, " 新品推介 ").left == 1


def test_said_again_the_contact_made_is_changed(desk: Desk, campaign: int, three: list[int]) -> None:
    call = campaigns.call_of(desk, campaign, three[0], "K00001")
    campaigns.record(desk, call.id, "interested", "要样品")
    campaigns.record(desk, call.id, "later", "下周再打", "再打", "2026-11-27")
    (made,) = interactions.of_customer(desk, three[0])
    assert (made.values["content"], made.values["next_step"]) == ("下周再打", "再打")
    campaigns.record(desk, call.id, "wrong-number", "空号")
    assert interactions.of_customer(desk, three[0]) == []
    found = campaigns.call(desk, call.id)
    assert found is not None
    assert (found.outcome, found.notes, found.interaction_id) == ("wrong-number", "空号", None)
    campaigns.record(desk, call.id, "no-answer", "", "晚上再打")
    assert [one.values["next_step"] for one in interactions.of_customer(desk, three[0])] == ["晚上再打"]


def test_what_is_refused(desk: Desk, campaign: int, three: list[int]) -> None:
    call = campaigns.call_of(desk, campaign, three[0], "K00001")
    for outcome, next_date, code in (
        ("", "", "call-outcome"),
        ("perhaps", "", "value-refused"),
        ("later", "2026-02-30", "value-refused"),
    ):
        with pytest.raises(UserError, match=code):
            campaigns.record(desk, call.id, outcome, next_date=next_date)
    assert campaigns.campaign(desk, campaign).called == 0
    past = campaigns.read_call(desk, {"next_date": "2026-11-01"}).problems["next_date"]
    assert (past.code, past.hard) == ("next-date-past", False)
    stranger, _ = customers.add(desk, {"name": "别家"})
    with pytest.raises(UserError, match="call-not-listed"):
        campaigns.call_of(desk, campaign, stranger, "K00004")
    campaigns.take_off(desk, call.id)
    assert campaigns.campaign(desk, campaign).count == 2
    with pytest.raises(UserError, match="call-unknown"):
        campaigns.record(desk, call.id, "later")


def test_changed_and_deleted(desk: Desk, campaign: int, three: list[int]) -> None:
    call = campaigns.call_of(desk, campaign, three[0], "K00001")
    campaigns.record(desk, call.id, "interested", "要样品")
    campaigns.edit(desk, campaign, {"name": "新品推介二", "script": ""})
    assert campaigns.campaign(desk, campaign).values == {"name": "新品推介二", "until": dt.date(2026, 12, 1)}
    campaigns.delete(desk, campaign)
    assert campaigns.campaigns(desk) == []
    assert len(interactions.of_customer(desk, three[0])) == 1
    for verb in (campaigns.campaign, campaigns.delete):
        with pytest.raises(UserError, match="campaign-unknown"):
            verb(desk, campaign)
    assert campaigns.call(desk, call.id) is None
    history.undo(desk)
    assert campaigns.campaign(desk, campaign).called == 1
    customers.delete(desk, three[:1])
    assert (campaigns.campaign(desk, campaign).count, campaigns.campaign(desk, campaign).called) == (2, 0)
