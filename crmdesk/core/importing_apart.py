"""What becomes of cells that hold several values, or half of one: each goes where it belongs in its row, and nothing is
lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.core import texts
from crmdesk.core.importing import Column
from crmdesk.core.importing_split import addresses, is_mobile, person, place

FURTHER_PHONES = "其他电话"
"""The field of the user's own that takes a customer's third phone and those after it."""

_PARTS = frozenset({"province", "city", "district"})
_ENDS = frozenset("理任管长事书记师授生会计纳秘板娘助员律问人士姐太姨叔哥总)）]】部科处室心监")
"""The last characters of names with something behind them."""


_HAN = re.compile("[\u3400-\u9fff]")
_FAMILY = frozenset(("姓", "姓氏", "lastname", "surname", "familyname"))
_OWN = frozenset(("名", "名字", "firstname", "givenname", "forename"))


def halves(headers: Sequence[str]) -> tuple[int, int] | None:
    """The places of the columns with the family name and with the person's own; None where not both are there."""
    keys = [texts.fold(header) for header in headers]
    family = next((i for i, key in enumerate(keys) if key in _FAMILY), None)
    own = next((i for i, key in enumerate(keys) if key in _OWN), None)
    return None if family is None or own is None else (family, own)


def one_name(columns: Sequence[Column]) -> tuple[int, int] | None:
    """Where in a row the halves of a name stand that are given to one field."""
    found = halves([column.header for column in columns])
    if found is None:
        return None
    family, own = (columns[i] for i in found)
    return (family.index, own.index) if family.target == own.target in ("name", "contact.name") else None


def whole_name(family: object, own: object) -> str | None:
    """王 and 芳 are 王芳, Smith and John are John Smith."""
    parts = [texts.clean(str(part)) for part in (family, own) if part is not None]
    if len(parts) == 2 and not all(map(_HAN.search, parts)):
        parts = [parts[1], " ", parts[0]]
    return "".join(parts).strip() or None


def with_whole_name(row: Sequence[Any], pair: tuple[int, int]) -> list[Any]:
    """A row in which either half of a name has become the whole."""
    joined = list(row)
    for i in pair:
        joined[i] = whole_name(row[pair[0]], row[pair[1]])
    return joined


class Apart:
    """Takes the values of rows apart in a sheet with these columns (field ids)."""

    def __init__(self, targets: Iterable[str]) -> None:
        targets = frozenset(targets)
        self._place = next((key for key in ("address", "province") if key in targets), None)
        if targets & _PARTS and (self._place == "address" or targets & _PARTS != {"province"}):
            self._place = "province" if targets & _PARTS == {"province"} else None
        self._several = "address" in targets and not any(target.startswith("address.") for target in targets)
        self._titles = not targets & {"contact.title", "contact.salutation", "contact.department"}

    def address(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        """Split the customer's address into its parts; further ones of the same cell are returned."""
        further: list[dict[str, Any]] = []
        if self._several and (text := values.get("address")) and text[0] in "(（[【":
            (label, first), *others = addresses(text) or [("", text)]
            values["address"] = f"{first}（{label}）" if label else first
            further = [{**(place(other) or {"address": other}), "label": label} for label, other in others]
        if self._place and (text := values.get(self._place)) and len(text) > 2 and (found := place(text)):
            self._take(values, found, text)
        return further

    def _take(self, values: dict[str, Any], found: dict[str, str], text: str) -> None:
        rest = found.pop("address", None)
        if self._place == "province" and rest and values.get("address"):
            return
        values.pop(self._place or "")
        values.update(found)
        if rest:
            values["address"] = rest

    def contact(self, contact: dict[str, Any]) -> None:
        """A title or form of address behind a contact's name goes into its own field."""
        name = contact["name"]
        if not self._titles or name[-1] not in _ENDS or not (found := person(name)):
            return
        contact["name"] = found.name
        told = {"title": found.title, "salutation": found.salutation, "department": found.department}
        contact.update({key: value for key, value in told.items() if value})


def deal_phones(values: dict[str, Any], numbers: list[str]) -> list[str]:
    """Give the numbers of one cell to `mobile` and `phone` where these are free; returns those left over."""
    left = [number for number in numbers if number not in (values.get("mobile"), values.get("phone"))]
    mobile = next((number for number in left if is_mobile(number)), None)
    if mobile and "mobile" not in values:
        values["mobile"] = mobile
        left.remove(mobile)
    if left and "phone" not in values:
        values["phone"] = left.pop(0)
    return left


def add_line(text: str | None, line: str) -> str:
    """A text with another line at its end."""
    return texts.clean_lines(f"{text}\n{line}") if text else line
