"""Finding one thing among many by what was typed: its text, its pinyin or the initials of either.

For lists of hundreds (pages, actions, settings, a page of customers) looked through at every key; the search among all
customers is the index's (`core.search`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

from crmdesk.core import pinyin
from crmdesk.core.search import fold

_MOST_LETTERS = 4
Span = tuple[int, int]
"""Start and length in the text, for painting what was found."""


class Rank(IntEnum):
    """How good a find is."""

    INSIDE = 1
    INITIALS = 2
    WORD_START = 3
    PREFIX = 4


class Match(Struct, frozen=True):
    """Where the typed words stand in the text, in its order, and how good the worst of them is."""

    rank: Rank
    spans: tuple[Span, ...]


class _Unit(Struct, frozen=True):
    """One Chinese character or one word: the ways to spell it, and where it stands in the text."""

    spellings: tuple[str, ...]
    start: int
    length: int
    chinese: bool


def matches(text: str, query: str) -> tuple[Span, ...] | None:
    """Where the words of the query stand in the text; None when one of them does not. Nothing typed matches all."""
    found = match(text, query)
    return None if found is None else found.spans


def match(text: str, query: str) -> Match | None:
    """As `matches`, with the rank. Blanks part the words of a query; they may come in any order."""
    words, spelt = _words(query)
    folded, places = _folded(text)
    rank = Rank.PREFIX
    spans: list[Span] = []
    for word in words:
        found = _literal(word, folded, places) or (_spelt(word, _units(text)) if spelt else None)
        if found is None:
            return None
        rank = min(rank, found.rank)
        spans += found.spans
    return Match(rank, _merged(spans))


def best(texts: Sequence[str], query: str) -> tuple[int, Match] | None:
    """The place of the text that matches best, the first of several that do equally well."""
    found: tuple[int, Match] | None = None
    for place, text in enumerate(texts):
        each = match(text, query)
        if each is not None and (found is None or each.rank > found[1].rank):
            found = place, each
            if each.rank is Rank.PREFIX:
                break
    return found


def sieve(texts: Sequence[str], query: str) -> list[int]:
    """The places of texts that may match, all that do among them: told for ten thousand texts in the time in which some
    hundred are matched."""
    words, spelt = _words(query)
    letters, plain = set[str]().union(*texts), _plain_letters()
    asked = [(word, re.compile(_spelling(word, letters, _MOST_LETTERS)) if spelt else None) for word in words]

    def may(text: str) -> bool:
        folded = text.translate(plain)
        return all(word in folded or (spelling is not None and spelling.search(text)) for word, spelling in asked)

    return [place for place, text in enumerate(texts) if may(text)]


def _spelling(word: str, letters: Iterable[str], most: int) -> str:
    """An expression for what spells a word: a letter that is spelt as all of it or begins so, or one that begins it,
    with what spells the rest behind it. Of so many letters; any may follow."""
    whole: set[str] = set()
    begin: dict[int, set[str]] = {}
    for letter in filter(str.isalnum, letters):
        for spelling in _readings(letter, first=True) if pinyin.is_han(letter) else (_plain(letter),):
            if spelling.startswith(word):
                whole.add(letter)
            for taken in {spelling, spelling[:1]}:
                if taken and word.startswith(taken):
                    begin.setdefault(len(taken), set()).add(letter)
    ends = [_one_of(whole)] if whole else []
    if most == 1:
        ends += map(_one_of, begin.values())
    else:
        rests = ((length, found) for length, found in begin.items() if length < len(word))
        ends += [f"{_one_of(found)}[\\W_]*{_spelling(word[length:], letters, most - 1)}" for length, found in rests]
    return f"(?:{'|'.join(ends)})" if ends else "(?!)"


def _one_of(letters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(letters))}]"


@lru_cache(maxsize=8)
def _words(query: str) -> tuple[Sequence[str], bool]:
    """The plain words of a query, and whether a text may spell them."""
    words = tuple(word for word in map(_plain, query.split()) if word)
    return words, any(word.isascii() for word in words)


class _PlainLetters(dict[int, str]):
    """The plain form of each letter, for `str.translate`; found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _plain(chr(code))
        return made


