"""The log of this machine: starts, and where the program made mistakes. It never holds what anybody typed or imported.

What is written are names from the program itself: kinds of error, places in the source, versions.
"""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import suppress
from pathlib import Path

_BYTES = 500_000


class Log:
    """Writes to one file; two are kept, of half a megabyte each. A log that cannot be written is no reason to disturb
    anybody."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)

    def started(self, system: str) -> None:
        self._write("INFO", f"Started: {system}")

    def mistake(self, report: str) -> None:
        """A mistake of the program, as `core.trouble.report` tells it."""
        self._write("ERROR", report)

    def remark(self, text: str) -> None:
        """What a library complained of, in names of its own alone."""
        self._write("WARNING", text)

    def _write(self, level: str, text: str) -> None:
        """The file is opened for each line, since window and commands may write to one log."""
        now = dt.datetime.now().astimezone()
        line = f"{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03} {level} {text}\n"
        told = line.encode("utf-8", "backslashreplace")
        with self._lock, suppress(OSError):
            if self.path.is_file() and self.path.stat().st_size + len(told) > _BYTES:
                self.path.replace(self.path.with_name(f"{self.path.name}.1"))
            with self.path.open("ab") as file:
                file.write(told)


def log_file() -> Path:
    """Where this user's log lies."""
    import platformdirs

    return Path(platformdirs.user_log_dir("crmdesk", appauthor=False)) / "crmdesk.log"
