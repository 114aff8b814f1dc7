"""Bringing a data file up to date that an older version wrote, where somebody waits for it and watches."""

from __future__ import annotations

from pathlib import Path

from crmdesk.services.desk import open_desk
from crmdesk.services.security import CancelledError, Key
from crmdesk.store.copying import Cancelled, Progress, Stopped
from crmdesk.store.failures import Interrupted
from crmdesk.store.opening import Update


def update(path: Path, key: Key | None, progress: Progress, cancelled: Cancelled) -> None:
    """A backup, the schema of this version, the search index: a minute or two at a million customers.

    `progress` is told pages of the backup and all of them, pages and None while it is being checked, then 0 and 0.

    Raises UserError as `open_desk`; CancelledError: the file is as the older version left it, or only its search index
    is still to be made.
    """
    try:
        open_desk(path, create=False, key=key, update=Update(False, progress, cancelled)).close()
    except (Stopped, Interrupted) as error:
        raise CancelledError from error
