"""Envelopes: postcode boxes, address and sender where the post expects them."""

from __future__ import annotations

import pytest

from crmdesk.core.mailing import Address, Recipient
from crmdesk.core.printed_labels import ENVELOPE, ENVELOPES, TRIED_ON, Envelope
from crmdesk.core.printing import PAPERS, Letterhead, Printout, usual_style
from crmdesk.paper.envelopes import BAR_ZONE, BOX_HEIGHT, BOX_LEFT, BOX_PITCH, BOX_TOP, BOX_WIDTH, CODE_ZONE
from crmdesk.paper.printing import Typesetter
from tests.paper.frames import frames
from tests.paper.reading import bookmarks, fonts_embedded, pages, positions, radicals, size_mm

_OURS = Letterhead("青禾包材有限公司", "浙江省嘉兴市云岫工业园三路 18 号 314000")
_TO = Recipient(
    Address(place=("浙江省", "嘉兴市"), street="户部路 18 号", postcode="314001"), "禾砚精密机械（嘉兴）有限公司",
    (("周砚秋", "总经理"),), "K00131", "禾砚精密机械（嘉兴）有限公司",
)  # fmt: skip
_LONG = Recipient(Address(street="乌里雅斯太镇农牧业高新技术综合开发示范园区" * 8), "特别长的名字" * 12)
_ABROAD = Recipient(Address("Germany", ("Hamburg",), "Elbstraße 145", "22767", western=True), "Müller GmbH")
_CHINESE = ["DL", "ZL", "B6", "C5"]


def _pdf(typesetter: Typesetter, *envelopes: Envelope) -> bytes:
    named = tuple((each.to.number, each.to.name) for each in envelopes)
    return typesetter.pdf([Printout("envelopes", usual_style(ENVELOPE), _OURS, envelopes, named)]).pdf


@pytest.mark.parametrize("key", _CHINESE)
def test_six_boxes_with_a_digit_each(typesetter: Typesetter, key: str) -> None:
    paper = ENVELOPES[key]
    pdf = _pdf(typesetter, Envelope(_TO, paper, chinese=True, frames="red"))
    assert size_mm(pdf) == (paper.width, paper.height)
    *boxes, stamp = frames(pdf)
    assert boxes == [
        pytest.approx((BOX_LEFT + i * BOX_PITCH, BOX_TOP, BOX_WIDTH, BOX_HEIGHT), abs=0.5) for i in range(6)
    ]
    assert boxes[-1][0] + boxes[-1][2] <= CODE_ZONE[0]
    assert boxes[-1][1] + boxes[-1][3] <= CODE_ZONE[1]
    assert stamp[0] + stamp[2] <= paper.width - 5
    digits = [(told, x) for told, x, y in positions(pdf) if y < CODE_ZONE[1] and x < CODE_ZONE[0]]
    assert [told for told, _x in digits] == list("314001")
    for (_told, x), (left, _top, width, _height) in zip(digits, boxes, strict=True):
        assert left < x < left + width / 2


@pytest.mark.parametrize("key", _CHINESE)
@pytest.mark.parametrize("to", [_TO, _LONG], ids=["usual", "long"])
def test_where_the_post_reads_nothing_else_stands(typesetter: Typesetter, key: str, to: Recipient) -> None:
    paper = ENVELOPES[key]
    pdf = _pdf(typesetter, Envelope(to, paper, chinese=True, frames="none"))
    found = [(told, x, y) for told, x, y in positions(pdf) if len(told) > 1]
    assert found
    begins, ends, height = paper.width - BAR_ZONE[1], paper.width - BAR_ZONE[0], BAR_ZONE[2]
    for told, x, y in found:
        assert not (x < CODE_ZONE[0] and y < CODE_ZONE[1]), told
        assert not (begins < x < ends and y > paper.height - height), told
        assert 0 < x < paper.width
        assert 0 < y < paper.height


def test_what_stands_on_it(typesetter: Typesetter) -> None:
    pdf = _pdf(typesetter, Envelope(_TO, ENVELOPES["DL"], chinese=True, frames="none"))
    told = [line for line, _x, _y in positions(pdf) if len(line) > 1]
    assert told == [
        "浙江省嘉兴市户部路 18 号", "禾砚精密机械（嘉兴）有限公司", "周砚秋 总经理 收",
        "浙江省嘉兴市云岫工业园三路 18 号", "青禾包材有限公司", "邮政编码 314000",
    ]  # fmt: skip
    assert frames(pdf) == []
    assert radicals(pdf) == set()
    assert fonts_embedded(pdf)


def test_a_postcode_that_is_none_stays_in_the_address(typesetter: Typesetter) -> None:
    address = Address(place=("浙江省",), street="户部路 18 号", postcode="31400")
    pdf = _pdf(typesetter, Envelope(Recipient(address, "禾砚公司"), ENVELOPES["DL"], chinese=True, frames="grey"))
    assert [told for told, _x, y in positions(pdf) if 26 < y < 50] == ["31400", "浙江省户部路 18 号"]


@pytest.mark.parametrize("key", ["C6", "DL", "C5", "No10"])
def test_western_address_right_of_the_middle(typesetter: Typesetter, key: str) -> None:
    paper = ENVELOPES[key]
    pdf = _pdf(typesetter, Envelope(_ABROAD, paper, chinese=False, frames="none"))
    assert size_mm(pdf) == (paper.width, paper.height)
    address = [(told, x, y) for told, x, y in positions(pdf) if x > paper.width * 0.4]
    assert [told for told, _x, _y in address] == ["Müller GmbH", "Elbstraße 145", "Hamburg 22767", "GERMANY"]
    assert all(y > paper.height * 0.4 for _told, _x, y in address)
    assert positions(pdf)[-2:][0][0] == "青禾包材有限公司"


def test_shift_and_without_sender(typesetter: Typesetter) -> None:
    usual = frames(_pdf(typesetter, Envelope(_TO, ENVELOPES["DL"], chinese=True, frames="red")))
    pdf = _pdf(typesetter, Envelope(_TO, ENVELOPES["DL"], chinese=True, frames="red", shift=(-2, 3), sender=False))
    assert frames(pdf) == [pytest.approx((x - 2, y + 3, w, h), abs=0.05) for x, y, w, h in usual]
    assert "青禾" not in pages(pdf)[0]


@pytest.mark.parametrize(("plain", "key"), TRIED_ON.items())
def test_tried_on_plain_paper(typesetter: Typesetter, plain: str, key: str) -> None:
    paper, sheet = ENVELOPES[key], PAPERS[plain]
    pdf = _pdf(typesetter, Envelope(_TO, paper, chinese=True, frames="red", plain=sheet))
    assert size_mm(pdf) == (sheet.height, sheet.width)
    outline, first, *_others = frames(pdf)
    left, top = (sheet.height - paper.width) / 2, (sheet.width - paper.height) / 2
    assert outline == pytest.approx((left, top, paper.width, paper.height), abs=0.5)
    assert first[:2] == pytest.approx((left + BOX_LEFT, top + BOX_TOP), abs=0.5)


def test_one_page_and_bookmark_each(typesetter: Typesetter) -> None:
    envelopes = [Envelope(to, ENVELOPES["DL"], chinese=to is _TO, frames="red") for to in (_TO, _ABROAD, _TO)]
    pdf = _pdf(typesetter, *envelopes)
    assert len(pages(pdf)) == 3
    assert bookmarks(pdf)[0] == ("K00131 禾砚精密机械（嘉兴）有限公司", 0)
    assert pdf == _pdf(typesetter, *envelopes)
