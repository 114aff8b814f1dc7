"""The recovery sheet: the key of an encrypted data file on one A4 page (METHOD.md section 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core import recovery
from crmdesk.core.words import Words
from crmdesk.paper.pages import Press

TEMPLATE = "recovery.typ"


class RecoverySheet(Struct, frozen=True):
    """What the sheet is about. `key` is the derived key itself: whoever holds the page opens the data file."""

    file: str
    key: bytes
    at: dt.datetime
    who: str = ""


def recovery_sheet(sheet: RecoverySheet, words: Words) -> bytes:
    """The page as PDF."""
    return Press(words).pdf(TEMPLATE, _document(sheet, words), sheet.at)


def recovery_image(sheet: RecoverySheet, words: Words, ppi: float = 144) -> bytes:
    """The page as PNG, for the preview and for the printer (300 points an inch)."""
    return Press(words).images(TEMPLATE, _document(sheet, words), ppi)[0]


def _document(sheet: RecoverySheet, words: Words) -> Mapping[str, Any]:
    _ = words.gettext
    return {
        "title": _("Recovery sheet"),
        "program": _("CRM Desk"),
        "facts": [
            [_("Data file"), sheet.file],
            [_("Printed on"), words.moment(sheet.at)],
            *([[_("By"), sheet.who]] if sheet.who else []),
        ],
        "claim": _("This page opens the data file without the password. Keep it as you keep the key of a safe."),
        "key": _("Recovery key"),
        "groups": recovery.written(sheet.key),
        "reading": _("{groups} groups of {digits} digits, row by row").format(
            groups=recovery.GROUPS, digits=recovery.DIGITS
        ),
        "parts": [
            [_("What it is for"), _purpose(words)],
            [_("How to use it"), _steps(words)],
            [_("Where to keep it"), _keeping(words)],
        ],
        "replaced": _("Replaced by a newer sheet on"),
        "footer": _("Valid until the password is next changed; then print a new sheet and destroy this one."),
    }


def _purpose(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("The password is forgotten, or whoever knew it has left."),
        _("It opens this data file and the backups under the same password, nothing else."),
        _("Without password and sheet nobody can open it, not even its makers."),
    ]


def _steps(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("Start the program and choose “Use the recovery sheet...” below the password."),
        _("Type the digits, blanks or not. A mistyped group is pointed out at once."),
        _("Then set a new password at once: File ▸ Password..."),
    ]


def _keeping(words: Words) -> list[str]:
    _ = words.gettext
    return [
        _("Not with the computer and not in its bag: in a safe or a locked drawer."),
        _("Do not photograph, scan or send it. Once it was seen, change the password."),
    ]
