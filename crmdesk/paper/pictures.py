"""A drawing as a page of its own size."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.words import Words
from crmdesk.paper.pages import Press

TEMPLATE = "picture.typ"


def picture_pdf(svg: bytes, title: str, words: Words, at: dt.datetime) -> bytes:
    """An SVG as PDF, its texts as text; `at`, with a time zone, is when it was made."""
    return Press(words).pdf(TEMPLATE, {"title": title, "drawing": svg.decode("utf-8")}, at)
