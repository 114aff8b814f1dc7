"""Whole files out, some hundred at a time: as JSON with everything in them, and as vCards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from crmdesk.core import exporting_fields, values
from crmdesk.core.customers import CustomerFile
from crmdesk.core.exporting import BY_KEY, KINDS, ExportKind, export_fields
from crmdesk.core.fields import COMPUTED, Field, Mask
from crmdesk.core.importing_registry import outward
from crmdesk.core.masking import hides, is_home, mask_within
from crmdesk.core.vcards import Property
from crmdesk.core.vcards_out import cards_of
from crmdesk.services import customers
from crmdesk.services.exporting_tables import Exporting
from crmdesk.services.reading import from_flat
from crmdesk.store import exporting as store
from crmdesk.store.columns import from_column

_CHUNK = 500
_READ = ("contacts", "addresses", "elsewhere")
"""What is read with the file itself."""

_INSIDE = tuple(kind.key for kind in KINDS if kind.owned)
_ALONE = tuple(kind.key for kind in KINDS if not kind.owned and kind.key != "customers")
_UNDER = {"notes": "dated_notes"}  # `notes` are the customer's own remarks
_PRODUCT = {"code": "product", "name": "product_name"}
"""What a line calls its product."""

_COMPLAINTS = "complaints"
_OF_COMPLAINTS = {"complaint_steps": "steps", "complaint_events": "events"}
_ATTACHED = ("name", "notes", "at", "who", "size")

Plain = dict[str, Any]


class Files(Exporting):
    """One export of whole files."""

    @cached_property
    def _fields(self) -> dict[str, dict[str, Field]]:
        of = self._desk.fields
        return {kind.key: {field.key: field for field in export_fields(kind, of)} for kind in BY_KEY.values()}

    def cards(self) -> Iterator[list[Property]]:
        """Customers, contacts or both as vCards; with masking they hold nothing that is personal."""
        kinds = ("customer", "contact") if self._options.mask else ()
        hidden = {kind: [f.key for f in self._desk.fields(kind).all if f.mask is not Mask.NONE] for kind in kinds}
        own, contacts = (key in self._options.kinds for key in ("customers", "contacts"))
        for files in self._chunks():
            for file in files:
                shown = self._masked(file) if self._options.mask else file
                yield from cards_of(shown, own=own, contacts=contacts, hidden=hidden, version=self._options.vcard)
        self._watch.end()

    def _masked(self, file: CustomerFile) -> CustomerFile:
        """The file with what is personal in its free texts hidden."""
        customer, contact = (self._desk.fields(kind).by_key for kind in ("customer", "contact"))
        contacts = tuple(replace(part, values=_free(part.values, contact)) for part in file.contacts)
        own = {key: value for key, value in file.values.items() if not is_home(customer[key], file.kind)}
        return replace(file, values=_free(own, customer), contacts=contacts)

    def plain(self) -> dict[str, Iterator[Plain]]:
        """What a JSON file holds: customers with everything inside them, else each kind by itself."""
        wanted = self._options.kinds
        found: dict[str, Iterator[Plain]] = {}
        if "customers" in wanted:
            found["customers"] = self._customers()
        else:
            found.update((key, self._parts(key)) for key in self._wanted())
        found.update((key, self._standing(key)) for key in _ALONE if key in wanted)
        if "customers" in wanted:
            found["fields"] = self._own_fields()
        return found

    def _customers(self) -> Iterator[Plain]:
        for files in self._chunks():
            inside = self._inside(files)
            for file in files:
                one = self._plain("customers", file.values, kind=file.kind)
                for key, parts in inside.items():
                    one[_UNDER.get(key, key)] = parts.get(file.id, [])
                yield one
        self._watch.end()

    def _parts(self, key: str) -> Iterator[Plain]:
        for files in self._chunks():
            inside = self._inside(files, (key,))[key]
            for file in files:
                for part in inside.get(file.id, ()):
                    yield {"customer": file.number, "customer_name": file.name, **part}
        self._watch.end()

    def _inside(self, files: Sequence[CustomerFile], kinds: Sequence[str] = ()) -> dict[str, dict[int, list[Plain]]]:
        """What lies in these files, by kind and customer."""
        found: dict[str, dict[int, list[Plain]]] = {}
        for key in kinds or self._wanted():
            if key == "notes":
                found[key] = self._read(files, "note", key)
            elif key not in _READ:
                records = self._dealings(BY_KEY[key], [file.id for file in files])
                found[key] = {customer: list(each.values()) for customer, each in records.items()}
            else:
                parts = ((file.id, getattr(file, key)) for file in files)
                found[key] = {i: [self._plain(key, part.values) for part in several] for i, several in parts if several}
        if "customers" in self._options.kinds:
            attached = self._read(files, "attachment", "")
            found["attachments"] = {
                i: [{name: one[name] for name in _ATTACHED if name in one} for one in several]
                for i, several in attached.items()
            }
        return found

    def _read(self, files: Sequence[CustomerFile], record: str, key: str) -> dict[int, list[Plain]]:
        fields = self._desk.fields(record)
        children = self._desk.records.children(record, [file.id for file in files])
        return {
            i: [self._plain(key, from_flat(fields, flat), fields.by_key) for flat in several.values()]
            for i, several in children.items()
        }

    def _wanted(self) -> list[str]:
        """The kinds that belong to customers; what lies inside complaints is not told beside them again."""
        inside = _OF_COMPLAINTS if _COMPLAINTS in self._options.kinds else {}
        return [key for key in _INSIDE if key in self._options.kinds and key not in inside]

    def _dealings(self, kind: ExportKind, ids: Sequence[int]) -> dict[int, dict[int, Plain]]:
        """Orders with their lines, complaints with their steps, payments, contacts made … by customer and id."""
        fields = list(self._fields[kind.key].values())
        found: dict[int, dict[int, Plain]] = {}
        for record, customer, _number, _name, *row in store.parts(self._desk.data, kind, ids, fields):
            each = zip(fields, row, strict=True)
            stored = {field.key: from_column(field, value) for field, value in each if value is not None}
            plain = {outward(key): value for key, value in self._plain(kind.key, stored).items()}
            own = {key: value for key, value in plain.items() if "." not in key}
            made = found.setdefault(customer, {}).setdefault(record, own)
            if line := {key.rpartition(".")[2]: value for key, value in plain.items() if "." in key}:
                line = {_PRODUCT.get(key, key): value for key, value in line.items()}
                made.setdefault("lines", []).append(line)
        for key, name in _OF_COMPLAINTS.items() if kind.key == _COMPLAINTS else ():
            self._lay_inside(found, BY_KEY[key], name, ids)
        return found

    def _lay_inside(self, found: dict[int, dict[int, Plain]], kind: ExportKind, name: str, ids: Sequence[int]) -> None:
        """Put the steps or events of these customers' complaints into them."""
        owners = store.complaints_of(self._desk.data, kind, ids)
        for customer, records in self._dealings(kind, ids).items():
            for record, plain in records.items():
                plain.pop("complaint", None)
                if (owner := found.get(customer, {}).get(owners[record])) is not None:
                    owner.setdefault(name, []).append(plain)

    def _standing(self, key: str) -> Iterator[Plain]:
        fields = list(self._fields[key].values())
        ids = None if self._every or not BY_KEY[key].named else self._ids
        for row in store.standing(self._desk.data, BY_KEY[key], fields, ids):
            each = zip(fields, row, strict=True)
            yield self._plain(key, {f.key: from_column(f, value) for f, value in each if value is not None})
        self._watch.end()

    def _own_fields(self) -> Iterator[Plain]:
        fields = self._fields["customers"].values()
        for line in exporting_fields.lines(fields, self._desk.records.lists(), self._words):
            yield {"key": line.key, "label": line.label, "type": line.type.value, "choices": list(line.words)}

    def _plain(
        self, key: str, found: Mapping[str, Any], fields: Mapping[str, Field] | None = None, kind: str | None = None
    ) -> Plain:
        """A record as plain data: the columns wanted in their order, without empty ones. `kind`: a customer's own."""
        fields = fields or self._fields[key]
        wanted = self._options.columns.get(key)
        keys = [name for name in wanted if name in found] if wanted is not None else found
        return {
            name: values.masked(fields[name], found[name], self._words, kind)
            if self._options.mask and hides(fields[name])
            else values.to_json(fields[name], found[name])
            for name in keys
            if name not in COMPUTED or wanted is not None
        }

    def _chunks(self) -> Iterator[list[CustomerFile]]:
        for start in range(0, len(self._ids), _CHUNK):
            self._watch.at(start)
            yield customers.files(self._desk, self._ids[start : start + _CHUNK])


def _free(found: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    return {key: mask_within(v) if isinstance(v, str) and hides(fields[key]) else v for key, v in found.items()}
