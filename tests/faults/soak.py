"""Killing the program at random moments of its work, many times, and counting what came of it.

Work runs in a child that was made ready once (forked from a server that has everything imported), so that a kill costs
the work itself and the looking afterwards.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from crmdesk.store.keys import Key

PATIENCE = 90
FEW, MANY = 24, 300
"""Customers in a data file: much of the work is over at once, or takes a while."""
SOME_ACTIONS = 1.0
"""In seconds: time for the later actions of a turn too."""
_MARK = "CRMDESK_SOAK"
CHILDREN: Any = multiprocessing.get_context("forkserver" if os.name != "nt" else "spawn")
Told = list[Any]
"""What the child acknowledged, in turn."""


@dataclass
class Place:
    """Where one kind of work is done: the data file of so many customers and its key, other files written, `temp` for
    the system's temporary files, and what the kind keeps in mind."""

    folder: Path
    customers: int = FEW
    key: Key | None = None
    mind: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.folder / "华东客户.crmdesk"

    @property
    def temp(self) -> Path:
        return self.folder.with_name(self.folder.name + "-temp")

    @property
    def said(self) -> Path:
        """What the child said on standard error."""
        return self.folder.with_name(self.folder.name + "-said")


@dataclass(frozen=True)
class Kind:
    """A kind of work. `turns` does it until it is killed: the first thing told says that it began, each further one
    acknowledges an action. `holds` looks, after a kill, at everything that was promised. `again` does the work once
    more, as whoever starts the program again would: then nothing of the killed one lies about any more. `own`: names
    of files it leaves beside the data file on purpose."""

    turns: Callable[[Place, random.Random], Iterator[Any]]
    holds: Callable[[Place, Told], None]
    prepare: Callable[[Place], None]
    again: Callable[[Place], object] = lambda _place: None
    own: tuple[str, ...] = ()


@dataclass
class Figures:
    """Of one kind: kills, how many of them came in the middle of something, acknowledged actions, seconds, and what
    went wrong."""

    kills: int = 0
    midway: int = 0
    acknowledged: int = 0
    seconds: float = 0
    failures: list[str] = field(default_factory=list)


