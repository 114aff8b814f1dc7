"""How far an import is, said with its speed and the time it will take."""

from __future__ import annotations

import pytest

from crmdesk.core.words import Words
from crmdesk.gui.models.importing_progress import PLANNING, READING, WRITING, ImportProgress


@pytest.mark.parametrize(
    ("phase", "steps", "told"),
    [
        (READING, [(0, 0, 0)], "Reading the file"),
        (READING, [(0, 0, 0), (0.5, 4_000, 0)], "Reading the file: 4,000 rows"),
        (READING, [(0, 0, 0), (2, 40_000, 0)], "Reading the file: 40,000 rows · 20,000 rows a second"),
        (
            PLANNING,
            [(0, 0, 100), (2, 20_000, 100_000)],
            "Trial run: 20,000 of 100,000 rows · 10,000 rows a second · about 8 seconds left",
        ),
        (
            WRITING,
            [(0, 0, 0), (2, 2_000, 1_000_000)],
            "Importing: 2,000 of 1,000,000 · 1,000 rows a second · about 17 minutes left",
        ),
        (PLANNING, [(0, 0, 0), (2, 20_000, 20_010)], "Trial run: 20,000 of 20,010 rows · 10,000 rows a second"),
        (PLANNING, [(0, 0, 0), (2, 300, 200)], "Trial run: 300 of 300 rows · 150 rows a second"),
    ],
)
def test_what_is_told(words_en: Words, phase: str, steps: list[tuple[float, int, int]], told: str):
    now = 0.0
    progress = ImportProgress(words_en, lambda: now)
    progress.begin()
    text = ""
    for now, done, total in steps:  # noqa: B007 - the clock reads it
        text = progress.text(phase, done, total)
    assert text == told


def test_another_phase_begins_anew(words_en: Words):
    now = 0.0
    progress = ImportProgress(words_en, lambda: now)
    progress.begin()
    now = 10.0
    progress.text(READING, 90_000, 0)
    progress.begin()
    now = 12.0
    assert progress.text(WRITING, 200, 1_000).startswith("Importing: 200 of 1,000 · 100 rows a second")
