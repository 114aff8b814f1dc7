"""The recovery key as text: read again as written, forgiving, and every slip is found in its group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import recovery
from crmdesk.core.errors import UserError

RAW = bytes(range(32))
GROUPS = recovery.written(RAW)
TEXT = "-".join(GROUPS)
KEYS = st.binary(min_size=32, max_size=32)
PLACES = st.integers(0, recovery.GROUPS - 1)


def refused(text: str) -> tuple[str, object]:
    with pytest.raises(UserError) as caught:
        recovery.read(text)
    return caught.value.code, caught.value.params.get("groups", caught.value.params.get("typed"))


def test_sixteen_groups_of_six_digits() -> None:
    assert GROUPS[:3] == ("000011", "005666", "011321")
    assert {len(group) for group in GROUPS} == {6}
    assert len(recovery.written(b"\xff" * 32)) == 16
    assert recovery.written(b"\xff" * 32)[10] == "720895"
    with pytest.raises(ValueError, match="31"):
        recovery.written(RAW[1:])


@given(KEYS)
def test_what_is_written_is_read(raw: bytes) -> None:
    assert recovery.read("-".join(recovery.written(raw))) == raw
    assert recovery.read("".join(recovery.written(raw))) == raw


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        "  " + TEXT.replace("-", "\n") + " ",
        TEXT.replace("-", " — "),
        TEXT.replace("0", "O").replace("1", "I"),
        TEXT.replace("0", "o").replace("1", "l"),
        TEXT.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        TEXT.replace("-", "－"),
        TEXT.replace("-", "_"),
    ],
)
def test_reading_is_forgiving(typed: str) -> None:
    assert recovery.read(typed) == RAW
    assert recovery.looks_typed(typed)


@given(KEYS, PLACES, st.integers(0, 5), st.integers(1, 9))
def test_a_wrong_digit_is_found_in_its_group(raw: bytes, place: int, at: int, step: int) -> None:
    groups = list(recovery.written(raw))
    group = groups[place]
    groups[place] = group[:at] + str((int(group[at]) + step) % 10) + group[at + 1 :]
    assert not recovery.fits(place, groups[place])
    assert refused("-".join(groups)) == ("recovery-groups", (place + 1,))


@given(KEYS, PLACES, st.integers(0, 4))
def test_two_digits_changed_about_are_found(raw: bytes, place: int, at: int) -> None:
    groups = list(recovery.written(raw))
    group = groups[place]
    groups[place] = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    if groups[place] != group:
        assert refused("-".join(groups)) == ("recovery-groups", (place + 1,))


@given(KEYS, st.integers(0, recovery.GROUPS - 2))
def test_two_groups_changed_about_are_found(raw: bytes, place: int) -> None:
    groups = list(recovery.written(raw))
    groups[place], groups[place + 1] = groups[place + 1], groups[place]
    assert refused("".join(groups)) == ("recovery-groups", (place + 1, place + 2))


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", ("recovery-short", 0)),
        ("-".join(GROUPS[:15]), ("recovery-short", 90)),
        ("-".join((*GROUPS, GROUPS[3])), ("recovery-long", 102)),
        ("-".join((*GROUPS[:4], GROUPS[4][:5], *GROUPS[5:])), ("recovery-groups", (5,))),
        ("-".join((*GROUPS[:4], GROUPS[4] + "7", *GROUPS[5:])), ("recovery-groups", (5,))),
        ("-".join((*GROUPS[:4], "72089٣", *GROUPS[5:])), ("recovery-groups", (5,))),
        ("-".join(("999999", *GROUPS[1:7], "ABCDEF", *GROUPS[8:])), ("recovery-groups", (1, 8))),
    ],
)
def test_what_is_wrong_is_told(typed: str, refusal: tuple[str, object]) -> None:
    assert refused(typed) == refusal


@given(st.text(max_size=120))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    if len(recovery.groups(text)) == recovery.GROUPS and all(map(recovery.fits, range(16), recovery.groups(text))):
        assert "".join(recovery.written(recovery.read(text))).isdigit()
    else:
        assert refused(text)[0].startswith("recovery-")


@pytest.mark.parametrize(
    "password", ["", "geheim", "1990-05-01", "13800138000", "correct horse battery staple", "x" * 96]
)
def test_a_password_is_no_recovery_key(password: str) -> None:
    assert not recovery.looks_typed(password)
