"""Letters made of greetings."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from crmdesk.core.greeting_texts import supplied
from crmdesk.core.greetings import Greeted, GreetingText, Sender, text_problem
from crmdesk.core.letters import Frame, letter, usual_text
from crmdesk.core.words import Words

DAY = dt.date(2027, 2, 6)
ZHOU = Greeted(DAY, "spring-festival", 1, 2, "K00131", "禾砚精密", "enterprise", "周砚秋", "周总", "gold", years=3)
FRAME = Frame(Sender("青禾包材有限公司", "陈立"), DAY, "嘉兴")


def test_a_chinese_letter(words_zh: Words) -> None:
    made = letter(usual_text("{称呼}，给您拜年了！祝您新春快乐。{公司}{我}"), ZHOU, FRAME, words_zh)
    assert made.salutation == "尊敬的周总："
    assert made.paragraphs[0] == "给您拜年了！祝您新春快乐。"
    assert len(made.paragraphs) == 2
    assert made.closing == ("顺颂", "商祺！")
    assert (made.company, made.signed, made.dated) == ("青禾包材有限公司", "陈立", "2027年2月6日于嘉兴")
    assert made.indented
    individual = letter("新年好！", replace(ZHOU, kind="individual"), FRAME, words_zh)
    assert individual.closing == ("顺颂", "时祺！")


def test_an_english_letter_whatever_the_language_of_the_program(words_zh: Words, words_en: Words) -> None:
    text = "{form of address}, a happy {occasion}!\n\nSee you at the *fair* #1."
    made = letter(text, replace(ZHOU, form_of_address="Ms Zhou"), FRAME, words_en)
    assert made.salutation == "Dear Ms Zhou,"
    assert made.paragraphs == ("a happy Spring Festival!", "See you at the *fair* #1.")
    assert made.dated == "嘉兴, 6 Feb 2027"
    assert not made.indented
    assert letter(text, ZHOU, FRAME, words_zh).dated == "嘉兴, 2027-02-06"


@pytest.mark.parametrize("greeting", tuple(supplied()), ids=lambda one: one.key)
def test_every_greeting_makes_a_letter(greeting: GreetingText, words_zh: Words) -> None:
    text = usual_text(greeting.text)
    assert text_problem(text) is None
    made = letter(text, replace(ZHOU, occasion=greeting.occasion), FRAME, words_zh)
    first, second = made.paragraphs
    assert not first.startswith(("周总", "，"))
    assert not first.endswith(("陈立", "青禾包材有限公司"))
    assert "谢" not in second
    assert "{" not in first + second
