"""The overview on paper: one page whatever is in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from crmdesk.core.overview import Overview
from crmdesk.core.words import Words
from crmdesk.paper.overview import OverviewSheet, overview_image, overview_sheet
from crmdesk.paper.pages import Press
from crmdesk.services import customers, overview
from tests.desk import NOW, make_desk
from tests.services.selling import sell


@pytest.fixture
def found(tmp_path: Path) -> Overview:
    desk = make_desk(tmp_path)
    for place in range(12):
        customer = customers.add(desk, {"name": f"很长的名字有限责任公司{place}" * 4, "owner": "陈立"})[0]
        sell(desk, customer, 900_000_000 + place, "2026-03-01")
    made = overview.overview(desk)
    desk.close()
    return made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_page_with_much_and_with_nothing(
    found: Overview, words_en: Words, words_zh: Words, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_en if language == "en" else words_zh
    pages: list[int] = []
    images = Press.images

    def counted(press: Press, *given: object, **more: object) -> list[bytes]:
        made = images(press, *given, **more)  # type: ignore[arg-type]
        pages.append(len(made))
        return made

    monkeypatch.setattr(Press, "images", counted)
    for one in (found, dataclasses.replace(found, top=(), tiers=(), open_complaints=10**6)):
        assert overview_image(OverviewSheet(one, NOW), words, 30).startswith(b"\x89PNG")
    assert pages == [1, 1]


def test_the_same_values_give_the_same_bytes(found: Overview, words_zh: Words) -> None:
    sheet = OverviewSheet(found, NOW, "陈立", "华东.crmdesk")
    page = overview_sheet(sheet, words_zh)
    assert page.startswith(b"%PDF-")
    assert page == overview_sheet(sheet, words_zh)
    assert page != overview_sheet(dataclasses.replace(sheet, at=NOW + dt.timedelta(days=1)), words_zh)
    assert found.top[0].this_year == Decimal(900_000_011)
