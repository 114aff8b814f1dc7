from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import finding, pinyin
from crmdesk.core.finding import Rank

NAMES = st.text(st.sampled_from("张伟单雄信陈立杭州市宁波曾国藩"), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "query", "rank", "spans"),
    [
        ("张伟", "张", Rank.PREFIX, ((0, 1),)),
        ("张伟", "伟", Rank.INSIDE, ((1, 1),)),
        ("张伟", "zhangwei", Rank.PREFIX, ((0, 2),)),
        ("张伟", "zhangw", Rank.PREFIX, ((0, 2),)),
        ("张伟", "zh", Rank.PREFIX, ((0, 1),)),
        ("张伟", "wei", Rank.WORD_START, ((1, 1),)),
        ("张伟", "zw", Rank.INITIALS, ((0, 2),)),
        ("张伟", "ZW", Rank.INITIALS, ((0, 2),)),
        ("单雄信", "shan", Rank.PREFIX, ((0, 1),)),
        ("单雄信", "dan", Rank.PREFIX, ((0, 1),)),
        ("宁波银行", "yinhang", Rank.WORD_START, ((2, 2),)),
        ("打开设置...", "sz", Rank.INITIALS, ((2, 2),)),
        ("Full screen", "full", Rank.PREFIX, ((0, 4),)),
        ("Full screen", "scr", Rank.WORD_START, ((5, 3),)),
        ("Full screen", "fs", Rank.INITIALS, ((0, 1), (5, 1))),
        ("Full screen", "cree", Rank.INSIDE, ((6, 4),)),
        ("Full screen", "screen full", Rank.WORD_START, ((0, 4), (5, 6))),
        ("Café Ünal", "cafe unal", Rank.WORD_START, ((0, 4), (5, 4))),
        ("ＡＢＣ贸易", "abc", Rank.PREFIX, ((0, 3),)),
        ("ABC贸易", "abcmy", Rank.INITIALS, ((0, 5),)),
        ("数据文件", "", Rank.PREFIX, ()),
    ],
)
def test_found(text: str, query: str, rank: Rank, spans: tuple[tuple[int, int], ...]):
    found = finding.match(text, query)
    assert found is not None
    assert (found.rank, found.spans) == (rank, spans)
    assert finding.matches(text, query) == spans


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("张伟", "李"),
        ("张伟", "wz"),
        ("张伟", "zhangx"),
        ("张伟", "张 李"),
        ("Full screen", "fx"),
        ("", "a"),
        ("K00131", "132"),
    ],
)
def test_not_found(text: str, query: str):
    assert finding.matches(text, query) is None


def test_the_better_text_first():
    assert finding.best(["不在此列", "关于设置", "设置", "设置二"], "设置") == (
        2,
        finding.Match(Rank.PREFIX, ((0, 2),)),
    )
    assert finding.best(["甲", "乙"], "丙") is None


@given(st.text(max_size=20), st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject):
    first = data.draw(st.integers(0, len(text)))
    part = text[first : data.draw(st.integers(first, len(text)))]
    spans = finding.matches(text, part)
    assert spans is not None
    end = 0
    for start, length in spans:
        assert end <= start
        assert length > 0
        end = start + length + 1
    assert not spans or end - 1 <= len(text)


@given(NAMES)
def test_initials_and_pinyin_find_a_name(name: str):
    syllables = pinyin.syllables(name)
    found = finding.match(name, "".join(syllable[0] for syllable in syllables))
    assert found is not None
    assert found.spans[0][0] == 0
    whole = finding.match(name, "".join(syllables))
    assert whole is not None
    assert whole.rank is Rank.PREFIX


@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_is_typed_gives_an_answer(text: str, query: str):
    found = finding.match(text, query)
    assert found is None or all(0 <= start < start + length <= len(text) for start, length in found.spans)
