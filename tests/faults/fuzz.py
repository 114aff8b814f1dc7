"""Mutated files through the whole importer: read, planned, written into a scratch data file and taken back.

`python -m tests.faults.fuzz FOLDER SEED ROUNDS` tells, after each round, in a line of JSON what came of it. A round
is `ROUND` mutations of its own seed, so that one that failed can be done again.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from crmdesk.core.errors import UserError
from crmdesk.core.importing import EXISTING, Options, Result
from crmdesk.core.messages import MESSAGES
from crmdesk.core.words import Words
from crmdesk.services import backups, history, importing, importing_undo
from crmdesk.services.desk import Desk
from crmdesk.sheets import process
from crmdesk.sheets.books import Limits
from crmdesk.sheets.reading import read_book
from crmdesk.store.records import KINDS
from tests.desk import make_desk
from tests.faults.fuzz_mutations import Dice, mutated
from tests.faults.fuzz_seeds import Seeds, seeds
from tests.faults.soak_checks import check_marks
from tests.store.test_search import check_index

ROUND = 30
LONGEST = 30
"""Seconds of a processor that one mutation may take, far more than any needs."""

LIMITS = Limits(memory=3 << 29, silence=20.0)
FORKED = 0.98
"""The share of files whose reader is forked from this process, which takes a fiftieth of the time of starting one."""


@dataclass
class Round:
    """What came of the mutations of one round: how many were written, only planned, refused by which code."""

    seed: int
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Forked:
    """A reading child that is a fork of this process, in the place of one that was started."""

    def __init__(self, request: dict[str, Any]) -> None:
        out, into = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _read_as_child(request, out, into)
        os.close(into)
        self.stdout: IO[bytes] = os.fdopen(out, "rb")

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


def _read_as_child(request: dict[str, Any], out: int, into: int) -> None:
    from crmdesk.sheets import child

    try:
        os.close(out)
        os.dup2(into, 1)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        sys.stdin = io.TextIOWrapper(io.BytesIO(json.dumps(request).encode()))
        child.main()
    finally:
        os._exit(0)


class Fuzzing:
    """A data file into which mutated files are imported, one after another, each taken back again."""

    def __init__(self, folder: Path, made: Seeds, words: tuple[Words, ...]) -> None:
        self.folder, self.seeds, self.words = folder, made, words
        self.desk: Desk | None = None

    def round(self, seed: int) -> Round:
        """So many mutations into a new data file, which is looked over in the end."""
        found = Round(seed)
        self._begin_anew()
        dice = random.Random(seed)
        for turn in range(ROUND):
            ending, data = mutated(dice, self.seeds, self.folder)
            self._note(found, f"{seed}-{turn}{ending}", data, lambda e=ending, d=data: self.once(dice, e, d))
        self._note(found, f"{seed}-end", b"", self._look_over)
        del found.outcomes["sound"]
        return found

    def _note(self, found: Round, name: str, data: bytes, deed: Any) -> None:
        try:
            with at_most(LONGEST):
                found.outcomes[deed()] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            (self.folder / f"failed-{name}").write_bytes(data)
            told = "".join(traceback.format_exception(error))[-2_500:]
            found.failures.append(f"{self.folder / f'failed-{name}'}:\n{told}")
            self._begin_anew()

    def _begin_anew(self) -> None:
        if self.desk is not None:
            self.desk.close()
        for path in self.folder.glob("scratch.crmdesk*"):
            path.unlink()
        self.desk = make_desk(self.folder, "scratch.crmdesk")
        for ending in (".xlsx", ".xls"):
            path = self.folder / f"begin{ending}"
            path.write_bytes(self.seeds.files[ending][-2])
            importing.import_file(self.desk, path, Options(remember=False))
        backups.make(self.desk)

    def once(self, dice: Dice, ending: str, data: bytes) -> str:
        """One file through all of it; returns what became of it."""
        desk = self.desk
        assert desk is not None
        path = self.folder / f"客户{ending}"
        path.write_bytes(data)
        options = Options(
            existing=dice.choice(EXISTING), doubles=dice.choice(("import", "hold")), remember=dice.random() < 0.05
        )
        try:
            with reader(forked=dice.random() < FORKED):
                book = read_book(path, chinese=dice.random() < 0.5, limits=LIMITS)
            plan = importing.plan(desk, book, options)
        except UserError as error:
            self._say(error.code, error.params)
            return error.code
        before = content(desk)
        result = importing.apply(desk, plan)
        self._say_all(result, len(plan.rows))
        if result.batch is None:
            assert content(desk) == before
            return "nothing to write"
        assert content(desk) != before
        if dice.random() < 0.5:
            history.undo(desk)
            assert content(desk) == before
        else:
            importing_undo.undo(desk, result.batch)
            history.undo(desk)
            history.undo(desk)
            assert content(desk) == before
        return "written"

    def _say(self, code: str, params: Any) -> None:
        assert code in MESSAGES, code
        for words in self.words:
            assert words.message(code, params)

    def _say_all(self, result: Result, rows: int) -> None:
        assert result.counts.rows == rows
        for problem in result.problems[:200]:
            self._say(problem.code, problem.params)

    def _look_over(self) -> str:
        assert self.desk is not None
        assert self.desk.data.quick_check() is None
        check_index(self.desk)
        check_marks(self.desk)
        return "sound"


def content(desk: Desk) -> dict[str, list[Any]]:
    """All records and who is in which group, as they lie in the file; not the counters and mappings among the
    settings."""
    execute = desk.data.database.execute_sql
    tables = [kind for kind in KINDS if kind != "setting"] + ["membership"]
    return {table: execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


@contextlib.contextmanager
def reader(*, forked: bool) -> Iterator[None]:
    started = process._started
    if forked:
        process._started = Forked  # type: ignore[assignment]
    try:
        yield
    finally:
        process._started = started


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in the middle of what takes longer: so many seconds of work, ten times as many of waiting."""

    def over(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    clocks = {signal.SIGPROF: (signal.ITIMER_PROF, seconds), signal.SIGALRM: (signal.ITIMER_REAL, 10 * seconds)}
    former = {number: signal.signal(number, over) for number in clocks}
    try:
        for clock, most in clocks.values():
            signal.setitimer(clock, most)
        yield
    finally:
        for number, (clock, _) in clocks.items():
            signal.setitimer(clock, 0)
            signal.signal(number, former[number])


def make_ready() -> None:
    """What a reading child needs, loaded once before any is forked."""
    import openpyxl  # noqa: F401
    import python_calamine  # noqa: F401

    from crmdesk.sheets import child  # noqa: F401

    gc.freeze()


def main(folder: Path, seed: int, rounds: int) -> None:
    from crmdesk.assets import load_words

    make_ready()
    fuzzing = Fuzzing(folder, seeds(folder), (load_words("zh_CN"), load_words("en")))
    for turn in range(rounds):
        began = time.monotonic()
        found = fuzzing.round(seed + turn)
        told = {"seed": found.seed, "outcomes": found.outcomes, "failures": found.failures}
        print(json.dumps({**told, "seconds": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
