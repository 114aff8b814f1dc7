"""What this program itself did to the history of a data file: how it knows others' actions from its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Deeds:
    """States this program gave to history entries; its threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writing = 0
        self._count = 0
        self._states: dict[int, str] = {}
        self._mine = threading.local()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction of this thread: what it notes counts once it is written."""
        outermost = not getattr(self._mine, "depth", 0)
        self._mine.depth = getattr(self._mine, "depth", 0) + 1
        if outermost:
            self._mine.noted = {}
            with self._lock:
                self._writing += 1
        try:
            yield
            if outermost:
                with self._lock:
                    self._states.update(self._mine.noted)
        finally:
            self._mine.depth -= 1
            if outermost:
                with self._lock:
                    self._writing -= 1
                    self._count += 1

    def note(self, action: int, state: str) -> None:
        """The present transaction gives a history entry this state."""
        self._mine.noted[action] = state

    def settled(self) -> int | None:
        """How many transactions this program ended; None while it is at one."""
        with self._lock:
            return None if self._writing else self._count

    def take(self, settled: int) -> dict[int, str] | None:
        """The states given since they were taken last; None, and they stay, where this program wrote since
        `settled`."""
        with self._lock:
            if self._writing or self._count != settled:
                return None
            states, self._states = self._states, {}
            return states
