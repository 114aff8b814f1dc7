"""Phone numbers in all the ways Chinese spreadsheets hold them."""

import re
import sys
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crmdesk.core.phones import common_key, format_phone, is_common, mask_phone, parse_phone

ANY = st.text(st.characters()) | st.text("0123456789+-() 转ext#/.E张（）")
MOBILES = st.from_regex("1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex("0(?:10|2[0-9])-[1-9][0-9]{7}|0[3-9][0-9]{2}-[1-9][0-9]{6,7}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "e164", "extension"),
    [
        ("13800138000", "+8613800138000", None),
        ("139 0000 0013", "+8613900000013", None),
        ("139-0000-0013", "+8613900000013", None),
        ("１３９００００００１３", "+8613900000013", None),
        ("+86 139 0000 0013", "+8613900000013", None),
        ("8613900000013", "+8613900000013", None),
        ("0086-139-0000-0013", "+8613900000013", None),
        ("013900000013", "+8613900000013", None),
        ("13800138000.0", "+8613800138000", None),
        ("1.3800138000E+10", "+8613800138000", None),
        ("手机：13900000013", "+8613900000013", None),
        ("tel:+8613900000013", "+8613900000013", None),
        ("0573-0000 0013", "+8657300000013", None),
        ("(0571)88886666", "+8657188886666", None),
        ("（0571）8888 6666", "+8657188886666", None),
        ("0573-0000-0013", "+8657300000013", None),
        ("010-12345678", "+861012345678", None),
        ("+86 573 0000 0013", "+8657300000013", None),
        ("+86 (0)573 0000 0013", "+8657300000013", None),
        ("57300000013", "+8657300000013", None),
        ("400-800-1234", "+864008001234", None),
        ("0571-88886666转801", "+8657188886666", "801"),
        ("0571-88886666 ext. 801", "+8657188886666", "801"),
        ("0571-88886666-801", "+8657188886666", "801"),
        ("0571-8888666-801", "+865718888666", "801"),
        ("13900000013-8012", "+8613900000013", "8012"),
        ("+1 650 253 0000", "+16502530000", None),
        ("+852 2345 6789", "+85223456789", None),
        ("+1 415 555 2671", "+14155552671", None),
        ("001-415-555-2671", "+14155552671", None),
        ("0044 20 7946 0958", "+442079460958", None),
        ("(+1) 415 555 2671", "+14155552671", None),
        ("+81 3-1234-5678", "+81312345678", None),
        ("+1 555 123 4567", "+15551234567", None),
        ("+1 315 555 0123 ext 12", "+13155550123", "12"),
        ("88886666", None, None),
        ("63913136.0", None, None),
        ("88886666-801", None, "801"),
        ("95588", None, None),
        ("110", None, None),
    ],
)
def test_sound_numbers(typed: str, e164: str | None, extension: str | None) -> None:
    parsed = parse_phone(typed)
    assert parsed.problem is None
    assert parsed.value is not None
    assert (parsed.value.e164, parsed.value.extension) == (e164, extension)


