"""Files kept in a customer's file: what they may be called, what kind they are, what is never opened
(METHOD.md section 1, *attachments*)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct

from crmdesk.core import patterns, texts

KILOBYTE, MEGABYTE = 1 << 10, 1 << 20
LONGEST_NAME = 240
"""Bytes of a name: what every file system takes, with room for a number."""

_LONGEST_ENDING = 16
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED = patterns.late(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_NUMBERED = patterns.late(r"(.*) \([0-9]{1,4}\)")

_ENDINGS = {
    "picture": "jpg jpeg jpe jfif png gif bmp webp tif tiff heic heif svg ico",
    "text": "txt log md csv tsv json xml ini yaml yml",
    "table": "xlsx xls xlsm xlsb et ods numbers",
    "document": "pdf doc docx docm wps rtf odt ppt pptx dps odp pages ofd",
    "mail": "eml msg",
    "media": "mp3 m4a wav amr aac ogg flac mp4 mov avi mkv wmv webm 3gp",
    "archive": "zip rar 7z tar gz bz2 xz tgz",
}
_KIND_OF = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}

# What the systems run, or what runs something else, when it is opened.
_PROGRAMS = frozenset(
    (
        "exe com scr pif bat cmd msi msp mst msc cpl dll drv sys ocx ps1 ps1xml ps2 psc1 psd1 psm1 cdxml vbs vbe vb js "
        "jse mjs ws wsf wsc wsh sct hta jar jnlp class lnk url website reg inf scf chm hlp gadget application "
        "appref-ms appx appxbundle msix msixbundle appinstaller settingcontent-ms library-ms search-ms xbap xll wll "
        "iqy oqy slk dqy cer crt diagcab ade adp mde mda mad maf mag mam mar mas mat mau mav maw ops pcd prg shs shb "
        "sh bash zsh csh ksh fish command tool run bin out elf so ko deb rpm apk appimage flatpakref snap desktop "
        "app pkg mpkg dmg iso img vhd vhdx osx action workflow terminal webloc inetloc fileloc mobileconfig scpt "
        "scptd applescript py pyc pyw pyz pyzw pl pm rb php lua tcl ahk au3 nsh swf"
    ).split()
)
_PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
HEAD = 16
"""So many first bytes are enough for `is_program`."""


class Attachment(Struct, frozen=True):
    """One file: its name, `size` in bytes, when (UTC) and by whom it was added, the key of its content, remarks."""

    id: int
    name: str
    size: int
    at: str
    who: str
    blob: str
    notes: str = ""

    @property
    def kind(self) -> str:
        return kind_of(self.name)


def clean_name(text: str) -> str:
    """A name that every file system takes: without path, control and direction characters, not too long. Idempotent.

    A text of which nothing is left gives '_'.
    """
    name = texts.clean(texts.clean(text).translate(_NOT_IN_NAMES)).rstrip(" .")
    name = _fitted(name, "")
    if _RESERVED.fullmatch(name):
        name = _fitted(f"_{name}", "")
    return name or "_"


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or with the first free number behind it: “name (2).pdf”. Names differ by more than case."""
    known = {other.casefold() for other in taken}
    if name.casefold() not in known:
        return name
    stem, ending = split_name(name)
    if numbered := _NUMBERED.fullmatch(stem):
        stem = numbered[1]
    number = 2
    while (free := _fitted(stem, f" ({number}){ending}")).casefold() in known:
        number += 1
    return free


def split_name(name: str) -> tuple[str, str]:
    """What is before the ending, and the ending with its dot ('' for none)."""
    stem, dot, ending = name.rpartition(".")
    if not stem.strip(".") or not ending or len(ending) >= _LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, dot + ending


def with_ending_of(name: str, former: str) -> str:
    """A new name that was typed without an ending keeps the former one."""
    return name if split_name(name)[1] else name + split_name(former)[1]


def kind_of(name: str) -> str:
    """'picture', 'text', 'table', 'document', 'mail', 'media', 'archive', 'program' or 'other', by the ending."""
    ending = split_name(name)[1][1:].casefold()
    return "program" if ending in _PROGRAMS else _KIND_OF.get(ending, "other")


def is_program(name: str, head: bytes) -> bool:
    """Whether opening it could run something: by its ending or, where that says nothing, by its first bytes."""
    kind = kind_of(name)
    return kind == "program" or (kind == "other" and head.startswith(_PROGRAM_HEADS))


def shown_size(size: int) -> str:
    """A number of bytes for people, rounded up: 812 B, 46 KB, 1.4 MB, 20 MB."""
    if size < KILOBYTE:
        return f"{size} B"
    if size <= MEGABYTE - KILOBYTE:
        return f"{_rounded_up(size, KILOBYTE, '1')} KB"
    return f"{_rounded_up(size, MEGABYTE, '0.1'):,} MB".replace(".0 ", " ")


def _rounded_up(size: int, unit: int, places: str) -> Decimal:
    return (Decimal(size) / unit).quantize(Decimal(places), ROUND_CEILING)


def _fitted(stem: str, rest: str) -> str:
    """Stem and rest, the stem shortened until both fit; its own ending stays."""
    if len((stem + rest).encode()) <= LONGEST_NAME:
        return stem + rest
    if not rest:
        stem, rest = split_name(stem)
    room = max(0, LONGEST_NAME - len(rest.encode()))
    return (stem.encode()[:room].decode(errors="ignore").rstrip(" .") + rest).rstrip(" .")
