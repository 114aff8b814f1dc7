"""Printed copies: many files in a folder, all or none; copies kept in the customers' files in one action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from crmdesk.core.attachments import clean_name, free_name
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.printing import About, PrintKind, file_name
from crmdesk.core.words import Words
from crmdesk.services import attachments
from crmdesk.services.attachments_sources import BytesSource, check, measure
from crmdesk.services.desk import Desk
from crmdesk.services.targets import appearing, refuse_own
from crmdesk.sheets.atomic import Noted, check_target
from crmdesk.store import blobs


class Copy(Struct, frozen=True):
    """A printed copy that is to be kept in a customer's file."""

    customer_id: int
    name: str
    pdf: bytes


def save_each(
    desk: Desk, folder: Path, files: Iterable[tuple[str, bytes]], noted: Callable[[], Noted | None] = lambda: None
) -> int:
    """Write files (name, content) into a folder, which is made where it is not there; returns how many.

    They appear when the last one was made: whatever `files` raises meanwhile leaves nothing behind. `noted` as of
    `targets.appearing`. Raises UserError
    'write-…', 'attachment-save-own'.
    """
    count = 0
    with appearing(folder, noted) as aside:
        for count, (name, content) in enumerate(files, 1):  # noqa: B007 - the last one tells how many
            check_target(folder / name)
            refuse_own(folder / name, desk.path)
            (aside / name).write_bytes(content)
    return count


def kept_name(desk: Desk, kind: PrintKind, number: str, words: Words) -> str:
    """What a printed copy is called in a customer's file: what it is, of which order or complaint, of which day."""
    told = words.label(kind.label)
    of = "" if kind.about is About.CUSTOMERS else f" {number}"
    return file_name(f"{told}{of}", desk.today().isoformat())


def keep_each(desk: Desk, copies: Sequence[Copy]) -> Changes:
    """Keep printed copies in the files of their customers, in one action; one that is kept already is left out.

    Raises UserError: 'attachment-too-large', 'record-gone'; nothing is kept then.
    """
    most = attachments.limit(desk)
    with desk.recording("print-keep", count=len(copies)) as made:
        for copy in copies:
            source = BytesSource(clean_name(copy.name), copy.pdf)
            check(source, most)
            item = measure(source, most, lambda _count: None)
            owner = desk.records.read("customer", copy.customer_id)
            if owner is None or "deleted_at" in owner:
                raise UserError("record-gone")
            there = desk.records.children("attachment", (copy.customer_id,)).get(copy.customer_id, {}).values()
            if any(flat["name"].casefold() == source.name.casefold() and flat["blob"] == item.key for flat in there):
                continue
            blobs.put_pieces(desk.data, item.key, item.size, source.pieces())
            row = {"name": free_name(source.name, [flat["name"] for flat in there]), "at": desk.now(), "who": desk.who}
            made.create("attachment", {**row, "customer_id": copy.customer_id, "size": item.size, "blob": item.key})
    return made.result
