"""The user's numbers that marks rest on, as they are set."""

from __future__ import annotations

from crmdesk.core import settings as declared
from crmdesk.store import settings
from crmdesk.store.database import DataFile

_DECLARED = (
    declared.TARGET_DAYS,
    declared.ENDED_MONTHS,
    declared.COMPARED_MONTHS,
    declared.CHANGE_PERCENT,
    declared.SILENT_INTERVALS,
)


def numbers_set(data: DataFile) -> tuple[int, ...]:
    """The days of a target customer, then the bounds of the life cycle in their order."""
    return tuple(int(settings.get(data, one.key) or one.default) for one in _DECLARED)
