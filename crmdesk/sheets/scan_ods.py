"""What the fast reader does not tell about the sheets of an .ods file: error cells and hidden rows."""

from __future__ import annotations

import zipfile
import zlib
from xml.parsers import expat

from crmdesk.sheets.scan import Scan

_CHUNK = 1 << 20
_MOST_REPEATED = 10_000
_CONTENT = "content.xml"


def scan_ods(path: str) -> dict[str, Scan]:
    """What was found in every sheet, by its name. What cannot be made out counts as nothing found."""
    look = _Look()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as file:
            while chunk := file.read(_CHUNK):
                look.parser.Parse(chunk, False)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return look.found
    except expat.ExpatError:
        return look.found
    return look.found


class _Look:
    """Counts rows and columns through the tables of the file."""

    def __init__(self) -> None:
        self.found: dict[str, Scan] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._add
        self.parser.EntityDeclHandler = _refuse
        self._scan = Scan()
        self._row = self._column = 0
        self._repeated = self._wide = 1
        self._hidden = self._filled = self._error = False
        self._text: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._scan = self.found.setdefault(attributes.get("table:name", ""), Scan())
            self._row = 0
        elif name == "table:table-row":
            self._row += 1
            self._column = 0
            self._repeated = int(attributes.get("table:number-rows-repeated", 1))
            self._hidden = attributes.get("table:visibility") in ("filter", "collapse")
            self._filled = False
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += 1
            self._wide = int(attributes.get("table:number-columns-repeated", 1))
            self._error = attributes.get("calcext:value-type") == "error"
            self._filled = self._filled or "office:value-type" in attributes
            self._text.clear()

    def _add(self, text: str) -> None:
        if self._error:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self._error:
                self._note("".join(self._text).strip() or "#N/A")
            self._error = False
            self._column += self._wide - 1
        elif name == "table:table-row":
            self._scan.hidden += self._repeated if self._hidden and self._filled else 0
            self._row += self._repeated - 1

    def _note(self, error: str) -> None:
        for row in range(self._row, self._row + min(self._repeated, _MOST_REPEATED)):
            for column in range(self._column, self._column + min(self._wide, _MOST_REPEATED // self._repeated or 1)):
                self._scan.errors[row, column] = error


def _refuse(*_: object) -> None:
    raise ValueError("an entity")
