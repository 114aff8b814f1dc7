"""Rows that would be new customers but are likely doubles: of a customer in the data file, or of an earlier row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core import duplicates, names, texts
from crmdesk.core.duplicates import Face
from crmdesk.core.duplicates_names import phonetic
from crmdesk.core.errors import Problem
from crmdesk.core.importing import Double
from crmdesk.core.importing_rows import RowRead
from crmdesk.services.desk import Desk
from crmdesk.services.importing_drafts import Draft
from crmdesk.services.importing_row import Rows
from crmdesk.services.importing_shelf import Places, Shelf
from crmdesk.store import duplicates as store
from crmdesk.store.columns import phone_key
from crmdesk.store.duplicates import Known

Key = tuple[str, str]

_SHORTEST = 3
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_OPENING = frozenset("(（[【〔")
_ENDINGS = (
    "有限公司", "股份有限公司", "有限责任公司", "有限責任公司", "股份公司", "公司", "股份", "集团", "集團", "控股",
    "总厂", "總廠", "厂", "廠", "coltd", "ltd", "inc", "llc", "gmbh",
)  # fmt: skip


class _Sounds(dict[str, str]):
    """How characters sound, worked out when one is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = phonetic(character) + " "
        return self[character]


class Doubles:
    """Looks for likely doubles, first in the data file, then among the rows before."""

    def __init__(self, desk: Desk, rows: Rows, drafts: Shelf[Draft]) -> None:
        self._desk = desk
        self._rows = rows
        self._drafts = drafts
        self._sounds = _Sounds()
        self._known = Places(rough=True)
        self._looked_up: dict[int, tuple[Face, list[Known]]] = {}
        self._asked: tuple[RowRead | None, list[int]] = None, []

    def look_up(self, reads: Sequence[RowRead], *, thorough: bool) -> None:
        """Fetch at once which customers of the data file these rows, of those that follow, are worth comparing with.

        `thorough`: also by what takes a query for each row (accounts, the beginning of a name).
        """
        faces = [duplicates.face_of(read.values, read.contacts) for read in reads]
        found = store.candidates(self._desk.data, faces, thorough=thorough) if faces else []
        places = (read.row for read in reads)
        self._looked_up = {place: (face, likely) for place, face, likely in zip(places, faces, found, strict=True)}

    def of(self, read: RowRead, keys: Sequence[Key]) -> Double | None:
        """With whom a row that would be new is likely a double; None where with nobody."""
        best: tuple[int, Known, Problem] | None = None
        face, known = self._looked_up.get(read.row, (None, []))
        for customer in known:
            likeness = duplicates.likeness(face, customer.face) if face else None
            if likeness and (best is None or likeness.score > best[0]):
                best = likeness.score, customer, likeness.reasons[0]
        if best:
            _, customer, why = best
            return Double(customer.number, customer.name, why, customer.id)
        return self._of_rows(read, keys)

    def remember(self, index: int, read: RowRead, keys: Sequence[Key]) -> None:
        """A row that is a new customer, which later ones may be doubles of."""
        asked, blocks = self._asked
        self._known.add_all(blocks if asked is read else self._blocks(read.values, keys), index)

    def forget(self) -> None:
        """After the last row."""
        self._known = Places(rough=True)
        self._looked_up = {}

    def _of_rows(self, read: RowRead, keys: Sequence[Key]) -> Double | None:
        mine: Face | None = None
        blocks = self._blocks(read.values, keys)
        self._asked = read, blocks
        for block in blocks if self._known.has_any(blocks) else ():
            for index in self._known[block]:
                other = self._drafts[index]
                mine = mine or duplicates.face_of(read.values, read.contacts)
                contacts = [contact for _, contact in other.parts.get("contact", ())]
                if why := duplicates.alike(mine, duplicates.face_of(other.values, contacts)):
                    return self._double(other, why)
        return None

    def _double(self, draft: Draft, why: Problem) -> Double:
        row = self._rows[draft.place]
        values = draft.values
        return Double(str(values.get("number", "")), str(values.get("name", "")), why, None, (row.sheet, row.number))

    def _blocks(self, values: Mapping[str, Any], keys: Sequence[Key]) -> list[int]:
        """What likely doubles have in common, as cheap to work out and to keep as can be: hashes."""
        found = []
        for kind, value in keys:
            if kind == "name":
                found.append(hash(self._rough(values["name"], value)))
            elif kind == "phone":
                found.append(hash(duplicates.tail(value)))
            elif kind != "number":
                found.append(hash(value))
        if (phone := values.get("phone")) and phone_key(phone) is None:
            found += [hash(duplicates.tail(number)) for number in duplicates.local_number(phone)]
        return found + [hash(values[account]) for account in ("email", "wechat") if values.get(account)]

    def _rough(self, name: str, folded: str) -> str:
        """A name without what stands in brackets, the place before and the legal form behind it, by its sound; a short
        one as it is."""
        bare = folded if _OPENING.isdisjoint(name) else texts.fold(_BRACKETS.sub("", name)) or folded
        bare = bare.removesuffix(_ENDINGS[0])
        while bare.endswith(_ENDINGS):
            for ending in _ENDINGS:
                if bare.endswith(ending):
                    break
            if len(bare) - len(ending) < _SHORTEST - 1:
                break
            bare = bare[: -len(ending)]
        while len(bare) > _SHORTEST and (length := names.place_length(bare)):
            bare = bare[length:]
        return bare if bare.isascii() or len(bare) < _SHORTEST else "".join(map(self._sounds.__getitem__, bare))
