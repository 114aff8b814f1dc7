"""Customers lost, won back and at risk as other programs read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crmdesk.cli.records import MONEY, record_json
from crmdesk.core import churn as rules
from crmdesk.core import values
from crmdesk.core.at_risk import AtRiskRow
from crmdesk.core.churn import Rate
from crmdesk.core.losses import Churned, Cost, Lifetime, Loss, LostRow, Month, ProposedRow, Reasons
from crmdesk.core.reasons import Reason
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import losses
from crmdesk.services.desk import Desk

_FIELDS = REGISTRY["loss"]


def churn_json(churned: Churned, lifetime: Lifetime, words: Words) -> dict[str, Any]:
    """The rate of a period, whole and in parts, and how long customers stay."""
    return {
        "period": {"first": churned.first, "last": churned.last},
        **_rate_json(churned.rate, words),
        "beside": churned.beside,
        "by": churned.by,
        "parts": [{"key": part.key or None, **_rate_json(part.rate, words)} for part in churned.parts],
        "lifetime": _lifetime_json(lifetime, words),
    }


def month_json(month: Month, words: Words) -> dict[str, Any]:
    return {
        "month": f"{month.first:%Y-%m}", **_rate_json(month.rate, words), "losses": month.lost,
        "won_back": month.won_back, "cost": _yuan(month.cost),
    }  # fmt: skip


def cost_json(cost: Cost) -> dict[str, Any]:
    return {
        "losses": cost.count, "amount": _yuan(cost.amount), "won_back": cost.won_back,
        "amount_won_back": _yuan(cost.amount_won_back),
    }  # fmt: skip


def _rate_json(rate: Rate, words: Words) -> dict[str, Any]:
    why = None if rate.why is None else reason_json(rate.why, words)
    return {"lost": rate.lost, "at_start": rate.at_start, "rate": rate.percent, "why": why}


def _lifetime_json(lifetime: Lifetime, words: Words) -> dict[str, Any]:
    return {
        "years": None if lifetime.years is None else rules.shown_years(lifetime.years),
        "yearly_rate": lifetime.rate.percent,
        "why": None if lifetime.why is None else reason_json(lifetime.why, words),
    }


def reasons_json(why: Reasons) -> dict[str, Any]:
    return {
        "shares": [
            {"side": each.side, "count": each.count, "percent": each.percent, "reference": each.reference,
             "as_read": each.as_read}
            for each in why.shares
        ],
        "reasons": [{"reason": each.reason, "count": each.count, "cost": _yuan(each.cost)} for each in why.reasons],
        "competitors": [{"name": name or None, "count": count} for name, count in why.competitors],
    }  # fmt: skip


def lost_json(row: LostRow) -> dict[str, Any]:
    return {"number": row.customer.number, "name": row.customer.name, **_loss_json(row.loss)}


def losses_json(desk: Desk, customer_id: int) -> list[dict[str, Any]]:
    """Those of a whole file, the latest first."""
    return [_loss_json(loss) for loss in losses.of_customer(desk, customer_id)]


def _loss_json(loss: Loss) -> dict[str, Any]:
    told = {key: getattr(loss, key) or None for key in _FIELDS.by_key}
    return {**record_json(_FIELDS, told), "sales": _yuan(loss.sales), "ordered_since": loss.ordered_since}


def proposed_json(row: ProposedRow) -> dict[str, Any]:
    return {
        "number": row.customer.number, "name": row.customer.name, "last_order_on": row.last_order_on,
        "sales": _yuan(row.sales),
    }  # fmt: skip


def risk_json(row: AtRiskRow, words: Words) -> dict[str, Any]:
    return {
        "number": row.customer.number, "name": row.customer.name, "tier": row.customer.tier,
        "stake": _yuan(row.stake), "last_order_on": row.facts.last_order_on,
        "reasons": [
            {**reason_json(risk.reason, words), "help": words.message(risk.help, {})} for risk in row.risks
        ],
    }  # fmt: skip


def reason_json(reason: Reason, words: Words) -> dict[str, str]:
    return {"code": reason.code, "message": reason.told(words)}


def _yuan(amount: Decimal) -> Any:
    return values.to_json(MONEY, amount)
