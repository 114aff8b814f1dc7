"""How wide the columns of a table are so that it fills the page: from how wide its texts are, as far as that can be
told without setting them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from heapq import nlargest
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.printed_lists import ListColumn
from crmdesk.core.printing import PAPERS, Style

_POINT = 25.4 / 72
SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""In points, the first with which everything has room is taken."""
_LOOKED_AT = 200
"""So many of the longest texts of a column are measured."""
_ENOUGH = ((5.0, 3.0), (5.5, 4.0), (6.0, 5.0), (6.5, 7.0), (7.0, 8.0), (7.5, 10.0))
"""Up to a size (pt), a column of texts has room for so many characters, or the size gets smaller."""
_USUALLY_ENOUGH = 13.0
_LONG_HEAD = 5.0
_HAN = r"[\u3400-\u9fff]"
_BREAKS = re.compile(rf"(?<!\d) (?=\S)|(?<={_HAN})(?<!\d 个)(?<!\d个)(?={_HAN})")
_MARGIN = 1.035
"""What a font may be wider than told here."""
_MORE, _BOLD = 0.1, 1.11
_ASCII = {
    **dict.fromkeys("0123456789", 0.56), **dict.fromkeys("ABDGHKNOQRUVXY&", 0.69), **dict.fromkeys("CEFJLPSTZ", 0.6),
    **dict.fromkeys("MW@%", 0.9), **dict.fromkeys("iljI.,:;'|!`", 0.3), **dict.fromkeys("ftr()[]-/\"", 0.4),
    **dict.fromkeys("mw", 0.88), " ": 0.25,
}  # fmt: skip


class Fitted(Struct, frozen=True):
    """`size` in points, `widths` and `inset` (between line and text) in mm; `most`: so wide a text may be in each
    column, in characters; `squeezed`: there are too many columns even for the smallest size."""

    size: float
    widths: tuple[float, ...]
    inset: float
    most: tuple[float, ...]
    squeezed: bool = False


def width_of(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(_ASCII.get(sign, 0.58) if sign < "\u1100" else 1.0 for sign in text)


def cut(text: str, most: float) -> str:
    """The text, or so much of it as is that wide, with … behind it."""
    if len(text) <= most or width_of(text) <= most:
        return text
    room = most - 1.0
    for place, sign in enumerate(text):
        room -= _ASCII.get(sign, 0.58) if sign < "\u1100" else 1.0
        if room < 0:
            return text[:place].rstrip() + "…"
    return text


def room(style: Style) -> float:
    """How wide a page is between its margins, in mm."""
    paper = PAPERS[style.paper]
    _top, right, _bottom, left = style.margins
    return (paper.height if style.landscape else paper.width) - left - right


def scale(wide: float) -> float:
    """How much smaller things are on smaller paper, as `scale-of` in form.typ says it."""
    return min(1.0, max(0.76, wide / 178))


def fitted(
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[str]],
    wide: float,
    sizes: Sequence[float] = SIZES,
    bold: Sequence[str] = (),
) -> Fitted:
    """The columns of a table of a width (mm), in the first of the sizes (pt) with which everything has room: what must
    stay whole gets what it needs, texts share the rest. `bold`: the cells of its last row, if that is bold."""
    natural = [
        max(_natural(column, {row[place] for row in rows}), width_of(bold[place]) * _BOLD if bold else 0.0)
        for place, column in enumerate(columns)
    ]
    for size in sizes:
        if (shared := _shared(columns, natural, _characters(wide, len(columns), size), size)) is not None:
            return _made(size, columns, shared)
    least = _characters(wide, len(columns), sizes[-1])
    squeezed = [replace(column, whole=False) for column in columns]
    return replace(_made(sizes[-1], squeezed, [most * least / sum(natural) for most in natural]), squeezed=True)


def _natural(column: ListColumn, texts: Collection[str]) -> float:
    """How wide a column wants to be; a heading may stand on two lines."""
    told = max(map(width_of, nlargest(_LOOKED_AT, texts, key=_roughly)), default=0.0)
    head = max(map(width_of, in_two(column.label).split("\n")))
    return max(told, head) * _MARGIN + _MORE


def in_two(heading: str) -> str:
    """A long heading on two lines, divided where both are about as wide: between words, in Chinese between characters,
    but for a number and its unit."""
    if width_of(heading) <= _LONG_HEAD:
        return heading
    halves = [(heading[: at.start()], heading[at.end() :]) for at in _BREAKS.finditer(heading) if at.start()]
    best = min(halves, key=lambda two: max(map(width_of, two)), default=(heading,))
    return "\n".join(best)


def _roughly(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _characters(wide: float, count: int, size: float) -> float:
    """So many characters have room beside each other on a line."""
    return (wide - 2 * count * _inset(size)) / (size * _POINT)


def _shared(columns: Sequence[ListColumn], natural: Sequence[float], wide: float, size: float) -> list[float] | None:
    """What each column gets, in characters; None where texts would have too little room."""
    left = wide - sum(natural)
    if left >= 0:
        return _spread(columns, natural, left)
    weights = {place: 2 if column.first else 1 for place, column in enumerate(columns) if not column.whole}
    free = wide - sum(most for place, most in enumerate(natural) if not weights.get(place))
    made, enough = list(natural), next((enough for most, enough in _ENOUGH if size <= most), _USUALLY_ENOUGH)
    parts = sum(weights.values())
    for place in sorted(weights, key=lambda place: natural[place] / weights[place]):
        made[place] = min(natural[place], free * weights[place] / parts)
        if made[place] < min(natural[place], enough):
            return None
        free, parts = free - made[place], parts - weights[place]
    return made if weights else None


def _spread(columns: Sequence[ListColumn], natural: Sequence[float], left: float) -> list[float]:
    """What is left goes to the texts, as wide as they are; to everything where there are none."""
    given = [0.0 if column.whole else most for column, most in zip(columns, natural, strict=True)]
    shares = given if any(given) else list(natural)
    whole = sum(shares)
    return [most + left * share / whole for most, share in zip(natural, shares, strict=True)]


def _made(size: float, columns: Sequence[ListColumn], shared: Sequence[float]) -> Fitted:
    inset, em = _inset(size), size * _POINT
    widths = tuple(round(most * em + 2 * inset, 3) for most in shared)
    most = tuple(inf if column.whole else most / _MARGIN for column, most in zip(columns, shared, strict=True))
    return Fitted(size, widths, inset, most)


def _inset(size: float) -> float:
    return round(0.17 * size, 2)
