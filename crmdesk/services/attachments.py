"""Files kept in a customer's file: added, renamed, deleted, saved and opened (METHOD.md section 1)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crmdesk.core.attachments import (
    HEAD,
    MEGABYTE,
    Attachment,
    clean_name,
    free_name,
    is_program,
    kind_of,
    with_ending_of,
)
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import ATTACHMENT_MEGABYTES
from crmdesk.services import file_parts, privacy, reading, settings
from crmdesk.services.attachments_sources import (
    BytesSource,
    FileSource,
    Measured,
    Source,
    Step,
    check,
    measure,
    stepped,
)
from crmdesk.services.desk import Desk
from crmdesk.services.targets import refuse_own
from crmdesk.sheets.atomic import replacing
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.store import blobs
from crmdesk.store import parts as store

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "Added",
    "Attachment",
    "Cancelled",
    "CancelledError",
    "add_content",
    "add_files",
    "can_open",
    "content",
    "delete",
    "edit",
    "limit",
    "named",
    "of_customer",
    "open_copy",
    "save",
]

Beside = Mapping[str, Any]
IN_THE_FILE: Beside = {}
"""Beside nothing: in the customer's file alone."""
_BESIDE = ("complaint", "round", "step")


class Added(Struct, frozen=True):
    """What came of adding: the names the files got, and why others were left out."""

    changes: Changes
    names: tuple[str, ...]
    refused: tuple[UserError, ...] = ()


def limit(desk: Desk) -> int:
    """The largest attachment, in bytes (Settings)."""
    return int(settings.get(desk, ATTACHMENT_MEGABYTES)) * MEGABYTE


def of_customer(desk: Desk, customer_id: int) -> list[Attachment]:
    """Every attachment of a customer, the newest first."""
    return store.attachments(desk.data, customer_id)


def named(desk: Desk, customer_id: int, name: str) -> Attachment:
    """The attachment with this name. Raises UserError('attachment-not-found')."""
    for attachment in of_customer(desk, customer_id):
        if attachment.name.casefold() == clean_name(name).casefold():
            return attachment
    number = desk.records.read("customer", customer_id) or {}
    raise UserError("attachment-not-found", number=number.get("number", ""), file=name)


def add_files(
    desk: Desk,
    customer_id: int,
    paths: Sequence[Path],
    *,
    strict: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    beside: Beside = IN_THE_FILE,
) -> Added:
    """Keep files in one action. Those that cannot be kept are left out and told; `strict` refuses all for one.

    `beside`: the complaint, round and step they belong to. `progress` is told bytes done and in all.

    Raises UserError when the customer is gone or a file changes meanwhile, CancelledError; nothing is kept then.
    """
    sources = [FileSource(Path(os.path.abspath(path)), desk.path) for path in paths]
    return _add(desk, customer_id, sources, strict=strict, progress=progress, cancelled=cancelled, beside=beside)


def add_content(desk: Desk, customer_id: int, name: str, content: bytes, *, beside: Beside = IN_THE_FILE) -> Added:
    """Keep a content under a name, such as a picture from the clipboard. Raises UserError."""
    return _add(desk, customer_id, [BytesSource(name, content)], strict=True, beside=beside)


def edit(desk: Desk, attachment_id: int, typed: Mapping[str, str]) -> Changes:
    """Change name or remarks. A name without an ending keeps the former one.

    Raises UserError for a name that is empty or used already, or when the attachment is gone.
    """
    fields = desk.fields("attachment")
    read = reading.read_typed(fields, typed, new=False)
    reading.refuse(fields, read)
    values = dict(read.values)
    with desk.recording("attachment-edit", number="") as made:
        made.rename(number=file_parts.owner_number(desk, "attachment", attachment_id))
        present = file_parts.living(desk, "attachment", attachment_id)
        if "name" in values:
            values["name"] = name = with_ending_of(clean_name(str(values["name"])), present["name"])
            others = [a for a in of_customer(desk, present["customer_id"]) if a.id != attachment_id]
            if name.casefold() in {other.name.casefold() for other in others}:
                raise UserError("attachment-name-used", file=name)
        made.update("attachment", attachment_id, values)
    return made.result


def delete(desk: Desk, ids: Sequence[int]) -> Changes:
    """Take attachments of one customer out of the file; undo brings them back. Raises UserError when one is gone."""
    with desk.recording("attachment-delete", number="", count=len(ids)) as made:
        for attachment_id in ids:
            made.rename(number=file_parts.owner_number(desk, "attachment", attachment_id), count=len(ids))
            made.update("attachment", attachment_id, {"deleted_at": desk.now()})
    return made.result


def content(desk: Desk, attachment: Attachment, most: int | None = None) -> bytes:
    """The content, or its first `most` bytes. Empty when it is not there."""
    if most is not None and most < attachment.size:
        return blobs.head(desk.data, attachment.blob, most)
    return blobs.get(desk.data, attachment.blob) or b""


