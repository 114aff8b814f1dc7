"""How fast long work goes and how long it will take, in words."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from crmdesk.core.words import Words

_WINDOW = 4.0
"""Seconds that the speed is taken from: the stages of one piece of work differ."""

_TELL_AFTER = 1.0
_LEAST_LEFT = 2.0
_MINUTE = 60


class Pace:
    """The speed of one stage at a time: fewer rows done than before begin another one. `clock` tells seconds."""

    def __init__(self, words: Words, clock: Callable[[], float] = time.monotonic) -> None:
        self._words = words
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()

    def begin(self) -> None:
        """Another stage begins."""
        self._marks = deque([(self._clock(), 0)])

    def told(self, done: int, total: int) -> list[str]:
        """9,400 rows a second; about 10 seconds left. Nothing as long as it cannot be told; `total` 0: not known."""
        now = self._clock()
        if not self._marks or done < self._marks[-1][1]:
            self.begin()
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[1][0] > _WINDOW:
            self._marks.popleft()
        (start, first), _, number = self._marks[0], self._words.gettext, self._words.number
        if now - start < _TELL_AFTER or done <= first:
            return []
        speed = (done - first) / (now - start)
        told = [_("{count} rows a second").format(count=number(_rounded(speed)))]
        left = (total - done) / speed
        return [*told, self._left(left)] if left >= _LEAST_LEFT else told

    def _left(self, seconds: float) -> str:
        n, number = self._words.ngettext, self._words.number
        if seconds < _MINUTE:
            count = round(seconds)
            text = n("about {count} second left", "about {count} seconds left", count)
        else:
            count = max(1, round(seconds / _MINUTE))
            text = n("about {count} minute left", "about {count} minutes left", count)
        return text.format(count=number(count))


def _rounded(speed: float) -> int:
    """Two figures are enough."""
    whole = max(1, int(speed))
    step = int(10 ** max(0, len(str(whole)) - 2))
    return whole // step * step
