"""Where the header of a sheet stands, and which of its rows are no records: totals, notes, blank ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crmdesk.core.headers import HeaderIndex, header_key, is_report
from crmdesk.core.importing import letters
from crmdesk.core.importing_mapping import Heading, is_about_customers, keys_of, map_columns

Row = Sequence[object]
Merged = tuple[int, int, int, int]

_SEARCHED = 40
_LONGEST_HEADER = 60
_ENOUGH = 0.6
_KNOWN_SHARE = 0.15
_SEVERAL = 3

_TOTAL = re.compile(
    r"(?:本页|本月|本年|累计|全部)?(?:合计|小计|总计|共计|累计|总和|汇总|(?:grand |sub)?total|sum)\s*(?:\(.*\)|[:：])?"
    r"\s*[¥￥]?[0-9.,]*\s*[家条人户元个位]?|共\s*[0-9,]+\s*[家条人户个位行](?:记录|客户|数据)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[¥￥]?[0-9.,]*\s*[家条人户元个位]?")
_DUTY = re.compile(r"必填|选填|可不填|非必填|不能为空|required|optional|下拉选择|请选择|格式[:：]", re.IGNORECASE)
_KIND = re.compile(r"文本|字符|数字|日期|整数|小数|text|date|number|string|varchar.*", re.IGNORECASE)
_ORDINARY = re.compile("[A-Z]{0,3}[0-9]{4,}|[\u4e00-\u9fff0-9]{4,}有限公司")
"""Numbers of customers and names of companies that can be nothing else."""

_EXAMPLE = re.compile(
    r"\(?(?:示例|例如|样例|举例|范例|例子?|填写示例|example|e\.g\.?)\)?(?:[:：\s].*|(?<=\)).*)?", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:填写)?(?:说明|注意事项|注意|备注|提示|注)[:：].*|[*※].*|[0-9]+[.、].*[。；;].*|制表人.*|审核人.*"
    r"|以下(?:空白|无正文|为空).*|[-—=_*.…·~]+|(?:the )?end\.?",
    re.DOTALL | re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:制表|填表|审核|复核|打印|导出|经办|统计|制单|printed|exported|prepared|checked)\s?(?:人员?|员|时间|日期|单位|by|on|at)?\s?[:：].*",
    re.IGNORECASE,
)
_MOST_IN_FOOTER = 4


class Header(Struct, frozen=True):
    """The header of a sheet: index of its (main) row and of its last one (-1: there is none), what stands over each
    column, field ids. `first`: the first column that is looked at; before it stands what the program itself wrote.
    `guessed`: the columns that were told by their cells."""

    row: int
    last: int
    headings: tuple[Heading, ...]
    targets: tuple[str | None, ...]
    first: int = 0
    guessed: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Columns up to the last one with a header."""
        return 1 + max((heading.index for heading in self.headings), default=-1)


class Place(Struct, frozen=True):
    """Where a sheet's rows stand in the file (both counted from 1) and which cells are merged."""

    row: int = 1
    column: int = 1
    merged: Sequence[Merged] = ()


def find_header(
    rows: Sequence[Row],
    place: Place,
    index: HeaderIndex,
    chosen: Mapping[str, str] | None = None,
    row: int | None = None,
    *,
    unnamed: bool = False,
) -> Header | None:
    """The header of a sheet that is about customers; None where there is none. `chosen`: field ids by header key;
    `row`: the index of the row that is the header, whatever it looks like; `unnamed`: also where no column tells whose
    row it is."""
    search = _Search(rows, place, index, chosen or {})
    if row is None:
        return search.header()
    return search.given(row, unnamed=unnamed) if 0 <= row < len(rows) else None


def header_by_content(
    guessed: Mapping[int, str], width: int, chosen: Mapping[str, str] | None = None, texts: Row = (), last: int = -1
) -> Header:
    """A header for columns that are told by their cells: what stands over them if anything does (in row `last`), else
    the column's letters."""
    names = [str(texts[i]).strip() if i < len(texts) and texts[i] is not None else "" for i in range(width)]
    headings = tuple(Heading(i, " ".join(names[i].split()) or letters(i)) for i in range(width))
    by_hand = [next((t for k in keys_of(h) if (t := (chosen or {}).get(k)) is not None), None) for h in headings]
    taken = {target for target in by_hand if target}
    targets = tuple(
        (target or None) if target is not None else guess if (guess := guessed.get(i)) not in taken else None
        for i, target in enumerate(by_hand)
    )
    told = frozenset(i for i, target in enumerate(by_hand) if target is None and i in guessed)
    return Header(last, last, headings, targets, guessed=told)


