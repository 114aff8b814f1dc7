"""One line of a vCard: its name, its parameters, and its value in whatever encoding that is."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re

from crmdesk.core.vcards import GROUPED, NO_YEAR, Property

MOST_BYTES = 1 << 18
"""Of one value; what comes after that is left out and told."""

_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_TOLD = 60
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "TEXT", "URI"})
_NAME = re.compile(r"(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Za-z][A-Za-z0-9-]*)\s*")
_PARAMETER = re.compile(r';\s*(?:(?P<key>[\w-]+)\s*=\s*)?(?P<value>(?:"[^"]*"|[^";:])*)')
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "gbk": "gb18030", "gb2312": "gb18030",
    "gb18030": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "windows-1252": "cp1252", "utf-16": "utf-16", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip


class Line:
    """A logical line while it is put together from the folded ones."""

    __slots__ = ("_head", "_pieces", "_size", "base64", "cut", "name", "quoted")

    def __init__(self, first: bytes) -> None:
        self._head = _head_of(first)
        self._size = len(first)
        self._pieces = [first[:MOST_BYTES]]
        self.cut = self._size > MOST_BYTES
        capitals = self._head.upper()
        self.quoted = b"QUOTED-PRINTABLE" in capitals
        self.base64 = b"BASE64" in capitals or re.search(rb"ENCODING=B(?:;|$)", capitals) is not None
        self.name = capitals.partition(b";")[0].rpartition(b".")[2].strip().decode("ascii", "replace")
        if is_binary(self.name):
            self._pieces = [self._head + b":"]

    @property
    def soft_break(self) -> bool:
        """Whether a quoted-printable value goes on in the next line."""
        return self.quoted and self._pieces[-1].rstrip().endswith(b"=")

    def add(self, piece: bytes, *, soft: bool = False) -> None:
        """The next line, folded or (`soft`) after a soft line break."""
        if is_binary(self.name):
            if soft:
                self._pieces[-1] = piece[-1:]
            return
        self._size += len(piece)
        if self._size > MOST_BYTES:
            self.cut = True
            if soft:
                self._pieces[-1] = self._pieces[-1].rstrip()[:-1] + (b"=" if piece.rstrip().endswith(b"=") else b"")
            return
        if soft:
            self._pieces[-1] = self._pieces[-1].rstrip()[:-1]
        self._pieces.append(piece)

    def whole(self) -> bytes:
        return b"".join(self._pieces)

    def head(self) -> bytes:
        return self._head

    def content(self) -> bytes:
        """What stands behind the colon."""
        return self.whole()[len(self._head) + 1 :][:MOST_BYTES]

    def told(self, encoding: str) -> str:
        """The beginning of the line, to be named in a problem."""
        return self.whole()[: _TOLD * 4].decode(encoding, "replace").strip()[:_TOLD]


def is_binary(name: str) -> bool:
    """Whether a property of this name holds a picture, a sound or a key."""
    return name in _BINARY


def _head_of(line: bytes) -> bytes:
    """What stands before the colon that is not between quotation marks; the whole line where there is none."""
    if b'"' not in line.partition(b":")[0]:
        return line.partition(b":")[0]
    quoted = False
    for at, byte in enumerate(line):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return line[:at]
    return line.partition(b":")[0]


def property_of(line: Line, encoding: str, *, old: bool) -> Property | None:
    """The property that a line is; None for one that is none. `encoding` is the file's."""
    head = line.head().decode(encoding, "replace")
    if len(line.whole()) == len(line.head()):
        return None
    match = _NAME.match(head)
    if match is None or (match.end() < len(head) and head[match.end()] != ";"):
        return None
    types: list[str] = []
    charset = ""
    for parameter in _PARAMETER.finditer(head, match.end()):
        key, value = (parameter["key"] or "TYPE").upper(), parameter["value"].replace('"', "").strip()
        if key == "CHARSET":
            charset = _CHARSETS.get(value.lower(), "")
        elif key == "PREF" or value.upper() == "PREF":
            types.append("pref")
        elif key in ("TYPE", "LABEL", "VALUE", "X-SERVICE-TYPE") and value.upper() not in _ENCODINGS:
            types += [word for part in value.split(",") if (word := part.strip().lower())]
        elif key == "X-APPLE-OMIT-YEAR":
            types.append(f"{NO_YEAR}{value}")
    if match["group"]:
        types.append(f"{GROUPED}{match['group'].lower()}")
    raw = "" if is_binary(line.name) else _decoded(line, charset, encoding)
    return Property(line.name, raw, tuple(dict.fromkeys(types)), old)


def _decoded(line: Line, charset: str, encoding: str) -> str:
    data = line.content()
    if line.quoted:
        data = binascii.a2b_qp(data)
    elif line.base64:
        with contextlib.suppress(binascii.Error):
            data = base64.b64decode(b"".join(data.split()), validate=True)
    if charset == "gb18030" and _is_chinese_utf8(data):
        charset = "utf-8"
    for name in dict.fromkeys((charset, "utf-8", "gb18030" if line.quoted else encoding)):
        if name:
            try:
                return _one_kind_of_line_end(data.decode(name))
            except UnicodeDecodeError:
                continue
    return _one_kind_of_line_end(data.decode(encoding, "replace"))


def _is_chinese_utf8(data: bytes) -> bool:
    """Some phones call GB2312 what is UTF-8. Hardly any text in GB reads as UTF-8 with nothing but Chinese in it."""
    try:
        beyond = [character for character in data.decode() if character > "\x7f"]
    except UnicodeDecodeError:
        return False
    return bool(beyond) and all(character >= "\u2e80" for character in beyond)


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
