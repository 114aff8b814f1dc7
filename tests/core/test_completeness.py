"""How complete a file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.completeness import NOT_COUNTED, completeness

KEYS = ("owner", "phone", "groups", "wanted")
FULL: Mapping[str, Any] = {"owner": "陈立", "phone": "1", "groups": ("展会",), "wanted": False}


@pytest.mark.parametrize(
    ("values", "kind", "keys", "reachable", "aim", "expected"),
    [
        (FULL, "individual", KEYS, 0, 3, (100, ())),
        (FULL, "enterprise", KEYS, 3, 3, (100, ())),
        (FULL, "enterprise", KEYS, 9, 3, (100, ())),
        (FULL, "enterprise", KEYS, 2, 3, (85, ("contacts",))),
        (FULL, "enterprise", KEYS, 0, 4, (50, ("contacts",))),
        ({}, "individual", KEYS, 0, 3, (0, KEYS)),
        ({}, "enterprise", KEYS, 0, 3, (0, (*KEYS, "contacts"))),
        ({}, "enterprise", KEYS, 1, 1, (20, KEYS)),
        ({"owner": "陈立", "phone": "1"}, "individual", ("owner", "phone", "wechat"), 0, 3, (66, ("wechat",))),
        ({"groups": ()}, "individual", ("groups",), 0, 3, (0, ("groups",))),
        ({}, "individual", (), 0, 3, (100, ())),
        ({}, "enterprise", (), 0, 0, (100, ())),
        ({}, "enterprise", (), 1, 2, (50, ("contacts",))),
        ({}, "individual", tuple(sorted(NOT_COUNTED)), 0, 3, (100, ())),
    ],
)
def test_completeness_is_the_share_of_what_matters(
    values: Mapping[str, Any], kind: str, keys: tuple[str, ...], reachable: int, aim: int, expected: object
) -> None:
    assert completeness(values, kind, keys, reachable, aim) == expected


@given(
    filled=st.sets(st.sampled_from("abcdefgh")),
    keys=st.lists(st.sampled_from("abcdefgh"), unique=True),
    kind=st.sampled_from(["individual", "enterprise"]),
    reachable=st.integers(0, 30),
    aim=st.integers(1, 20),
)
def test_a_hundred_percent_and_nothing_missing_are_the_same(
    filled: set[str], keys: list[str], kind: str, reachable: int, aim: int
) -> None:
    percent, missing = completeness(dict.fromkeys(filled, 1), kind, keys, reachable, aim)
    assert 0 <= percent <= 100
    assert (percent == 100) == (not missing)
    assert [key for key in missing if key != "contacts"] == [key for key in keys if key not in filled]
