"""How fast long work goes, in words."""

from __future__ import annotations

import pytest

from crmdesk.core.pace import Pace
from crmdesk.core.words import Words


@pytest.mark.parametrize(
    ("seconds", "done", "total", "told"),
    [
        (0.5, 1_000, 10_000, []),
        (2.0, 2_468, 10_000, ["1,200 rows a second", "about 6 seconds left"]),
        (2.0, 9_900, 10_000, ["4,900 rows a second"]),
        (2.0, 2_000, 0, ["1,000 rows a second"]),
        (4.0, 4_000, 1_000_000, ["1,000 rows a second", "about 17 minutes left"]),
        (4.0, 4_000, 94_000, ["1,000 rows a second", "about 2 minutes left"]),
    ],
)
def test_speed_and_what_is_left(words_en: Words, seconds: float, done: int, total: int, told: list[str]):
    now = [0.0]
    pace = Pace(words_en, lambda: now[0])
    pace.begin()
    now[0] = seconds
    assert pace.told(done, total) == told


def test_another_stage_begins_where_the_count_starts_again(words_en: Words):
    now = [0.0]
    pace = Pace(words_en, lambda: now[0])
    pace.begin()
    now[0] = 3.0
    assert pace.told(3_000, 3_000) == ["1,000 rows a second"]
    now[0] = 3.1
    assert pace.told(10, 3_000) == []
    now[0] = 5.1
    assert pace.told(4_010, 10_010) == ["2,000 rows a second", "about 3 seconds left"]
