"""Looking for doubles in the data file: whom new faces may be, and who was said to be two."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import search
from crmdesk.core.duplicates import Face, account, is_mobile, local_number, sound_key, tail
from crmdesk.core.duplicates_blocks import FEWEST_SYLLABLES, SHORT_FORMS, is_short_form, one_slip
from crmdesk.core.fields import ENTERPRISE
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_MOST = 40
"""So many customers are looked at for one thing in common."""
_CHUNK = 500
_LONGEST_SHORT = 4
_OF_EVERYBODY = frozenset(
    "com cn net org www qq vip mail 163 126 139 188 gmail hotmail outlook foxmail live sina sohu yahoo icloud "
    "aliyun".split()
)
"""What very many e-mail addresses have in common."""
_LAST = "\x7f"
"""After every letter a sound can have."""
_WORDS = re.compile(r"[^\W_]+")
_OF_CUSTOMER = "SELECT {0}, id FROM customer WHERE {0} IN ({{values}}) AND {1} AND deleted_at IS NULL"
_OF_CONTACT = """
    SELECT {0}, customer_id FROM contact
    WHERE {0} IN ({{values}}) AND {1} AND deleted_at IS NULL
        AND (SELECT c.deleted_at IS NULL FROM customer c WHERE c.id = contact.customer_id)
"""
_TAILS = {
    "whole": ("substr(phone_e164, -7)", "phone_e164 IS NOT NULL"),
    "local": ("substr(replace(replace(phone, '-', ''), ' ', ''), -7)", "phone IS NOT NULL AND phone_e164 IS NULL"),
}
"""The end of a number with area code and of one without: indexed as they stand here."""

LOOKUPS = {
    **{
        column: _OF_CUSTOMER.format(column, f"{column} IS NOT NULL")
        for column in ("name_sound", "mobile_e164", "phone_e164", "credit_code", "id_number")
    },
    **{
        f"contact.{column}": _OF_CONTACT.format(column, f"{column} IS NOT NULL")
        for column in ("mobile_e164", "phone_e164")
    },
    **{tails: _OF_CUSTOMER.format(*expression) for tails, expression in _TAILS.items()},
    **{f"contact.{tails}": _OF_CONTACT.format(*expression) for tails, expression in _TAILS.items()},
}
"""How customers with something in common are looked up, each by an index."""

_LONGER = """
    SELECT id, name_sound FROM customer
    WHERE name_sound >= ? AND name_sound < ? AND deleted_at IS NULL AND name_sound IS NOT NULL LIMIT ?
"""
_BY_WORDS = "SELECT rowid FROM customer_search WHERE customer_search MATCH ? LIMIT ?"
_FACE = """
    SELECT id, number, name, kind, short_name, mobile_e164, phone_e164, phone, email, wechat, credit_code, id_number,
           city, birthday
    FROM customer WHERE id IN ({ids}) AND deleted_at IS NULL
"""
_CONTACTS = """
    SELECT customer_id, mobile_e164, phone_e164, phone, email, wechat FROM contact
    WHERE customer_id IN ({ids}) AND deleted_at IS NULL
"""


class Known(Struct, frozen=True):
    """A living customer of the data file with what it is recognised by."""

    id: int
    number: str
    name: str
    face: Face


def known(data: DataFile, ids: Iterable[int]) -> dict[int, Known]:
    """Living customers by id."""
    found: dict[int, Known] = {}
    for chunk in chunks(ids):
        contacts: dict[int, list[tuple[Any, ...]]] = {}
        for row in data.database.execute_sql(_CONTACTS.format(ids=marks(chunk)), chunk).fetchall():
            contacts.setdefault(row[0], []).append(row[1:])
        for row in data.database.execute_sql(_FACE.format(ids=marks(chunk)), chunk).fetchall():
            found[row[0]] = Known(row[0], row[1], row[2], _face(row[2:], contacts.get(row[0], ())))
    return found


def not_same(data: DataFile) -> set[tuple[int, int]]:
    """The pairs somebody said are two customers, the smaller id first."""
    rows = data.database.execute_sql("SELECT one, other FROM not_same WHERE deleted_at IS NULL").fetchall()
    return {(int(one), int(other)) for one, other in rows}


def not_same_rows(data: DataFile, *ids: int) -> list[tuple[int, int, int]]:
    """Living rows of such pairs that one of these customers is in: row id, one, other."""
    sql = f"""
        SELECT id, one, other FROM not_same WHERE one IN ({marks(ids)}) AND deleted_at IS NULL
        UNION SELECT id, one, other FROM not_same WHERE other IN ({marks(ids)}) AND deleted_at IS NULL ORDER BY id
    """  # noqa: S608
    return [(row[0], row[1], row[2]) for row in data.database.execute_sql(sql, (*ids, *ids)).fetchall()]


def with_tail(data: DataFile, tails: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Who can be called, or whose contact, by a number with area code that has one of these last seven digits: those
    digits and the customer's id."""
    for start in range(0, len(tails), _CHUNK):
        chunk = tails[start : start + _CHUNK]
        for column in ("whole", "contact.whole"):
            yield from data.database.execute_sql(LOOKUPS[column].format(values=marks(chunk)), chunk).fetchall()


def candidates(data: DataFile, faces: Sequence[Face], *, thorough: bool = True) -> list[list[Known]]:
    """For each face the living customers it is worth comparing with, those with the least id first.

    Looked up for all faces together by indexes alone. `thorough`: also by what takes a query for each face.
    """
    found = _Candidates(data, len(faces))
    for column, of_face in _BY_COLUMN.items():
        found.by_column(column, [of_face(face) for face in faces])
    for i, face in enumerate(faces):
        if thorough:
            found.longer(i, face)
            found.accounts(i, face)
    by_id = known(data, sorted(set().union(*found.ids)))
    return [[by_id[customer] for customer in sorted(ids) if customer in by_id] for ids in found.ids]


