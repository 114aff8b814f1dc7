"""What a file is, by its content and never by its ending."""

from __future__ import annotations

import re

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Kind

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "sheet-pdf"),
    (b"\x89PNG", "sheet-image"),
    (b"\xff\xd8\xff", "sheet-image"),
    (b"GIF8", "sheet-image"),
    (b"BM", "sheet-image"),
    (b"Rar!", "sheet-archive"),
    (b"7z\xbc\xaf", "sheet-archive"),
    (b"\x1f\x8b", "sheet-archive"),
    (b"SQLite format 3", "sheet-data-file"),
    (b"{\\rtf", "sheet-rtf"),
    (b"version https://git-lfs", "sheet-lfs"),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|style|div)\b|mime-version:", re.IGNORECASE)
_VCARD = re.compile(rb"(?:\A|[\r\n])(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCARD\s*(?:[\r\n]|\Z)", re.IGNORECASE)
_LOCKED = re.compile(rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
_WRITTEN = re.compile("[\t\r\n -~\u00a0-\u00ff\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
_MOSTLY = 0.95


def sniff(head: bytes, name: str) -> str:
    """'zip', 'ole', 'vcard' or 'text' by the first bytes of a file.

    Raises UserError naming what else the file is.
    """
    if not head:
        raise UserError("sheet-empty", file=name)
    if head.startswith(OLE):
        return "ole"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    for magic, code in _MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and b"\x00" not in head):
            raise UserError(code, file=name)
    if _VCARD.search(head.replace(b"\0", b"")):
        return "vcard"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    _refuse_markup(start, name)
    if b"\x00" in head and wide_guess(head) is None:
        raise UserError("sheet-unknown", file=name)
    return "text"


def _refuse_markup(start: bytes, name: str) -> None:
    if start[:2048].lstrip().startswith(b"<?xml"):
        raise UserError("sheet-html" if _HTML.search(start[:2048]) else "sheet-xml", file=name)
    if _HTML.match(start):
        raise UserError("sheet-html", file=name)


def wide_guess(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: where nearly everything read that way is what tables are written with."""
    if len(head) < 8:
        return None
    for encoding, size in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        try:
            text = head[: len(head) // size * size].decode(encoding)
        except UnicodeDecodeError as error:
            if len(head) - error.start > size:  # else only a character cut off at the end
                continue
            text = head[: error.start].decode(encoding)
        if len(_WRITTEN.findall(text)) >= len(text) * _MOSTLY:
            return encoding
    return None


def ole_kind(data: bytes, name: str) -> Kind:
    """An old workbook, by the directory of its container; a password-protected new one is an OLE file too.

    Raises UserError 'sheet-password', 'sheet-word', 'sheet-slides' or 'sheet-unknown'.
    """
    entries = {
        entry
        for entry in ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document")
        if _has_entry(data, entry)
    }
    if "EncryptedPackage" in entries:
        raise UserError("sheet-password", file=name)
    if entries & {"Workbook", "Book"}:
        if _LOCKED.search(data):
            raise UserError("sheet-password", file=name)
        return Kind.XLS
    if "WordDocument" in entries:
        raise UserError("sheet-word", file=name)
    if "PowerPoint Document" in entries:
        raise UserError("sheet-slides", file=name)
    raise UserError("sheet-damaged", file=name)


def _has_entry(data: bytes, entry: str) -> bool:
    """Directory entries stand at multiples of 128 bytes: the name in UTF-16, its length in bytes at offset 64."""
    raw = (entry + "\0").encode("utf-16-le")
    at = data.find(raw)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == len(raw).to_bytes(2, "little"):
            return True
        at = data.find(raw, at + 2)
    return False


def zip_kind(names: set[str], mimetype: bytes, name: str) -> Kind:
    """The kind of workbook whose parts are packed in a zip. Raises UserError naming what else the zip is."""
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "xl/workbook.xml" in names:
        return Kind.XLSM if "xl/vbaProject.bin" in names else Kind.XLSX
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    if "word/document.xml" in names or mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        raise UserError("sheet-word", file=name)
    if "ppt/presentation.xml" in names or mimetype.startswith(b"application/vnd.oasis.opendocument.pres"):
        raise UserError("sheet-slides", file=name)
    if "[Content_Types].xml" in names:
        raise UserError("sheet-damaged", file=name)
    raise UserError("sheet-archive", file=name)
