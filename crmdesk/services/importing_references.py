"""What rows say beside plain values: other customers they name, and words that go into fields of the user's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from crmdesk.core import texts
from crmdesk.core.fields import Fields, Type, user_field
from crmdesk.services.desk import Desk
from crmdesk.services.importing_declared import NewField
from crmdesk.services.importing_drafts import Draft
from crmdesk.services.importing_row import Rows
from crmdesk.services.importing_shelf import Shelf
from crmdesk.store import importing as store
from crmdesk.store import relations
from crmdesk.store.columns import to_column

_PARENT = "parent_company"
Meant = tuple[str, int]
"""A customer: 'id' and its id, or 'draft' and the index of its draft."""


class OwnFields:
    """The user's own fields by label; those that are missing get a key, to be made when the import is done. `new` has
    them by key, those the file declares first."""

    def __init__(self, desk: Desk, declared: Mapping[str, NewField]) -> None:
        self._known = {(texts.fold(f.label.zh), f.type): f.key for f in desk.records.user_fields()}
        self._known.update(((texts.fold(new.label), new.type), key) for key, new in declared.items())
        self.new: dict[str, NewField] = dict(declared)
        self._next = store.next_own_key(desk.data) + len(self.new)

    def values(self, draft: Draft) -> dict[str, Any]:
        """What a draft keeps in such fields, as it is stored."""
        stored: dict[str, Any] = {}
        for label, value in draft.own.items():
            type_ = Type.TEXT if isinstance(value, str) else Type.DATE if isinstance(value, dt.date) else Type.NUMBER
            stored[self._key(label, type_)] = to_column(user_field(label, label, type_), value)
        return stored

    def _key(self, label: str, type_: Type) -> str:
        folded = (texts.fold(label) or label, type_)
        if folded not in self._known:
            self._known[folded] = f"x{self._next}"
            self.new[self._known[folded]] = NewField(texts.clean(label), type_)
            self._next += 1
        return self._known[folded]


class References:
    """Resolves texts in fields that name a customer: its number, or a name that only one has.

    `named` are all of them by the key of their field.
    """

    def __init__(
        self, desk: Desk, fields: Fields, rows: Rows, drafts: Shelf[Draft], named: Mapping[str, set[str]]
    ) -> None:
        self._keys = [field.key for field in fields.all if field.type is Type.CUSTOMER]
        self._labels = {field.key: field.label for field in fields.all}
        self._rows = rows
        self._drafts = drafts
        wanted = set().union(*named.values())
        self._in_file: dict[tuple[str, str], list[int]] = {}
        if wanted:
            self._index()
        numbers = store.find(desk.data, "number", wanted)
        self._numbers = {text: found[0].id for text, found in numbers.items() if not found[0].deleted}
        names = store.find(desk.data, "name", {texts.fold(text) for text in wanted})
        self._names = {name: [known.id for known in found] for name, found in names.items()}
        parents = relations.parents(desk.data) if named.get(_PARENT) else {}
        self._parents: dict[Meant, Meant] = {("id", child): ("id", parent) for child, parent in parents.items()}

    def _index(self) -> None:
        for i, draft in enumerate(self._drafts):
            if number := draft.values.get("number"):
                self._in_file.setdefault(("number", number), []).append(i)
            if not draft.existing and (name := draft.values.get("name")):
                self._in_file.setdefault(("name", texts.fold(name)), []).append(i)

    def of(self, i: int, draft: Draft) -> tuple[dict[str, int], dict[str, int]]:
        """The references of one draft: ids of customers there are, and indexes of drafts. What names nobody goes
        into a field of the user's own and is told."""
        ids: dict[str, int] = {}
        pointing: dict[str, int] = {}
        for key in self._keys:
            text = draft.values.get(key)
            if not text:
                continue
            meant = self._meant(text)
            code = self._refused(key, ("id", draft.existing) if draft.existing else ("draft", i), meant)
            if code or meant is None:
                label = self._labels[key]
                draft.own[label.zh] = text
                self._rows[draft.place].say(
                    code or "reference-kept", label.zh, text=text, name=text, field=label, kept=label.zh
                )
            elif meant[0] == "id":
                ids[key] = meant[1]
            else:
                pointing[key] = meant[1]
        return ids, pointing

    def _refused(self, key: str, draft: Meant, meant: Meant | None) -> str | None:
        """Why a customer cannot be named, by its code: itself, or as a parent one of those that belong to it."""
        if meant == draft:
            return "reference-self-kept"
        if meant is None or key != _PARENT:
            return None
        above, seen = meant, {draft}
        while above not in seen and above in self._parents:
            seen.add(above)
            above = self._parents[above]
        if above == draft:
            return "reference-circle-kept"
        self._parents[draft] = meant
        return None

    def _meant(self, text: str) -> Meant | None:
        if text in self._numbers:
            return "id", self._numbers[text]
        if found := self._in_file.get(("number", text)):
            return ("id", existing) if (existing := self._drafts[found[0]].existing) else ("draft", found[0])
        folded = texts.fold(text)
        known: Mapping[str, list[int]] = self._names
        drafts = self._in_file.get(("name", folded), [])
        ids = known.get(folded, [])
        if len(ids) + len(drafts) != 1:
            return None
        return ("id", ids[0]) if ids else ("draft", drafts[0])
