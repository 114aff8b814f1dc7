"""Names of backups, and which of them make room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core import backups
from crmdesk.core.backups import KEPT, REASONS, Named
from crmdesk.core.words import Words

CHINA = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)


@dataclass(frozen=True)
class Copy:
    at: dt.datetime
    reason: str = "daily"


def ago(days: float = 0, reason: str = "daily", **parts: float) -> Copy:
    return Copy(NOW - dt.timedelta(days=days, **parts), reason)


copies = st.lists(
    st.builds(
        Copy,
        st.integers(-500 * 24 * 60, 900 * 24 * 60).map(lambda minutes: NOW - dt.timedelta(minutes=minutes)),
        st.sampled_from(list(REASONS)),
    ),
    max_size=60,
)
numbers = st.tuples(st.integers(1, 9), st.integers(0, 6), st.integers(0, 14))


@given(st.text(max_size=20), st.datetimes(dt.datetime(1900, 1, 1)), st.sampled_from(list(REASONS)))
def test_a_name_says_when_and_why(stem: str, at: dt.datetime, reason: str) -> None:
    name = backups.name(stem, at, reason, ".crmdesk")
    assert backups.read_name(name, stem, ".crmdesk") == Named(at.replace(microsecond=0, fold=0), reason)


@pytest.mark.parametrize(
    "name",
    [
        "客户.crmdesk",
        "客户-20261121-093000.crmdesk",
        "客户-20261121-093000-holiday.crmdesk",
        "客户-20261321-093000-daily.crmdesk",
        "客户-20261121-093000-daily.crmdesk.partial",
        "客户-20261121-093000-daily.db",
        "客户2-20261121-093000-daily.crmdesk",
        "老客户-20261121-093000-daily.crmdesk",
        "客户-２０２６1121-093000-daily.crmdesk",
        "客户",
    ],
)
def test_other_names_are_no_backups(name: str) -> None:
    assert backups.read_name(name, "客户", ".crmdesk") is None


def test_a_year_of_days_is_thinned_to_days_weeks_and_months() -> None:
    year = [ago(days) for days in range(400)]
    left = [b for b in year if b not in backups.surplus(year, NOW, 7, 4, 12)]
    assert [(NOW - b.at).days for b in left] == [
        0, 1, 2, 3, 4, 5, 6,  # the days; the weeks begin on Monday, 16 November
        13, 20, 21, 52, 82, 113, 144, 174, 205, 235, 266, 294, 325,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("those", "gone"),
    [
        ([], []),
        ([ago(0)], []),
        ([ago(900)], []),
        ([ago(30), ago(30, hours=1)], [ago(30, hours=1)]),
        ([ago(0), ago(0, minutes=5), ago(0, minutes=9, reason="import")], []),
        ([ago(900, "manual"), ago(901, "manual"), ago(0)], []),
        ([ago(0), ago(500, "restore"), ago(500, "migration"), ago(501, "restore")], [ago(501, "restore")]),
        ([ago(-400), ago(3), ago(3, hours=1)], [ago(3, hours=1)]),
    ],
)
def test_who_makes_room(those: list[Copy], gone: list[Copy]) -> None:
    assert backups.surplus(those, NOW, 1, 0, 0 if len(those) > 2 else 12) == gone


def test_at_most_ten_of_two_days_stay_beside_the_days() -> None:
    many = [ago(minutes=10 * i) for i in range(50)]
    assert len(backups.surplus(many, NOW, 1, 0, 0)) == 40


@example([Copy(NOW + dt.timedelta(minutes=1), "daily"), Copy(NOW - dt.timedelta(minutes=2881), "daily")], (1, 0, 0))
@example([Copy(NOW - dt.timedelta(minutes=2881), "daily"), Copy(NOW - dt.timedelta(minutes=2881), "import")], (1, 0, 0))
@given(copies, numbers)
def test_the_newest_and_those_by_hand_stay(those: list[Copy], kept: tuple[int, int, int]) -> None:
    gone = backups.surplus(those, NOW, *kept)
    assert not {b for b in gone if b.reason in KEPT}
    if those:
        assert max(b.at for b in those) in {b.at for b in those if gone.count(b) < those.count(b)}
    past = [b for b in those if b.reason not in KEPT and b.at <= NOW]
    if past:
        assert max(b.at for b in past) in {b.at for b in past if gone.count(b) < those.count(b)}


@given(copies, numbers)
def test_twice_is_once(those: list[Copy], kept: tuple[int, int, int]) -> None:
    left = list(those)
    for backup in backups.surplus(those, NOW, *kept):
        left.remove(backup)
    assert backups.surplus(left, NOW, *kept) == []


@given(copies, numbers, st.integers(-3000, 3000))
def test_a_clock_that_was_set_wrong_leaves_good_copies(
    those: list[Copy], kept: tuple[int, int, int], days: int
) -> None:
    """However wrong the clock, there are as many days left as shall be kept, were there as many."""
    wrong = NOW + dt.timedelta(days=days)
    gone = backups.surplus(those, wrong, *kept)
    automatic = [b for b in those if b.reason not in KEPT]
    left = list(automatic)
    for backup in gone:
        left.remove(backup)
    assert len({b.at.date() for b in left}) >= min(kept[0], len({b.at.date() for b in automatic}))


def test_every_reason_is_told(words_zh: Words) -> None:
    assert all(reason.isascii() and reason.isalpha() for reason in REASONS)
    assert set(REASONS) > KEPT
