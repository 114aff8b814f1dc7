"""The policy of each tier: proposed, set, undone, shown for a customer, and in prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import customers, history, orders, policies, settings
from crmdesk.services import tiers as tier_verbs
from crmdesk.services.desk import Desk
from tests.services.questioned import add, record


def test_what_nobody_set_is_proposed(desk: Desk, words_en: Words) -> None:
    found = policies.policies(desk, words_en)
    assert [(one.tier, one.proposed, one.discount, one.most) for one in found] == [
        (tier, True, None, None) for tier in ("gold", "silver", "bronze", "iron")
    ]
    assert found[0].basis == "The first 1% by value"
    settings.change(desk, "tiers.gold", "2.5")
    assert policies.of_tier(desk, "gold", words_en).basis == "The first 2.5% by value"


def test_setting_one_keeps_the_rest_as_proposed_and_is_undone(desk: Desk, words_en: Words) -> None:
    proposed = policies.of_tier(desk, "silver", words_en)
    policies.set_policy(desk, "silver", {"discount": "3", "most": "2,000元"}, words_en)
    one = policies.of_tier(desk, "silver", words_en)
    assert (one.discount, one.most, one.proposed) == (Decimal(3), Decimal(2000), False)
    assert (one.focus, one.service) == (proposed.focus, proposed.service)
    policies.set_policy(desk, "silver", {"focus": "", "discount": "九六折"}, words_en)
    assert policies.of_tier(desk, "silver", words_en).focus is None
    assert not policies.set_policy(desk, "silver", {"discount": "4"}, words_en)
    history.undo(desk)
    assert policies.of_tier(desk, "silver", words_en).discount == Decimal(3)
    policies.reset(desk, "silver")
    assert policies.of_tier(desk, "silver", words_en) == proposed
    history.undo(desk)
    assert policies.of_tier(desk, "silver", words_en).most == Decimal(2000)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"discount": "100"}, "policy-discount"),
        ({"discount": "很多"}, "number-unreadable"),
        ({"most": "-1"}, "policy-most"),
    ],
)
def test_what_cannot_be_set(desk: Desk, words_en: Words, typed: dict[str, str], code: str) -> None:
    assert policies.read(desk, "gold", typed).problems[next(iter(typed))].code == code
    with pytest.raises(UserError, match="value-refused"):
        policies.set_policies(desk, {"silver": {"most": "5"}, "gold": typed}, words_en)
    assert policies.of_tier(desk, "silver", words_en).proposed
    with pytest.raises(UserError, match="policy-tier-unknown"):
        policies.set_policy(desk, "copper", {}, words_en)


def test_a_customer_is_treated_as_its_tier_says(desk: Desk, words_en: Words) -> None:
    customer = add(desk, "禾砚有限公司")
    assert policies.of_customer(desk, customer, words_en) is None
    tier_verbs.set_tier(desk, customer, "silver", "框架协议")
    found = policies.of_customer(desk, customer, words_en)
    assert found is not None
    assert found.tier == "silver"


@pytest.mark.parametrize(
    ("agreed", "promotion", "price", "discount", "why", "tier"),
    [
        ("", "", "10", "3", "policy", "silver"),
        ("8", "", "10", "8", "level", ""),
        ("0", "", "10", None, "list", ""),
        ("", "9.5", "9.5", None, "promotion", ""),
        ("", "9.8", "10", "3", "policy", "silver"),
    ],
)
def test_the_discount_of_the_tier_where_none_is_agreed(
    desk: Desk, words_en: Words, agreed: str, promotion: str, price: str, discount: str | None, why: str, tier: str
) -> None:
    customer = add(desk, "禾砚有限公司", discount=agreed, tier="silver")
    offered = {"promotion_price": int(Decimal(promotion) * 10_000)} if promotion else {}
    product = record(desk, "product", code="P1", name="胶带", price=100_000, **offered)
    assert orders.proposal(desk, customer, product, desk.today()).discount == (Decimal(agreed or 0) or None)
    policies.set_policy(desk, "silver", {"discount": "3"}, words_en)
    found = orders.proposal(desk, customer, product, desk.today())
    assert (found.price, found.discount) == (Decimal(price), None if discount is None else Decimal(discount))
    assert (found.why, found.tier) == (why, tier)


def test_a_new_line_takes_it(desk: Desk, words_en: Words) -> None:
    customer = add(desk, "禾砚有限公司", tier="gold")
    record(desk, "product", code="P1", name="胶带", price=100_000)
    policies.set_policy(desk, "gold", {"discount": "5"}, words_en)
    line = {"product": "胶带", "quantity": "2"}
    order, _ = orders.add(desk, customer, {"date": "2026-11-20"}, [line])
    assert orders.order(desk, order).amount == Decimal(19)
    assert customers.total(desk) == 1
