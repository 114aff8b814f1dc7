"""Identity numbers: check character, birthday, gender, mask, and what spreadsheets did to them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.id_numbers import birthday_of, check_character, mask_id_number, parse_id_number

ANY = st.text(st.characters()) | st.text("0123456789Xx.E+ -", max_size=20)
FIRST17 = st.builds(
    lambda region, day, serial: f"{region:06}{day:%Y%m%d}{serial:03}",
    st.integers(110000, 659999),
    st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)),
    st.integers(1, 999),
)


@pytest.mark.parametrize(
    ("typed", "value", "code", "params"),
    [
        ("11010519491231002X", "11010519491231002X", None, {}),
        ("11010519491231002x", "11010519491231002X", None, {}),
        ("110105 19491231 002Ｘ", "11010519491231002X", None, {}),
        ("130503670401001", "130503670401001", None, {}),
        ("110105194912310021", "110105194912310021", "id-check", {"expected": "X"}),
        ("110101199001011000", "110101199001011000", "id-digits-lost", {}),
        ("110101199001011000.0", "110101199001011000", "id-digits-lost", {}),
        ("1.10101E+17", "1.10101E+17", "id-digits-lost", {}),
        ("1.1010119900101123e+17", "1.1010119900101123e+17", "id-digits-lost", {}),
        ("110101199013011234", "110101199013011234", "id-date", {}),
        ("1101051949123100", "1101051949123100", "id-length", {"count": 16}),
        ("护照 E123", "护照 E123", "id-length", {"count": 6}),
    ],
)
def test_read(typed: str, value: str, code: str | None, params: dict[str, object]) -> None:
    parsed = parse_id_number(typed)
    assert parsed.value == value
    assert not parsed.refused
    assert (parsed.problem.code if parsed.problem else None) == code
    assert dict(parsed.problem.params if parsed.problem else {}) == params


@pytest.mark.parametrize(
    ("number", "birthday"),
    [
        ("11010519491231002X", dt.date(1949, 12, 31)),
        ("130503670401001", dt.date(1967, 4, 1)),
        ("110101199013011234", None),
        ("1234", None),
    ],
)
def test_birthday(number: str, birthday: dt.date | None) -> None:
    assert birthday_of(number) == birthday


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "110***********002X"),
        ("130503670401001", "130********1001"),
        ("E12345678", "*******78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_mask(number: str, masked: str) -> None:
    assert mask_id_number(number) == masked


@given(FIRST17)
@settings(deadline=None)
def test_a_right_check_character_is_accepted_and_every_wrong_digit_noticed(first17: str) -> None:
    number = first17 + check_character(first17)
    parsed = parse_id_number(number)
    assert parsed.value == number
    assert parsed.problem is None or number.endswith("000")
    for place in (0, 5, 16):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert parse_id_number(wrong).problem is not None


@given(ANY)
@settings(deadline=None)
def test_any_text_is_read_and_kept(text: str) -> None:
    parsed = parse_id_number(text)
    assert not parsed.refused
    if parsed.value is not None:
        assert parse_id_number(parsed.value) == parsed
        birthday_of(parsed.value)


@given(st.text("0123456789X", min_size=8, max_size=24))
@settings(deadline=None)
def test_masks_never_reveal_the_middle(number: str) -> None:
    masked = mask_id_number(number)
    assert len(masked) == len(number)
    assert len(masked.replace("*", "")) <= 7
    assert set(masked[3:-4]) <= {"*"}
