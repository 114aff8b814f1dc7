"""Which field each column becomes: the choices, their names, and what was chosen by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from crmdesk.core.importing import Column, SheetPlan
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_columns import Mapping, choices, target_name
from crmdesk.services.desk import Desk
from crmdesk.services.importing_sheets import registry
from tests.desk import make_desk

COLUMNS = (
    Column(0, "客户名称", "", "name"),
    Column(1, "代号", "", None, sure=""),
    Column(2, "电话", "", "phone"),
    Column(3, "电话", "", "contact2.phone", sure="memory"),
    Column(4, "城市", "联系人", "contact.city", sure="content"),
)


@pytest.fixture
def desk(tmp_path):
    desk = make_desk(tmp_path)
    yield desk
    desk.close()


def plans(*names: str) -> tuple[SheetPlan, ...]:
    return tuple(SheetPlan(name, 1, COLUMNS, ()) for name in names)


def mapping(*names: str) -> Mapping:
    sheets = plans(*names)
    return Mapping(sheets, {(sheet.name, c.index): c.target or "" for sheet in sheets for c in sheet.columns})


@pytest.mark.parametrize(
    ("target", "chinese", "english"),
    [
        ("", "不导入", "Do not import"),
        ("mobile", "手机", "Mobile"),
        ("contact.mobile", "联系人手机", "Contact Mobile"),
        ("contact2.mobile", "联系人 2 手机", "Contact 2 Mobile"),
        ("own.幸运色", "幸运色", "幸运色"),
        ("note.text", "记事", "Note"),
    ],
)
def test_what_a_field_is_called(desk: Desk, words_zh: Words, words_en: Words, target: str, chinese: str, english: str):
    known = registry(desk)
    assert target_name(known, target, words_zh) == chinese
    assert target_name(known, target, words_en) == english


def test_every_choice_stands_once_under_its_title_with_one_more_contact(desk: Desk, words_en: Words):
    found = choices(registry(desk), words_en, plans("客户"))
    keys = [choice.key for choice in found if not choice.head]
    assert len(keys) == len(set(keys))
    assert keys[:2] == ["", "own"]
    assert {"name", "contact.name", "contact2.name", "contact3.name", "note.text", "as_of"} <= set(keys)
    assert "contact4.name" not in keys
    assert not found[-1].head
    assert all(not (one.head and other.head) for one, other in pairwise(found))


def test_nothing_chosen_is_nothing_by_hand():
    chosen = mapping("客户")
    assert chosen.by_header() == {}
    assert [chosen.sure(("客户", i)) for i in range(5)] == ["header", "", "header", "memory", "content"]


def test_a_field_has_one_column():
    chosen = mapping("客户")
    holder = chosen.holder(("客户", 1), "phone")
    assert holder is not None
    assert holder.index == 2
    assert chosen.holder(("客户", 2), "phone") is None
    assert chosen.holder(("客户", 1), "own") is None
    assert chosen.holder(("客户", 1), "") is None


def test_the_same_header_of_another_sheet_is_meant_where_the_field_is_free_there():
    chosen = mapping("华东", "华北")
    assert chosen.choose(("华东", 1), "short_name") == [("华东", 1), ("华北", 1)]
    assert chosen.by_header() == {"代号": "short_name"}
    assert chosen.choose(("华北", 2), "") == [("华北", 2), ("华东", 2), ("华东", 3)]


def test_taken_back_it_is_as_it_was_recognised():
    chosen = mapping("客户")
    chosen.choose(("客户", 4), "")
    assert chosen.sure(("客户", 4)) == "out"
    chosen.choose(("客户", 4), "contact.city")
    assert chosen.sure(("客户", 4)) == "content"
    assert chosen.by_header() == {}


def test_headers_that_stand_twice_are_told_apart():
    chosen = mapping("客户")
    assert [chosen.header(("客户", i)) for i in range(5)] == ["客户名称", "代号", "电话 (C)", "电话 (D)", "联系人 城市"]
