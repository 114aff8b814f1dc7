"""The recovery sheet: one page with the key, in both languages."""

from __future__ import annotations

import re

import pytest

from crmdesk.core import recovery
from crmdesk.core.words import Words
from crmdesk.paper import recovery as paper
from crmdesk.paper.pages import Press
from crmdesk.paper.recovery import RecoverySheet, recovery_image, recovery_sheet
from tests.desk import NOW

SHEET = RecoverySheet("华东客户.crmdesk", bytes(range(32)), NOW, "陈立")
LONG = RecoverySheet("二〇二六年度客户档案与往来记录" * 5 + ".crmdesk", b"\xff" * 32, NOW, "陈立" * 20)


@pytest.mark.parametrize("sheet", [SHEET, LONG])
@pytest.mark.parametrize("language", ["words_zh", "words_en"])
def test_it_is_one_page(sheet: RecoverySheet, language: str, request: pytest.FixtureRequest) -> None:
    words: Words = request.getfixturevalue(language)
    pdf = recovery_sheet(sheet, words)
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/Count 1\b", pdf)
    assert pdf == recovery_sheet(sheet, words)
    image = recovery_image(sheet, words, ppi=72)
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (595, 842)


def test_it_says_what_opens_the_file(words_en: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = []
    monkeypatch.setattr(Press, "pdf", lambda _self, template, values, at: printed.append((template, values, at)) or b"")
    recovery_sheet(SHEET, words_en)
    ((template, values, at),) = printed
    assert (template, at) == (paper.TEMPLATE, NOW)
    assert recovery.read("".join(values["groups"])) == SHEET.key
    assert values["facts"][0] == ["Data file", "华东客户.crmdesk"]
