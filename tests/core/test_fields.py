"""The registry of fields, and that any value can be shown, typed and read back in both languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core import values
from crmdesk.core.birthdays import Birthday
from crmdesk.core.fields import Field, Type
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words

FIELDS = [(record, field) for record, fields in REGISTRY.items() for field in fields.all]
SAMPLES: dict[Type, tuple[Any, ...]] = {
    Type.INTEGER: (0, 7, 1_234_567),
    Type.NUMBER: (Decimal("0.001"), Decimal(12)),
    Type.MONEY: (Decimal(0), Decimal("1234.5"), Decimal("0.1234"), Decimal(12_000_000)),
    Type.PERCENT: (Decimal(0), Decimal("97.5"), Decimal(100)),
    Type.DATE: (dt.date(2009, 4, 16), dt.date(1900, 2, 28)),
    Type.MOMENT: (dt.datetime(2026, 11, 20, 14, 30), dt.datetime(2026, 11, 20)),
    Type.BIRTHDAY: (Birthday(5, 1), Birthday(10, 18, None, lunar=True), Birthday(2, 10, 2023, lunar=True, leap=True)),
    Type.YES_NO: (True, False),
    Type.GROUPS: (("展会",), ("a b", "重点")),
    Type.PHONE: ("139 0000 0013", "0573-0000 0013"),
    Type.EMAIL: ("caigou@heyan.example",),
    Type.URL: ("heyan.example",),
    Type.ID_NUMBER: ("110101199001011237",),
    Type.CREDIT_CODE: ("91000000MA00001388",),
}


def samples(field: Field) -> tuple[Any, ...]:
    return (
        tuple(choice.key for choice in field.choices) if field.choices else SAMPLES.get(field.type, ("周砚秋（甲）",))
    )


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=lambda part: part if isinstance(part, str) else part.key)
def test_what_stands_in_an_input_is_read_back_the_same(
    record: str, field: Field, words_zh: Words, words_en: Words
) -> None:
    for words in (words_zh, words_en):
        for value in samples(field):
            typed = values.typed(field, value, words)
            assert values.parse(field, typed).value == value, (typed, words.language)
            assert values.show(field, value, words)


@pytest.mark.parametrize("record", REGISTRY)
def test_labels_and_choices_are_told_apart_in_both_languages(record: str) -> None:
    fields = REGISTRY[record]
    for language in ("en", "zh"):
        labels = [getattr(field.label, language).casefold() for field in fields.all]
        assert len(set(labels)) == len(labels)
    for field in fields.all:
        for choice in field.choices:
            for word in (choice.key, choice.label.en, choice.label.zh, *choice.synonyms):
                found = values.find_choice(field, word)
                assert found is not None
                if word in (choice.key, choice.label.zh):
                    assert found == choice


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=lambda part: part if isinstance(part, str) else part.key)
@settings(max_examples=12)
@given(text=st.text(max_size=40))
def test_no_text_breaks_a_field(record: str, field: Field, text: str) -> None:
    parsed = values.parse(field, text)
    assert parsed.value is None or not parsed.refused


@pytest.mark.parametrize(("record", "field"), [pair for pair in FIELDS if pair[1].mask], ids=str)
def test_masks_reveal_nothing_between(record: str, field: Field, words_en: Words) -> None:
    secret = "110101199001011237" if field.type is Type.ID_NUMBER else "13912345678"
    value = Birthday(12, 31) if field.type is Type.BIRTHDAY else secret
    shown = values.masked(field, value, words_en)
    assert "*" in shown
    assert secret[4:-4] not in shown
