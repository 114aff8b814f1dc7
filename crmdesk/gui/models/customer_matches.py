"""Where a search found its words in what a list shows: characters, pinyin and initials of names, digits of phones."""

from __future__ import annotations

import re
from functools import lru_cache

from crmdesk.core import pinyin
from crmdesk.core.search import fold

Spans = tuple[tuple[int, int], ...]
"""(start, length) of what was found, in order and without overlaps."""

_WORDS = re.compile(r"[^\W_]")
_DIGITS = re.compile(r"[0-9+()\-]+")
_FEWEST_DIGITS = 1


def query_words(query: str) -> list[str]:
    """The words of a query as the search takes them: folded, separated by blanks."""
    return list(_query_words(query))


@lru_cache(maxsize=64)
def _query_words(query: str) -> tuple[str, ...]:
    return tuple(word for word in fold(query).split() if _WORDS.search(word))


def in_name(name: str, words: list[str]) -> Spans:
    """Words in a name, as they stand there or by pinyin and initials."""
    return joined([span for word in words for span in find_in_name(name, word)])


def in_text(text: str, words: list[str]) -> Spans:
    """Words in any other text, as they stand there."""
    return joined([span for word in words for span in literally(text, word)])


def in_phone(shown: str, words: list[str]) -> Spans:
    """Digits in a number, whatever stands between them."""
    return joined([span for word in words for span in find_digits(shown, word)])


@lru_cache(maxsize=2_000)
def find_in_name(name: str, word: str) -> Spans:
    """Where one word is in a name; Chinese and letters of one word may be found apart, each of them must be."""
    plain = literally(name, word)
    if plain:
        return tuple(plain)
    found: list[tuple[int, int]] = []
    for run in _runs(word):
        spans = literally(name, run) or (_spelt(name, run) if run.isascii() and run.isalpha() else [])
        if not spans:
            return ()
        found += spans
    return tuple(found)


def literally(text: str, word: str) -> list[tuple[int, int]]:
    """The first place of a folded word in a text."""
    folded = fold(text)
    if len(folded) == len(text):
        start = folded.find(word)
        return [(start, len(word))] if start >= 0 and word else []
    pieces = [fold(character) for character in text]
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    start = "".join(pieces).find(word)
    if start < 0 or not word:
        return []
    first, last = origin[start], origin[start + len(word) - 1]
    return [(first, last - first + 1)]


def find_digits(shown: str, word: str) -> list[tuple[int, int]]:
    """The digits of a word in a number that may have blanks and dashes between its own."""
    digits = "".join(c for c in word if c in "0123456789")
    if len(digits) < _FEWEST_DIGITS or not _DIGITS.fullmatch(word):
        return []
    places = [place for place, c in enumerate(shown) if c in "0123456789"]
    plain = "".join(shown[place] for place in places)
    start = plain.find(digits)
    if start < 0:
        return []
    first, last = places[start], places[start + len(digits) - 1]
    return [(first, last - first + 1)]


def joined(spans: list[tuple[int, int]]) -> Spans:
    """In order; what overlaps or touches becomes one."""
    result: list[tuple[int, int]] = []
    for start, length in sorted(spans):
        if result and start <= result[-1][0] + result[-1][1]:
            end = max(result[-1][0] + result[-1][1], start + length)
            result[-1] = (result[-1][0], end - result[-1][0])
        else:
            result.append((start, length))
    return tuple(result)


@lru_cache(maxsize=64)
def _runs(word: str) -> tuple[str, ...]:
    """A word cut where Chinese, letters and digits meet."""
    kinds = [("han" if pinyin.is_han(c) else "digit" if c.isdigit() else "letter") for c in word]
    runs: list[str] = []
    for place, c in enumerate(word):
        if place and kinds[place] == kinds[place - 1]:
            runs[-1] += c
        else:
            runs.append(c)
    return tuple(runs)


def _spelt(name: str, letters: str) -> list[tuple[int, int]]:
    """Characters whose initials, or whose syllables (the last one may be unfinished), are these letters."""
    places = [place for place, c in enumerate(name) if pinyin.is_han(c)]
    usual = pinyin.syllables(name)
    spelt = [
        tuple(dict.fromkeys((syllable, *pinyin.readings(name[place]))))
        for place, syllable in zip(places, usual, strict=True)
    ]
    for start, readings in enumerate(spelt):
        if all(reading[:1] != letters[0] for reading in readings):
            continue
        count = _initials(spelt, start, letters) or _syllables(spelt, start, letters)
        if count:
            return [(place, 1) for place in places[start : start + count]]
    return []


def _initials(spelt: list[tuple[str, ...]], start: int, letters: str) -> int:
    """How many characters from `start` have these letters as their initials; 0 when they have not."""
    if start + len(letters) > len(spelt):
        return 0
    fit = all(any(s[0] == letter for s in spelt[start + at] if s) for at, letter in enumerate(letters))
    return len(letters) if fit else 0


def _syllables(spelt: list[tuple[str, ...]], start: int, letters: str) -> int:
    """How many characters from `start` the letters spell; 0 when they do not."""
    if start >= len(spelt):
        return 0
    for reading in spelt[start]:
        if reading.startswith(letters):
            return 1
    for reading in spelt[start]:
        if reading and letters.startswith(reading):
            rest = _syllables(spelt, start + 1, letters[len(reading) :])
            if rest:
                return rest + 1
    return 0
