"""A cell as a person sees it in the spreadsheet."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.importing_cells import shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" 禾砚 ", " 禾砚 "),
        (True, "TRUE"),
        (13.0, "13"),
        (dt.datetime(2021, 1, 1), "2021-01-01"),
        (dt.datetime(2021, 1, 1, 9, 5), "2021-01-01 09:05:00"),
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(days=10, hours=15, minutes=10, seconds=10), "255:10:10"),
        (dt.timedelta(minutes=5, milliseconds=600), "0:05:01"),
        (dt.timedelta(seconds=-5), "-0:00:05"),
    ],
)
def test_a_cell_as_it_is_seen(cell: object, text: str):
    assert shown(cell) == text
