"""Every sentence about a value is said by some parser, with all its parameters."""

import gettext

import pytest

from crmdesk.core.birthdays import parse_birthday
from crmdesk.core.credit_codes import parse_credit_code
from crmdesk.core.dates import parse_date
from crmdesk.core.emails import parse_email, parse_url
from crmdesk.core.errors import Problem
from crmdesk.core.id_numbers import parse_id_number
from crmdesk.core.messages.values import MESSAGES
from crmdesk.core.money import parse_integer, parse_money, parse_number, parse_percent
from crmdesk.core.phones import parse_phone
from crmdesk.core.words import Words

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
