"""Numbers of an .xlsx file that stand for days and times, by the number formats of their cells."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from xml.parsers import expat

from crmdesk.sheets.books import Cell

_SINCE_1900 = dt.datetime(1899, 12, 30)
_SINCE_1904 = dt.datetime(1904, 1, 1)
_LEAP_DAY = 60  # of 1900, which never was
_DAY = dt.timedelta(days=1)
_MILLISECONDS = 86_400_000
_STYLES = "xl/styles.xml"
_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))  # from 27 on those of Chinese editions
_ELAPSED_BUILT_IN = 46
_QUOTED = re.compile(r'"[^"]*"|[\\_*].')
_ASIDE = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|General', re.IGNORECASE)
_LETTERS = re.compile("[ymdhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


class Serials:
    """`styles` are the style numbers (as text) of days and times, those of durations with True."""

    def __init__(self, archive: zipfile.ZipFile, *, date1904: bool) -> None:
        self._since = _SINCE_1904 if date1904 else _SINCE_1900
        self._is_1904 = date1904
        self.styles: dict[str, bool] = _styles(archive) if _STYLES in archive.namelist() else {}

    def moment(self, serial: float, style: str) -> Cell:
        """A date, a moment, a time of the day or a duration; the number itself where there is no such day."""
        if self.styles[style]:
            return dt.timedelta(milliseconds=round(serial * _MILLISECONDS))
        if serial < 0:
            return serial
        if serial < 1:
            return (_SINCE_1900 + dt.timedelta(milliseconds=round(serial * _MILLISECONDS))).time()
        early = 0 if self._is_1904 or serial >= _LEAP_DAY else 1
        try:
            at = self._since + dt.timedelta(milliseconds=round((serial + early) * _MILLISECONDS))
        except OverflowError:
            return serial
        return at.date() if serial.is_integer() else at

    def iso(self, text: str) -> Cell:
        """A cell that holds its date as text (type d)."""
        try:
            at = dt.datetime.fromisoformat(text.strip())
        except ValueError:
            return text
        return at.date() if "T" not in text and ":" not in text else at


def is_moment(number: int, code: str) -> bool:
    """Whether a number format shows days or times. `code` is that of the format, '' for one of the built-in ones."""
    return bool(_LETTERS.search(_ASIDE.sub("", code.partition(";")[0]))) if code else number in _BUILT_IN


def is_duration(number: int, code: str) -> bool:
    """Whether a number format shows hours, minutes or seconds that passed, beyond 24 or 60."""
    return bool(_ELAPSED.search(_QUOTED.sub("", code.partition(";")[0]))) if code else number == _ELAPSED_BUILT_IN


def _styles(archive: zipfile.ZipFile) -> dict[str, bool]:
    codes: dict[int, str] = {}
    used: list[int] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = name.rpartition(":")[2]
        if tag == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            used.append(int(attributes.get("numFmtId", 0)))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name.rpartition(":")[2] != "cellXfs"

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(archive.read(_STYLES), True)
    shown = [(number, codes.get(number, "")) for number in used]
    return {str(style): is_duration(*one) for style, one in enumerate(shown) if is_moment(*one) or is_duration(*one)}
