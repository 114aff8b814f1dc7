"""Registers of complaints as offices keep them: who is who in their columns, and what a row says put together.

What a record has no field for – a department, a remark, a word that is no choice – becomes a line of how the complaint
was handled, under its header, so that no text is lost (METHOD.md section 6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from crmdesk.core import values as field_values
from crmdesk.core.complaints import CLOSED, OPEN, SATISFIED, earlier
from crmdesk.core.errors import Problem
from crmdesk.core.headers import OF_CONTACT, HeaderIndex, Meaning, contact_target, header_key
from crmdesk.core.importing_registry import AS_OF, BESIDE, target_of
from crmdesk.core.registry import REGISTRY
from crmdesk.core.texts import fold

COMPLAINT: Final = "complaint"
INSIDE: Final[Mapping[str, str]] = {COMPLAINT: "handling", "complaint_step": "text", "complaint_event": "text"}
"""Kinds of record that keep words which are no choice themselves, and in which of their texts."""

Values = dict[str, Any]
Kept = tuple[str, str]
"""A header and a text that stood under it."""

_PERSON: Final = f"{COMPLAINT}.contact"
_CUSTOMER: Final = frozenset(map(header_key, ("投诉客户", "投诉单位", "投诉公司", "投诉方", "反映单位")))
REACHING: Final = ("mobile", "phone", "email", "wechat", "qq")
"""A customer's fields that a register of complaints has as well: they tell who is meant and change no customer."""

_COMPLAINER: Final = tuple(map(header_key, ("投诉人", "反映人", "客诉人", "来电人", "投诉", "来电", "complainant")))
_PLAIN: Final = frozenset({"measures", "result", "opinion"})
"""What says by itself how a complaint was handled; it needs no header before it where it says all."""

_LONGEST_STATE = 12


def persons(texts: Sequence[str], found: Sequence[Meaning | None], index: HeaderIndex) -> list[Meaning | None]:
    """Who a register speaks of. Beside a customer the person is a contact, and plain phones are that contact's; where
    no column names the customer the person is the customer."""
    result = list(found)
    for i, text in enumerate(texts):
        if header_key(text) in _CUSTOMER:
            result[i] = Meaning("name", 0, explicit=True)
    person = next((i for i, meaning in enumerate(result) if meaning and meaning.target == _PERSON), None)
    if person is None:
        return result
    if not any(map(_names_customer, texts, result, repeat(index))):
        result[person] = Meaning("name", 0, explicit=True)
        return result
    reaching: dict[str, int] = {}
    for i, text in enumerate(texts):
        if result[i] is None and (key := _reaching(text, index)):
            reaching.setdefault(key, i)
    for key, i in reaching.items():
        result[i] = Meaning(contact_target(1, key), 0, explicit=True)
    if reaching:
        result[person] = Meaning(contact_target(1, "name"), 0, explicit=True)
    return result


def _names_customer(text: str, meaning: Meaning | None, index: HeaderIndex) -> bool:
    if meaning is not None:
        return meaning.target == "name"
    known = index.customer(text)
    return known is not None and known.target in ("name", "number")


def _reaching(text: str, index: HeaderIndex) -> str:
    """The contact's field that a plain phone, or one of the complaining person, stands for; '' for anything else."""
    key = header_key(text)
    bare = next((key.removeprefix(before) for before in _COMPLAINER if key.startswith(before)), key)
    meaning = index.customer(bare) or next(index.explicit(bare), None)
    target = meaning.target.removeprefix("contact.") if meaning else ""
    return OF_CONTACT.get(target, target) if target in REACHING else ""


