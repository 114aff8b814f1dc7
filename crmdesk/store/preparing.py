"""Working out the derived columns and search tokens of many new customers on another core.

Both are pure and cost more than writing the rows. A process of its own works them out while the former rows are being
written; where none can be started, or it dies, the same is done here. Neither Qt nor peewee is imported in it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from crmdesk.core import search
from crmdesk.store.columns import KEYED, keys

Texts = Mapping[str, Sequence[str]]
Raw = tuple[dict[str, Any], Texts]
"""What the keys of a customer are worked out from, and what it contributes to the search index."""

Prepared = tuple[dict[str, Any], tuple[str, ...]]
"""Derived columns and the tokens of each column of the index."""


def prepare(raws: Sequence[Raw]) -> list[Prepared]:
    """Keys and tokens of new customers."""
    return [(keys("customer", values), search.tokens(texts)) for values, texts in raws]


def raw(flat: Mapping[str, Any], texts: Texts) -> Raw:
    """As little of a customer as has to be sent."""
    return {key: flat[key] for key in KEYED if key in flat}, texts


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever, with customers in its memory."""
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

    def ask(self, raws: Sequence[Raw]) -> Future[list[Prepared]] | None:
        """None where no process can be had."""
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _end_with_parent)
            return self._pool.submit(prepare, raws)
        except (OSError, RuntimeError):
            return None

    @staticmethod
    def answer(asked: Future[list[Prepared]] | None, raws: Sequence[Raw]) -> list[Prepared]:
        """What was asked for; worked out here when the process could not."""
        if asked is not None:
            try:
                return asked.result()
            except (BrokenProcessPool, OSError):
                pass
        return prepare(raws)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