def save(
    desk: Desk,
    attachment: Attachment,
    target: Path,
    *,
    logged: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write a copy, whole or not at all; the log of privacy says so unless it is only to be looked at.

    Raises UserError with what is in the way, CancelledError.
    """
    refuse_own(target, desk.path)
    step = _steps(attachment.size, progress, cancelled)
    digest = hashlib.sha256()
    owner = desk.records.read("attachment", attachment.id) if logged else None
    whose = [owner["customer_id"]] if owner else 1
    noted = privacy.logged(desk, "attachment", whose, target=target.name) if logged else None
    with replacing(target, cancelled=cancelled, noted=noted) as file:
        for piece in blobs.pieces(desk.data, attachment.blob):
            digest.update(piece)
            file.write(piece)
            step(len(piece))
        if digest.hexdigest() != attachment.blob:
            raise UserError("attachment-damaged", file=attachment.name)


def can_open(desk: Desk, attachment: Attachment) -> bool:
    """Whether it may be opened from here: nothing that could run."""
    head = blobs.head(desk.data, attachment.blob, HEAD) if kind_of(attachment.name) == "other" else b""
    return not is_program(attachment.name, head)


def open_copy(desk: Desk, attachment: Attachment, cancelled: Cancelled | None = None) -> Path:
    """A read-only copy in a private folder that goes when the data file is closed.

    Raises UserError for what could run a program, or when there is no room for it.
    """
    if not can_open(desk, attachment):
        raise UserError("attachment-program", file=attachment.name)
    try:
        folder = desk.private.make()
    except OSError as error:
        raise UserError("attachment-no-folder", file=attachment.name) from error
    path = folder / attachment.name
    try:
        save(desk, attachment, path, logged=False, cancelled=cancelled)
        path.chmod(stat.S_IRUSR)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            folder.rmdir()
        raise
    return path


def _add(
    desk: Desk,
    customer_id: int,
    sources: Sequence[Source],
    *,
    strict: bool,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    beside: Beside = IN_THE_FILE,
) -> Added:
    most, refused = limit(desk), list[UserError]()
    checked: list[tuple[Source, int]] = []
    for source in sources:
        with _left_out(refused, strict):
            checked.append((source, check(source, most)))
    step = _steps(2 * sum(size for _, size in checked), progress, cancelled)
    measured: list[Measured] = []
    for source, _size in checked:
        with _left_out(refused, strict):
            measured.append(measure(source, most, step))
    if not measured:
        return Added(Changes(), (), tuple(refused))
    names: list[str] = []
    with desk.recording("attachment-add", number="", count=0) as made:
        owner = desk.records.read("customer", customer_id)
        if owner is None or "deleted_at" in owner:
            raise UserError("record-gone")
        there = desk.records.children("attachment", (customer_id,)).get(customer_id, {}).values()
        taken = [str(flat["name"]) for flat in there]
        kept = {(str(flat["name"]).casefold(), flat["blob"]) for flat in there if _is_beside(flat, beside)}
        for item in measured:
            if (item.source.name.casefold(), item.key) in kept:
                refused.append(UserError("attachment-there", file=item.source.name))
                continue
            kept.add((item.source.name.casefold(), item.key))
            names.append(_keep(desk, made, {**beside, "customer_id": customer_id}, item, taken, step))
        made.rename(number=owner["number"], count=len(names))
    if strict and not names:
        raise refused[0]
    return Added(made.result, tuple(names), tuple(refused))


def _is_beside(flat: Mapping[str, Any], beside: Beside) -> bool:
    return all(flat.get(key) == beside.get(key) for key in _BESIDE)


def _keep(desk: Desk, made: Recording, where: Beside, item: Measured, taken: list[str], step: Step) -> str:
    """One measured content as an attachment; returns the name it got."""
    if not blobs.put_pieces(desk.data, item.key, item.size, stepped(item.source, step)):
        raise UserError("attachment-changed", file=item.source.name)
    name = free_name(item.source.name, taken)
    taken.append(name)
    row: dict[str, Any] = {**where, "name": name, "at": desk.now(), "who": desk.who}
    made.create("attachment", {**row, "size": item.size, "blob": item.key})
    return name


@contextlib.contextmanager
def _left_out(refused: list[UserError], strict: bool) -> Iterator[None]:
    """What one file is refused for, unless it refuses all."""
    try:
        yield
    except CancelledError:
        raise
    except UserError as error:
        if strict:
            raise
        refused.append(error)


def _steps(total: int, progress: Progress | None, cancelled: Cancelled | None) -> Step:
    done = 0

    def step(count: int) -> None:
        nonlocal done
        if cancelled is not None and cancelled():
            raise CancelledError
        done += count
        if progress is not None:
            progress(min(done, total), total)

    return step