class _Search:
    """Looks for the header among the first rows."""

    def __init__(self, rows: Sequence[Row], place: Place, index: HeaderIndex, chosen: Mapping[str, str]) -> None:
        self._rows = rows
        self._place = place
        self._index = index
        self._chosen = chosen
        self._known: dict[str, bool] = {}

    def header(self) -> Header | None:
        places = [i for i, row in enumerate(self._rows[: _SEARCHED * 5]) if any(map(_filled, row))][:_SEARCHED]
        plain = {i: self._score(_texts(self._rows[i])) for i in places}
        upper = {i: both for i in places if (both := self._two_levels(i))}
        upright = {i: self._score(both) for i, both in upper.items()}
        best = max([*plain.values(), *upright.values()], default=0)
        if not best:
            return None
        for i in places:
            if upright.get(i, 0) > plain[i] and upright[i] >= best * _ENOUGH:
                found = self._made(i + 1, upper[i], self._groups(i))
            elif plain[i] >= best * _ENOUGH:
                found = self._made(i, _texts(self._rows[i]), self._groups(i - 1))
            else:
                continue
            if is_about_customers(found.headings, found.targets):
                return found
        return None

    def given(self, i: int, *, unnamed: bool) -> Header | None:
        """The header that is said to stand in row i."""
        found = self._made(i, _texts(self._rows[i]), self._groups(i - 1))
        named = unnamed or {"name", "number", "contact.name"} & set(found.targets)
        return found if named or is_about_customers(found.headings, found.targets) else None

    def _score(self, texts: Mapping[int, str]) -> int:
        """How many cells are headers we know; 0 for a row of data or prose."""
        known = sum(map(self._is_known, texts.values()))
        if not texts or known / len(texts) < _KNOWN_SHARE or (known == 1 and len(texts) > _SEVERAL):
            return 0
        return known

    def _is_known(self, text: str) -> bool:
        found = self._known.get(text)
        if found is None:
            found = len(text) <= _LONGEST_HEADER and (header_key(text) in self._chosen or self._index.known(text))
            self._known[text] = found
        return found

    def _made(self, i: int, texts: Mapping[int, str], groups: Mapping[int, str]) -> Header:
        second = self._second(i, texts)
        below = _texts(self._rows[i + 1]) if second else {}
        report = {c for c in texts if is_report(texts[c])}
        columns = sorted({*texts, *below} - report)
        headings = tuple(
            Heading(c, texts.get(c) or below[c], groups.get(c, ""), below.get(c, "") if c in texts else "")
            for c in columns
        )
        targets = tuple(map_columns(headings, self._index, self._chosen))
        first = 1 + max(report) if report and (not columns or max(report) < columns[0]) else 0
        return Header(i, i + 1 if second else i, headings, targets, first)

    def _second(self, i: int, texts: Mapping[int, str]) -> bool:
        """Whether the next row says the header again, in the other language."""
        if i + 1 >= len(self._rows):
            return False
        below = _texts(self._rows[i + 1])
        known = [c for c, text in below.items() if self._is_known(text)]
        both = [c for c in known if c in texts and self._is_known(texts[c])]
        same = sum(self._field(texts[c]) == self._field(below[c]) for c in both)
        return len(known) * 2 > len(below) and same * 2 >= len(both) and len(both) >= min(2, len(texts))

    def _field(self, text: str) -> str:
        meaning = self._index.customer(text)
        contact = next(iter(self._index.explicit(text)), None)
        return meaning.target if meaning else contact.target if contact else ""

    def _merged_at(self, i: int) -> list[Merged]:
        number = self._place.row + i
        return [area for area in self._place.merged if area[0] == number]

    def _two_levels(self, i: int) -> dict[int, str] | None:
        """The texts of a header whose columns stand partly in row i (merged downward), partly in the row below."""
        if i + 1 >= len(self._rows):
            return None
        downward = [area for area in self._merged_at(i) if area[2] == area[0] + 1]
        if not downward:
            return None if self._place.merged else self._two_loose_levels(i)
        first = self._place.column
        upper = {area[1] - first for area in downward if area[1] == area[3]}
        above = {c: text for c, text in _texts(self._rows[i]).items() if c in upper}
        return {**above, **_texts(self._rows[i + 1])}

    def _two_loose_levels(self, i: int) -> dict[int, str] | None:
        """The same where no cell is merged, as in text tables: below stand further headers and nothing else, partly
        under a column that has none above."""
        above, below = _texts(self._rows[i]), _texts(self._rows[i + 1])
        alone = {c: text for c, text in above.items() if c not in below}
        wider = set(below) - set(above)
        if not alone or not wider or len(below) < sum(map(_filled, self._rows[i + 1])):
            return None
        if not all(map(self._is_known, [*alone.values(), *below.values()])):
            return None
        return {**alone, **below}

    def _groups(self, i: int) -> dict[int, str]:
        """The group over each column, from the row above the header. A title over everything is no group."""
        if i < 0:
            return {}
        titles = _texts(self._rows[i])
        first = self._place.column
        spans = {area[1] - first: area[3] - first for area in self._merged_at(i) if area[3] > area[1]}
        width = max(map(len, self._rows[i : i + 2]))
        if len(titles) == 1 and (not spans or all(end - start + 1 >= width for start, end in spans.items())):
            return {}
        groups: dict[int, str] = {}
        for c, title in titles.items():
            end = spans.get(c, c if spans else min([t for t in titles if t > c], default=width) - 1)
            groups.update(dict.fromkeys(range(c, end + 1), title))
        return groups