@lru_cache(maxsize=1)
def _plain_letters() -> _PlainLetters:
    return _PlainLetters()


def _plain(text: str) -> str:
    return "".join(c for c in fold(text) if not unicodedata.combining(c))


@lru_cache(maxsize=2_000)
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its letters where the letter it came from stands."""
    plain = _plain_letters()
    folded, lengths = text.translate(plain), [len(plain[ord(letter)]) for letter in text]
    if max(lengths, default=1) == min(lengths, default=1) == 1:
        return folded, range(len(text))
    return folded, tuple(place for place, length in enumerate(lengths) for _ in range(length))


def _literal(word: str, folded: str, places: Sequence[int]) -> Match | None:
    """The word as it stands; at the beginning of a word rather than inside one."""
    found, at = -1, folded.find(word)
    while at >= 0:
        if found < 0 or _begins_word(folded, at):
            found = at
        if _begins_word(folded, found):
            break
        at = folded.find(word, at + 1)
    if found < 0:
        return None
    start, last = places[found], places[found + len(word) - 1]
    span = (start, last - start + 1)
    if found == 0:
        return Match(Rank.PREFIX, (span,))
    return Match(Rank.WORD_START if _begins_word(folded, found) else Rank.INSIDE, (span,))


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum() or pinyin.is_han(text[at - 1]) != pinyin.is_han(text[at])


@lru_cache(maxsize=2_000)
def _units(text: str) -> tuple[_Unit, ...]:
    units: list[_Unit] = []
    start: int | None = None
    for place, character in enumerate((*text, " ")):
        han = pinyin.is_han(character)
        if start is not None and (han or not character.isalnum()):
            units.append(_Unit((_plain(text[start:place]),), start, place - start, False))
            start = None
        if han:
            units.append(_Unit(_readings(character, first=not units), place, 1, True))
        elif character.isalnum() and start is None:
            start = place
    return tuple(units)


@lru_cache(maxsize=4_000)
def _readings(character: str, *, first: bool) -> tuple[str, ...]:
    surname = (pinyin.SURNAMES[character],) if first and character in pinyin.SURNAMES else ()
    return (*surname, *pinyin.readings(character)) or (character,)


def _spelt(word: str, units: Sequence[_Unit]) -> Match | None:
    """The word as pinyin or initials, from whichever unit gives the best rank."""
    found: Match | None = None
    for first in range(len(units)):
        spans = _spell(word, units, first, full=True)
        if spans:
            rank = Rank.PREFIX if first == 0 else Rank.WORD_START
        else:
            spans, rank = _spell(word, units, first, full=False), Rank.INITIALS
        if spans and (found is None or rank > found.rank):
            found = Match(rank, spans)
    return found


def _spell(word: str, units: Sequence[_Unit], at: int, *, full: bool) -> tuple[Span, ...]:
    """The units from `at` that the word spells, () when it does not; unless `full`, a letter may stand for a unit."""
    if at == len(units):
        return ()
    unit = units[at]
    for spelling in unit.spellings:
        if spelling.startswith(word):
            return (_span(unit, len(word)),)
        for taken in (spelling,) if full else (spelling, spelling[:1]):
            if taken and word.startswith(taken):
                rest = _spell(word[len(taken) :], units, at + 1, full=full)
                if rest:
                    return (_span(unit, len(taken)), *rest)
    return ()


def _span(unit: _Unit, letters: int) -> Span:
    return (unit.start, unit.length if unit.chinese else min(letters, unit.length))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In the text's order, those that touch as one."""
    result: list[Span] = []
    for start, length in sorted(spans):
        if result and start <= result[-1][0] + result[-1][1]:
            former, held = result[-1]
            result[-1] = (former, max(held, start + length - former))
        else:
            result.append((start, length))
    return tuple(result)
