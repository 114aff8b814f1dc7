"""Everything that is kept about one customer, for the person it is about (METHOD.md section 14; PIPL article 45): as
.json for another program, or as .txt to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from msgspec import Struct

from crmdesk.core import values
from crmdesk.core.attachments import Attachment, free_name, shown_size
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.exporting import ALL, ExportOptions
from crmdesk.core.privacy import LOGGED, OUTCOMES, REQUESTS, LogEntry, Request
from crmdesk.core.words import Words
from crmdesk.services import attachments, customers, dealings, history, notes, photos, privacy
from crmdesk.services.desk import Desk
from crmdesk.services.exporting_files import Files
from crmdesk.services.exporting_tables import Watch
from crmdesk.services.history import Entry
from crmdesk.services.targets import appearing, check_ending, refuse_own
from crmdesk.sheets.atomic import Noted, check_target, replacing
from crmdesk.sheets.plain import write_json
from crmdesk.sheets.tables import writable

ENDINGS = (".txt", ".json")
_BOM = b"\xef\xbb\xbf"
_JPEG = b"\xff\xd8"

Progress = Callable[[int, int | None], None]
Cancelled = Callable[[], bool]
Section = tuple[str, list[str]]
"""A heading and its lines."""


class Copied(Struct, frozen=True):
    """What was written: the file, and the folder with the contents of attachments (None: not asked for, or none)."""

    path: Path
    folder: Path | None = None
    attachments: int = 0


def write(
    desk: Desk,
    customer_id: int,
    path: Path | str,
    words: Words,
    *,
    with_attachments: bool = False,
    cancelled: Cancelled | None = None,
) -> Copied:
    """Write all that is kept about a customer, in the trash or not: the file with its contacts, notes and attachments
    (by name; `with_attachments` also their contents and the picture, in a folder beside), the history of changes,
    consent, requests, and what was exported of it. Labels are in the language of `words`; .txt is UTF-8 with its mark.

    The log of privacy says that it was done. Raises UserError: 'record-gone', 'export-ending', 'write-…';
    CancelledError. An old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    check_target(path)
    refuse_own(path, desk.path)
    person = _Person(desk, customer_id, words)
    beside = words.gettext("attachments")
    folder = path.with_name(f"{path.stem}-{beside}") if with_attachments else None
    some = folder is not None and bool(person.attachments or person.file.photo)
    noted = privacy.logged(desk, "copy", [customer_id], target=path.name)
    with appearing(folder) if folder and some else nullcontext() as aside:
        count = _save_contents(desk, person, aside, cancelled) if aside else 0
        _save(person, path, cancelled, noted)
    return Copied(path, folder if count else None, count)


def _save(person: _Person, path: Path, cancelled: Cancelled | None, noted: Noted) -> None:
    if path.suffix.lower() == ".json":
        write_json(path, person.plain(), cancelled=cancelled, noted=noted)
    else:
        with replacing(path, cancelled=cancelled, noted=noted) as file:
            file.write(_BOM + writable(person.text()).replace("\n", "\r\n").encode())


def _save_contents(desk: Desk, person: _Person, folder: Path, cancelled: Cancelled | None) -> int:
    """The contents of attachments and the picture; returns how many."""
    contents = person.attachments
    picture = photos.content(desk, person.file.photo) if person.file.photo else None
    for one in contents:
        attachments.save(desk, one, folder / one.name, logged=False, cancelled=cancelled)
    if picture is not None:
        name = f"{person.file.number}{'.jpg' if picture.startswith(_JPEG) else '.png'}"
        with replacing(folder / free_name(name, [one.name for one in contents]), cancelled=cancelled) as file:
            file.write(picture)
    return len(contents) + (picture is not None)


