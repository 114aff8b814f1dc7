"""What kind of data file it is: nobody's yet, or the sample data to look around in."""

from __future__ import annotations

from crmdesk.services.desk import Desk
from crmdesk.store import customers, settings

SAMPLE_CUSTOMERS = 300
SAMPLE = "sample"
"""The setting that only sample data has."""


def is_empty(desk: Desk) -> bool:
    """Whether nobody is in the data file, not even in the trash."""
    return customers.has_none(desk.data)


def is_sample(desk: Desk) -> bool:
    """Whether the data file was made by `demo.make_sample`."""
    return settings.get(desk.data, SAMPLE) is not None
