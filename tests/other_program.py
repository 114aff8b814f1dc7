"""Another program at work on a data file: a child process that does what it is told, through the services."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.imports import ROOT

Start = Callable[[Path, str], "Other"]

PATIENCE = 60

CHILD = """
import json, sys, time
from pathlib import Path
from crmdesk.core.errors import UserError
from crmdesk.services import customers, history, others
from crmdesk.services.desk import open_desk

desk = open_desk(Path(sys.argv[1]), who=sys.argv[2])
watch = others.watch(desk)
print("ready", flush=True)
for line in sys.stdin:
    what, *given = json.loads(line)
    answer = None
    if what == "add":
        answer = customers.add(desk, {"name": given[0], "mobile": given[1]})[0]
    elif what == "edit":
        customers.edit(desk, given[0], {given[1]: given[2]})
    elif what == "delete":
        customers.delete(desk, [given[0]])
    elif what == "undo":
        history.undo(desk)
    elif what == "redo":
        history.redo(desk)
    elif what == "names":
        answer = [customers.file(desk, i).name for i in given[0]]
    elif what == "look":
        found = watch.look()
        answer = found and [[a.verb for a in found.actions], sorted(found.changes.touched("customer"))]
    elif what == "hold":
        with desk.data.write():
            print("held", flush=True)
            sys.stdin.readline()
    elif what == "many":
        for i in range(given[0]):
            made, _ = customers.add(desk, {"name": f"{sys.argv[2]}{i}"})
            customers.edit(desk, made, {"city": "杭州市"})
            if i % 5 == 4:
                customers.delete(desk, [made])
    print(json.dumps(answer), flush=True)
desk.close()
"""


class Other:
    """Another program, on the same data file."""

    def __init__(self, path: Path, who: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CHILD, str(path), who],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self.line() == "ready"

    def line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().rstrip("\n")
        if not line and self._process.poll() is not None:
            assert self._process.stderr is not None
            raise AssertionError(self._process.stderr.read()[-2000:])
        return line

    def ask(self, *what: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def do(self, *what: object) -> object:
        self.ask(*what)
        return json.loads(self.line())

    def hold(self) -> None:
        """Begin writing, and stay at it until `let_go`."""
        self.ask("hold")
        assert self.line() == "held"

    def let_go(self) -> None:
        self.ask("")
        assert self.line() == "null"

    def end(self) -> None:
        _out, error = self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == 0, error[-2000:]
        assert "Traceback" not in error


@contextmanager
def programs() -> Iterator[Start]:
    """Starts other programs by data file and person; in the end they have to leave in order."""
    started: list[Other] = []

    def start(path: Path, who: str) -> Other:
        started.append(Other(path, who))
        return started[-1]

    yield start
    for other in started:
        other.end()
