"""Queries over call campaigns and the customers on their lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.core.campaigns import Call, Campaign
from crmdesk.core.registry import REGISTRY
from crmdesk.store import customers
from crmdesk.store.columns import from_column
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_FIELDS = REGISTRY["campaign"].all
_CALL = "k.id, k.campaign, k.customer_id, c.number, c.name, c.owner, c.city, k.outcome, k.at, k.notes, k.interaction"
_FROM = "campaign_call k CROSS JOIN customer c ON c.id = k.customer_id"
_LIVING = "k.deleted_at IS NULL AND c.deleted_at IS NULL"


def campaigns(data: DataFile) -> list[Campaign]:
    """The newest first."""
    shown = ", ".join(field.key for field in _FIELDS)
    rows = data.database.execute_sql(
        f"SELECT id, {shown} FROM campaign WHERE deleted_at IS NULL ORDER BY id DESC"  # noqa: S608
    ).fetchall()
    counts: dict[int, dict[str | None, int]] = {}
    sql = f"SELECT k.campaign, k.outcome, count(*) FROM {_FROM} WHERE {_LIVING} GROUP BY k.campaign, k.outcome"  # noqa: S608
    for campaign, outcome, count in data.database.execute_sql(sql).fetchall():
        counts.setdefault(campaign, {})[outcome] = count
    return [_campaign(row, counts.get(row[0], {})) for row in rows]


def calls(
    data: DataFile, campaign_id: int, outcomes: Sequence[str], limit: int | None, *, open_only: bool
) -> list[Call]:
    """In the order of the list; of these outcomes (none: of all), or those still to be called."""
    where, params = "", [campaign_id, *outcomes]
    if open_only:
        where = " AND k.outcome IS NULL"
        params = [campaign_id]
    elif outcomes:
        where = f" AND k.outcome IN ({marks(outcomes)})"
    sql = f"SELECT {_CALL} FROM {_FROM} WHERE k.campaign = ?{where} AND {_LIVING} ORDER BY k.id LIMIT ?"  # noqa: S608
    rows = data.database.execute_sql(sql, (*params, -1 if limit is None else limit)).fetchall()
    return _calls(data, rows)


def next_call(data: DataFile, campaign_id: int, after: int) -> Call | None:
    """The first one still to be called behind another on the list."""
    sql = f"""
        SELECT {_CALL} FROM {_FROM} WHERE k.campaign = ? AND k.outcome IS NULL AND k.id > ? AND {_LIVING}
        ORDER BY k.id LIMIT 1
    """  # noqa: S608
    found = _calls(data, data.database.execute_sql(sql, (campaign_id, after)).fetchall())
    return found[0] if found else None


def call(data: DataFile, call_id: int) -> Call | None:
    """One that is not deleted, nor its customer or campaign."""
    sql = f"""
        SELECT {_CALL} FROM {_FROM} WHERE k.id = ? AND {_LIVING}
            AND k.campaign IN (SELECT id FROM campaign WHERE deleted_at IS NULL)
    """  # noqa: S608
    found = _calls(data, data.database.execute_sql(sql, (call_id,)).fetchall())
    return found[0] if found else None


def of_customer(data: DataFile, campaign_id: int, customer_id: int) -> int | None:
    """The living call of a customer in a campaign."""
    sql = "SELECT id FROM campaign_call WHERE customer_id = ? AND campaign = ? AND deleted_at IS NULL LIMIT 1"
    row = data.database.execute_sql(sql, (customer_id, campaign_id)).fetchone()
    return int(row[0]) if row else None


def not_listed(data: DataFile, campaign_id: int | None, customer_ids: Iterable[int]) -> list[int]:
    """Which of these are living customers and not on the list of the campaign, in this order, each once."""
    found = []
    for chunk in chunks(dict.fromkeys(customer_ids)):
        living = f"SELECT id FROM customer WHERE id IN ({marks(chunk)}) AND deleted_at IS NULL"  # noqa: S608
        ids = {row[0] for row in data.database.execute_sql(living, chunk).fetchall()}
        if campaign_id is not None:
            listed = (
                f"SELECT customer_id FROM campaign_call WHERE customer_id IN ({marks(chunk)}) "  # noqa: S608
                "AND campaign = ? AND deleted_at IS NULL"
            )
            ids -= {row[0] for row in data.database.execute_sql(listed, (*chunk, campaign_id)).fetchall()}
        found += [customer for customer in chunk if customer in ids]
    return found


def _campaign(row: Sequence[Any], counts: dict[str | None, int]) -> Campaign:
    pairs = zip(_FIELDS, row[1:], strict=True)
    values = {field.key: from_column(field, stored) for field, stored in pairs if stored is not None}
    outcomes = {outcome: count for outcome, count in counts.items() if outcome is not None}
    return Campaign(row[0], values, sum(counts.values()), outcomes)


def _calls(data: DataFile, rows: Sequence[Sequence[Any]]) -> list[Call]:
    whose = list(dict.fromkeys(row[2] for row in rows))
    reach = {one.id: (one.mobile, one.phone) for one in customers.rows(data, whose)}
    found = []
    for id_, campaign, customer, number, name, owner, city, outcome, at, notes, interaction in rows:
        phones = tuple(dict.fromkeys(phone for phone in reach.get(customer, ()) if phone))
        when = None if at is None else dt.datetime.fromisoformat(at)
        call_ = Call(
            id_, campaign, customer, number, name, phones, owner, city, outcome, when, notes or "", interaction
        )
        found.append(call_)
    return found
