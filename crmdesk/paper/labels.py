"""Address labels on paper: what stands on each, and where it lies to a tenth of a millimetre (METHOD.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from crmdesk.core.mailing import Recipient, chinese_names, postcode_in, western_lines
from crmdesk.core.printed_labels import Labels
from crmdesk.core.printing import Letterhead, Paper, Printout, chunks
from crmdesk.core.words import Words

Line = tuple[str, str]
"""Text, and how it stands out: 'name' large, '' plain."""


def values(printout: Printout, _words: Words) -> Mapping[str, Any]:
    """Pages of labels with their places, and a page without margins: the sheet says where everything lies."""
    (labels,) = printout.documents
    paper = labels.sheet.paper
    return {"page": bare_page(paper), "documents": [_document(labels, printout.letterhead)]}


def bare_page(paper: Paper) -> dict[str, Any]:
    """A page as base.typ takes it, up to its edges."""
    return {
        "width": paper.width, "height": paper.height, "flipped": False,
        "margin": dict.fromkeys(("top", "right", "bottom", "left"), 0),
    }  # fmt: skip


def address_lines(to: Recipient, *, chinese: bool, postcode: bool = True) -> list[Line]:
    """The lines of an address in the order of the post; the one that says who receives it is the name."""
    if not chinese:
        first, *others = western_lines(to)
        return [(first, "name"), *((line, "") for line in others)]
    address = to.address
    lines = [(address.postcode if postcode else "", ""), (address.told, "")]
    if to.people:
        lines.append((to.company, ""))
    lines.append((chinese_names(to.people, to.company), "name"))
    return [(told, how) for told, how in lines if told]


def sender_line(head: Letterhead, *, chinese: bool) -> str:
    """Who we are, in one line."""
    address, postcode = postcode_in(head.address)
    told = [head.name, address, postcode] if chinese else [head.name, head.address]
    found = [part for part in told if part]
    if not found:
        return ""
    return f"寄件人：{' '.join(found)}" if chinese else f"From: {', '.join(found)}"


def _document(labels: Labels, head: Letterhead) -> dict[str, Any]:
    sheet = labels.sheet
    right, down = labels.shift
    told = [_label(to, head if labels.sender else None) for to in labels.recipients]
    every = list(chain.from_iterable(repeat(one, labels.copies) for one in told))
    first, rest = every[: sheet.count - labels.first], every[sheet.count - labels.first :]
    pages = [(labels.first, first), *((0, page) for page in chunks(rest, sheet.count))]
    return {
        "sheet": {"width": sheet.width, "height": sheet.height, "borders": labels.borders or sheet.plain},
        "pages": [[_placed(one, sheet.place(at + i), right, down) for i, one in enumerate(page)] for at, page in pages],
    }


def _label(to: Recipient, head: Letterhead | None) -> dict[str, Any]:
    chinese = not to.address.western
    return {
        "lines": address_lines(to, chinese=chinese),
        "sender": sender_line(head, chinese=chinese) if head else "",
    }


def _placed(one: Mapping[str, Any], place: Sequence[float], right: float, down: float) -> dict[str, Any]:
    return {"x": place[0] + right, "y": place[1] + down, **one}
