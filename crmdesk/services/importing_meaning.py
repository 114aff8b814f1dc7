"""Whom a row means: a customer of an earlier row, one in the data file, or a new one."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from typing import Any

from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.importing import Double, Options, Outcome, Place
from crmdesk.core.importing_rows import RowRead
from crmdesk.core.words import Label
from crmdesk.services.desk import Desk
from crmdesk.services.importing_doubles import Doubles, Key
from crmdesk.services.importing_drafts import Draft, Rank, draft_of, join
from crmdesk.services.importing_row import Row, Rows
from crmdesk.services.importing_sheets import Recognised
from crmdesk.services.importing_shelf import Places, Shelf
from crmdesk.store.importing import Known

_NO_DATE = dt.datetime(1, 1, 1)
_NAMED = 5

Found = dict[Key, list[Known]]


class Meaning:
    """Gives every row its draft of a customer. `drafts` are the result, in the order of their first rows."""

    def __init__(self, desk: Desk, fields: Fields, options: Options, rows: Rows, *, large: bool) -> None:
        self.drafts: Shelf[Draft] = Shelf(packed=large)
        self.held = 0
        """So many of them are not imported."""

        self._naming = [field.key for field in fields.all if field.type is Type.CUSTOMER]
        self.named: dict[str, set[str]] = {}
        """Texts that name another customer, by the key of the field they stand in."""

        self._fields = fields
        self._options = options
        self._rows = rows
        self._keys_used = frozenset(options.keys)
        self._by_key = Places()
        self._by_id: dict[int, int] = {}
        self._by_place: dict[Place, int] = {}
        self._doubles = Doubles(desk, rows, self.drafts)

    def expect(self, reads: Sequence[RowRead], keys: Sequence[Sequence[Key]], found: Found, *, thorough: bool) -> None:
        """Rows that follow: what those that will be new may be doubles of is looked up for all of them at once."""
        if self._options.existing == "create":
            return
        new = []
        for read, own in zip(reads, keys, strict=True):
            key = next((key for key in own if key[0] in self._keys_used), None)
            if key is None or not (key in found or self._by_key[key]):
                new.append(read)
        self._doubles.look_up(new, thorough=thorough)

    def settle(self, sheet: Recognised, row: Row, read: RowRead, keys: Sequence[Key], found: Found) -> None:
        """Decide about the row that was read last. `keys` are all of its keys, `found` the customers they point at."""
        if not keys:
            row.say("name-missing", sheet.headers.get("name"), refused=True)
            return
        choice = self.choice(row)
        key = self._deciding(row, keys, found)
        if choice == "skip":
            self._skip(row, key, found)
            return
        place = len(self._rows) - 1
        rank = (read.as_of or _NO_DATE, place)
        again = choice == "create" and not row.attached
        index = self._again(row, keys, read, rank, found) if again else self._in_file(row, key)
        if index is None and not again:
            index = self._existing(row, key, read, rank, found)
        if row.outcome is Outcome.ERROR:
            return
        if index is None:
            index = self._new(sheet, row, keys, read, rank, found)
        elif self.drafts[index].place != place:
            self._join(sheet, row, index, read, rank)
        if index is not None:
            self._settled(row, index, read, keys)

    def _settled(self, row: Row, index: int, read: RowRead, keys: Sequence[Key]) -> None:
        """The row tells about this draft; later rows with one of its keys do too."""
        row.draft = index
        draft = self.drafts[index]
        row.existing = draft.existing
        if draft.place == len(self._rows) - 1 and draft.existing is None:
            self._doubles.remember(index, read, keys)
        if draft.treat == "create":
            keys = [key for key in keys if not self._by_key[key]]
        self._by_key.add_all(keys, index)

    def _deciding(self, row: Row, keys: Sequence[Key], found: Found) -> Key | None:
        """The key by which the row's customer is told: the first one that counts."""
        if row.attached:  # a phone that nobody has says nothing beside a name
            keys = [key for key in keys if key[0] != "phone" or key in found or self._by_key[key]] or keys
            other = keys[-1]
            by_number = other[0] == "number" and keys[0][0] == "name" and keys[0] not in found
            return other if by_number and (other in found or self._by_key[other]) else keys[0]
        return next((key for key in keys if key[0] in self._keys_used), None)

    def _skip(self, row: Row, key: Key | None, found: Found) -> None:
        row.outcome = Outcome.SKIP
        known = [customer for customer in found.get(key, ()) if not customer.deleted] if key else []
        if len(known) == 1:
            row.existing, row.name = known[0].id, row.name or known[0].name

    def _in_file(self, row: Row, key: Key | None) -> int | None:
        """The draft that an earlier row began, if this row means it."""
        drafts = self._by_key[key] if key else ()
        if len(drafts) > 1:
            row.say("import-ambiguous-row", refused=True, rows=self._places(drafts))
        return drafts[0] if len(drafts) == 1 else None

    def _places(self, drafts: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._rows[self.drafts[i].place].number for i in drafts[:_NAMED])

    def _existing(self, row: Row, key: Key | None, read: RowRead, rank: Rank, found: Found) -> int | None:
        """A draft for the customer in the data file that the row means; None where it means none."""
        known = found.get(key, ()) if key else ()
        alive = [customer for customer in known if not customer.deleted]
        create = self._options.existing == "create" and not row.attached
        if row.outcome is Outcome.ERROR or key is None or not known or (create and key[0] != "number"):
            return None
        if create:
            return self._again(row, (key,), read, rank, found)
        if not alive:
            row.say("number-in-trash", refused=True, number=key[1], name=known[0].name)
            return None
        if len(alive) > 1:
            numbers = ", ".join(customer.number for customer in alive[:_NAMED])
            row.say("import-ambiguous", refused=True, numbers=numbers)
            return None
        return self._of_customer(row, alive[0].id, alive[0].name, read, rank)

    def _of_customer(self, row: Row, customer_id: int, name: str, read: RowRead, rank: Rank) -> int:
        if customer_id in self._by_id:
            return self._by_id[customer_id]
        row.outcome = Outcome.SKIP
        row.name = row.name or name
        index = self._begin(row, read, rank, existing=customer_id)
        self._by_id[customer_id] = index
        return index

    def _again(self, row: Row, keys: Sequence[Key], read: RowRead, rank: Rank, found: Found) -> int | None:
        """A new customer although there is one; a number that is used gives way to the next free one."""
        if "name" not in read.values:
            row.say("name-missing", refused=True)
            return None
        return self._begin(row, read, rank, treat="create", again=self._is_number_used(row, keys, found))

    def _is_number_used(self, row: Row, keys: Sequence[Key], found: Found) -> bool:
        """The number of a new customer stays its own only where nobody has it."""
        used = [key for key in keys if key[0] == "number" and (key in found or self._by_key[key])]
        for key in used:
            row.say("number-replaced", number=key[1])
        return bool(used)

    def _new(
        self, sheet: Recognised, row: Row, keys: Sequence[Key], read: RowRead, rank: Rank, found: Found
    ) -> int | None:
        if row.attached:
            row.say("import-no-customer", refused=True, text=row.name or keys[0][1])
            return None
        if "name" not in read.values:
            row.say("name-missing", refused=True)
            return None
        double = self._doubles.of(read, keys) if self._options.existing != "create" else None
        if double and self.choice(row) in ("update", "fill"):
            return self._as_chosen(sheet, row, double, read, rank)
        again = "number" not in self._keys_used and self._is_number_used(row, keys[:1], found)
        held = double is not None and self._tell_double(row, double)
        return self._begin(row, read, rank, again=again, held=held)

    def _as_chosen(self, sheet: Recognised, row: Row, double: Double, read: RowRead, rank: Rank) -> int:
        """The person said that the likely double is the same: the row is about that customer."""
        row.double = double
        if double.customer_id is not None:
            index = self._of_customer(row, double.customer_id, double.name, read, rank)
        else:
            index = self._by_place[double.place or ("", 0)]
        if self.drafts[index].place != rank[1]:
            self._join(sheet, row, index, read, rank)
        return index

    def _tell_double(self, row: Row, double: Double) -> bool:
        """A weaker likeness than the key that decides is told; whether the row is held back, where that is wanted."""
        row.double = double
        if double.place is None:
            row.say("possible-double", number=double.number, name=double.name)
        else:
            row.say("possible-double-row", rows=(double.place[1],))
        if self._options.doubles != "hold" or self.choice(row) is not None:
            return False
        row.outcome = Outcome.HELD
        return True

    def _begin(
        self,
        row: Row,
        read: RowRead,
        rank: Rank,
        *,
        treat: str | None = None,
        existing: int | None = None,
        again: bool = False,
        held: bool = False,
    ) -> int:
        draft = draft_of(read, rank[1], rank)
        draft.treat = treat or self.choice(row) or self._options.existing
        draft.existing, draft.again, draft.held = existing, again, held
        self.held += draft.held
        self._note_named(read)
        self.drafts.append(draft)
        if self._options.rows:
            self._by_place[row.sheet, row.number] = len(self.drafts) - 1
        return len(self.drafts) - 1

    def _join(self, sheet: Recognised, row: Row, index: int, read: RowRead, rank: Rank) -> None:
        draft = self.drafts[index]
        self._note_named(read)
        row.outcome = Outcome.JOINED
        row.name = row.name or str(draft.values.get("name", ""))
        draft.treat = self.choice(row) or draft.treat
        first = self._rows[draft.place].number
        for key, kept, other in join(draft, read, rank[1], rank, merge=not sheet.reader.parts_only):
            known = sheet.reader.field(key)
            told = _told(known, kept), _told(known, other)
            row.say("values-differ", sheet.headers.get(key), text=told[1], row=first, kept=told[0])
        self.drafts[index] = draft

    def _note_named(self, read: RowRead) -> None:
        for key in self._naming:
            if text := read.values.get(key):
                self.named.setdefault(key, set()).add(text)

    def forget(self) -> None:
        """After the last row: what was only kept to compare rows with each other."""
        self._by_key = Places()
        self._doubles.forget()

    def leave_out_held(self) -> array[int]:
        """Drop the drafts that are held back; returns the new index of each, -1 where it is gone."""
        kept, drafts = array("q"), Shelf[Draft](packed=self.drafts.is_packed)
        for draft in self.drafts.drained():
            kept.append(-1 if draft.held else len(drafts))
            if not draft.held:
                drafts.append(draft)
        self.drafts = drafts
        return kept

    def choice(self, row: Row) -> str | None:
        """What the person chose for this very row."""
        return self._options.rows.get((row.sheet, row.number)) if self._options.rows else None


def _told(field: Field, value: Any) -> str | Label:
    """A value as a sentence can name it in either language."""
    choice = field.choice(value) if field.choices else None
    return choice.label if choice else str(value)