class _Person:
    """All that is known about one customer, as plain data and as text."""

    def __init__(self, desk: Desk, customer_id: int, words: Words) -> None:
        self.file: CustomerFile = customers.file(desk, customer_id)
        self.attachments: list[Attachment] = attachments.of_customer(desk, customer_id)
        self._desk = desk
        self._words = words
        self._colon = "：" if words.chinese else ": "
        self._history = history.of_customer(desk, customer_id, words)
        self._requests = privacy.requests(desk, customer_id=customer_id)
        since = min((entry.action.at for entry in self._history), default="")
        entries = (entry for entry in privacy.entries(desk) if entry.at >= since)
        self._log = [entry for entry in entries if entry.concerns(customer_id) is not False]

    def plain(self) -> dict[str, Any]:
        """As another program reads it: keys of fields, ISO dates, instants in UTC."""
        files = Files(
            self._desk, self._words, (self.file.id,), ExportOptions(ALL), Watch(1, 1, None, None), every=False
        ).plain()
        return {
            "customer": next(files["customers"]),
            "fields": list(files["fields"]),
            "dealings": dealings.plain(self._desk, self.file.id),
            "deleted": self.file.deleted,
            "requests": [_request_json(request) for request in self._requests],
            "log": [_log_json(entry, self.file.id) for entry in self._log],
            "history": [_history_json(entry, self._words) for entry in self._history],
        }

    def text(self) -> str:
        """As a person reads it: sections under their headings; those with nothing in them are left out."""
        _ = self._words.gettext
        head = _("All data about {name} ({number}), as of {day}").format(
            name=self.file.name, number=self.file.number, day=self._words.moment(self._desk.clock())
        )
        parts = [head]
        parts += [
            "\n".join([f"== {heading} ==", *filter(None, lines)]) for heading, lines in self._sections() if any(lines)
        ]
        return "\n\n".join(parts) + "\n"

    def _sections(self) -> Iterator[Section]:
        _, label = self._words.gettext, self._words.label
        fields = self._desk.fields("customer")
        for group in fields.groups:
            keys = [field.key for field in fields.all if field.group == group.key]
            yield label(group.label_for(self.file.kind)), self._lines("customer", self.file.values, keys)
        yield _("Contacts"), self._parts("contact", self.file.contacts)
        yield _("Further addresses"), self._parts("address", self.file.addresses)
        yield _("Bought elsewhere"), self._parts("elsewhere", self.file.elsewhere)
        yield (
            _("Notes"),
            [
                f"{self._at(one.at)} {one.who}{self._colon}{_indented(one.text)}"
                for one in notes.of_customer(self._desk, self.file.id)
            ],
        )
        yield from dealings.told(self._desk, self.file.id, self._words)
        yield _("Attachments"), [f"{one.name} ({shown_size(one.size)})" for one in self.attachments]
        yield _("Consent"), self._consent()
        yield _("Requests"), [self._request_line(request) for request in self._requests]
        yield _("Exported, copied, printed"), [self._log_line(entry) for entry in self._log]
        yield _("History of changes"), list(dict.fromkeys(map(self._history_line, self._history)))

    def _lines(self, kind: str, found: Mapping[str, Any], keys: Sequence[str] | None = None) -> list[str]:
        fields = self._desk.fields(kind).all
        wanted = [field for field in fields if field.key in found and (keys is None or field.key in keys)]
        labels = (
            self._words.label(field.label_for(self.file.kind if kind == "customer" else None)) for field in wanted
        )
        texts = (values.show(field, found[field.key], self._words) for field in wanted)
        return [f"{label}{self._colon}{_indented(text)}" for label, text in zip(labels, texts, strict=True) if text]

    def _parts(self, kind: str, parts: Sequence[Part]) -> list[str]:
        return ["\n".join(["-", *self._lines(kind, part.values)]) for part in parts]

    def _consent(self) -> list[str]:
        keys = ("consent_on", "consent_source", "consent_withdrawn_on")
        found = [(self.file.name, "customer", self.file.values)]
        found += [(str(part.values["name"]), "contact", part.values) for part in self.file.contacts]
        told = ((name, self._lines(kind, known, keys)) for name, kind, known in found)
        return ["\n".join([name, *lines]) for name, lines in told if lines]

    def _request_line(self, request: Request) -> str:
        label, date = self._words.label, self._words.date
        told = [date(request.received_on), label(REQUESTS[request.kind]), request.subject]
        if request.answered_on is not None:
            told += [date(request.answered_on), label(OUTCOMES[request.outcome])]
        return " ".join(filter(None, [*told, request.notes]))

    def _log_line(self, entry: LogEntry) -> str:
        _, n = self._words.gettext, self._words.ngettext
        count = n("{count} customer", "{count} customers", entry.customers)
        told = [self._at(entry.at), entry.who, self._words.label(LOGGED[entry.what])]
        told.append(count.format(count=self._words.number(entry.customers)))
        told += [entry.target, _("masked") if entry.masked else ""]
        told.append("" if entry.concerns(self.file.id) else _("(possibly among them)"))
        return " ".join(filter(None, told))

    def _history_line(self, entry: Entry) -> str:
        done = f"{self._at(entry.action.at)} {entry.action.who} {history.describe(entry.action, self._words)}"
        sides = (_indented(text) or "—" for text in (entry.before, entry.after))
        return f"{done}{self._colon}{entry.field}{self._colon}{' → '.join(sides)}" if entry.field else done

    def _at(self, utc: str) -> str:
        return self._words.moment(dt.datetime.fromisoformat(utc).astimezone(self._desk.clock().tzinfo))


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _request_json(request: Request) -> dict[str, Any]:
    keys = ("kind", "subject", "received_on", "due_on", "answered_on", "outcome", "notes")
    return {key: getattr(request, key) or None for key in keys}


def _log_json(entry: LogEntry, customer_id: int) -> dict[str, Any]:
    plain = {key: getattr(entry, key) for key in ("at", "who", "what", "customers", "masked", "target")}
    return {**plain, "certain": entry.concerns(customer_id) is True}


def _history_json(entry: Entry, words: Words) -> dict[str, Any]:
    action = entry.action
    told = {"at": action.at, "who": action.who, "text": history.describe(action, words), "state": action.state}
    return {**told, "record": entry.kind, "field": entry.field, "before": entry.before, "after": entry.after}
