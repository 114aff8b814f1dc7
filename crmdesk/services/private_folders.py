"""Folders of this program alone, for copies that another program is to show; they go when the data file is closed.

Those of a program that was killed go with the next one's, once they are a day old: until then one that is running may
still show them.
"""

from __future__ import annotations

import atexit
import contextlib
import stat
import time
from pathlib import Path

_NAME = "crmdesk-shown-"
_STALE_SECONDS = 86_400


class PrivateFolders:
    """The folders of one open data file. What another program still holds open goes when this one ends."""

    def __init__(self) -> None:
        self._made: list[Path] = []
        self._clears_at_exit = False

    def make(self) -> Path:
        """A new empty folder that nobody else may look into. Raises OSError."""
        import tempfile

        if not self._clears_at_exit:
            self._clears_at_exit = True
            atexit.register(self.clear)
        self._made.append(Path(tempfile.mkdtemp(prefix=_NAME)))
        return self._made[-1]

    def clear(self) -> None:
        """Take them all away with what is in them, as far as the system lets us, and what killed programs left."""
        import tempfile

        from crmdesk.store.backups import stale

        left: list[Path] = []
        with contextlib.suppress(OSError):
            left = stale(Path(tempfile.gettempdir()).glob(f"{_NAME}*"), time.time() - _STALE_SECONDS)
        for folder in (*self._made, *left):
            _remove(folder)
        self._made = [folder for folder in self._made if folder.exists()]


def _remove(folder: Path) -> None:
    import shutil

    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder, ignore_errors=True)
