"""Tokens of the search index and the expression a typed query becomes: pure, versioned, the same for every store.

The index has one column per family of token (`COLUMNS`). Chinese is indexed by single characters, so that any part of a
name is a phrase; digits by trigrams, so that the last four of a phone are found; names also by syllables and initials.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from crmdesk.core import patterns, pinyin

VERSION = 3
"""Raised whenever `tokens` changes its result: the store then rebuilds the index."""

COLUMNS = ("name", "person", "place", "digits", "word", "pinyin", "initials")
_BETWEEN = "ǂ"
"""A letter no text contains, between two values of one column, so that no phrase runs across them."""

_RUNS = patterns.late(r"[0-9]+|[^\W0-9_]+")
_CHINA = patterns.late(r"(^|\s)\+86[\s\-]*(?=[0-9(])")
"""The country's code before a number, which is seldom in the file."""

_WORDS = patterns.late(r"[^\W_]+")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN = patterns.late("[\x00-\x7f\u4e00-\u9fff。、]*")
"""Texts that no compatibility form and no accent stands in."""

_TOKENS = patterns.late(rf"[{_HAN}]|[^\W_{_HAN}]+")
_HAN_WORD = patterns.late(rf"[{_HAN}]+")
_PARTS = patterns.late(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_PHONE = patterns.late(r"[0-9+()\-]+")
"""A phone typed with dashes is one run of digits."""
_DIGITS = patterns.late("[0-9]+")
_first = itemgetter(0)
_SHORT = 64


def fold(text: str) -> str:
    """Upper/lower case, full-width forms and accents alike."""
    if text.isascii():
        return text.lower()
    if _PLAIN.fullmatch(text):
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    if unicodedata.is_normalized("NFD", folded):
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _characters(text: str) -> list[str]:
    """Single Chinese characters and whole words, in their order."""
    return _TOKENS.findall(text)


def _trigrams(digits: str) -> Sequence[str]:
    return _cut(len(digits))(digits) if len(digits) > 3 else (digits,)


@lru_cache(maxsize=256)
def _cut(length: int) -> Callable[[str], tuple[str, ...]]:
    return itemgetter(*(slice(i, i + 3) for i in range(length - 2)))


def _digits_of(text: str) -> str:
    return "".join(_DIGITS.findall(text if text.isascii() else fold(text)))


def _words_of(text: str) -> list[str]:
    return [text] if text.isalnum() else _WORDS.findall(text)


@lru_cache(maxsize=4_096)
def _short_place(place: str) -> str:
    """Cities and districts come again and again."""
    return " ".join(_characters(fold(place)))


def _place(place: str) -> str:
    return _short_place(place) if len(place) <= _SHORT else " ".join(_characters(fold(place)))


def _join(values: Sequence[Sequence[str]]) -> str:
    if len(values) == 1:
        return " ".join(values[0])
    return f" {_BETWEEN} ".join([" ".join(value) for value in values if value])


def tokens(values: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The text of each of `COLUMNS`.

    `values` holds what a customer's file says, by the `searched` name of its fields: `name`, `person` (names of
    contacts), `place` (parts of addresses), `digits` (phones, numbers), `word` (e-mail, WeChat, customer number …).
    """
    names = [fold(name) for name in values.get("name", ())]
    persons = [fold(name) for name in values.get("person", ())]
    words = [fold(word) for word in values.get("word", ())]
    numbers = _numbers(values, words)
    spelt = [spelling for name in (*names, *persons) for spelling in pinyin.spellings(name)]
    return (
        _join([_TOKENS.findall(name) for name in names]),
        _join([_TOKENS.findall(name) for name in persons]) if persons else "",
        _places(values),
        _join([_trigrams(digits) for digits in dict.fromkeys(numbers) if digits]),
        _join([_words_of(word) for word in words]),
        _join(spelt),
        " ".join(dict.fromkeys(["".join(map(_first, spelling)) for spelling in spelt])),
    )


def _numbers(values: Mapping[str, Iterable[str]], words: Iterable[str] | None = None) -> list[str]:
    """What is found by its digits: numbers, and words with digits in them (given already folded, or not at all)."""
    words = [fold(word) for word in values.get("word", ())] if words is None else words
    numbers = [_digits_of(text) for text in values.get("digits", ())]
    return numbers + [digits for word in words if len(digits := "".join(_DIGITS.findall(word))) >= 3]


def _places(values: Mapping[str, Iterable[str]]) -> str:
    return " ".join(filter(None, map(_place, values.get("place", ()))))


def phrases(query: str) -> tuple[str, ...] | None:
    """What `holds` asks for, where a query is of nothing but Chinese characters; None for any other."""
    words = fold(query).split()
    return tuple(f" {' '.join(word)} " for word in words) if words and all(map(_HAN_WORD.fullmatch, words)) else None


def holds(values: Mapping[str, Iterable[str]], asked: Sequence[str]) -> bool:
    """Whether the index would find what `tokens` makes of these values by all of these `phrases`."""
    texts = [
        f" {_join([_characters(fold(name)) for name in values.get(column, ())])} " for column in ("name", "person")
    ]
    texts.append(f" {_places(values)} ")
    return all(any(phrase in text for text in texts) for phrase in asked)


def holds_digits(values: Mapping[str, Iterable[str]], digits: str) -> bool:
    """The same for a query of one or two digits, which the index takes as the beginning of its tokens."""
    for number in _numbers(values):
        place = number.find(digits)
        if place == 0 or 0 < place <= len(number) - 3:
            return True
    texts = (text for column in ("name", "place") for text in values.get(column, ()))
    return any(token.startswith(digits) for text in texts for token in _characters(fold(text)))


def match(query: str) -> str | None:
    """The FTS5 expression for what a person typed; None when there is nothing to search for.

    Words are separated by blanks and may come in any order; each must be found.
    """
    plain = _CHINA.sub(r"\1", fold(query))
    words = dict.fromkeys(word for word in plain.split() if _WORDS.search(word))
    return " AND ".join(_word(word) for word in words) or None


def _word(word: str) -> str:
    if _PHONE.fullmatch(word):
        groups = _DIGITS.findall(word)
        apart = f" OR {{name place}}:{_quoted(' '.join(groups))}" if len(groups) > 1 else ""  # a shop called 7-11
        return f"({_run(''.join(groups))}{apart})"
    parts = [_part(part) for part in _PARTS.findall(word)]
    return f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0]


def _part(part: str) -> str:
    """Chinese characters, or letters and digits that stand together: K1 is a word of its own in 公司K1 and A-K1."""
    runs = [_run(run) for run in _runs(part)]
    if len(runs) == 1:
        return runs[0]
    return f"(({' AND '.join(runs)}) OR {{name person place word}}:{_quoted(part)}*)"


def _runs(word: str) -> list[str]:
    """A word cut where Chinese, letters and digits meet."""
    result: list[str] = []
    for run in _RUNS.findall(word):
        start = 0
        for i in range(1, len(run) + 1):
            if i == len(run) or pinyin.is_han(run[i]) != pinyin.is_han(run[start]):
                result.append(run[start:i])
                start = i
    return result


def _run(run: str) -> str:
    if run[0] in "0123456789":
        return _digit_run(run)
    if pinyin.is_han(run[0]):
        return f"{{name person place}}:{_quoted(' '.join(run))}"
    choices = [f"{{name person place word}}:{_quoted(run)}*"]
    if run.isascii():
        choices.append(f"initials:{_quoted(run)}*")
        choices.extend(phrase for cut in segmentations(run) for phrase in _spelt(cut))
    return f"({' OR '.join(choices)})"


def _spelt(cut: Sequence[str]) -> Iterable[str]:
    """A last syllable that may go on as each that begins with it, since there are few and all of them are known: told
    by their beginning the index would first put together everything that any of them is found in."""
    if cut[-1] not in _syllables():
        return [f"pinyin:{_quoted(' '.join(cut))}*"]
    return [f"pinyin:{_quoted(' '.join((*cut[:-1], last)))}" for last in _going_on(cut[-1])]


@lru_cache(maxsize=512)
def _going_on(syllable: str) -> tuple[str, ...]:
    return tuple(sorted(each for each in _syllables() if each.startswith(syllable)))


def _digit_run(run: str) -> str:
    if len(run) <= 3:
        prefix = "*" if len(run) < 3 else ""
        return f"(digits:{_quoted(run)}{prefix} OR {{name place}}:{_quoted(run)}*)"
    return f"(digits:{_quoted(' '.join(_trigrams(run)))} OR {{name place}}:{_quoted(run)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()
_ALONE = "a o e ai ei ao ou an en ang eng er".split()
_FINALS = (
    "a o e i u v ai ei ao ou an en ang eng ong er ia ie iao iu ian in iang ing iong ua uo uai ui uan un uang ue ve"
).split()
_MOST_CUTS = 6


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Every spelling an initial and a final can make; a superset of the real ones, which harms nothing."""
    return frozenset((*_ALONE, *(initial + final for initial in _INITIALS for final in _FINALS)))


def segmentations(letters: str) -> list[list[str]]:
    """How letters can be cut into syllables (`xian` → xian, xi an); only where they cannot, the last one is unfinished.

    At most six cuts, those with the fewest syllables first.
    """
    known = _syllables()
    found: list[list[str]] = []

    def cut(start: int, so_far: list[str]) -> None:
        if len(found) >= _MOST_CUTS * 4 or len(so_far) > len(letters):
            return
        rest = letters[start:]
        if not rest:
            return
        if any(syllable.startswith(rest) for syllable in known):
            found.append([*so_far, rest])
        for size in range(min(6, len(rest) - 1), 0, -1):
            if rest[:size] in known:
                cut(start + size, [*so_far, rest[:size]])

    cut(0, [])
    whole = [cuts for cuts in found if cuts[-1] in known]
    found = sorted(whole or found, key=len)
    return [cut_ for cut_ in found if len(cut_) <= len(found[0]) + 1][:_MOST_CUTS]
