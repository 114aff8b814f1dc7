"""The search index finds what a person types, and stays in step with every change."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from crmdesk.core import pinyin
from crmdesk.core import search as tokens
from crmdesk.core.customers import Listing
from crmdesk.services import contacts, customers, history
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import search
from tests.desk import clock

PEOPLE = (
    {"name": "张伟", "mobile": "139 0000 0013", "district": "南湖区", "city": "嘉兴市"},
    {"name": "张伟明", "mobile": "13900007788"},
    {"name": "单雄信", "mobile": "13800000021"},
    {"name": "曾晓", "wechat": "zx_900", "email": "xiao.zeng@heyan.example"},
    {"name": "José Núñez", "mobile": "13700000099"},
    {"name": "禾砚精密机械（嘉兴）有限公司", "short_name": "禾砚", "phone": "0573-0000 0013", "number": "HY-2024"},
)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for typed in PEOPLE:
        customers.add(desk, typed)
    company = customers.find(desk, Listing("禾砚"))[0]
    contacts.add(desk, company, {"name": "尉迟恭", "mobile": "13600004321"})
    return desk


def found(desk: Desk, query: str) -> list[str]:
    return [row.name for row in customers.rows(desk, customers.find(desk, Listing(query)))]


HEYAN = PEOPLE[5]["name"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("张", ["张伟", "张伟明"]),
        ("张伟", ["张伟", "张伟明"]),
        ("伟明", ["张伟明"]),
        ("zw", ["张伟", "张伟明"]),
        ("ZW", ["张伟", "张伟明"]),
        ("zwm", ["张伟明"]),
        ("zhangwei", ["张伟", "张伟明"]),
        ("zhangw", ["张伟", "张伟明"]),
        ("weiming", ["张伟明"]),
        ("shanxiongxin", ["单雄信"]),
        ("danxiongxin", ["单雄信"]),
        ("zengxiao", ["曾晓"]),
        ("yuchigong", [HEYAN]),
        ("0013", [HEYAN, "张伟"]),
        ("13900000013", ["张伟"]),
        ("139 0000 0013", ["张伟"]),
        ("+8613900000013", ["张伟"]),
        ("+86 139 0000 0013", ["张伟"]),
        ("139-0000-0013", ["张伟"]),
        ("0573-0000", [HEYAN]),
        ("4321", [HEYAN]),
        ("南湖区", ["张伟"]),
        ("南湖 张", ["张伟"]),
        ("张 南湖", ["张伟"]),
        ("嘉兴 张", ["张伟"]),
        ("jose", ["José Núñez"]),
        ("nunez jos", ["José Núñez"]),
        ("hy-2024", [HEYAN]),
        ("K00001", ["张伟"]),
        ("ｚｗ", ["张伟", "张伟明"]),
        ("heyan", [HEYAN, "曾晓"]),
        ("xiao.zeng@heyan.example", ["曾晓"]),
        ("精密", [HEYAN]),
        ("密精", []),
        ("不存在", []),
        ("！？", []),
        ('"', []),
        ("AND", []),
    ],
)
def test_what_is_typed_finds_it(filled: Desk, query: str, expected: list[str]) -> None:
    assert found(filled, query) == expected


def stored_tokens(desk: Desk) -> dict[str, int]:
    """Every term of the index and how many customers have it."""
    execute = desk.data.database.execute_sql
    execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, 'customer_search', 'row')")
    return {term: documents for term, documents, _ in execute("SELECT * FROM temp.terms").fetchall()}


def check_index(desk: Desk) -> None:
    """The index equals one made anew, and its own check passes."""
    desk.data.database.execute_sql("INSERT INTO customer_search (customer_search) VALUES ('integrity-check')")
    kept = stored_tokens(desk)
    with desk.data.write():
        search.SearchIndex(desk.data, desk.records).rebuild()
    assert kept == stored_tokens(desk)


@pytest.mark.parametrize("name", ["公司K1", "3M中国", "北京A8公司", "58同城", "甲K", "A-K1商行", "K1 B2", "7-11"])
def test_a_name_of_letters_digits_and_chinese_finds_itself(desk: Desk, name: str) -> None:
    customers.add(desk, {"name": name})
    customers.add(desk, {"name": "公司K2"})
    assert found(desk, name) == [name]


def test_the_index_follows_every_change(filled: Desk) -> None:
    check_index(filled)
    zhang = customers.find(filled, Listing("zhangwei"))[0]
    customers.edit(filled, zhang, {"name": "章未"})
    assert found(filled, "张伟") == ["张伟明"]
    assert found(filled, "zhangwei") == ["章未", "张伟明"]
    company = customers.find(filled, Listing("禾砚"))[0]
    contact = customers.file(filled, company).contacts[0].id
    contacts.edit(filled, contact, {"mobile": "13611119999"})
    assert found(filled, "4321") == []
    contacts.delete(filled, contact)
    assert found(filled, "yuchigong") == []
    customers.delete(filled, [company])
    assert found(filled, "精密") == []
    check_index(filled)
    for _ in range(4):
        history.undo(filled)
    assert found(filled, "4321") == [HEYAN]
    assert found(filled, "张伟") == ["张伟", "张伟明"]
    check_index(filled)


def test_no_token_of_an_undone_customer_is_left(desk: Desk) -> None:
    customers.add(desk, {"name": "罕见字龘", "notes": "x"})
    assert "龘" in stored_tokens(desk)
    history.undo(desk)
    assert stored_tokens(desk) == {}


def test_a_new_version_of_the_tokens_rebuilds_the_index(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.close()

    def other(values: dict[str, Iterable[str]]) -> tuple[str, ...]:
        return ("xyzzy", *("" for _ in tokens.COLUMNS[1:]))

    monkeypatch.setattr(tokens, "VERSION", tokens.VERSION + 1)
    monkeypatch.setattr(tokens, "tokens", other)
    reopened = open_desk(filled.path, who="", clock=clock)
    assert len(customers.find(reopened, Listing("xyzzy"))) == len(PEOPLE)
    reopened.close()


def test_every_reading_that_begins_with_a_syllable_is_known() -> None:
    """So that a last syllable can be looked up as each that it may become (`_spelt`)."""
    pinyin.load()
    known = tokens._syllables()
    spoken = {reading for code in pinyin._dictionary() for reading in pinyin.readings(chr(code))}
    begun = {reading for reading in spoken for end in range(1, len(reading)) if reading[:end] in known}
    assert len(spoken & known) > 390
    assert begun <= known


@pytest.mark.parametrize("typed", ["yu", "gaoyu", "gaoy", "gaoyua", "xi", "lvxin", "shengx", "shengxi", "nver"])
def test_a_syllable_that_may_go_on_finds_what_its_beginning_does(desk: Desk, typed: str) -> None:
    for name in ("高雨", "高原", "高月", "高云", "余高", "盛夏", "盛兴", "吕新", "吕兴", "女儿", "绿信", "西安", "雪"):
        customers.add(desk, {"name": name})
    cuts = tokens.segmentations(typed)
    begun = " OR ".join(f'pinyin:"{" ".join(cut)}"*' for cut in cuts)
    spelt = " OR ".join(phrase for cut in cuts for phrase in tokens._spelt(cut))
    sql = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"
    execute = desk.data.database.execute_sql
    assert execute(sql, (spelt,)).fetchall() == execute(sql, (begun,)).fetchall() != []


def test_a_word_typed_twice_is_asked_for_once() -> None:
    assert tokens.match("苏州 苏州") == tokens.match("苏州")
    assert tokens.match("苏州 张 苏州") == tokens.match("苏州 张")
