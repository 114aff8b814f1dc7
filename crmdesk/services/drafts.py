"""Drafts: what was being typed when the program ended, kept in the data file and offered again.

A key says where the text was typed, `FORM/CUSTOMER` or `FORM/CUSTOMER/PART`: `customer/12`, `customer/new`,
`contact/12/3`, `contact/12/new`. Behind a tilde stands what tells several of one place apart.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import values
from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY
from crmdesk.services import customers, reading
from crmdesk.services.desk import Desk
from crmdesk.store import drafts as store

NEW = "new"


class Draft(Struct, frozen=True):
    """Texts by field key as they were typed, with the instant (UTC) of the last of them.

    `title`: of what, as the form called it; `name`: the customer's now, '' for a new one or one that is gone.
    """

    key: str
    at: str
    title: str
    texts: Mapping[str, str]
    name: str = ""
    number: str = ""
    gone: bool = False

    @property
    def form(self) -> str:
        """'customer', 'contact', 'note' …"""
        return _parts(self.key)[0]

    @property
    def customer_id(self) -> int | None:
        """None for a new customer."""
        return _number(_parts(self.key)[1])

    @property
    def part_id(self) -> int | None:
        """The contact, note … that was being changed; None for a new one."""
        return _number(_parts(self.key)[2])


def key_of(form: str, customer_id: int | None = None, part: int | str | None = None) -> str:
    """The key of a form for a customer (None: a new one) and, of its parts, for this one ('new': a new one)."""
    key = f"{form}/{NEW if customer_id is None else customer_id}"
    return key if part is None else f"{key}/{part}"


def another_key(key: str) -> str:
    """For a second draft of the same place."""
    return f"{key.partition('~')[0]}~{secrets.token_hex(4)}"


def keep(desk: Desk, key: str, title: str, texts: Mapping[str, str], wanted: Callable[[], bool] = lambda: True) -> bool:
    """Keep what is typed, unless `wanted` says no once nobody else can write any more. Whether it was kept."""
    with desk.data.write(beside=True):
        if not wanted():
            return False
        store.put(desk.data, key, desk.now(), _content(title, texts))
    return True


def move(desk: Desk, draft: Draft, key: str) -> None:
    """Keep a draft under another key: what it is about became another customer's, with whom it is erased now."""
    with desk.data.write(beside=True):
        store.put(desk.data, key, draft.at, _content(draft.title, draft.texts))
        if draft.key != key:
            store.delete(desk.data, draft.key)


def drop(desk: Desk, key: str) -> None:
    """What was typed is saved or given up."""
    with desk.data.write(beside=True):
        store.delete(desk.data, key)


def all_drafts(desk: Desk) -> list[Draft]:
    """Every draft there is, the latest first; what cannot be read counts as none."""
    found = (_read(*row) for row in store.every(desk.data))
    return [draft for draft in found if draft is not None]


def of_place(desk: Desk, key: str) -> list[Draft]:
    """Drafts of this form, record and part, the latest first; of a part that is there also those that were typed while
    it was another customer's."""
    form = _parts(key)[0]
    keys = [
        each for each in store.beginning(desk.data, f"{form}/") if _parts(each) == _parts(key) or _of_another(each, key)
    ]
    return [draft for draft in all_drafts(desk) if draft.key in keys] if keys else []


def was_moved(draft: Draft, key: str) -> bool:
    """Whether it was typed at the place of this key while that was another customer's."""
    return _of_another(draft.key, key)


def offered(desk: Desk, live: frozenset[str] = frozenset()) -> list[Draft]:
    """What is worth offering, with the customers' present names; `live` are keys of forms open now.

    Drafts that say nothing else than what is stored are dropped.
    """
    found = []
    for draft in all_drafts(desk):
        if draft.key in live:
            continue
        told = _told(desk, draft)
        if told is None:
            drop(desk, draft.key)
        else:
            found.append(told)
    return found


def as_new_customer(desk: Desk, draft: Draft) -> dict[str, str]:
    """The texts of a draft whose customer is gone, for the form of a new one; what has no field there becomes notes."""
    fields = desk.fields("customer")
    known = {
        key: text
        for key, text in draft.texts.items()
        if key.startswith("person-") or ((field := fields.get(key)) is not None and not field.derived)
    }
    known.pop("number", None)
    rest = [text for key, text in draft.texts.items() if key not in known and key != "number" and text.strip()]
    if rest:
        known["notes"] = "\n".join(([known["notes"]] if known.get("notes") else []) + rest)
    return known


def _told(desk: Desk, draft: Draft) -> Draft | None:
    """The draft with its customer's present name; None when it holds nothing that is not stored."""
    if not any(text.strip() for text in draft.texts.values()) and draft.customer_id is None:
        return None
    if draft.customer_id is None:
        return draft
    files = customers.files(desk, (draft.customer_id,))
    if not files or files[0].deleted:
        return replace(draft, gone=True) if any(text.strip() for text in draft.texts.values()) else None
    file = files[0]
    if _stands_already(desk, draft, file.values):
        return None
    return replace(draft, name=file.name, number=file.number)


def _stands_already(desk: Desk, draft: Draft, customer: Mapping[str, Any]) -> bool:
    if draft.form not in REGISTRY:
        return False
    fields = desk.fields(draft.form)
    if draft.form == "customer":
        return _same(fields, draft.texts, customer)
    if draft.part_id is None:
        return not any(text.strip() for text in draft.texts.values())
    flat = desk.records.read(draft.form, draft.part_id)
    return flat is not None and _same(fields, draft.texts, reading.from_flat(fields, flat))


def _same(fields: Fields, texts: Mapping[str, str], stored: Mapping[str, Any]) -> bool:
    for key, text in texts.items():
        field = fields.get(key)
        if field is None:
            return False
        parsed = values.parse(field, text)
        if parsed.refused or (parsed.value or None) != (stored.get(key) or None):
            return False
    return True


def _content(title: str, texts: Mapping[str, str]) -> str:
    return json.dumps({"title": title, "texts": dict(texts)}, ensure_ascii=False)


def _of_another(former: str, key: str) -> bool:
    (form, customer, part), (form_now, customer_now, part_now) = _parts(former), _parts(key)
    return part not in ("", NEW) and (form, part) == (form_now, part_now) and customer != customer_now


def _read(key: str, at: str, content: str) -> Draft | None:
    try:
        told = json.loads(content)
        texts = {str(name): str(text) for name, text in told["texts"].items()}
        return Draft(key, at, str(told["title"]), texts)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _parts(key: str) -> tuple[str, str, str]:
    form, _, rest = key.partition("~")[0].partition("/")
    customer, _, part = rest.partition("/")
    return form, customer, part


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
