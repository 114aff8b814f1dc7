"""What an import writes before its customers: own fields, words of lists, records that belong to no customer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from crmdesk.core import texts
from crmdesk.services.desk import Desk
from crmdesk.services.importing_plan import Plan
from crmdesk.store import competitors
from crmdesk.store.recording import Recording

_COMPETITOR = "competitor"


class Competitors:
    """The register by name while an import is written; whoever is named and not there yet is put into it."""

    def __init__(self, desk: Desk, made: Recording) -> None:
        self._made = made
        self._ids = {texts.fold(name): i for i, name in competitors.names(desk.data).items()}

    def add(self, flat: Mapping[str, Any]) -> None:
        """A new competitor of the file."""
        self._ids[texts.fold(flat["name"])] = self._made.create(_COMPETITOR, dict(flat))

    def named(self, flat: Mapping[str, Any]) -> Mapping[str, Any]:
        """A part with the id of the competitor that it names."""
        name = flat.get(_COMPETITOR)
        if not isinstance(name, str):
            return flat
        if texts.fold(name) not in self._ids:
            self.add({"name": name})
        return {**flat, _COMPETITOR: self._ids[texts.fold(name)]}


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


def write_standing(desk: Desk, made: Recording, plan: Plan) -> Competitors:
    """New and changed records of their own. Returns the register of competitors as it stands then."""
    register = Competitors(desk, made)
    for kind, parts in plan.standing.items():
        for part in parts:
            if part.id is not None:
                made.update(kind, part.id, part.flat)
            elif kind == _COMPETITOR:
                register.add(part.flat)
            else:
                made.create(kind, dict(part.flat))
    return register
