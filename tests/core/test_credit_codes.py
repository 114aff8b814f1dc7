"""The unified social credit code and its check character (GB 32100-2015)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.credit_codes import check_character, parse_credit_code

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST17 = st.text(CHARACTERS, min_size=17, max_size=17)


@pytest.mark.parametrize(
    ("typed", "value", "code", "params"),
    [
        ("91350100M000100Y43", "91350100M000100Y43", None, {}),
        ("９１３５０１００m000100y43", "91350100M000100Y43", None, {}),
        ("9135 0100 M000100Y4-3", "91350100M000100Y43", None, {}),
        ("91000000MA00001388", "91000000MA00001388", None, {}),
        ("91000000MA00001386", "91000000MA00001386", "credit-check", {"expected": "8"}),
        ("9135O100M000100Y43", "9135O100M000100Y43", "credit-character", {"place": 5, "character": "O"}),
        ("330106000012345", "330106000012345", "credit-old", {}),
        ("91350100M000100Y4", "91350100M000100Y4", "credit-length", {"count": 17}),
        ("9.11E+17", "9.11E+17", "credit-digits-lost", {}),
        ("911101080828461000", "911101080828461000", "credit-digits-lost", {}),
        ("办理中", "办理中", "credit-length", {"count": 3}),
    ],
)
def test_read(typed: str, value: str, code: str | None, params: dict[str, object]) -> None:
    parsed = parse_credit_code(typed)
    assert parsed.value == value
    assert not parsed.refused
    assert (parsed.problem.code if parsed.problem else None) == code
    assert dict(parsed.problem.params if parsed.problem else {}) == params


@given(FIRST17, st.integers(0, 16), st.sampled_from(CHARACTERS))
@settings(deadline=None)
def test_one_wrong_character_is_noticed(first17: str, place: int, other: str) -> None:
    code = first17 + check_character(first17)
    assert parse_credit_code(code).problem is None
    wrong = code[:place] + other + code[place + 1 :]
    assert (parse_credit_code(wrong).problem is None) == (wrong == code)


@given(st.text(st.characters()) | st.text(CHARACTERS + "IOSVZabc. E+-", max_size=20))
@settings(deadline=None)
def test_any_text_is_read_and_kept(text: str) -> None:
    parsed = parse_credit_code(text)
    assert not parsed.refused
    if parsed.value is not None:
        assert parse_credit_code(parsed.value) == parsed
