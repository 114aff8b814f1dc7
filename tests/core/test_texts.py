"""Cleaning keeps what was meant and drops what cannot be seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.texts import clean, clean_lines, fold, normal, whole_digits

ANY = st.text(st.characters())
TRICKY = st.text(
    st.sampled_from("aÅé\u0301\u200b\u3000\u00a0\n\r\t\x00\ud800\uffff（），。：“”ＡＢ１２⼾⺟ﬁｶﾞ①²…\u2028")
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  禾砚  精密 ", "禾砚 精密"),
        ("禾砚精密机械（嘉兴）有限公司", "禾砚精密机械（嘉兴）有限公司"),
        ("说：“好，行。”！？；～", "说：“好，行。”！？；～"),
        ("ＡＢＣ１２３＠ｘ．ｃｎ", "ABC123@x.cn"),
        ("客\u3000户\u00a0档\u2003案", "客 户 档 案"),
        ("⼾主⺟亲⻢⻰⾭", "户主母亲马龙青"),
        ("张\u200b三\ufeff\u2060", "张三"),
        ("a\x00b\x07c\x7f", "abc"),
        ("a\ud800b\udfff\uffff\U0001ffff", "ab"),
        ("第一行\r\n第二行\u2028第三行", "第一行 第二行 第三行"),
        ("Cafe\u0301", "Café"),
        ("10㎡ 1½ ①号", "10㎡ 1½ ①号"),
        ("ﬁrma", "firma"),
        ("𠮷野家 䶮", "𠮷野家 䶮"),
        ("\u3164\u115f\u2800", ""),
        ("", ""),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_clean_lines_keeps_the_breaks() -> None:
    assert clean_lines("\n 一 行 \r\n\r\n二\t行\x00\n\n") == "一 行\n\n二 行"


@given(ANY | TRICKY)
@settings(deadline=None)
def test_cleaning_is_idempotent_and_storable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert clean_lines(clean_lines(text)) == clean_lines(text)
    assert once == once.strip()
    assert not any(c in once for c in "\n\r\t\x00\u200b\ufeff\uffff")
    once.encode("utf-8")


@given(ANY | TRICKY)
@settings(deadline=None)
def test_normal_and_fold_are_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


def test_every_single_character_is_cleaned_for_good() -> None:
    for code in range(0x110000):
        once = clean(chr(code))
        assert clean(once) == once, hex(code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("禾砚（嘉兴）有限公司", "禾砚(嘉兴) 有限公司"),
        ("ABC Ltd.", "ａｂｃ　ｌｔｄ"),
        ("Straße", "STRASSE"),
        ("O'Neill-Smith", "oneill smith"),
        ("①号", "1号"),
    ],
)
def test_fold_sees_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_fold_keeps_different_names_apart() -> None:
    assert len({fold(name) for name in ("张三", "张叁", "Zhang San", "Zhang Sun", "C++", "C")}) == 6


@pytest.mark.parametrize(
    ("text", "digits", "lost"),
    [
        ("13800138000.0", "13800138000", False),
        ("1.3800138E+10", "1.3800138E+10", True),
        ("1.3800138000E+10", "13800138000", False),
        ("1.38e10", "1.38e10", True),
        ("13800138000", "13800138000", False),
        ("13800138000.5", "13800138000.5", False),
        ("张三", "张三", False),
    ],
)
def test_whole_digits(text: str, digits: str, lost: bool) -> None:
    assert whole_digits(text) == (digits, lost)
