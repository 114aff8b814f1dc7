"""The SQL of every field of a customer, stored or worked out, for filters, orders and cells alike.

Each expression is about the customer `c` and gives the value as columns hold it, NULL for none. Worked-out ones follow
the rules of core (`qualifying`, `completeness`, `CustomerFile.reachable_contacts`); tests compare the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.core.completeness import NOT_COUNTED
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL, Field, Fields, Type

WORDY = frozenset({
    Type.TEXT, Type.LONG, Type.ADDRESS, Type.PHONE, Type.EMAIL, Type.URL, Type.ID_NUMBER, Type.CREDIT_CODE,
    Type.COMPETITOR,
})  # fmt: skip
"""Types whose values are texts as typed."""


class Basis(Struct, frozen=True):
    """What queries need to know beside the data file.

    `fields` of customers with the user's own; `today`; the keys of the fields that count for completeness, by kind of
    customer, and how many contacts an enterprise should have that can be reached.
    """

    fields: Fields
    today: dt.date
    complete: Mapping[str, Sequence[str]]
    aim: int


_LIVING_CONTACT = "p.customer_id = c.id AND p.deleted_at IS NULL"
_REACHABLE = (
    f"(SELECT count(*) FROM contact p WHERE {_LIVING_CONTACT} "  # noqa: S608
    "AND coalesce(p.mobile, p.phone, p.wechat, p.email) IS NOT NULL)"
)
MAIN_CONTACT = (
    f"(SELECT p.name FROM contact p WHERE {_LIVING_CONTACT} "  # noqa: S608
    "ORDER BY p.main IS NULL OR p.main = 0, p.position, p.id LIMIT 1)"
)
CONTACTS_NEAR = "SELECT p.customer_id FROM contact p WHERE p.deleted_at IS NULL AND instr(?, substr(p.name, 1, 1)) = 0"
"""Customers with a contact whose name begins with none of these characters."""
_GROUPS = (
    "(SELECT group_concat(name, '; ') FROM (SELECT g.name FROM membership m JOIN customer_group g "
    "ON g.id = m.group_id WHERE m.customer_id = c.id AND g.deleted_at IS NULL ORDER BY g.id))"
)
_MAN_KEYS = ("money", "authority", "need")
_ANSWERED = "(c.money IS NOT NULL OR c.authority IS NOT NULL OR c.need IS NOT NULL)"
_MAN = "CASE WHEN {answered} THEN {letters} END".format(
    answered=_ANSWERED,
    letters=" || '+' || ".join(
        f"CASE c.{key} WHEN 'yes' THEN '{letter}' WHEN 'no' THEN '{letter.lower()}' ELSE '?' END"
        for key, letter in zip(_MAN_KEYS, "MAN", strict=True)
    ),
)
_VERDICT = f"""CASE WHEN NOT {_ANSWERED} THEN NULL
    WHEN c.money NOT IN ('yes', 'no') OR c.authority NOT IN ('yes', 'no') OR c.need NOT IN ('yes', 'no')
        OR c.money IS NULL OR c.authority IS NULL OR c.need IS NULL THEN 'find-out'
    ELSE CASE (c.money = 'yes') * 4 + (c.authority = 'yes') * 2 + (c.need = 'yes')
        WHEN 7 THEN 'prospect' WHEN 6 THEN 'contact' WHEN 5 THEN 'contact' WHEN 3 THEN 'contact'
        WHEN 0 THEN 'none' ELSE 'nurture' END END"""
_INTENDING = """CASE WHEN c.need = 'yes' THEN CASE WHEN c.recognises = 'yes' THEN 'intending' ELSE 'need-only' END
    WHEN c.recognises = 'yes' AND c.belonging = 'yes' THEN 'second' END"""
_THOUSANDTHS = 1000


def expression(basis: Basis, field: Field) -> str:
    """The SQL of a field; of groups their names in one text, for a look at them or an order."""
    match field.key:
        case "man":
            return _MAN
        case "man_verdict":
            return _VERDICT
        case "intending":
            return _INTENDING
        case "main_contact":
            return MAIN_CONTACT
        case "reachable_contacts":
            return _REACHABLE
        case "completeness":
            return _completeness(basis)
    if field.type is Type.GROUPS:
        return _GROUPS
    if field.by_user:
        if not field.key.isidentifier():
            raise ValueError(field.key)
        return f"json_extract(c.own, '$.{field.key}')"
    return f"c.{field.key}"


def _completeness(basis: Basis) -> str:
    """Whole percents as `core.completeness` gives them, in thousandths like every stored percentage."""
    cases = " ".join(
        f"WHEN '{kind}' THEN {_share(basis, basis.complete.get(kind, ()), basis.aim if kind == ENTERPRISE else 0)}"
        for kind in (INDIVIDUAL, ENTERPRISE)
    )
    return f"(CASE c.kind {cases} END * {_THOUSANDTHS})"


def _share(basis: Basis, keys: Sequence[str], aim: int) -> str:
    counted = [key for key in keys if key not in NOT_COUNTED]
    of = len(counted) + aim
    if not of:
        return "100"
    known = [field for field in map(basis.fields.get, counted) if field is not None]
    filled = [f"({expression(basis, field)} IS NOT NULL)" for field in known]
    if aim:
        filled.append(f"min({aim}, {_REACHABLE})")
    return f"100 * ({' + '.join(filled) or '0'}) / {of}"