class Soak:
    """One kind of work, killed again and again; on a fresh data file after every so many times, now and then a larger
    one."""

    ROUND, MANY_EVERY = 8, 3

    def __init__(self, name: str, folder: Path, seed: int) -> None:
        from tests.faults.soak_kinds import KINDS

        self.name, self.kind, self.folder = name, KINDS[name], folder
        self.figures = Figures()
        self._dice = random.Random(f"{seed} {name}")
        self._lasts = 0.3
        self._rounds = 0
        self._place: Place | None = None

    def kill(self) -> None:
        """Work, kill, look; what is found wrong is noted and its folder kept."""
        began = time.monotonic()
        if self._place is None or self.figures.kills % self.ROUND == 0:
            self._begin_anew()
        place, seed = self._place, self._dice.randrange(1 << 30)
        assert place is not None
        try:
            told = self._killed(place, seed)
            self.figures.acknowledged += len(told)
            self.kind.holds(place, told)
            self._nothing_left(place)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            kept = self.folder / f"failed-{self.name}-{len(self.figures.failures)}"
            shutil.copytree(place.folder, kept)
            told = "".join(traceback.format_exception(error))[-1_500:]
            self.figures.failures.append(f"{self.name} seed {seed} in {kept}:\n{told}")
            self._place = None
        self.figures.seconds += time.monotonic() - began

    def _begin_anew(self) -> None:
        if self._place is not None:
            for path in (self._place.folder, self._place.temp):
                shutil.rmtree(path, ignore_errors=True)
        self._rounds += 1
        many = self._rounds % self.MANY_EVERY == 0
        self._place = Place(self.folder / f"{self.name}-{self._rounds}", MANY if many else FEW)
        self._place.folder.mkdir()
        self._place.temp.mkdir()
        self.kind.prepare(self._place)

    def _killed(self, place: Place, seed: int) -> Told:
        heard, said = CHILDREN.Pipe(duplex=False)
        child = CHILDREN.Process(target=_work, args=(self.name, place, seed, said), daemon=True)
        child.start()
        said.close()
        try:
            told = self._hear(heard)
            self.figures.midway += child.exitcode is None
        finally:
            child.kill()
            child.join(PATIENCE)
        with contextlib.suppress(EOFError, OSError):
            while True:
                told.append(heard.recv())
        heard.close()
        error = place.said.read_text(encoding="utf-8")
        assert not error, error[-2_000:]
        self.figures.kills += 1
        return told

    def _hear(self, heard: Connection) -> Told:
        """Listen up to a random moment of the work: from its beginning, or once the first action is acknowledged."""
        told: Told = []
        with contextlib.suppress(EOFError):
            # Asked more than once: a machine that slept lets one time run out.
            assert any(heard.poll(PATIENCE) for _ in range(3)), "it never began"
            heard.recv()
            if self._dice.random() < 0.5 and heard.poll(PATIENCE):
                told.append(heard.recv())
            last = time.monotonic()
            until = last + self._dice.uniform(0, self._dice.choice((2.5 * self._lasts, SOME_ACTIONS)))
            while heard.poll(max(0, until - time.monotonic())):
                told.append(heard.recv())
                now = time.monotonic()
                self._lasts += (now - last - self._lasts) / 8
                last = now
        return told

    def _nothing_left(self, place: Place) -> None:
        """Whatever the killed program left goes when the next one does the same work, if it is old by then; a child of
        its own (which reads workbooks) ends by itself."""
        until = time.monotonic() + PATIENCE
        while (orphans := _orphans(place)) and time.monotonic() < until:
            time.sleep(0.05)
        assert orphans == [], orphans
        for path in (*place.folder.rglob("*"), *place.temp.rglob("*")):
            if path.name.startswith((".", "crmdesk-", "openpyxl.")) or path.name.endswith(".partial"):
                os.utime(path, (0, 0))
        with _temporary_files_in(place.temp):
            self.kind.again(place)
        backups = place.path.with_name(place.path.stem + "-backups")
        known = {place.path, backups, *(place.folder / name for name in self.kind.own)}
        left = [str(path.relative_to(place.folder)) for path in place.folder.iterdir() if path not in known]
        if backups.exists():
            left += [path.name for path in backups.iterdir() if path.suffix != place.path.suffix]
        left += [path.name for path in place.temp.iterdir()]
        assert left == [], left


def make_ready() -> None:
    """Have what the children need imported once."""
    with contextlib.suppress(AttributeError):  # there is no server on Windows
        CHILDREN.set_forkserver_preload(["tests.faults.soak_kinds"])


def names() -> Sequence[str]:
    from tests.faults.soak_kinds import KINDS

    return tuple(KINDS)


def _work(name: str, place: Place, seed: int, said: Connection) -> None:
    """The child."""
    from tests.faults.soak_kinds import KINDS

    handle = os.open(place.said, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    os.dup2(handle, 2)
    os.environ[_MARK] = str(place.folder)
    tempfile.tempdir = str(place.temp)
    for told in KINDS[name].turns(place, random.Random(seed)):
        said.send(told)


def _orphans(place: Place) -> list[str]:
    """Processes that the killed one began and that are running still, as far as the system tells."""
    mark, found = f"{_MARK}={place.folder}\0".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text(encoding="utf-8"))
    return found


@contextlib.contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    former, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = former


@cache
def master(customers: int, seed: int = 3) -> Path:
    """A closed data file with sample customers and all that happened with them, made once."""
    import atexit

    from crmdesk.services import demo
    from tests.desk import make_desk

    folder = Path(tempfile.mkdtemp(prefix="crmdesk-soak-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = make_desk(folder)
    demo.fill(desk, customers, seed)
    desk.close()
    return desk.path
