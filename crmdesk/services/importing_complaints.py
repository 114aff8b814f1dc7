"""Complaints of a file with their steps and events, against what a customer has of them (METHOD.md section 6).

A complaint is its number; without one, or where somebody else's has it, when what was said. Where it stands follows
from its steps and events; only without both from what the sheet says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final

from crmdesk.core import texts
from crmdesk.core.fields import Type
from crmdesk.core.importing_complaints import leftovers, with_lines
from crmdesk.core.moments import to_text
from crmdesk.core.registry import REGISTRY
from crmdesk.services.desk import Desk
from crmdesk.services.importing_complaints_steps import (
    COMPLAINT,
    COURSE,
    EVENT,
    STEP,
    Steps,
    course_of,
    settle,
)
from crmdesk.services.importing_drafts import Draft
from crmdesk.services.importing_kinds import complaint_keys
from crmdesk.services.importing_links import ORDER, Own, Say
from crmdesk.services.importing_planned import PlannedCustomer
from crmdesk.services.importing_products import Products
from crmdesk.store import importing as store
from crmdesk.store.records import Flat

KINDS: Final = frozenset({COMPLAINT, STEP, EVENT})

Values = dict[str, Any]
Found = Sequence[tuple[int, Values]]
There = Mapping[str, Mapping[int, Flat]]
Header = Callable[[int, str], str]
"""The header of the column with a field id, in the sheet of the row at a place."""

_LONG = frozenset(field.key for field in REGISTRY[COMPLAINT].all if field.type is Type.LONG)


class Complaints:
    """Makes what drafts say of complaints ready to be compared. `number_of` gives the number of the row at a place."""

    def __init__(
        self, desk: Desk, products: Products, say: Say, header: Header, number_of: Callable[[int], int]
    ) -> None:
        self._desk = desk
        self._products = products
        self._say = say
        self._header = header
        self._number_of = number_of
        self._holders: dict[str, tuple[store.Holder, ...]] = {}
        self._seen: dict[str, int] = {}
        self._steps = Steps(say, desk.clock().replace(tzinfo=None))

    def look_up(self, drafts: Iterable[Draft]) -> None:
        """Whose the numbers are that these drafts bring."""
        brought = (values for draft in drafts for _, values in draft.parts.get(COMPLAINT, ()))
        numbers = {str(values["number"]) for values in brought if "number" in values}
        self._holders = store.complaint_holders(self._desk.data, numbers) if numbers else {}

    def in_order(
        self, draft: Draft, own: Own, there: There, treat: Callable[[int], str] = lambda _: ""
    ) -> Iterator[tuple[str, Found]]:
        """What a draft brings by kind, complaints first and what befell them last; each kind is asked for when the one
        before it was compared. `treat`: how the row at a place treats what is there already."""
        brought = draft.parts.keys() & KINDS
        yield from ((kind, found) for kind, found in draft.parts.items() if kind not in KINDS)
        if not brought:
            return
        for i, flat in there.get(COMPLAINT, {}).items():
            if number := flat.get("number"):
                own.complaints[number] = i
        if COMPLAINT in brought:
            yield COMPLAINT, self._complaints(draft, own, there, treat)
        self._steps.begin(draft, own, there)
        if EVENT in brought:
            yield EVENT, self._steps.events(draft.parts[EVENT])
        if STEP in brought:
            yield STEP, self._steps.steps(draft.parts[STEP])

    def settle(self, planned: PlannedCustomer, there: There) -> None:
        """Work out where the complaints stand that get something."""
        if planned.parts.keys() & KINDS:
            settle(planned, there)

    def _complaints(self, draft: Draft, own: Own, there: There, treat: Callable[[int], str]) -> Found:
        numbered: dict[str, tuple[int, Values]] = {}
        result: list[tuple[int, Values]] = []
        for place, values in draft.parts[COMPLAINT]:
            self._link(place, values, own)
            number = str(values.get("number", ""))
            if number in numbered and _is_same(values, numbered[number][1]):
                self._join(place, values, *numbered[number])
                continue
            if number:
                if self._is_elsewhere(number, values, draft):
                    self._say(place, "complaint-elsewhere", f"{COMPLAINT}.number", number=number)
                    continue
                again = number in numbered or (treat(place) == "create" and number in own.complaints)
                if again or self._is_used(number, draft):
                    self._say(place, "complaint-number-replaced", f"{COMPLAINT}.number", number=number)
                    del values["number"]
                if number not in numbered:
                    numbered[number] = place, values
                    own.called[place] = number
            result.append((place, values))
        self._state(draft, result, own, there, treat)
        return result

    def _is_used(self, number: str, draft: Draft) -> bool:
        """Whether another complaint has the number: another customer's, or one in the trash."""
        holders = self._holders.get(number, ())
        first = self._seen.setdefault(number, draft.place)
        return first != draft.place or any(one.deleted or one.customer_id != draft.existing for one in holders)

    def _is_elsewhere(self, number: str, values: Values, draft: Draft) -> bool:
        """Whether this very complaint belongs to another customer by now."""
        said = to_text(values["received_at"]), values["words"]
        return any(
            one.customer_id != draft.existing and not one.deleted and (one.received_at, one.words) == said
            for one in self._holders.get(number, ())
        )

    def _link(self, place: int, values: Values, own: Own) -> None:
        """Orders and products that nobody knows become a line of how it was handled."""
        lines = []
        for key, code, meant in (
            (ORDER, "import-order-kept", own.orders.get),
            ("product", "import-product-kept", self._products.meant),
        ):
            if key in values and meant(values[key]) is None:
                target, text = f"{COMPLAINT}.{key}", values.pop(key)
                self._say(place, code, target, text=text)
                lines.append((self._header(place, target), text))
        if lines:
            values.update(with_lines(values.get("handling"), lines, "handling"))

    def _join(self, place: int, values: Values, first: int, kept: Values) -> None:
        """Another row about the same complaint: long texts are put behind each other, else the first row decides."""
        for key, value in values.items():
            former: Any = kept.setdefault(key, value)
            if former == value:
                continue
            if key in _LONG:
                if value not in former:
                    kept[key] = f"{former}\n{value}"
                continue
            target = f"{COMPLAINT}.{key}"
            told = {"text": str(value), "kept": str(former), "row": self._number_of(first)}
            self._say(place, "values-differ", target, **told)

    def _state(self, draft: Draft, found: Found, own: Own, there: There, treat: Callable[[int], str]) -> None:
        """Where complaints stand by what the rows say; what follows from steps and events is left to these."""
        followed = {str(values.get(COMPLAINT)) for kind in (STEP, EVENT) for _, values in draft.parts.get(kind, ())}
        turned = {flat[COMPLAINT] for kind in (STEP, EVENT) for flat in there.get(kind, {}).values()}
        meant = {key: i for i, flat in there.get(COMPLAINT, {}).items() for key in complaint_keys(flat)}
        for place, values in found:
            key = complaint_keys({**values, "received_at": to_text(values["received_at"])})[0]
            at = meant.get(key) if treat(place) != "create" else None
            follows = own.called.get(place) in followed or at in turned
            if follows or (at is not None and (treat(place) == "fill" or "state" not in values)):
                for name in COURSE:
                    values.pop(name, None)
            else:
                self._stated(place, values)

    def _stated(self, place: int, values: MutableMapping[str, Any]) -> None:
        lines = []
        for key in leftovers(values):
            header = self._header(place, f"{COMPLAINT}.{key}")
            value, choice = values[key], REGISTRY[COMPLAINT][key].choice(str(values[key]))
            told = (choice.label.en if header.isascii() else choice.label.zh) if choice else to_text(value)
            lines.append((header, told.replace("T", " ") if choice is None else told))
        course = course_of(values)
        for key in COURSE:
            values.pop(key, None)
        values.update({key: value for key, value in course.items() if value is not None})
        if lines:
            values.update(with_lines(values.get("handling"), lines, "handling"))


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows with one number speak of one complaint: on the same day, or in the same words."""
    same_day = one["received_at"].date() == other["received_at"].date()
    return same_day or texts.fold(one["words"]) == texts.fold(other["words"])
