"""What a large import keeps in memory behaves like a list and a dict, packed or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.services import importing_shelf
from crmdesk.services.importing_shelf import Places, Shelf


@pytest.fixture(params=[3, 10_000], ids=["packed", "plain"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The size from which things are packed."""
    monkeypatch.setattr(importing_shelf, "MOST_IN_DICT", request.param)
    monkeypatch.setattr(importing_shelf, "_FIRST_SIZE", 8)
    monkeypatch.setattr(importing_shelf, "_OPENED", 2)
    return int(request.param)


def test_a_shelf_keeps_what_was_put_back(few: int) -> None:
    shelf: Shelf[dict[str, int]] = Shelf(packed=few < 500)
    for number in range(500):
        shelf.append({"number": number})
    for index in (0, 499, 70, 130, 200, 1, 263):
        record = shelf[index]
        record["changed"] = index
        shelf[index] = record
    expected = [{"number": n, **({"changed": n} if n in (0, 499, 70, 130, 200, 1, 263) else {})} for n in range(500)]
    assert len(shelf) == 500
    assert list(shelf) == expected
    assert [shelf[i] for i in range(500)] == expected
    assert list(shelf.drained()) == expected


@given(st.lists(st.tuples(st.text(max_size=2), st.integers(0, 20)), max_size=200))
def test_places_know_every_draft_of_a_key(added: list[tuple[str, int]]) -> None:
    for most in (4, 1_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(importing_shelf, "MOST_IN_DICT", most)
            patch.setattr(importing_shelf, "_FIRST_SIZE", 8)
            places = Places()
            expected: dict[tuple[str, str], list[int]] = {}
            for text, draft in added:
                places.add(("name", text), draft)
                known = expected.setdefault(("name", text), [])
                if draft not in known:
                    known.append(draft)
            assert {key: list(places[key]) for key in expected} == expected
            assert places["name", "not there"] == ()


def test_many_places(few: int) -> None:
    places = Places()
    for number in range(2_000):
        places.add(("number", f"K{number}"), number)
    assert all(list(places["number", f"K{number}"]) == [number] for number in range(2_000))
    assert places["number", "K2000"] == ()


def test_rough_places_know_the_first_few(few: int) -> None:
    places = Places(rough=True)
    for number in range(100):
        places.add(f"key {number % 3}", number)
    assert list(places["key 1"]) == [1, 4, 7, 10, 13, 16, 19, 22]
