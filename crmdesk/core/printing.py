"""What can be printed: kinds, papers, how a page looks (METHOD.md sections 1, 6, 11, 13, 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core.attachments import clean_name
from crmdesk.core.errors import UserError
from crmdesk.core.words import Label


class Paper(Struct, frozen=True):
    """A sheet, in millimetres, upright as it lies in the tray."""

    key: str
    label: Label
    width: float
    height: float


PAPERS: dict[str, Paper] = {
    paper.key: paper
    for paper in (
        Paper("A4", Label("A4", "A4"), 210, 297),
        Paper("A5", Label("A5", "A5"), 148, 210),
        Paper("Letter", Label("Letter", "Letter（美式信纸）"), 215.9, 279.4),
    )
}
PAGES = tuple(PAPERS)
"""Papers for pages; labels and envelopes have sheets of their own."""


class About(StrEnum):
    """Whose records a kind prints."""

    CUSTOMERS = "customer"
    COMPLAINTS = "complaint"
    ORDERS = "order"
    NOBODY = ""


class OptionType(StrEnum):
    """How an option is chosen: one of several words, several of them, yes or no, a number, a text, a day, columns of
    the list of customers."""

    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes-no"
    INTEGER = "integer"
    TEXT = "text"
    DATE = "date"
    COLUMNS = "columns"


class Option(Struct, frozen=True):
    """One thing to be chosen of a kind. `default`: a key, a tuple of keys, a bool, an int, a str; a day may be None
    (today). `least` and `most` bound a number; `hint` explains; `only_with`: it says something only while another
    option (its key) has this value."""

    key: str
    label: Label
    type: OptionType
    default: Any = None
    choices: Mapping[str, Label] = field(default_factory=dict)
    least: int = 0
    most: int = 1_000_000
    hint: Label | None = None
    only_with: tuple[str, Any] | None = None


class PrintKind(Struct, frozen=True):
    """One kind of printed matter.

    `together`: all its records make one document (a list, a sheet of labels), else each makes its own. `papers`: keys
    of PAPERS, the usual one first, or of sheets of its own. `personal`: it shows data of customers, so that printing it
    is noted in the log of privacy. `foot`: its pages have one, where who printed it when can stand.
    """

    key: str
    label: Label
    about: About
    hint: Label
    papers: tuple[str, ...] = PAGES
    options: tuple[Option, ...] = ()
    landscape: bool = False
    together: bool = False
    personal: bool = True
    margins: tuple[float, float, float, float] = (16, 16, 16, 16)
    foot: bool = True

    def option(self, key: str) -> Option:
        """Raises KeyError."""
        return next(option for option in self.options if option.key == key)


class Style(Struct, frozen=True):
    """How one kind is to look. `margins`: top, right, bottom, left, in millimetres. `masked`: phones and ID numbers are
    hidden (METHOD.md section 14). `stamped`: who printed it when stands at the foot. `chosen`: values of the kind's
    options, those that differ from the default."""

    kind: str
    paper: str
    landscape: bool = False
    margins: tuple[float, float, float, float] = (16, 16, 16, 16)
    masked: bool = False
    stamped: bool = False
    chosen: Mapping[str, Any] = field(default_factory=dict)

    def value(self, kind: PrintKind, key: str) -> Any:
        """What is chosen of an option, else its default."""
        return self.chosen.get(key, kind.option(key).default)


class Letterhead(Struct, frozen=True):
    """What stands on our papers. `logo`: a picture's content."""

    name: str = ""
    address: str = ""
    phone: str = ""
    footer: str = ""
    logo: bytes | None = None
    font: str = ""


class Printout(Struct, frozen=True):
    """Documents of one kind, ready to be set. `documents`: what the kind's paper module takes, one for each document;
    `named`: for each its number and name, for bookmarks and names of files; `ids`: whose data it shows (customers);
    `stamp`: who printed it when, already in words, or ''; `title`: of the PDF; `templates`: the folder of the person's
    own templates, or ''; `lacking`: what could not be read and is left out."""

    kind: str
    style: Style
    letterhead: Letterhead
    documents: tuple[Any, ...]
    named: tuple[tuple[str, str], ...]
    ids: tuple[int, ...] = ()
    title: str = ""
    stamp: str = ""
    templates: str = ""
    lacking: tuple[UserError, ...] = ()

    def singly(self) -> Iterator[Printout]:
        """Each document as a printout of its own."""
        for place, document in enumerate(self.documents):
            named = self.named[place : place + 1] or (("", ""),)
            ids = self.ids[place : place + 1] if len(self.ids) == len(self.documents) else self.ids
            yield replace(self, documents=(document,), named=named, ids=ids, lacking=())


def usual_style(kind: PrintKind) -> Style:
    """The style a kind has until somebody chooses another."""
    return Style(kind.key, kind.papers[0], kind.landscape, kind.margins)


MOST_MARGIN = 60.0


def check_style(kind: PrintKind, style: Style) -> None:
    """Raises UserError: 'print-paper' (not for this kind), 'print-margin', 'print-option' (unknown), 'print-choice',
    'print-number', 'print-several'."""
    if style.paper not in kind.papers:
        raise UserError("print-paper", paper=style.paper, kind=kind.label, known=", ".join(kind.papers))
    if not all(0 <= margin <= MOST_MARGIN for margin in style.margins):
        raise UserError("print-margin", most=int(MOST_MARGIN))
    options = {option.key: option for option in kind.options}
    for key, value in style.chosen.items():
        if key not in options:
            raise UserError("print-option", option=key, kind=kind.label, known=", ".join(options) or "—")
        _check(options[key], value)


def _check(option: Option, value: Any) -> None:
    known = ", ".join(filter(None, option.choices))
    if option.type is OptionType.CHOICE and value not in option.choices:
        raise UserError("print-choice", option=option.label, value=str(value), known=known)
    if option.type is OptionType.SEVERAL:
        for each in value:
            if each not in option.choices:
                raise UserError("print-choice", option=option.label, value=str(each), known=known)
    if option.type is OptionType.INTEGER and not option.least <= value <= option.most:
        raise UserError("print-number", option=option.label, value=value, least=option.least, most=option.most)


def file_name(number: str, name: str, ending: str = ".pdf") -> str:
    """A file's name from a number and a name that any system takes."""
    return f"{_short(clean_name(' '.join(f'{number} {name}'.split())))}{ending}"


def _short(text: str, most: int = 180) -> str:
    """At most so many bytes: systems allow 255 in a name."""
    return text.encode("utf-8")[:most].decode("utf-8", "ignore").rstrip(" .") or "_"


def chunks(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[first : first + size] for first in range(0, len(items), size)]