def finish(
    found: dict[tuple[str, int], Values],
    kept: Sequence[Kept],
    headers: Mapping[str, str],
    customer: Mapping[str, Any],
) -> Iterator[tuple[str, Problem, str]]:
    """Put together what a row says of a complaint, in place. `headers`: of the sheet's columns, by field id;
    `customer`: what the row says of its customer. Gives the field id, what is to be said about it, and the text.

    Codes: complaint-taken-closed, complaint-closed-before.
    """
    complaint = found[COMPLAINT, 1]
    lines = [*_person(found, complaint, headers, str(customer.get("name", ""))), *kept]
    if names_only(headers):
        lines += [(headers[key], str(customer[key])) for key in REACHING if key in customer and key in headers]
    if complaint.get("subject") and not complaint.get("words"):
        complaint["words"] = complaint["subject"]
    said = [complaint[key] for key in ("handling", *_PLAIN) if key in complaint]
    if "state" not in complaint:
        state, guessed = _state(complaint, said, column=f"{COMPLAINT}.state" in headers)
        if state:
            complaint["state"] = state
        if guessed:
            yield target_of(COMPLAINT, 1, "words"), Problem("complaint-taken-closed", {}), ""
    received, closed = complaint.get("received_at"), complaint.get("closed_at")
    if received and closed and earlier(closed, received):
        header = headers.get(f"{COMPLAINT}.closed_at", "")
        lines.append((header, str(closed).removesuffix(" 00:00:00")))
        del complaint["closed_at"]
        yield target_of(COMPLAINT, 1, "closed_at"), Problem("complaint-closed-before", {}), str(closed)
    beside = {field.key: complaint.pop(field.key) for field in BESIDE[COMPLAINT] if field.key in complaint}
    if "handling" not in complaint and not lines and len(beside) == 1 and beside.keys() <= _PLAIN:
        complaint["handling"] = next(iter(beside.values()))
    else:
        more = [(headers.get(f"{COMPLAINT}.{key}", ""), text) for key, text in beside.items()]
        complaint.update(with_lines(complaint.get("handling"), [*more, *lines], "handling"))


def names_only(targets: Collection[str]) -> bool:
    """Whether columns (field ids) say no more of a customer than which one it is."""
    return {target for target in targets if "." not in target} <= {"number", "name", AS_OF, *REACHING}


def with_lines(text: str | None, lines: Iterable[Kept], key: str) -> Values:
    """A text with further lines, each under its header, as the value of `key`; nothing where there are neither."""
    made = [text] if text else []
    for header, line in lines:
        colon = ": " if header.isascii() else "："
        made.append(f"{header}{colon}{line}" if header else line)
    return {key: "\n".join(made)} if made else {}


def _person(
    found: dict[tuple[str, int], Values], complaint: Values, headers: Mapping[str, str], customer: str
) -> Iterator[Kept]:
    """The contact of the row is who complained. What has no name, or is the customer, is no contact: its phone is kept
    with the complaint."""
    contact = found.get(("contact", 1))
    if contact is None:
        return
    name = contact.get("name")
    if name and fold(name) != fold(customer):
        complaint.setdefault("contact", name)
        return
    del found["contact", 1]
    for key, text in contact.items():
        if key != "name":
            yield headers.get(contact_target(1, key), ""), str(text)


def _state(complaint: Mapping[str, Any], said: Sequence[str], *, column: bool) -> tuple[str | None, bool]:
    """The state that a row says by other words than one in a column of its own (`column`: the sheet has such a
    column); whether that is only a guess. None: nothing is said."""
    field = REGISTRY[COMPLAINT]["state"]
    for text in said:
        word = field_values.find_choice(field, text) if len(text) <= _LONGEST_STATE else None
        if word is not None:
            return word.key, False
    if "closed_at" in complaint or complaint.get("level") in SATISFIED:
        return CLOSED, False
    return (CLOSED, True) if said and not column else (None, False)


def leftovers(stated: Mapping[str, Any]) -> list[str]:
    """Which values of a complaint without steps hold only for one that is closed: they become lines of an open one."""
    if stated.get("state", OPEN) != OPEN:
        return []
    return [key for key in ("closed_at", "level") if key in stated]
