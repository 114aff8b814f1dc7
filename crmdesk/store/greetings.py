"""Queries about greetings: whom to greet on a holiday, what was marked, faces and texts (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.store.database import DataFile
from crmdesk.store.greetings_kept import LIVING, agreed
from crmdesk.store.records import chunks, marks


class Face(Struct, frozen=True):
    """Whom a greeting goes to, as the file says."""

    contact_id: int | None
    person: str
    salutation: str | None
    title: str | None
    gender: str | None
    phone: str | None
    wechat: str | None
    email: str | None
    home: str | None


class Customer(Struct, frozen=True):
    """What a greeting needs of a customer; `address` is the usual one, `face` the customer itself."""

    number: str
    name: str
    kind: str
    tier: str | None
    address: str | None
    face: Face


def marked(data: DataFile, first: dt.date, last: dt.date) -> dict[tuple[str, str, int, int | None], tuple[int, str]]:
    """What was marked of the days from one to another: by occasion, day, customer and contact the id and outcome.

    Those of birthdays only: on holidays and anniversaries a customer is greeted once, whoever the contact is (None).
    """
    sql = """
        SELECT occasion, day, customer_id, contact, id, outcome FROM greeting
        WHERE day >= ? AND day <= ? AND deleted_at IS NULL ORDER BY id
    """
    rows = data.database.execute_sql(sql, (first.isoformat(), last.isoformat())).fetchall()
    return {
        (occasion, day, customer, contact if occasion == "birthday" else None): (key, outcome)
        for occasion, day, customer, contact, key, outcome in rows
    }


def holiday_counts(data: DataFile) -> dict[str | None, int]:
    """How many living customers who have not withdrawn their consent each tier has."""
    every = "SELECT tier, count(*) FROM customer c WHERE deleted_at IS NULL GROUP BY tier"
    withdrawn = f"""
        SELECT tier, count(*) FROM customer c WHERE deleted_at IS NULL AND consent_withdrawn_on > ''
            AND NOT {agreed("c")} GROUP BY +tier
    """  # noqa: S608
    counts: dict[str | None, int] = dict(data.database.execute_sql(every).fetchall())
    for tier, count in data.database.execute_sql(withdrawn).fetchall():
        counts[tier] -= count
    return {tier: count for tier, count in counts.items() if count}


def holidays_marked(data: DataFile, first: dt.date, last: dt.date) -> dict[tuple[str, str], dict[tuple[Any, str], int]]:
    """By occasion and day how many customers were marked, by their tier and the outcome."""
    sql = f"""
        SELECT g.occasion, g.day, c.tier, g.outcome, count(DISTINCT g.customer_id)
        FROM greeting g JOIN customer c ON c.id = g.customer_id
        WHERE g.day >= ? AND g.day <= ? AND g.deleted_at IS NULL AND {LIVING} GROUP BY 1, 2, 3, 4
    """  # noqa: S608
    found: dict[tuple[str, str], dict[tuple[Any, str], int]] = {}
    for occasion, day, tier, outcome, count in data.database.execute_sql(
        sql, (first.isoformat(), last.isoformat())
    ).fetchall():
        found.setdefault((occasion, day), {})[tier, outcome] = count
    return found


def to_greet(
    data: DataFile, tier: str | None, occasion: str, day: dt.date, *, pending: bool, first: int, most: int | None
) -> list[int]:
    """Customers of a tier (None: without one) to be greeted on a holiday, in the order of their files; `pending`: only
    those not marked yet."""
    unmarked = (
        " AND NOT EXISTS (SELECT 1 FROM greeting g WHERE g.customer_id = c.id AND g.occasion = ? AND g.day = ? "
        "AND g.deleted_at IS NULL)"
    )
    sql = f"""
        SELECT c.id FROM customer c WHERE c.tier IS ? AND {LIVING}{unmarked if pending else ""}
        ORDER BY c.id LIMIT ? OFFSET ?
    """  # noqa: S608
    params = (tier, *((occasion, day.isoformat()) if pending else ()), -1 if most is None else most, first)
    return [row[0] for row in data.database.execute_sql(sql, params).fetchall()]


def customers(data: DataFile, ids: Sequence[int]) -> dict[int, Customer]:
    """What a greeting needs of these customers, by id; those gone meanwhile are left out."""
    found: dict[int, Customer] = {}
    for chunk in chunks(ids):
        sql = f"""
            SELECT c.id, c.number, c.name, c.kind, c.tier, c.gender, ifnull(c.mobile, c.phone), c.wechat, c.email,
                c.home_address, c.position, c.province, c.city, c.district, c.address
            FROM customer c WHERE c.id IN ({marks(chunk)}) AND {LIVING}
        """  # noqa: S608
        for (
            key,
            number,
            name,
            kind,
            tier,
            gender,
            phone,
            wechat,
            email,
            home,
            title,
            *where,
        ) in data.database.execute_sql(sql, chunk).fetchall():
            face = Face(None, name, None, title, gender, phone, wechat, email, home)
            found[key] = Customer(number, name, kind or "enterprise", tier, _address(*where), face)
    return found


def contacts(data: DataFile, ids: Sequence[int]) -> dict[int, Face]:
    """What a greeting needs of these contacts, by id."""
    return {row[0]: _face(row) for row in _contacts(data, "p.id", ids, "")}


def main_contacts(data: DataFile, customer_ids: Sequence[int]) -> dict[int, Face]:
    """By customer the first of its contacts who has not withdrawn consent, the main one before others."""
    found: dict[int, Face] = {}
    order = " ORDER BY p.customer_id, p.main IS NULL OR p.main = 0, p.position, p.id"
    for row in _contacts(data, "p.customer_id", customer_ids, order):
        found.setdefault(row[1], _face(row))
    return found


def texts(data: DataFile) -> list[tuple[int, str, str | None, str, str | None]]:
    """The texts of one's own: id, occasion, tier, text, key of the supplied one it stands for."""
    sql = """
        SELECT id, occasion, tier, text, supplied FROM greeting_text WHERE deleted_at IS NULL ORDER BY position, id
    """
    found: list[tuple[int, str, str | None, str, str | None]] = data.database.execute_sql(sql).fetchall()
    return found


def interactions_of(data: DataFile, greeting_ids: Sequence[int]) -> dict[int, int | None]:
    """Of the greetings that are still marked: the contact made with each."""
    found: dict[int, int | None] = {}
    for chunk in chunks(greeting_ids):
        sql = f"SELECT id, interaction FROM greeting WHERE id IN ({marks(chunk)}) AND deleted_at IS NULL"  # noqa: S608
        found.update(data.database.execute_sql(sql, chunk).fetchall())
    return found


def _contacts(data: DataFile, column: str, ids: Sequence[int], order: str) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = []
    for chunk in chunks(ids):
        sql = f"""
            SELECT p.id, p.customer_id, p.name, p.salutation, p.title, ifnull(p.mobile, p.phone), p.wechat, p.email,
                p.address
            FROM contact p WHERE {column} IN ({marks(chunk)}) AND p.deleted_at IS NULL AND {agreed("p")}{order}
        """  # noqa: S608
        rows += data.database.execute_sql(sql, chunk).fetchall()
    return rows


def _face(row: Sequence[Any]) -> Face:
    return Face(row[0], row[2], row[3], row[4], None, *row[5:])


def _address(province: str | None, city: str | None, district: str | None, street: str | None) -> str | None:
    """In one line; what the street already begins with is not said twice."""
    whole = street or ""
    for part in (district, city, province):
        if part and not whole.startswith(part) and part not in whole[:20]:
            whole = part + whole
    return whole or None
