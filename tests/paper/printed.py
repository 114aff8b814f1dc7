"""Prints kinds of printed matter for tests, as the command line does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crmdesk.core.printing import Style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.paper.printing import Typesetter
from crmdesk.services import printing
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish


def wish(kind: str, ids: Sequence[int], paper: str = "A4", *, masked: bool = False, **chosen: Any) -> Wish:
    """What is to be printed, with some options chosen."""
    return Wish(kind, Style(kind, paper, known(kind).landscape, known(kind).margins, masked, chosen=chosen), tuple(ids))


def pdf(desk: Desk, wanted: Wish, words: Words) -> bytes:
    """All of it in one PDF."""
    return Typesetter(words).pdf(printing.printouts(desk, wanted, words)).pdf
