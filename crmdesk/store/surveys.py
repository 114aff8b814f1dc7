"""Queries over surveys: lists of them, those of a customer, and what customers said last (METHOD.md section 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY
from crmdesk.core.surveys import SurveyRow, Surveys
from crmdesk.store.database import DataFile
from crmdesk.store.interactions import values_of
from crmdesk.store.records import chunks, marks

_FIELDS = Fields("survey", tuple(field for field in REGISTRY["survey"].stored() if field.key != "contact"))
_ROW = f"""
    s.id, s.customer_id, c.number, c.name, c.owner, s.contact, s.complaint,
    (SELECT k.number FROM complaint k WHERE k.id = s.complaint AND k.deleted_at IS NULL),
    (SELECT p.name FROM contact p WHERE p.id = s.contact AND p.deleted_at IS NULL),
    {", ".join(f"s.{field.key}" for field in _FIELDS.all)}
"""  # noqa: S608
_FROM = "survey s CROSS JOIN customer c ON c.id = s.customer_id"
_LIVING = "s.deleted_at IS NULL AND c.deleted_at IS NULL"
LIVING_OWNER = "customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
"""Nobody from the trash, without looking at anybody else."""


def _than(aspect: str, table: str) -> str:
    """-1, 0 or 1: felt less than expected, as much, more; NULL where one of the two is not known."""
    felt, expected = f"{table}.{aspect}_felt", f"{table}.{aspect}_expected"
    return f"(({felt} > {expected}) - ({felt} < {expected}))"


def _turn(id_: str) -> str:
    """An id as a text by which later ones come later."""
    return f"substr('00000000000' || {id_}, -12)"


def level_sql(table: str) -> str:
    """`core.satisfaction.Survey.level` in SQL."""
    product, service = _than("product", table), _than("service", table)
    worse = f"min(ifnull({product}, {service}), ifnull({service}, {product}))"
    return (
        f"CASE ifnull({_than('overall', table)}, {worse}) "
        "WHEN -1 THEN 'dissatisfied' WHEN 0 THEN 'basic' WHEN 1 THEN 'high' END"
    )


def loyalty_sql(table: str) -> str:
    """`core.satisfaction.Survey.loyalty` in SQL."""
    product, service = _than("product", table), _than("service", table)
    return (
        f"CASE WHEN {product} IS NULL OR {service} IS NULL THEN NULL WHEN {product} >= 0 AND {service} >= 0 "
        f"THEN 'loyal' WHEN {product} >= 0 THEN 'contested' WHEN {service} >= 0 THEN 'hopeful' ELSE 'destructive' END"
    )


def find(data: DataFile, wanted: Surveys) -> list[int]:
    """The ids of these, the latest first; none of customers in the trash."""
    where, params = _where(wanted)
    index = "survey_by_day" if wanted.customer_id is None else "survey_by_customer"
    sql = f"SELECT s.id FROM survey s INDEXED BY {index} WHERE {where} ORDER BY s.day DESC, s.id DESC"  # noqa: S608
    return [row[0] for row in data.database.execute_sql(sql, params).fetchall()]


def rows(data: DataFile, ids: Sequence[int]) -> list[SurveyRow]:
    """These, in this order; those that are gone, or whose customer is, are left out."""
    found: dict[int, SurveyRow] = {}
    for chunk in chunks(ids):
        sql = f"SELECT {_ROW} FROM {_FROM} WHERE s.id IN ({marks(chunk)}) AND {_LIVING}"  # noqa: S608
        for row in data.database.execute_sql(sql, chunk).fetchall():
            id_, customer_id, number, name, owner, contact, complaint, complaint_number, contact_name, *stored = row
            known = values_of(_FIELDS, contact_name, stored)
            whose = (customer_id, number, name, owner)
            found[id_] = SurveyRow(id_, *whose, known, contact, complaint, complaint_number)
    return [found[each] for each in ids if each in found]


def loyalties(data: DataFile, today: dt.date) -> dict[int, str]:
    """By living customer the field of the matrix that its last survey up to a day tells that tells one."""
    sql = f"""
        SELECT customer_id, loyalty FROM (
            SELECT s.customer_id, {loyalty_sql("s")} AS loyalty, max(s.day || {_turn("s.id")})
            FROM survey s WHERE s.deleted_at IS NULL AND s.day <= ? AND {loyalty_sql("s")} IS NOT NULL
            GROUP BY s.customer_id
        ) WHERE {LIVING_OWNER}
    """  # noqa: S608
    return dict(data.database.execute_sql(sql, (today.isoformat(),)).fetchall())


def judging(data: DataFile, customer_ids: Sequence[int], today: dt.date) -> Mapping[int, int]:
    """By customer the survey up to a day that says where it stands in the matrix."""
    found: dict[int, int] = {}
    for chunk in chunks(customer_ids):
        sql = f"""
            SELECT s.customer_id, s.id FROM survey s WHERE s.customer_id IN ({marks(chunk)}) AND s.day <= ?
            AND s.deleted_at IS NULL AND {loyalty_sql("s")} IS NOT NULL ORDER BY s.day, s.id
        """  # noqa: S608
        found.update(data.database.execute_sql(sql, (*chunk, today.isoformat())).fetchall())
    return found


def levels(data: DataFile, today: dt.date) -> dict[str, int]:
    """How many living customers were how satisfied when last asked up to a day, by a survey or at the end of a
    complaint; on one day the survey counts."""
    sql = f"""
        SELECT level, count(*) FROM (
            SELECT customer_id, level, max(turn) FROM (
                SELECT s.customer_id, {level_sql("s")} AS level, s.day || '1' || {_turn("s.id")} AS turn FROM survey s
                WHERE s.deleted_at IS NULL AND s.day <= ?1
                UNION ALL
                SELECT k.customer_id, t.level, substr(t.at, 1, 10) || '0' || t.at || {_turn("t.id")}
                FROM complaint_step t JOIN complaint k ON k.id = t.complaint
                WHERE t.level IS NOT NULL AND substr(t.at, 1, 10) <= ?1 AND t.deleted_at IS NULL
                    AND k.deleted_at IS NULL
            ) WHERE level IS NOT NULL GROUP BY customer_id
        ) WHERE {LIVING_OWNER} GROUP BY level
    """  # noqa: S608
    return dict(data.database.execute_sql(sql, (today.isoformat(),)).fetchall())


def _where(wanted: Surveys) -> tuple[str, list[Any]]:
    where, params = "s.deleted_at IS NULL AND s." + LIVING_OWNER, list[Any]()
    for sign, bound in ((">=", wanted.first), ("<=", wanted.last)):
        if bound is not None:
            where, params = f"{where} AND s.day {sign} ?", [*params, bound.isoformat()]
    for told, keys in ((level_sql("s"), wanted.levels), (loyalty_sql("s"), wanted.loyalties)):
        if keys:
            where, params = f"{where} AND {told} IN ({marks(keys)})", [*params, *keys]
    if wanted.by is not None:
        asked = "coalesce(s.by, (SELECT c.owner FROM customer c WHERE c.id = s.customer_id))"
        where, params = f"{where} AND {asked} = ?", [*params, wanted.by]
    if wanted.customer_id is not None:
        where, params = f"{where} AND s.customer_id = ?", [*params, wanted.customer_id]
    return where, params