def reason_to_leave_out(row: Row, header: Header, name_column: int | None, *, ours: bool = False) -> str | None:
    """Why a row below the header is no record: 'blank', 'total', 'note', 'header'; None for a record. `ours`: the
    program wrote the sheet, which has no rulers or footers; what looks like one is a name."""
    first = None
    for c, cell in enumerate(row):
        if cell is not None and c >= header.first and (cell.__class__ is not str or cell.strip()):
            first = c
            break
    if first is None:
        return "blank"
    cell = row[first]
    named = row[name_column] if name_column is not None and name_column < len(row) else None
    if not isinstance(cell, str):
        return "total" if isinstance(named, str) and _TOTAL.fullmatch(named.strip()) else None
    text = cell.strip()
    if _ORDINARY.fullmatch(text) and (not isinstance(named, str) or _ORDINARY.fullmatch(named)):
        return None
    if _TOTAL.fullmatch(text) and (not isinstance(named, str) or named == cell or _COUNT.fullmatch(named.strip())):
        return "total"
    if isinstance(named, str) and named != cell and _TOTAL.fullmatch(named.strip()):
        return "total"
    if _EXAMPLE.fullmatch(text) or (isinstance(named, str) and _EXAMPLE.fullmatch(named.strip())):
        return "note"
    return _note(row, text, named, header, ours=ours)


def _note(row: Row, text: str, named: object, header: Header, *, ours: bool) -> str | None:
    """'note' for a row that explains the columns, 'header' for the header said again."""
    at = header.headings[0].index
    same = row[at] if at < len(row) else None
    if isinstance(same, str) and same.strip().casefold() == header.headings[0].text.casefold():
        texts = _texts(row)
        equal = sum(header_key(texts.get(h.index, "")) == header_key(h.text) for h in header.headings)
        if equal * 2 > len(header.headings) and equal > 1:
            return "header"
    if _DUTY.search(text) or _KIND.fullmatch(text) or (isinstance(named, str) and _DUTY.search(named)):
        texts = _texts(row)
        marked = sum(bool(_DUTY.search(cell) or _KIND.fullmatch(cell)) for cell in texts.values())
        if marked * 2 > len(texts):
            return "note"
    if ours:
        return None
    if _FOOTER.fullmatch(text) and (named is None or named is row[header.first]):
        return "note" if sum(map(_filled, row)) <= _MOST_IN_FOOTER else None
    return "note" if _NOTE.fullmatch(text) and sum(map(_filled, row)) == 1 else None


def _filled(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _texts(row: Row) -> dict[int, str]:
    """The texts of a row by column, on one line."""
    return {c: " ".join(cell.split()) for c, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
