"""Making the data file forget bytes that no row holds any more, after an erasure."""

from __future__ import annotations

from crmdesk.store import settings
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated

_KEY = "privacy.cleaning"
_IN_MEMORY = 256 << 20
"""A file larger than this is put together anew in a temporary file, not in memory; SQLCipher encrypts that like the
data file."""


def set_pending(data: DataFile) -> None:
    """Something was erased and its bytes are still to go. Call inside the erasing transaction, so that a program that
    is killed right after it can go on."""
    settings.put(data, _KEY, "1")


def is_pending(data: DataFile) -> bool:
    """Whether bytes of something erased may still be in the file."""
    return settings.get(data, _KEY) == "1"


def clean(data: DataFile) -> bool:
    """Write index and file anew without what was erased, and empty the journal. False where another program reads the
    file just now: then it is still pending.

    Seconds for each hundred thousand customers, and as much free room on the disk as the file has. Raises UserError
    where the disk is full or the file busy; what was erased stays erased.
    """
    execute = data.database.execute_sql
    with data.write():
        execute("INSERT INTO customer_search (customer_search) VALUES ('optimize')")
    with translated(data.path):
        try:
            if data.path.stat().st_size > _IN_MEMORY:
                execute("PRAGMA temp_store = file")
            execute("VACUUM")
            (busy, *_rest) = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            execute("PRAGMA temp_store = memory")
    if not busy:
        with data.write():
            execute("DELETE FROM setting WHERE key = ?", (_KEY,))
    return not busy
