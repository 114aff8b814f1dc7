"""What other programs did to the data file since one last looked.

`PRAGMA data_version` moves when any other connection wrote, this program's own worker too. So the newest history
entries are compared with those seen before, and what this program did itself (`deeds.Deeds`) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.core.changes import MOST_NAMED, Changes
from crmdesk.core.errors import UserError
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.history import TOUCHED, Action, actions
from crmdesk.store.tier_marks import RUN

_REMEMBERED = 200
"""History entries that are compared; where more are new, everything counts as changed."""


class Others(Struct, frozen=True):
    """What others did, oldest first (an `undone` one was taken back), and what of the data file it touched."""

    actions: tuple[Action, ...]
    changes: Changes


class Watch:
    """Looks on the connection of the thread that made it."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._version = self._read_version()
        self._seen = _states(actions(data, _REMEMBERED))

    def look(self) -> Others | None:
        """What others did since the last look; None for nothing, or while that cannot be told apart yet.

        It never waits: a file that is locked just now is looked at next time.
        """
        settled = self._data.deeds.settled()
        if settled is None or self._data.database.is_closed():
            return None
        try:
            with translated(self._data.path), self._data.waiting(0):
                version = self._read_version()
                if version == self._version:
                    return None
                with self._data.database.atomic():
                    found = actions(self._data, _REMEMBERED)
                    own = self._data.deeds.take(settled)
                    if own is None:
                        return None
                    others = self._others(found, self._seen | own)
        except UserError as error:
            if error.code == "file-busy":
                return None
            raise
        self._version, self._seen = version, _states(found)
        return others

    def _read_version(self) -> int:
        (version,) = self._data.database.execute_sql("PRAGMA data_version").fetchone()
        return int(version)

    def _others(self, found: Sequence[Action], known: Mapping[int, str]) -> Others | None:
        """Entries that hold now and did not when this program last saw or wrote them, or the other way round; one that
        was undone and dropped in between changed nothing."""
        changed = [each for each in reversed(found) if (each.state == "done") != (known.get(each.id) == "done")]
        newest, oldest = max(self._seen, default=0), min((action.id for action in found), default=0)
        lost = any(seen >= oldest for seen in self._seen.keys() - {action.id for action in found})
        many = len(found) == _REMEMBERED and oldest > newest
        if lost or many:
            return Others(tuple(changed), Changes(found[0].id if found else None, {}, everything=True))
        return Others(tuple(changed), self._touched(changed)) if changed else None

    def _touched(self, changed: Sequence[Action]) -> Changes:
        records: dict[str, set[int]] = {}
        left = MOST_NAMED
        for action in changed:
            rows = self._data.database.execute_sql(
                "SELECT kind, record_id, before, after FROM change WHERE action_id = ? LIMIT ?", (action.id, left + 1)
            ).fetchall()
            left -= len(rows)
            if left < 0:
                return Changes(changed[-1].id, {}, everything=True)
            for kind, record_id, before, after in rows:
                records.setdefault(kind, set()).add(record_id)
                records.setdefault("customer", set()).update(_owners(before), _owners(after))
            owners = self._data.database.execute_sql(TOUCHED, (action.id,)).fetchall()
            records.setdefault("customer", set()).update(owner for (owner,) in owners if owner is not None)
        everybody = RUN in records  # whose tiers follow it
        return Changes(changed[-1].id, {kind: frozenset(ids) for kind, ids in records.items() if ids}, everybody)


def _states(found: Sequence[Action]) -> dict[int, str]:
    return {action.id: action.state for action in found}


def _owners(values: str | None) -> Sequence[int]:
    """Whose record it was or became, where the history says so."""
    owner = json.loads(values).get("customer_id") if values and '"customer_id"' in values else None
    return [] if owner is None else [int(owner)]
