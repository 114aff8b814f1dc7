"""What an import writes before its customers: own fields, words of lists, records that belong to no customer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from crmdesk.services.desk import Desk
from crmdesk.services.importing_links import Links, Named, contact_key
from crmdesk.services.importing_plan import Plan
from crmdesk.services.importing_products import product_keys
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording

NUMBERED: Final = {"product": "code", "sales_order": "number", "goods_return": "number", "complaint": "number"}
"""Kinds of record that get the next number where the file gives none, and where it stands."""


class Register:
    """Creates what an import brings; whoever is named and not there yet is created too."""

    def __init__(self, desk: Desk, made: Recording) -> None:
        self._desk = desk
        self._made = made
        self.links = Links()
        self._numbers: dict[str, Numbers] = {}

    def see(self, kind: str, flat: Mapping[str, Any]) -> None:
        """Counting goes on after a number that the file gives."""
        if kind in NUMBERED and (number := flat.get(NUMBERED[kind])):
            self._of(kind).seen(number)

    def create(self, kind: str, flat: Mapping[str, Any]) -> int:
        """Another record, with ids in the place of names."""
        values = dict(self.resolved(flat))
        if kind in NUMBERED and not values.get(NUMBERED[kind]):
            values[NUMBERED[kind]] = self._of(kind).next()
        made = self._made.create(kind, values)
        if kind == "product":
            for key in product_keys(values):
                self.links.add(kind, key, made)
        elif kind in ("competitor", "campaign", "contact"):
            self.links.add(kind, contact_key(values["name"]), made)
        return made

    def resolved(self, flat: Mapping[str, Any]) -> Mapping[str, Any]:
        """Stored values with ids in the place of names."""
        for value in flat.values():
            if value.__class__ is Named and value.kind in ("competitor", "campaign") and not self.links.get(value):
                self.create(value.kind, {"name": value.text})
        return self.links.resolved(flat)

    def save(self) -> None:
        """Remember the last number of each kind."""
        for numbers in self._numbers.values():
            numbers.save()

    def _of(self, kind: str) -> Numbers:
        if kind not in self._numbers:
            self._numbers[kind] = Numbers(self._desk.data, kind)
        return self._numbers[kind]


def write_fields(made: Recording, plan: Plan) -> None:
    """The own fields that some customer fills, and the words of lists that one has."""
    used = plan.customers.used & plan.new_fields.keys()
    for key in sorted(used, key=lambda key: int(key[1:])):
        label, type_, words = plan.new_fields[key]
        choices = json.dumps(words, ensure_ascii=False) if words else None
        made.create("user_field", {"key": key, "label": label, "type": type_.value, "choices": choices})
    for list_, words in plan.new_words.items():
        said = {customer.flat.get(list_) for customer in plan.customers} if list_ in plan.customers.used else set()
        for word in words:
            if word in said:
                made.create("choice", {"list": list_, "key": word})


def write_standing(desk: Desk, made: Recording, plan: Plan) -> Register:
    """New and changed records of their own. Returns the register of all that is named."""
    register = Register(desk, made)
    for kind, parts in plan.standing.items():
        for part in parts:
            if part.id is None:
                register.see(kind, part.flat)
        for part in parts:
            if part.id is not None:
                made.update(kind, part.id, part.flat)
            else:
                register.create(kind, part.flat)
    return register
