"""A dialog that works on a thread of its own: stopped before it is left."""

from __future__ import annotations

from typing import Any

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.jobs_alone import Alone
from crmdesk.gui.widgets.dialogs import Dialog


class WorkAloneDialog(Dialog):
    """There is no data file open, and no worker of it."""

    def __init__(self, title: str, words: Words, **how: Any) -> None:
        super().__init__(title, words, **how)
        self._words = words
        self._troubles = Troubles(words, self)
        self._work = Alone(self)

    def reject(self) -> None:
        """While it works that is stopped first."""
        if self._work.busy:
            self._work.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._work.close()
        super().done(result)
