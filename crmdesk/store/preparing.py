"""Working out the derived columns and search tokens of many new customers on another core.

Both are pure and cost more than writing the rows. A process of its own works them out while the former rows are being
written; where none can be started, or it dies, the same is done here. Neither Qt nor peewee is imported in it.
"""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from crmdesk.core import search
from crmdesk.core.registry import REGISTRY
from crmdesk.store.columns import keys

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Raw = Sequence[tuple[str, Mapping[str, Any]]]
"""A new customer and what it owns: kind and flat row of each, its own first."""

Prepared = tuple[tuple[str | None, ...], tuple[str, ...]]
"""The customer's derived columns, in the order of `columns.keys`, and the tokens of each column of the index."""

SEARCHED = {
    kind: tuple((field.key, field.searched) for field in REGISTRY[kind].all if field.searched)
    for kind in ("customer", "contact", "address")
}
Texts = dict[str, list[str]]


@lru_cache(maxsize=256)
def _searched_of(kind: str, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The searched fields among these, in the order of the fields: records brought in together have the same ones."""
    return tuple((key, column) for key, column in SEARCHED[kind] if key in keys)


def texts_of(kind: str, flat: Mapping[str, object], texts: Texts) -> Texts:
    """Add what a record contributes to the index of its customer."""
    for key, column in _searched_of(kind, tuple(flat)):
        value = flat[key]
        if value:
            texts.setdefault(column, []).append(str(value))
    return texts


def tokens(raw: Raw) -> tuple[str, ...]:
    """What a customer with all it owns has in the search index."""
    texts: Texts = {}
    for kind, flat in raw:
        texts_of(kind, flat, texts)
    return search.tokens(texts)


def prepare(raws: Sequence[Raw]) -> list[Prepared]:
    """Keys and tokens of new customers."""
    return [(tuple(keys("customer", raw[0][1]).values()), tokens(raw)) for raw in raws]


def _prepare_packed(raws: bytes) -> bytes:
    return marshal.dumps(prepare(marshal.loads(raws)))  # noqa: S302 — packed by the program itself


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever, with customers in its memory."""
    import multiprocessing

    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()


class Preparing:
    """A process that prepares; `close` ends it. Answers come as futures, in the order of the questions."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Begin to start the process, which takes a while, before there is anything to ask."""
        self.ask([])

    def ask(self, raws: Sequence[Raw]) -> Future[bytes] | None:
        """None where no process can be had, or the customers cannot be sent."""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        try:
            packed = marshal.dumps(cast(Any, raws))  # half the time that pickle takes
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _end_with_parent)
            return self._pool.submit(_prepare_packed, packed)
        except (OSError, RuntimeError, ValueError):
            return None

    @staticmethod
    def answer(asked: Future[bytes] | None, raws: Sequence[Raw]) -> list[Prepared]:
        """What was asked for; worked out here when the process could not."""
        if asked is not None:
            from concurrent.futures.process import BrokenProcessPool

            try:
                prepared: list[Prepared] = marshal.loads(asked.result())  # noqa: S302 — packed by our own process
                return prepared
            except (BrokenProcessPool, OSError):
                pass
        return prepare(raws)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
