"""A language nobody speaks: every text in brackets, accented, and longer by two fifths, as translations come out."""

from __future__ import annotations

import gettext
import math
import re

from crmdesk.core.words import Label, Words

_ACCENTS = str.maketrans(
    "aeiouycnszgltdrAEIOUYCNSZGLTDR",
    "àéîöûýçñšžğłťďřÀÉÎÖÛÝÇÑŠŽĞŁŤĎŘ",
)
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w)")
_LONGER = 0.4
_WORD = 5


def lengthened(text: str) -> str:
    """⟦Šàvé ö⟧. Placeholders, marks of style and letters of menus stay."""
    if not text.strip():
        return text
    accented = "".join(part if kept else part.translate(_ACCENTS) for kept, part in _parts(text))
    room = max(0, math.ceil(len(text) * _LONGER) - 2)
    filling = " ".join("ö" * min(_WORD, room - start) for start in range(0, room, _WORD + 1))
    return f"⟦{accented}{' ' if len(text) > _WORD else ''}{filling}⟧"


def _parts(text: str) -> list[tuple[bool, str]]:
    return [(place % 2 == 1, part) for place, part in enumerate(_KEPT.split(text))]


class _Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return lengthened(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return lengthened(msgid1 if n == 1 else msgid2)


class PseudoWords(Words):
    """English in this language, names of fields and choices too."""

    def __init__(self) -> None:
        super().__init__("en", _Pseudo())

    def label(self, label: Label) -> str:
        return lengthened(label.en)
