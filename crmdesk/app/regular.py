"""Work that goes on by itself while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crmdesk.gui.jobs import Jobs

if TYPE_CHECKING:
    from crmdesk.app.program import Program


class Regular(QObject):
    """Looks at once and every `interval` milliseconds whether something is to be done, and does it on a worker of its
    own that somebody else closes. Whoever derives fills `look`."""

    def __init__(self, program: Program, interval: int) -> None:
        super().__init__(program)
        self._program = program
        self._jobs: Jobs | None = None
        self._timer = QTimer(self, interval=interval)
        self._timer.timeout.connect(self.look)

    def begin(self, jobs: Jobs) -> None:
        """The data file is open and sound."""
        self._jobs = jobs
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """The worker is about to be closed."""
        self._timer.stop()
        self._jobs = None

    def look(self) -> None:
        raise NotImplementedError
