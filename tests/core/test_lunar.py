"""The table of the Chinese calendar says what the library works out."""

from __future__ import annotations

import pytest

from crmdesk.core import lunar, lunar_table

DECADES = range(lunar_table.FIRST, lunar_table.LAST + 1, 10)


@pytest.mark.parametrize("decade", DECADES)
def test_every_year_of_the_table(decade: int) -> None:
    for year in range(decade, min(decade + 10, lunar_table.LAST + 1)):
        assert lunar.months(year) == lunar.worked_out_months(year)
        assert lunar.terms(year) == lunar.worked_out_terms(year)


@pytest.mark.parametrize("year", [lunar_table.FIRST - 1, lunar_table.LAST + 1])
def test_years_beside_the_table_follow_on(year: int) -> None:
    months, beside = lunar.months(year), lunar.months(year + (1 if year < lunar_table.FIRST else -1))
    first, second = sorted((months, beside), key=lambda each: each[0].first)
    assert (second[0].first - first[-1].first).days == first[-1].days
    assert len(lunar.terms(year)) == len(lunar_table.TERMS)
