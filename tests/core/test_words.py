"""How what stands in a sentence is written in a language."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from crmdesk.core.words import Words


@pytest.mark.parametrize(
    ("code", "params", "told"),
    [
        ("possible-double-row", {"rows": (12345,)}, "row 12,345."),
        ("import-ambiguous-row", {"rows": (999, 1000)}, "rows 999, 1,000."),
        ("values-differ", {"row": 1234, "kept": "2000", "text": "3000"}, "row 1,234: “2000” was kept, not “3000”"),
        (
            "sheet-field-long",
            {"row": 1000000, "length": 32767},
            "Row 1,000,000: the text is too long; only",
        ),
        ("date-year", {"year": 1700, "first": 1800, "last": 2199}, "The year 1700 is not between 1800 and 2199."),
        ("number-in-trash", {"number": 1001, "name": dt.date(2026, 11, 2)}, "1001"),
    ],
)
def test_amounts_in_sentences_have_thousands_and_years_have_none(
    words_en: Words, code: str, params: dict[str, Any], told: str
) -> None:
    assert told in words_en.message(code, params)


def test_several_rows_in_chinese(words_zh: Words) -> None:
    assert "999、1,000" in words_zh.message("import-ambiguous-row", {"rows": (999, 1000)})


def test_a_day_with_its_weekday(words_en: Words, words_zh: Words) -> None:
    day = dt.date(2026, 11, 22)
    assert (words_en.full_date(day), words_zh.full_date(day)) == ("Sunday, 22 Nov 2026", "2026-11-22 星期日")
