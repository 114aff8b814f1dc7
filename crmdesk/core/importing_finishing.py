"""What a row says, put together: which of its parts are records, and whose the values are that could be either's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field

from crmdesk.core import importing_complaints, importing_limits, names, texts
from crmdesk.core.errors import Problem
from crmdesk.core.headers import OF_CONTACT
from crmdesk.core.importing import RowProblem
from crmdesk.core.importing_orders import DealRead, DealRows
from crmdesk.core.importing_registry import BY_KIND, Registry, owner_of, target_of

Part = tuple[str, int]
"""A kind of record and which of several in the row."""

Values = dict[str, Any]
Told = tuple[str, Problem, str]
"""A field id, what is to be said about its cell, and what the cell holds."""

_CUSTOMER_PART = {part: key for key, part in OF_CONTACT.items() if key not in ("name", "address", "notes", "hobbies")}
_GIVEN: Final[Mapping[str, Values]] = {"interaction": {"kind": "visit"}, "complaint_step": {"round": 1}}
"""What a record has where the sheet says nothing of it, as when it is typed."""


class RowRead(Struct):
    """What one row says. `values` are typed customer values by key; `parts` by kind (importing_registry.KINDS) the
    records it names beside its customer ('contact', 'address', 'note', 'elsewhere') or instead of one ('competitor'),
    each as typed values by key ('note': `at` a datetime in local time); a kind it does not name is not in it.
    `deal` is the order or return of which the row is a line.
    `own` are values by label that go into fields of the user's own; `kept` words (with their header) that the row's
    record keeps in a text; `stated` words for derived fields: choice, text, header."""

    row: int
    values: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    as_of: dt.datetime | None = None
    deal: DealRead | None = None
    own: dict[str, Any] = field(default_factory=dict)
    kept: list[importing_complaints.Kept] = field(default_factory=list)
    stated: dict[str, tuple[str | None, str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def contacts(self) -> list[dict[str, Any]]:
        return self.parts.get("contact", [])

    @property
    def address(self) -> dict[str, Any] | None:
        """The first further address; splitting a cell can give several."""
        return next(iter(self.parts.get("address", ())), None)


class Finishing:
    """Finishes the rows of a sheet with these columns (field ids, with their headers).

    `implicit`: keys of columns that are the contact's only by its company; `contact` takes a contact's name apart;
    `parts_only`: the sheet holds contacts or other parts of customers that it only names.
    """

    def __init__(
        self,
        registry: Registry,
        headers: Mapping[str, str],
        implicit: Collection[str],
        contact: Callable[[Values], None] | None,
        *,
        parts_only: bool,
    ) -> None:
        self._registry = registry
        self._headers = headers
        self._implicit = frozenset(implicit)
        self._contact = contact
        self._parts_only = parts_only
        self._deals = DealRows(headers)

    def finish(self, result: RowRead, found: dict[Part, Values]) -> Iterator[Told]:
        """Parts that are records; what lacks the field without which it is none is the customer's or is told."""
        if (importing_complaints.COMPLAINT, 1) in found:
            yield from importing_complaints.finish(found, result.kept, self._headers, result.values)
        for (kind, number), values in found.items():
            if result.kept and kind in importing_complaints.INSIDE and kind != importing_complaints.COMPLAINT:
                key = importing_complaints.INSIDE[kind]
                values.update(importing_complaints.with_lines(values.get(key), result.kept, key))
            if kind == "contact" and number == 1 and not self._parts_only:
                self._give_to_customer(result, values)
            lead = BY_KIND[kind].lead
            if lead is None or lead in values:
                if kind == "contact" and self._contact:
                    self._contact(values)
                result.parts.setdefault(kind, []).append(values)
            elif values and not BY_KIND[kind].plain:
                yield from self._leaderless(result, kind, number, values)
            elif values and not (self._deals.kind or self._said(result, target_of(kind, 1, lead))):
                yield self._missing(kind, lead)
        result.deal, wrong = self._deals.take(result.parts)
        if wrong and not self._said(result, wrong[0]):
            line = result.deal.line if result.deal else {}
            yield (*wrong, str(line.get(owner_of(wrong[0])[2], "")))
        for kind in [kind for kind in result.parts if BY_KIND[kind].plain]:
            for values in result.parts[kind]:
                values.update({key: value for key, value in _GIVEN.get(kind, {}).items() if key not in values})
                yield from self._refused(result, kind, values)

    def _refused(self, result: RowRead, kind: str, values: Values) -> Iterator[Told]:
        """What a record that stands by itself lacks, and what it may not say."""
        fields = self._registry.of(kind)
        required = (field.key for field in fields.all if field.required) if fields else ()
        lacking = [key for key in required if key not in values and kind != "product"]
        if lacking and not self._said(result, target_of(kind, 1, lacking[0])):
            yield self._missing(kind, lacking[0])
        for key, problem in importing_limits.refused(kind, values, self._registry.today).items():
            yield target_of(kind, 1, key), problem, str(values.get(key, ""))

    def _said(self, result: RowRead, target: str) -> bool:
        """Whether the cell was refused already."""
        header = self._headers.get(target)
        return any(problem.column == header and problem.refused for problem in result.problems)

    def _missing(self, kind: str, key: str) -> Told:
        """A record that cannot be: the whole row is refused, since its customer alone is not what it is about."""
        fields = self._registry.of(kind)
        label = fields[key].label if fields else key
        return target_of(kind, 1, key), Problem("required-missing", {"field": label}, hard=True), ""

    def _give_to_customer(self, result: RowRead, contact: Values) -> None:
        """In an individual's row, or without a contact name, what could be either's is the customer's."""
        hidden = self._implicit & contact.keys()
        if not hidden and "name" not in contact:
            return
        name, own_name = contact.get("name"), result.values.get("name")
        same = name is not None and own_name is not None and texts.fold(name) == texts.fold(own_name)
        if name is not None and not (same or hidden):
            return
        kind = result.values.get("kind")
        if kind is None and own_name:
            kind = names.guess_kind(own_name, **{key: value for key, value in result.values.items() if key != "name"})
        if name is not None and kind != "individual":
            return
        for part in [part for part in contact if part in hidden or same]:
            key = _CUSTOMER_PART.get(part)
            if key and result.values.get(key) in (None, contact[part]):
                result.values[key] = contact.pop(part)
        if same and contact.keys() == {"name"}:
            contact.clear()

    def _leaderless(self, result: RowRead, kind: str, number: int, values: Values) -> Iterator[Told]:
        """Values without what they belong to: the customer's where there is room, else they stand in the problem."""
        target = next((t for key in values if (t := target_of(kind, number, key)) in self._headers), "")
        if kind == "contact":
            for part in list(values):
                key = _CUSTOMER_PART.get(part)
                if key and result.values.get(key) in (None, values[part]):
                    result.values[key] = values.pop(part)
        if values:
            text = "; ".join(map(str, values.values()))
            fields = self._registry.of(kind)
            lead = BY_KIND[kind].lead
            params = {"text": text, **({"field": fields[lead].label} if fields and lead else {})}
            yield target, Problem("contact-nameless" if kind == "contact" else "part-incomplete", params), text
