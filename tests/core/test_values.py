"""Every sentence about a value is said by some parser, with all its parameters."""

import gettext

import pytest

from crmdesk.core import values
from crmdesk.core.birthdays import parse_birthday
from crmdesk.core.credit_codes import parse_credit_code
from crmdesk.core.dates import parse_date
from crmdesk.core.emails import parse_email, parse_url
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type
from crmdesk.core.id_numbers import parse_id_number
from crmdesk.core.messages.values import MESSAGES
from crmdesk.core.money import parse_integer, parse_money, parse_number, parse_percent
from crmdesk.core.phones import parse_phone
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Label, Words

PARSERS = (
    parse_phone,
    parse_id_number,
    parse_credit_code,
    parse_birthday,
    parse_date,
    parse_money,
    parse_number,
    parse_integer,
    parse_percent,
    parse_email,
    parse_url,
)
TEXTS = (
    "无",
    "1.38E+10",
    "1.10101E+17",
    "13900000013/13900000014",
    "张三13900000013",
    "1390000001",
    "110101199013011234",
    "110105194912310021",
    "330106000012345",
    "9135O100M000100Y43",
    "91000000MA00001386",
    "a@x.cn b@x.cn",
    "file:///x",
    "2020-10",
    "1/2/20",
    "1/2/2020",
    "2020-13-01",
    "2020-02-30",
    "1700-01-01",
    "民国109年1月2日",
    "1990.5",
    "八月十五",
    "2月30日",
    "农历四月三十一",
    "1990年闰四月初一",
    "$5",
    "9e99",
    "1.23456",
    "1.5",
    "101",
)


def problems() -> list[Problem]:
    found = [parse(text).problem for parse in PARSERS for text in TEXTS]
    return [problem for problem in found if problem]


def test_every_sentence_is_used() -> None:
    assert {problem.code for problem in problems()} == set(MESSAGES)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_problem_can_be_said(language: str) -> None:
    words = Words(language, gettext.NullTranslations())
    for problem in problems():
        sentence = words.problem(problem)
        assert "{" not in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "text", "shown", "typed"),
    [
        (Type.NUMBER, "12.5", "12.5", "12.5"),
        (Type.NUMBER, "1200", "1,200", "1200"),
        (Type.NUMBER, "0", "0", "0"),
        (Type.NUMBER, "-1234.125", "-1,234.125", "-1234.125"),
        (Type.PERCENT, "95", "95%", "95"),
        (Type.PERCENT, "12.50", "12.5%", "12.5"),
        (Type.PERCENT, "100", "100%", "100"),
    ],
)
def test_figures_have_no_zeros_nobody_typed(words_en: Words, kind: Type, text: str, shown: str, typed: str) -> None:
    field = Field("x1", Label("Figure", "数"), kind)
    value = values.parse(field, text).value
    assert values.show(field, value, words_en) == shown
    assert values.typed(field, value, words_en) == typed
    assert values.parse(field, typed).value == value


def test_a_year_is_no_amount(words_en: Words) -> None:
    year = REGISTRY["sales_target"]["year"]
    assert (values.show(year, 2026, words_en), values.typed(year, 2026, words_en)) == ("2026", "2026")
    assert values.show(Field("x1", Label("Figure", "数"), Type.INTEGER), 2026, words_en) == "2,026"
