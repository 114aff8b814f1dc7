"""Running the reading child: start, events, silence, cancelling, end."""

from __future__ import annotations

import contextlib
import io
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from msgspec.structs import asdict

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Cancelled, CancelledError, Limits
from crmdesk.sheets.spool import CellUnpickler

_BOOT = "import sys; sys.path.append(sys.argv[1]); from crmdesk.sheets import child; child.main()"
_LAST = ("done", "fail", "retry")
_TICK = 0.1
_WAITING = 8


class ChildDiedError(Exception):
    """The child ended without a last word: the reader aborted, or ran out of memory."""


def child_events(
    request: dict[str, Any], limits: Limits, cancelled: Cancelled | None = None
) -> Iterator[tuple[Any, ...]]:
    """The child's events as they come. The child never outlives this generator.

    Raises ChildDiedError; CancelledError when cancelled; UserError 'sheet-slow' when nothing came for `limits.silence`
    seconds; RuntimeError when no child can be started.
    """
    child = _started({**request, "limits": asdict(limits)})
    frames: queue.Queue[bytes | None] = queue.Queue(_WAITING)
    over = threading.Event()
    pump = threading.Thread(target=_pump, args=(child.stdout, frames, over), name="sheet-reader", daemon=True)
    pump.start()
    try:
        last = time.monotonic()
        while True:
            if cancelled is not None and cancelled():
                raise CancelledError
            try:
                frame = frames.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() - last > limits.silence:
                    raise UserError("sheet-slow", file=request["name"]) from None
                continue
            if frame is None:
                raise ChildDiedError
            event = CellUnpickler(io.BytesIO(frame)).load()
            yield event
            if event[0] in _LAST:
                return
            last = time.monotonic()
    finally:
        over.set()
        child.kill()
        child.wait()
        pump.join()
        if child.stdout:
            child.stdout.close()


def _started(request: dict[str, Any]) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-P", "-W", "ignore", "-X", "utf8", "-c", _BOOT, root]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
        )
    except OSError as error:
        raise RuntimeError("the reading process could not be started") from error
    with contextlib.suppress(OSError):  # it died already; the pump will say so
        if child.stdin:
            child.stdin.write(json.dumps(request).encode())
            child.stdin.close()
    return child


def _pump(source: IO[bytes] | None, frames: queue.Queue[bytes | None], over: threading.Event) -> None:
    """Carry frames from the pipe to the queue, so that whoever waits can look at the clock and at Cancel."""
    while not over.is_set():
        frame = _frame(source) if source else None
        while not over.is_set():
            try:
                frames.put(frame, timeout=_TICK)
                break
            except queue.Full:
                continue
        if frame is None:
            return


def _frame(source: IO[bytes]) -> bytes | None:
    size = source.read(4)
    if len(size) < 4:
        return None
    length = int.from_bytes(size, "little")
    frame = source.read(length)
    return frame if len(frame) == length else None
