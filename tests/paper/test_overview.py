"""The overview on paper: one page whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from crmdesk.core.overview import Overview
from crmdesk.core.printed_lists import OVERVIEW, OverviewSheet
from crmdesk.core.printing import Letterhead, Printout, usual_style
from crmdesk.core.words import Words
from crmdesk.services import customers, overview, printing
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish
from tests.desk import make_desk
from tests.paper.printed import typesetter
from tests.paper.reading import fonts_embedded, page_count, radicals, size_mm, text
from tests.services.selling import sell

STYLE = usual_style(OVERVIEW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    for place in range(12):
        name = f"很长的名字有限责任公司{place} 13800001234" * 4
        customer = customers.add(made, {"name": name, "owner": "陈立"})[0]
        sell(made, customer, 900_000_000 + place, "2026-03-01")
    yield made
    made.close()


def _of(found: Overview) -> Printout:
    return Printout(
        "overview", STYLE, Letterhead(), (OverviewSheet(found, "华东.crmdesk"),), (("", ""),), title="经营总览"
    )


def test_one_page_with_much_and_with_nothing(desk: Desk, words_en: Words, words_zh: Words) -> None:
    found = overview.overview(desk)
    for words in (words_en, words_zh):
        setter = typesetter(words)
        for one in (found, replace(found, top=(), tiers=(), open_complaints=10**6)):
            pdf = setter.pdf([_of(one)]).pdf
            assert page_count(pdf) == 1
            assert size_mm(pdf) == (210.0, 297.0)
            assert fonts_embedded(pdf)
            assert not radicals(pdf)
    assert found.top[0].this_year == Decimal(900_000_011)


def test_the_same_data_gives_the_same_bytes_and_masked_names_hide_numbers(desk: Desk, words_zh: Words) -> None:
    setter = typesetter(words_zh)

    def printed(style: object = STYLE) -> bytes:
        return setter.pdf(printing.printouts(desk, Wish("overview", style), words_zh)).pdf  # type: ignore[arg-type]

    page = printed()
    assert page == printed()
    assert "很长的名字有限责任公司11" in text(page)
    assert "12:00" not in text(page)
    assert "陈立" in text(printed(replace(STYLE, stamped=True))).split("12:00")[0]
    hidden = text(printed(replace(STYLE, masked=True)))
    assert "13800001234" not in hidden
