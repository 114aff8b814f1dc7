"""Blank forms: every field is there to be filled in, nothing is filled in."""

from __future__ import annotations

import functools
import re

import pytest

from crmdesk.core.blank_forms import FORMS, NOT_BY_HAND, RECORDS
from crmdesk.core.file_form import form_keys
from crmdesk.core.printed_labels import BLANK, BlankForm
from crmdesk.core.printing import Letterhead, Printout, Style
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label, Words
from tests.paper.printed import typesetter
from tests.paper.reading import fonts_embedded, page_count, pages, radicals, size_mm, text

_FIELDS = {record: REGISTRY[record] for record in RECORDS}
_KEYS = tuple(BLANK.option("form").choices)


@functools.cache
def _pdf(words: Words, form: str, paper: str = "A4", copies: int = 1) -> bytes:
    forms = (BlankForm(form, _FIELDS),) * copies
    named = (("", ""),) * copies
    return typesetter(words).pdf([Printout("blank", Style("blank", paper), Letterhead("青禾包材"), forms, named)]).pdf


def test_a_form_for_every_choice() -> None:
    assert {*FORMS, "enterprise", "individual"} == set(_KEYS)


@pytest.mark.parametrize("form", ["enterprise", "individual"])
def test_file_has_every_field_on_one_page(words_zh: Words, words_en: Words, form: str) -> None:
    for words in (words_zh, words_en):
        pdf = _pdf(words, form)
        assert page_count(pdf) == 1
        told = text(pdf)
        for key in form_keys(form):
            if key not in NOT_BY_HAND[form]:
                label = words.label(_FIELDS["customer"].by_key[key].label_for(form))
                assert "".join(label.split()) in told
        assert radicals(pdf) == set()


@pytest.mark.parametrize(("form", "most"), [("visit", 1), ("complaint", 2), ("survey", 1)])
def test_forms_have_their_fields(words_zh: Words, words_en: Words, form: str, most: int) -> None:
    for words in (words_zh, words_en):
        pdf = _pdf(words, form)
        assert page_count(pdf) == most
        assert fonts_embedded(pdf)
        told = text(pdf)
        for section in FORMS[form].sections:
            for blank in (one for row in section.rows for one in row):
                label = blank.field if isinstance(blank.field, Label) else _label(blank.field)
                assert "".join(words.label(label).split()) in told


def _label(name: str) -> Label:
    record, key = name.split(".")
    return _FIELDS[record].by_key[key].label


def test_every_word_of_a_choice_is_there_to_be_ticked(words_en: Words) -> None:
    told = text(_pdf(words_en, "visit"))
    for choice in _FIELDS["objection"].by_key["kind"].choices:
        assert "".join(choice.label.en.split()) in told


def test_copies_begin_with_page_one_each(words_zh: Words) -> None:
    found = pages(_pdf(words_zh, "complaint", copies=3))
    assert len(found) == 6
    assert "客户投诉处理表" in "".join(found[4].split())
    assert [re.findall(r"\d+", page.splitlines()[-1]) for page in found] == [["1", "2"], ["2", "2"]] * 3


@pytest.mark.parametrize(("paper", "size"), [("A5", (148.0, 210.0)), ("Letter", (215.9, 279.4))])
@pytest.mark.parametrize("form", _KEYS)
def test_other_papers(words_zh: Words, form: str, paper: str, size: tuple[float, float]) -> None:
    pdf = _pdf(words_zh, form, paper)
    assert size_mm(pdf) == size
    assert page_count(pdf) <= 3


@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("form", ["enterprise", "individual", "visit", "survey"])
def test_no_signature_stands_alone_on_a_page(words_zh: Words, words_en: Words, form: str, paper: str) -> None:
    for words in (words_zh, words_en):
        assert page_count(_pdf(words, form, paper)) == 1