@pytest.mark.parametrize(
    ("typed", "code", "e164"),
    [
        ("1.38E+10", "phone-digits-lost", None),
        ("13900000013/13900000014", "phone-several", "+8613900000013"),
        ("0573-00000013、13900000013", "phone-several", "+8657300000013"),
        ("13900000013 13900000014", "phone-several", "+8613900000013"),
        ("张三13900000013", "phone-words", "+8613900000013"),
        ("1390000001", "phone-length", None),
        ("139000000134", "phone-length", None),
        ("+86 1390000001", "phone-length", None),
        ("+1 415 555 267", "phone-odd", None),
        ("+1390000001", "phone-odd", None),
        ("001-555-123-4567", "phone-odd", None),
        ("0057112345678", "phone-odd", None),
        ("无", "phone-odd", None),
        ("00000000", "phone-odd", None),
        ("12345678901", "phone-odd", None),
    ],
)
def test_doubtful_numbers_are_kept(typed: str, code: str, e164: str | None) -> None:
    parsed = parse_phone(typed)
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, False)
    assert parsed.value is not None
    assert (parsed.value.typed, parsed.value.e164) == (typed, e164)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("139 0000 0013", "+8613900000013"),
        ("0571-88886666-801", "+8657188886666#801"),
        ("1390000001", "1390000001"),
        ("88886666", None),
        ("88886666-801", None),
        ("95588", None),
        ("0000000000", None),
        ("无", None),
    ],
)
def test_key_for_comparing(typed: str, key: str | None) -> None:
    parsed = parse_phone(typed)
    assert parsed.value is not None
    assert parsed.value.key == key


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("13900000013", "139 0000 0013"),
        ("+86-139-0000-0013", "139 0000 0013"),
        ("057300000013", "0573-0000 0013"),
        ("0571-8888666", "0571-888 8666"),
        ("01012345678", "010-1234 5678"),
        ("4008001234", "400-800-1234"),
        ("0571-88886666转801", "0571-8888 6666-801"),
        ("+1 650-253-0000", "+1 650-253-0000"),
        ("88886666", "88886666"),
        ("张三 13900000013", "张三 13900000013"),
    ],
)
def test_format(typed: str, shown: str) -> None:
    assert format_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("13800138013", "138****8013"),
        ("+86 138 0013 8013", "138****8013"),
        ("0086-13800138013", "138****8013"),
        ("0573-1234 0013", "0573****0013"),
        ("010-12340013", "010****0013"),
        ("88886666", "****6666"),
        ("95588", "****"),
        ("张三", "****"),
        ("", ""),
        ("138****8013", "138****8013"),
    ],
)
def test_mask(typed: str, masked: str) -> None:
    assert mask_phone(typed) == masked


def test_an_empty_number_is_none() -> None:
    for empty in ("", " ", "\u3000\u200b"):
        assert parse_phone(empty).value is None
        assert parse_phone(empty).problem is None


@given(ANY)
@settings(deadline=None)
@example("tel:")
@example("+")
@example("/1")
def test_any_text_is_read_and_kept(text: str) -> None:
    parsed = parse_phone(text)
    assert not parsed.refused
    if parsed.value is None:
        return
    again = parse_phone(parsed.value.typed)
    assert again == parsed
    shown = parse_phone(format_phone(text)).value
    assert shown is not None
    assert shown.key == parsed.value.key


@given(MOBILES | LANDLINES)
@settings(deadline=None)
def test_chinese_numbers_need_no_library_and_agree_in_every_form(number: str) -> None:
    national = number.replace("-", "").removeprefix("0")
    for form in (number, "+86" + national, "0086 " + national, number + " ", f"\u200b{number}", f"电话：{number}"):
        with patch.dict(sys.modules, {"phonenumbers": None}):
            parsed = parse_phone(form)
        assert parsed.problem is None
        assert parsed.value is not None
        assert parsed.value.e164 == "+86" + national


@given(ANY | MOBILES | LANDLINES)
@settings(deadline=None)
def test_masks_never_reveal_the_middle(text: str) -> None:
    masked = mask_phone(text)
    assert mask_phone(masked) == masked
    if "*" not in text and masked:
        assert re.fullmatch(r"(?:[0-9]{3,4})?\*{4}(?:[0-9]{4})?", masked)
        shown = len(masked.replace("*", ""))
        digits = len(re.sub(r"[^0-9]", "", text))
        assert shown == 0 or digits - shown >= 4 or not text.isascii()


@given(st.from_regex(r"0?[0-9]{2,3}-?[0-9]{7,9}", fullmatch=True) | st.from_regex(r"1[3-9][0-9]{9}\n?", fullmatch=True))
def test_the_key_of_a_common_number_is_what_reading_it_gives(text: str) -> None:
    phone = parse_phone(text).value
    assert is_common(text) == (common_key(text) is not None)
    assert common_key(text) in (None, phone and phone.key)
