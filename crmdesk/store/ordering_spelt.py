"""The order of Chinese words by pinyin: each different one is spelt once, and no step takes so long that the window,
which shares the interpreter, would stand still."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from crmdesk.core import pinyin
from crmdesk.store.database import DataFile
from crmdesk.store.records import marks

LENGTH = 24
"""So many characters of a text tell its place."""
_RUN = 5_000
"""So many words are sorted at once."""
_BEGINNING = 6
_FIRST_LOOK = 20_000
_COMMON = 2_000
"""A word that so many of the first rows have is one that very many have."""

_Key = tuple[str, str]


def spelt(words: Iterable[str], *, descending: bool = False) -> list[str]:
    """Different words in the order of their pinyin."""
    words = iter(words)
    runs = []
    while run := sorted(((pinyin.sort_key(word), word) for word in itertools.islice(words, _RUN)), reverse=descending):
        runs.append(run)
    return [word for _, word in heapq.merge(*runs, reverse=descending)]


class FirstWords:
    """The ids of the first words in the order of their pinyin, as many as make `limit` ids.

    What certainly comes behind those found so far is not spelt, and after a look at the first rows not even read; nor
    are the rows of a word that very many have.
    """

    def __init__(self, limit: int, *, descending: bool) -> None:
        self._limit = limit
        self._descending = descending
        self._bounds: dict[str, str] = {}
        self._ids: dict[str, list[int]] = {}
        self._keys: dict[str, _Key] = {}
        self._count = 0
        self._worst: _Key | None = None

    def of(self, data: DataFile, sql: str, params: Sequence[Any], near: str) -> list[tuple[str, list[int]]]:
        """Those of one word together, none for a word that at least `limit` have. `sql` gives ids and words; `near` is
        one condition more, which lets through at least the words that begin with none of the characters it is given."""
        self._take(data.database.execute_sql(f"{sql} LIMIT {_FIRST_LOOK}", params))
        behind, more, values, common = "", "", list[str](), list[str]()
        if self._worst is not None:
            first = {begin[:1] for begin in self._bounds}
            behind = "".join(sorted(letter for letter in first if self._is_behind(letter)))
            common = [word for word, ids in self._ids.items() if len(ids) >= max(_COMMON, self._limit)]
            more, values = f" AND word NOT IN ({marks(common)})", [*common]
            if (last := self._worst[1]).isascii() and last.isdecimal():  # digits come as they compare
                more += f" AND NOT (word {'<' if self._descending else '>'} ? AND word NOT GLOB '*[^0-9]*')"
                values.append(last)
        self._ids, self._count = {word: [] for word in common}, self._limit * len(common)
        self._keys = {word: self._keys[word] for word in common}
        self._take(data.database.execute_sql(f"{sql} AND {near}{more}", [*params, behind, *values]))
        order = sorted(self._ids, key=self._keys.__getitem__, reverse=self._descending)
        return [(each, self._ids[each]) for each in order]

    def _take(self, cursor: Any) -> None:
        while rows := cursor.fetchmany(1_000):
            for customer_id, text in rows:
                self._add(customer_id, str(text))

    def _add(self, customer_id: int, word: str) -> None:
        known = self._ids.get(word)
        if known is not None:
            known.append(customer_id)
        elif self._worst is None or not self._is_behind(word[:_BEGINNING]):
            key = (pinyin.sort_key(word), word)
            if self._worst is not None and (key < self._worst if self._descending else key > self._worst):
                return
            self._ids[word], self._keys[word] = [customer_id], key
        else:
            return
        self._count += 1
        if self._count > 2 * self._limit or (self._worst is None and self._count >= self._limit):
            self._thin()

    def _is_behind(self, begin: str) -> bool:
        """Whether the beginning of a word shows already that it comes behind."""
        assert self._worst is not None
        bound = self._bounds.get(begin)
        if bound is None:
            bound = self._bounds[begin] = pinyin.sort_key(begin)
        worst = self._worst[0]
        return bound < worst and not worst.startswith(bound) if self._descending else bound > worst

    def _thin(self) -> None:
        """Keep the first words that make `limit` ids."""
        count = 0
        for word in sorted(self._ids, key=self._keys.__getitem__, reverse=self._descending):
            if count >= self._limit:
                del self._ids[word], self._keys[word]
                continue
            count += len(self._ids[word]) or self._limit
            self._worst = self._keys[word]
        self._count = count
