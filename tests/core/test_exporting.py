"""What an export holds: presets as they are kept, and the sheet of own fields read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.assets import load_words
from crmdesk.core import exporting, exporting_fields, texts
from crmdesk.core.exporting import ALL, ENDINGS, VCARDS, ExportOptions
from crmdesk.core.exporting_fields import FieldLine
from crmdesk.core.fields import Type, user_field
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.headers import HeaderIndex
from crmdesk.core.importing_registry import BY_KIND
from crmdesk.core.registry import REGISTRY

KINDS = st.lists(st.sampled_from(ALL), min_size=1, unique=True).map(lambda kinds: tuple(k for k in ALL if k in kinds))
COLUMNS = st.dictionaries(st.sampled_from(ALL), st.lists(st.text(max_size=8), max_size=4).map(tuple), max_size=3)
WORD = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8).filter(
    lambda word: texts.clean(word) == word
)


@given(KINDS, COLUMNS, st.booleans(), st.sampled_from(VCARDS), st.sampled_from(ENDINGS), st.sampled_from(["", "en"]))
def test_a_preset_is_kept_as_it_is(kinds, columns, mask, vcard, ending, language):
    options = ExportOptions(kinds, columns, mask, vcard)
    found = exporting.from_json(7, "月报", exporting.to_json(options, ending, language))
    assert (found.id, found.name, found.options, found.ending, found.language) == (7, "月报", options, ending, language)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, ExportOptions()),
        ({"kinds": ["customers", "nonsense"]}, ExportOptions(("customers",))),
        ({"kinds": ["nonsense"]}, ExportOptions()),
        ({"vcard": "9.9", "columns": {"nonsense": ["x"]}}, ExportOptions()),
    ],
)
def test_what_another_version_kept_is_left_out(content: dict[str, object], expected: ExportOptions):
    assert exporting.from_json(1, "a", json.dumps(content)).options == expected


def test_every_kind_is_one_the_importer_knows():
    for kind in exporting.KINDS:
        assert kind.record in REGISTRY
        assert kind.record == "customer" or BY_KIND[kind.record].what == kind.key


@given(
    st.lists(
        st.tuples(
            WORD, st.sampled_from(list(exporting_fields.TYPES)), st.lists(WORD, min_size=1, max_size=4, unique=True)
        ),
        max_size=4,
    ),
    st.sampled_from(["zh_CN", "en"]),
)
def test_own_fields_come_back_as_they_were(made: list[tuple[str, Type, list[str]]], language: str):
    words = load_words(language)
    fields = [
        user_field(f"x{number}", label, type_, choices if type_ is Type.CHOICE else ())
        for number, (label, type_, choices) in enumerate(made, 1)
    ]
    lines = exporting_fields.lines(fields, (), words)
    header = [words.label(label) for label in exporting_fields.HEADERS]
    sheet = [header, *([*exporting_fields.row(line, words)] for line in lines)]
    assert exporting_fields.read(sheet) == lines
    assert [line.type for line in lines] == [field.type for field in fields]
    assert all(line.by_user for line in lines)


def test_a_changed_list_is_among_them(words_zh):
    (line,) = exporting_fields.lines(CUSTOMERS.all, ["source"], words_zh)
    assert (line.key, line.type, line.by_user) == ("source", Type.CHOICE, False)
    assert line.words == tuple(choice.label.zh for choice in CUSTOMERS["source"].choices)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["客户名称", "电话"], ["甲", "1"]],
        [[None, 3, "所存内容", "可选词语"]],
        [["字段或选项表", "字段代号"]],
    ],
)
def test_another_sheet_is_not_taken_for_it(rows: list[list[object]]):
    assert exporting_fields.read(rows) is None


def test_broken_lines_of_it_are_left_out(words_en):
    header = [label.en for label in exporting_fields.HEADERS]
    rows = [
        header,
        ["Size", "x1", "Number"],
        ["", "x2", "Text"],
        ["Odd", "x3", "Picture"],
        [],
        [None, None, None, None],
    ]
    assert exporting_fields.read(rows) == [FieldLine("Size", "x1", Type.NUMBER)]


def test_its_headers_are_no_columns_of_customers():
    index = HeaderIndex(CUSTOMERS, REGISTRY["contact"], REGISTRY["address"])
    headers = [text for label in exporting_fields.HEADERS for text in (label.en, label.zh)]
    assert [header for header in headers if index.known(header)] == []
