"""Complaint records on paper, read back from their PDFs (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.words import Words
from crmdesk.services import complaint_steps, complaints, complaints_turns, customers
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.paper.printed import pdf, wish
from tests.paper.reading import bookmarks, fonts_embedded, pages, radicals, text
from tests.services.complaining import WORDS, do


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def complaint(desk: Desk) -> int:
    contact = {"name": "周砚秋", "mobile": "13900000013"}
    customer, _ = customers.add(desk, {"name": "禾砚精密机械有限公司", "phone": "0573-00000013"}, [contact])
    typed = {"words": WORDS, "contact": "周砚秋", "category": "quality", "responsible": "陈立", "expects": "换货"}
    return complaints.add(desk, customer, {**typed, "received_at": "2026-11-20 09:00"})[0]


def test_a_closed_one_is_one_page_with_six_steps_and_signatures(desk: Desk, complaint: int, words_zh: Words) -> None:
    do(desk, complaint)
    complaints.edit(desk, complaint, {"root_cause": "按常温配方", "prevention": "询单写明温度", "rude": "yes"})
    made = pdf(desk, wish("complaint", [complaint]), words_zh)
    told = text(made)
    assert len(pages(made)) == 1
    for each in ("投诉处理记录", "T00001", WORDS, "周砚秋", "13900000013", "1倾听", "2道歉", "3立即重述", "4同理心",
                 "5赔偿", "6务必确定客户是", "两批都断，要稳定的膜", "¥3,840.00", "2026-11-24", "新膜很好",
                 "按常温配方", "询单写明温度", "客户签字", "经办人", "主管签字"):  # fmt: skip
        assert each in told, each
    assert bookmarks(made) == [("T00001 禾砚精密机械有限公司", 0)]
    assert fonts_embedded(made)
    assert not radicals(made)


def test_every_round_is_in_it_and_what_is_to_be_done_is_left_empty(
    desk: Desk, complaint: int, words_zh: Words, words_en: Words
) -> None:
    do(desk, complaint, level="dissatisfied", text="第二卷又断")
    do(desk, complaint, "listen", text="整批都断")
    told = text(pdf(desk, wish("complaint", [complaint]), words_zh))
    for each in ("第1轮", "第二卷又断", "第2轮", "整批都断"):
        assert each in told, each
    assert told.count("5赔偿") == 2
    assert told.count("6务必确定客户是") == 2
    assert "Round2" in text(pdf(desk, wish("complaint", [complaint]), words_en)).replace(" ", "")


def test_given_up_and_warned(desk: Desk, complaint: int, words_zh: Words) -> None:
    do(desk, complaint, "listen", "apologise", "restate", "empathise", "compensate", promised_on="2026-11-20")
    complaints_turns.unresolved(desk, complaint, {"reason": "unreachable", "tries": "3", "text": "打不通电话"})
    told = text(pdf(desk, wish("complaint", [complaint]), words_zh))
    assert "未解决结案" in told
    assert "联系不上" in told
    assert "打不通电话" in told
    assert "2026-11-20" in told


def test_one_without_steps_and_a_very_long_one(desk: Desk, complaint: int, words_zh: Words) -> None:
    fresh = text(pdf(desk, wish("complaint", [complaint]), words_zh))
    assert "1倾听" in fresh
    step = do(desk, complaint, "listen", text="听" * 3000)
    long = pdf(desk, wish("complaint", [complaint], "A5"), words_zh)
    assert text(long).count("听") >= 3000
    assert len(pages(long)) > 1
    complaint_steps.correct(desk, step[0], {"text": "短"})
    assert len(pages(pdf(desk, wish("complaint", [complaint]), words_zh))) == 1


def test_masked_phones_in_words_and_numbers_are_hidden(desk: Desk, complaint: int, words_zh: Words) -> None:
    do(desk, complaint, "listen", text="回电 13912345678")
    told = text(pdf(desk, wish("complaint", [complaint], masked=True), words_zh))
    assert "13900000013" not in told
    assert "13912345678" not in told
    assert "139****0013" in told
