"""Finding notes by what is typed."""

from __future__ import annotations

import pytest

from crmdesk.core.notes import Note, matching

NOTES = [
    Note(1, "月底盘点，25 日后不收货。", "2026-11-01T02:00:00Z", "陈立"),
    Note(2, "Prefers calls BEFORE ten\n喜欢喝茶", "2026-11-02T02:00:00Z", "王晓"),
    Note(3, "שלום 👍", "2026-11-03T02:00:00Z", "陈立"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3]),
        ("  ", [1, 2, 3]),
        ("盘点", [1]),
        ("before", [2]),
        ("ＢＥＦＯＲＥ", [2]),
        ("茶 calls", [2]),
        ("茶 盘点", []),
        ("陈立", [1, 3]),
        ("👍", [3]),
        ("שלום", [3]),
        ("%", []),
    ],
)
def test_every_word_must_occur(query: str, found: list[int]):
    assert [note.id for note in matching(NOTES, query)] == found