class _Candidates:
    """Customers that were found for each face, by its place."""

    def __init__(self, data: DataFile, count: int) -> None:
        self.ids: list[set[int]] = [set() for _ in range(count)]
        self._execute = data.database.execute_sql

    def by_column(self, column: str, values: Sequence[Collection[str]]) -> None:
        """Customers, or owners of contacts, with one of these values in an indexed column."""
        places: dict[str, list[int]] = {}
        for place, wanted in enumerate(values):
            for value in wanted:
                places.setdefault(value, []).append(place)
        wanted_values = sorted(places)
        for start in range(0, len(wanted_values), _CHUNK):
            chunk = wanted_values[start : start + _CHUNK]
            told: dict[str, int] = {}
            for value, customer_id in self._execute(LOOKUPS[column].format(values=marks(chunk)), chunk).fetchall():
                told[value] = told.get(value, 0) + 1
                if told[value] <= _MOST:
                    for place in places[value]:
                        self.ids[place].add(customer_id)

    def longer(self, place: int, face: Face) -> None:
        """Companies whose name this one is the short form of, or that begin alike and may end with a slip."""
        sound = face.sound
        if face.kind != ENTERPRISE or not sound:
            return
        if is_short_form(sound):
            self._add(place, _LONGER, f"{sound} ", f"{sound} {_LAST}")
        if begin := _begin(sound):
            rows = self._execute(_LONGER, (begin, begin + _LAST, _MOST)).fetchall()
            self.ids[place].update(row[0] for row in rows if one_slip(sound, row[1]))
        if is_short_form(sound) and len(face.name) <= _LONGEST_SHORT:
            self._search(place, "name", search.fold(face.name))

    def accounts(self, place: int, face: Face) -> None:
        """Whoever has the same e-mail address or WeChat name: both are words of the search index."""
        for text in face.emails | face.wechats:
            told = [word for word in _WORDS.findall(search.fold(text)) if word not in _OF_EVERYBODY]
            if told:
                self._search(place, "word", max(told, key=len))

    def _search(self, place: int, column: str, text: str) -> None:
        words = list(text) if column == "name" and text.isalpha() and not text.isascii() else _WORDS.findall(text)
        if words:
            self._add(place, _BY_WORDS, f'{column}:"{" ".join(words)}"')

    def _add(self, place: int, sql: str, *params: str) -> None:
        self.ids[place].update(row[0] for row in self._execute(sql, (*params, _MOST)).fetchall())


def _begin(sound: str) -> str:
    """The first half of a name's sound: a slip behind it is found by an index."""
    syllables = sound.split(" ")
    if len(syllables) >= FEWEST_SYLLABLES:
        return " ".join(syllables[: max(2, len(syllables) // 2)]) + " "
    return sound[: len(sound) // 2] if len(syllables) == 1 and len(sound) >= 2 * FEWEST_SYLLABLES else ""


def _sounds(face: Face) -> list[str]:
    """The name's sound, the short forms it may have, and that of the short name it is known by."""
    sound = face.sound
    if not sound:
        return []
    if face.kind != ENTERPRISE:
        return [sound]
    syllables = sound.split(" ")
    shorter = [" ".join(syllables[:n]) for n in range(SHORT_FORMS[0], min(SHORT_FORMS[1] + 1, len(syllables)))]
    return [sound, *shorter, *([sound_key(face.short_name)] if face.short_name else [])]


def _local_tails(face: Face) -> set[str]:
    return {tail(number) for number in face.local}


def _all_tails(face: Face) -> set[str]:
    """A mobile never lacks an area code."""
    return _local_tails(face) | {tail(number) for number in _phones(face) if not is_mobile(number)}


def _phones(face: Face) -> frozenset[str]:
    return face.phones | face.of_contacts


def _codes(key: str) -> Callable[[Face], Collection[str]]:
    def of_face(face: Face) -> Collection[str]:
        code: str = getattr(face, key)
        return (code,) if code else ()

    return of_face


_BY_COLUMN: dict[str, Callable[[Face], Collection[str]]] = {
    "name_sound": _sounds,
    "mobile_e164": _phones,
    "phone_e164": _phones,
    "contact.mobile_e164": _phones,
    "contact.phone_e164": _phones,
    "whole": _local_tails,
    "contact.whole": _local_tails,
    "local": _all_tails,
    "contact.local": _all_tails,
    "credit_code": _codes("credit_code"),
    "id_number": _codes("id_number"),
}


def _face(row: Sequence[Any], contacts: Iterable[Sequence[Any]]) -> Face:
    name, kind, short, mobile, phone, typed, email, wechat, code, id_number, city, birthday = row
    of_contacts: set[str] = set()
    local = set(local_number(typed)) if typed and not phone else set()
    emails, wechats = {account(email)}, {account(wechat)}
    for contact in contacts:
        of_contacts.update(filter(None, contact[:2]))
        if contact[2] and not contact[1]:
            local |= local_number(contact[2])
        emails.add(account(contact[3]))
        wechats.add(account(contact[4]))
    return Face(
        name,
        kind,
        short or "",
        frozenset(filter(None, (mobile, phone))),
        frozenset(of_contacts),
        frozenset(local),
        frozenset(emails - {""}),
        frozenset(wechats - {""}),
        (code or "").upper(),
        (id_number or "").upper(),
        city or "",
        birthday or "",
    )
