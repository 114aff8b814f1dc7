"""Envelopes on paper: postcode boxes, address, stamp and sender, each in the place the post expects (METHOD.md
section 11).

GB/T 1416 keeps the upper left 90 × 26 mm of a Chinese envelope for the six postcode boxes alone, in red-gold, and the
lowest 20 mm, from 55 to 160 mm from the right edge, for the bar code of the post; GB/T 22657.1 puts the sender lower
right, with the postcode below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core.mailing import boxed, postcode_in
from crmdesk.core.printed_labels import Envelope
from crmdesk.core.printing import Letterhead, Printout
from crmdesk.core.words import Words
from crmdesk.paper.labels import address_lines, bare_page

BOXES = 6
BOX_LEFT, BOX_TOP, BOX_WIDTH, BOX_HEIGHT, BOX_PITCH = 12.0, 11.0, 8.0, 9.0, 10.0
"""The postcode boxes, in millimetres: within the 90 × 26 mm that are theirs."""

CODE_ZONE = (90.0, 26.0)
BAR_ZONE = (55.0, 160.0, 20.0)
"""Kept free for the bar code: from, to (from the right edge), height (from the lower edge)."""

_EDGE, _STAMP = 12.0, (20.0, 20.0)
_COLOURS = {"red": "#d22630", "grey": "#8c8c8c", "none": ""}


def values(printout: Printout, _words: Words) -> Mapping[str, Any]:
    """The envelopes of one paper."""
    envelopes: tuple[Envelope, ...] = printout.documents
    head = printout.letterhead
    return {
        "page": {**bare_page(envelopes[0].plain or envelopes[0].paper), "flipped": envelopes[0].plain is not None},
        "documents": [_chinese(each, head) if each.chinese else _western(each, head) for each in envelopes],
    }


def _chinese(one: Envelope, head: Letterhead) -> dict[str, Any]:
    width, height = one.paper.width, one.paper.height
    digits = boxed(one.to.address.postcode)
    left, top = round(width * 0.14, 1), CODE_ZONE[1] + 5
    ours, code = postcode_in(head.address) if one.sender else ("", "")
    lowest = height - BAR_ZONE[2]
    *lines, name = address_lines(one.to, chinese=True, postcode=not digits)
    middle = round(top + (lowest - 14 - top) * 0.58, 1)
    return _moved(one, {
        "boxes": [_box(i, digits[i : i + 1]) for i in range(BOXES)],
        "stamp": _stamp(one, "贴邮票处"),
        "address": {"x": left, "y": top, "width": width - left - 2 * _EDGE, "height": middle - top - 2, "size": 14,
                    "lines": lines},
        "name": {"x": left, "y": middle, "width": width - 2 * left, "height": 13, "size": 18, "side": "center",
                 "lines": [name]},
        "sender": {"x": width - _EDGE - 120, "y": lowest - 13, "width": 120, "height": 12, "size": 10.5,
                   "side": "right", "lines": [[told, ""] for told in (ours, head.name if one.sender else "") if told]},
        "code": {"x": width - _EDGE - 40, "y": lowest + 4, "width": 40, "height": 6, "size": 10.5, "side": "right",
                 "lines": [[f"邮政编码 {code}", ""]] if code else []},
    })  # fmt: skip


def _western(one: Envelope, head: Letterhead) -> dict[str, Any]:
    width, height = one.paper.width, one.paper.height
    left, top = round(width * 0.44, 1), round(height * 0.42, 1)
    ours = [head.name, head.address] if one.sender else []
    chinese = not one.to.address.western
    return _moved(one, {
        "boxes": [],
        "stamp": _stamp(one, "贴邮票处" if chinese else "Stamp"),
        "address": {"x": left, "y": top, "width": width - left - _EDGE, "height": height - top - 16, "size": 12.5,
                    "lines": address_lines(one.to, chinese=chinese)},
        "name": None,
        "sender": {"x": 10, "y": 9, "width": min(95, width - 50), "height": 14, "size": 9.5, "side": "left",
                   "lines": [[told, ""] for told in ours if told]},
        "code": None,
    })  # fmt: skip


def _box(place: int, digit: str) -> dict[str, Any]:
    return {"x": BOX_LEFT + place * BOX_PITCH, "y": BOX_TOP, "width": BOX_WIDTH, "height": BOX_HEIGHT, "digit": digit}


def _stamp(one: Envelope, told: str) -> dict[str, Any]:
    wide, high = _STAMP
    return {"x": one.paper.width - _EDGE - wide, "y": 9, "width": wide, "height": high, "told": told}


def _moved(one: Envelope, parts: Mapping[str, Any]) -> dict[str, Any]:
    """`dx`, `dy`: where the envelope's upper left corner lies on the page; `outline`: of it, where it is only tried."""
    right, down = one.shift
    if one.plain is not None:
        right += (one.plain.height - one.paper.width) / 2
        down += (one.plain.width - one.paper.height) / 2
    outline = {"x": 0, "y": 0, "width": one.paper.width, "height": one.paper.height} if one.plain else None
    return {"colour": _COLOURS[one.frames], "dx": right, "dy": down, "outline": outline, **parts}
