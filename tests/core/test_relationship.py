"""The kinds of relationship: the table, what is few and many, the thirds of margins (METHOD.md section 3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crmdesk.core.relationship import Figures, relationship


def figures(in_grade: int = 20, better: int = 5, compared: int = 9, customers: int = 100) -> Figures:
    return Figures("A", in_grade, customers, Decimal("25"), better, compared)


@pytest.mark.parametrize(
    ("in_grade", "better", "expected"),
    [
        (31, 0, "accountable"),
        (31, 4, "reactive"),
        (31, 8, "basic"),
        (20, 0, "proactive"),
        (20, 4, "accountable"),
        (20, 8, "reactive"),
        (4, 0, "partnership"),
        (4, 4, "proactive"),
        (4, 8, "accountable"),
    ],
)
def test_the_table(in_grade: int, better: int, expected: str) -> None:
    assert relationship(figures(in_grade, better)).kind == expected


@pytest.mark.parametrize(
    ("in_grade", "crowd"), [(0, "few"), (4, "few"), (5, "middling"), (30, "middling"), (31, "many"), (100, "many")]
)
def test_few_are_under_five_percent_and_many_over_thirty(in_grade: int, crowd: str) -> None:
    assert relationship(figures(in_grade)).crowd == crowd


def test_few_and_many_are_the_users() -> None:
    assert relationship(figures(10), few_percent=11).crowd == "few"
    assert relationship(figures(10), many_percent=9).crowd == "many"


@pytest.mark.parametrize(
    ("compared", "levels"),
    [
        (1, ["medium"]),
        (2, ["high", "low"]),
        (3, ["high", "medium", "low"]),
        (6, ["high", "high", "medium", "medium", "low", "low"]),
        (9, ["high"] * 3 + ["medium"] * 3 + ["low"] * 3),
    ],
)
def test_margins_are_cut_into_thirds(compared: int, levels: list[str]) -> None:
    assert [relationship(figures(20, better, compared)).margin for better in range(compared)] == levels


def test_without_a_grade_or_sales_nothing_is_suggested() -> None:
    found = relationship(Figures(customers=100, margin=Decimal(1), compared=1))
    assert (found.kind, found.why.code) == (None, "relationship-no-grade")
    found = relationship(Figures("A", 10, 100))
    assert (found.kind, found.why.code) == (None, "relationship-no-margin")
