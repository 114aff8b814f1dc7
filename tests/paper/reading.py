"""Reads PDFs back: their text, measures and fonts."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

POINT = 25.4 / 72
"""Millimetres."""


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_count(pdf: bytes) -> int:
    """How many pages there are, without reading them."""
    return len(reader(pdf).pages)


def pages(pdf: bytes) -> list[str]:
    """The text of every page, in the order of its lines."""
    return list(_pages(pdf))


@functools.lru_cache(maxsize=16)
def _pages(pdf: bytes) -> tuple[str, ...]:
    """Kept for a while: reading a page takes longer than making it."""
    return tuple(page.extract_text() for page in reader(pdf).pages)


def text(pdf: bytes) -> str:
    """All text, without any white space, for finding what may stand on several lines."""
    return "".join("".join(pages(pdf)).split())


def size_mm(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height of one page as it is shown, to a tenth of a millimetre."""
    box = reader(pdf).pages[page].mediabox
    return round(float(box.width) * POINT, 1), round(float(box.height) * POINT, 1)


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Title and page (from 0) of every bookmark of the first level."""
    read = reader(pdf)
    return [
        (str(item.title), read.get_destination_page_number(item) or 0)
        for item in read.outline
        if not isinstance(item, list)
    ]


def title(pdf: bytes) -> str:
    """Of the whole PDF."""
    found = reader(pdf).metadata
    return (found.title or "") if found else ""


def fonts_embedded(pdf: bytes) -> bool:
    """Whether there are fonts, and each comes with the PDF."""
    found = [_file_of(font) for page in reader(pdf).pages for font in _fonts(page)]
    return bool(found) and all(found)


def radicals(pdf: bytes) -> set[str]:
    """Kangxi radicals in the text layer: signs that look like characters and are none."""
    return {sign for page in pages(pdf) for sign in page if "\u2e80" <= sign <= "\u2fdf"}


def positions(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Every piece of text of a page with the left end of its base line: millimetres from the left and from the top.

    A piece is what was set in one go: mostly a whole line of a text.
    """
    read = reader(pdf).pages[page]
    height = float(read.mediabox.height)
    found: list[tuple[str, float, float]] = []

    def visit(piece: str, canvas: list[float], line: list[float], _font: Any, _size: float) -> None:
        if piece.strip():
            x = line[4] * canvas[0] + line[5] * canvas[2] + canvas[4]
            y = line[4] * canvas[1] + line[5] * canvas[3] + canvas[5]
            found.append((piece.strip(), round(x * POINT, 2), round((height - y) * POINT, 2)))

    read.extract_text(visitor_text=visit)
    return found


def _fonts(page: PageObject) -> Iterator[DictionaryObject]:
    for resources in _resources(page):
        for font in (resources.get("/Font") or DictionaryObject()).values():
            yield font.get_object()


def _resources(holder: DictionaryObject) -> Iterator[DictionaryObject]:
    """Those of a page, and those of the drawings placed on it."""
    found = holder.get("/Resources")
    if found is None:
        return
    resources = found.get_object()
    yield resources
    for drawing in (resources.get("/XObject") or DictionaryObject()).values():
        yield from _resources(drawing.get_object())


def _file_of(font: DictionaryObject) -> bool:
    below = font.get("/DescendantFonts")
    described = below.get_object()[0].get_object() if below is not None else font
    descriptor = described.get("/FontDescriptor")
    if descriptor is None:
        return bool(font.get("/Subtype") == "/Type3")
    return any(key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3"))
