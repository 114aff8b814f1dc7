"""vCards as pure data: the properties of a card, with their escapes (RFC 2426 for 3.0, RFC 6350 for 4.0; 2.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OLD_ESCAPED = re.compile(r"\\([;,:\\])")
_TO_ESCAPE = re.compile(r"[\\;,\n]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SEMICOLON = re.compile(r"((?:\\.|[^\\;])*)(?:;|\Z)", re.DOTALL)
_COMMA = re.compile(r"((?:\\.|[^\\,])*)(?:,|\Z)", re.DOTALL)

GROUPED = "in "
"""Before the name of the group of a property among its types (item1.TEL → `in item1`)."""

NO_YEAR = "no-year-"
"""Before the year, among the types of a birthday, that stands for an unknown one."""


@dataclass(frozen=True)
class Property:
    """One property of a card. `name` in capitals; `raw` the value as it stands in the card, decoded but escaped;
    `types` what its parameters say of it, in small letters (`cell`, `work`, `pref`, a label of the user's own).

    `old`: the card is a vCard 2.1, where only `\\;` and its like are escapes.
    """

    name: str
    raw: str
    types: tuple[str, ...] = ()
    old: bool = False

    @classmethod
    def of(cls, name: str, text: str, *types: str) -> Property:
        """A property that holds one text."""
        return cls(name, escaped(text), types)

    @classmethod
    def structured(cls, name: str, parts: Sequence[str | Sequence[str]], *types: str) -> Property:
        """One with components, such as N, ORG and ADR; a component may hold several texts."""
        components = [[part] if isinstance(part, str) else part for part in parts]
        return cls(name, ";".join(",".join(map(escaped, several)) for several in components), types)

    @classmethod
    def several(cls, name: str, texts: Sequence[str]) -> Property:
        """One that is a list, such as CATEGORIES."""
        return cls(name, ",".join(map(escaped, texts)))

    @cached_property
    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.raw)

    @property
    def texts(self) -> list[str]:
        """The value as a list of texts, without empty ones."""
        return [text for part in _split(_COMMA, self.raw) if (text := self._plain(part).strip())]

    @property
    def parts(self) -> list[list[str]]:
        """The components of the value, each of one or several texts."""
        return [
            [text for one in _split(_COMMA, part) if (text := self._plain(one).strip())]
            for part in _split(_SEMICOLON, self.raw)
        ]

    def _plain(self, raw: str) -> str:
        if "\\" not in raw:
            return raw
        if self.old:
            return _OLD_ESCAPED.sub(r"\1", raw)
        return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], raw)


def escaped(text: str) -> str:
    """A text as it stands in a card: one line, without what no text file may hold."""
    plain = _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))
    return _TO_ESCAPE.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], plain)


def _split(pattern: re.Pattern[str], raw: str) -> list[str]:
    """The parts between separators that are not escaped."""
    parts: list[str] = []
    at = 0
    while True:
        match = pattern.match(raw, at)
        if match is None:  # a backslash at the very end
            return [*parts, raw[at:]]
        parts.append(match[1])
        if match.end() == match.end(1):
            return parts
        at = match.end()
