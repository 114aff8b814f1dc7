"""The log of this machine: starts, and where the program made mistakes. It never holds what anybody typed or imported.

What is written are names from the program itself: kinds of error, places in the source, versions.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES, _FILES = 500_000, 2


class _Handler(RotatingFileHandler):
    """Opens the file for each line, since window and commands may write to one log; a log that cannot be written is no
    reason to disturb anybody."""

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        self.close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Nothing can be done about it, and the line may not go anywhere else."""


class Log:
    """Writes to one file; two are kept, of half a megabyte each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._logger = logging.Logger("crmdesk")  # of its own: what libraries log stays out
        self._logger.addHandler(logging.NullHandler())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = _Handler(path, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True)
        except OSError:
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._logger.addHandler(handler)

    def started(self, system: str) -> None:
        self._logger.info("Started: %s", system)

    def mistake(self, report: str) -> None:
        """A mistake of the program, as `core.trouble.report` tells it."""
        self._logger.error("%s", report)

    def remark(self, text: str) -> None:
        """What a library complained of, in names of its own alone."""
        self._logger.warning("%s", text)


def log_file() -> Path:
    """Where this user's log lies."""
    import platformdirs

    return Path(platformdirs.user_log_dir("crmdesk", appauthor=False)) / "crmdesk.log"
