"""Pieces of a long print set by processes side by side, one for each processor.

Typst uses one processor for most of its work. Neither Qt nor peewee is imported in these processes. Where none can be
started, one dies, or a piece cannot be set, there is no answer, and whoever asked sets the piece by itself.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from crmdesk.core.errors import UserError
from crmdesk.paper.pages import forget, set_pdf

_MOST = 4
_POLL = 0.1
"""Seconds between looks whether the person stopped it."""

Cancelled = Callable[[], bool]


class Setting(Protocol):
    """A process that was asked for a piece."""

    def answer(self, cancelled: Cancelled | None) -> bytes | None:
        """The piece; None where there is none. Raises UserError: 'cancelled'."""


class _Worker:
    """One process; it is asked again only when it has answered."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, folder: Path, template: str, inputs: str) -> Setting | None:
        try:
            self._ours.send_bytes(json.dumps([str(folder), template, inputs]).encode())
        except OSError:
            return None
        return self

    def answer(self, cancelled: Cancelled | None) -> bytes | None:
        try:
            while not self._ours.poll(_POLL):
                if cancelled is not None and cancelled():
                    raise UserError("cancelled")
            return self._ours.recv_bytes() or None
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


class Crew:
    """So many processes as there are processors; `end` kills them, whatever they do."""

    def __init__(self) -> None:
        self._workers: list[_Worker] = []
        try:
            for _place in range(min(_MOST, os.cpu_count() or 1)):
                self._workers.append(_Worker())
        except OSError:
            pass
        self.count = len(self._workers)
        self._turns = cycle(self._workers)

    def ask(self, folder: Path, template: str, inputs: str) -> Setting | None:
        """Begin to set a template with its values (`Press.inputs`). The process whose turn it is has to have answered;
        None where there is none."""
        worker = next(self._turns, None)
        return worker.ask(folder, template, inputs) if worker is not None else None

    def end(self) -> None:
        for worker in self._workers:
            worker.end()


def _serve(theirs: Connection) -> None:
    """Set pieces until nobody asks any more."""
    os.environ["RAYON_NUM_THREADS"] = "1"  # before Typst is imported: the others use the other processors
    import typst

    fonts = typst.Fonts()
    while True:
        try:
            folder, template, inputs = json.loads(theirs.recv_bytes())
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            made = set_pdf(Path(folder), fonts, template, inputs)
            forget(fonts)
        except typst.TypstError:
            made = b""
        theirs.send_bytes(made)
