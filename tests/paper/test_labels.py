"""Labels lie where the sheet says, to half a millimetre, and nothing leaves its label."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from crmdesk.core.label_sheets import SHEETS, LabelSheet, own_sheet
from crmdesk.core.mailing import Address, Recipient
from crmdesk.core.printed_labels import LABELS, Labels
from crmdesk.core.printing import Letterhead, Printout, usual_style
from crmdesk.paper.printing import Typesetter
from tests.paper.frames import frames
from tests.paper.reading import fonts_embedded, pages, positions, radicals, size_mm

_OURS = Letterhead("青禾包材有限公司", "浙江省嘉兴市云岫工业园三路 18 号 314000")
_TO = Recipient(
    Address(place=("浙江省", "嘉兴市"), street="户部路 18 号", postcode="314000"), "禾砚精密机械（嘉兴）有限公司",
    (("周砚秋", "总经理"),),
)  # fmt: skip
_LONG = Recipient(
    Address(place=("内蒙古自治区", "锡林郭勒盟"), street="乌里雅斯太镇农牧业高新技术综合开发示范园区" * 3),
    "特别长的名字" * 10,
    (("W" * 60, "总经理"),),
)
_HOSTILE = Recipient(Address(street='#read("x") *_$<>@ 路'), "", (("𠮷㛃😀", "先生"),))
_ABROAD = Recipient(Address("Germany", ("Hamburg",), "Elbstraße 145", "22767", western=True), "Müller GmbH")


def _pdf(typesetter: Typesetter, labels: Labels, head: Letterhead = _OURS) -> bytes:
    style = replace(usual_style(LABELS), paper=labels.sheet.key)
    return typesetter.pdf([Printout("labels", style, head, (labels,), (("", ""),))]).pdf


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_label_lies_where_the_sheet_says(typesetter: Typesetter, sheet: LabelSheet) -> None:
    pdf = _pdf(typesetter, Labels(sheet, (_TO,) * sheet.count, borders=True))
    assert len(pages(pdf)) == 1
    assert size_mm(pdf) == pytest.approx((sheet.paper.width, sheet.paper.height), abs=0.1)
    found = frames(pdf)
    assert len(found) == sheet.count
    for position, (left, top, width, height) in enumerate(found):
        assert (left, top) == pytest.approx(sheet.place(position), abs=0.5)
        assert (width, height) == pytest.approx((sheet.width, sheet.height), abs=0.5)


@pytest.mark.parametrize("key", ["L7160", "L7651", "L7165", "5160"])
@pytest.mark.parametrize("to", [_TO, _LONG, _HOSTILE, _ABROAD], ids=["usual", "long", "hostile", "abroad"])
def test_nothing_leaves_its_label(typesetter: Typesetter, key: str, to: Recipient) -> None:
    sheet = SHEETS[key]
    pdf = _pdf(typesetter, Labels(sheet, (to,), first=1, sender=True))
    left, top = sheet.place(1)
    found = positions(pdf)
    assert found
    for _told, x, y in found:
        assert left <= x <= left + sheet.width
        assert top <= y <= top + sheet.height


def test_what_stands_on_a_label(typesetter: Typesetter) -> None:
    pdf = _pdf(typesetter, Labels(SHEETS["L7163"], (_TO, _ABROAD), sender=True))
    told = [line for line, _x, _y in positions(pdf)]
    assert told == [
        "314000", "浙江省嘉兴市户部路 18 号", "禾砚精密机械（嘉兴）有限公司", "周砚秋 总经理 收",
        "寄件人：青禾包材有限公司 浙江省嘉兴市云岫工业园三路 18 号 314000",
        "Müller GmbH", "Elbstraße 145", "Hamburg 22767", "GERMANY",
        "From:", "青禾包材有限公司, 浙江省嘉兴市云岫工业园三路 18 号 314000",
    ]  # fmt: skip
    assert radicals(pdf) == set()
    assert fonts_embedded(pdf)
    assert frames(pdf) == []


def test_values_are_never_markup(typesetter: Typesetter) -> None:
    told = "".join(pages(_pdf(typesetter, Labels(SHEETS["L7163"], (_HOSTILE,)))))
    assert '#read("x") *_$<>@ 路' in told
    assert "𠮷㛃😀 先生 收" in told


def test_start_and_copies_run_on_over_pages(typesetter: Typesetter) -> None:
    sheet = SHEETS["L7160"]
    pdf = _pdf(typesetter, Labels(sheet, (_TO, _ABROAD), first=20, copies=12, borders=True))
    assert len(pages(pdf)) == 3
    (only,) = frames(pdf)
    assert only[:2] == pytest.approx(sheet.place(20), abs=0.5)
    assert [len(frames(pdf, page)) for page in (1, 2)] == [21, 2]
    assert frames(pdf, 2)[1][:2] == pytest.approx(sheet.place(1), abs=0.5)
    assert pages(pdf)[0].count("周砚秋") == 1
    assert pages(pdf)[1].count("周砚秋") == 11


def test_shift_moves_everything(typesetter: Typesetter) -> None:
    sheet = SHEETS["L7160"]
    (only,) = frames(_pdf(typesetter, Labels(sheet, (_TO,), shift=(1.5, -2), borders=True)))
    left, top = sheet.place(0)
    assert only[:2] == pytest.approx((left + 1.5, top - 2), abs=0.1)


def test_own_sheet(typesetter: Typesetter) -> None:
    sheet = own_sheet("A4", "2x4; 80x60; 20,20; 90x65")
    found = frames(_pdf(typesetter, Labels(sheet, (_TO,) * 8, borders=True)))
    assert found[7][:2] == pytest.approx((110, 215), abs=0.5)


def test_same_labels_same_bytes(typesetter: Typesetter) -> None:
    labels = Labels(SHEETS["5163"], (_TO, _LONG, _HOSTILE))
    assert _pdf(typesetter, labels) == _pdf(typesetter, labels)
