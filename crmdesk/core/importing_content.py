"""Columns known by what stands in them: for sheets without a header, and for headers that say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from crmdesk.core import texts
from crmdesk.core.credit_codes import parse_credit_code
from crmdesk.core.id_numbers import parse_id_number
from crmdesk.core.importing_cells import shown
from crmdesk.core.importing_split import is_mobile, place
from crmdesk.core.names import guess_kind, looks_like_company
from crmdesk.core.phones import parse_phone

SAMPLES = 200
"""So many filled cells of a column are looked at."""

Row = Sequence[object]

_CLEAR, _MOSTLY, _UNMISTAKABLE = 0.8, 0.6, 0.95
_FEWEST = 3
_WIDEST = 100  # columns; tables without a header are narrow
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[A-Za-z]{2,}")
_POSTCODE = re.compile("[0-8][0-9]{5}")
_STREET = re.compile("[省市区县镇乡].*[路街道巷弄村号楼室栋幢园]|[路街道巷弄].*[号楼室]|[省市].*[区县]")
_LONGEST_PERSON, _LONGEST_NAME = 12, 60
_CHINESE = re.compile("[一-鿿]")
_LETTERS = re.compile(r"[^\W\d_]")

_CUES: Mapping[str, re.Pattern[str]] = {
    "mobile": re.compile("手机|电话|联系|号码|mobile|phone|cell|tel", re.IGNORECASE),
    "email": re.compile("邮|mail", re.IGNORECASE),
    "credit_code": re.compile("信用|代码|执照|税号|code|licen[cs]e", re.IGNORECASE),
    "id_number": re.compile("身份|证件|证号|ID", re.IGNORECASE),
}
_OF_OTHERS = re.compile(
    "推荐|介绍|紧急|家长|父|母|配偶|爱人|负责|业务|销售|法人|法定|收货|收件|发货|备用|经办|司机|员工|客服|第二|其他|供应商|旧|原|other|emergency|second|"
    "alternative|owner|sales",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"(?:unnamed:?\s*|column\s*|列|字段|field\s*|f|col\s*|未命名)[0-9]*|[A-Z]{1,2}", re.IGNORECASE)


def guess(rows: Sequence[Row], width: int) -> dict[int, str]:
    """Field id by column of a sheet without a header; {} unless a name and a way of reaching are clear."""
    columns = [_texts(rows, i) for i in range(min(width, _WIDEST))]
    found: dict[int, str] = {}
    for target, fits, least in _DETECTORS:
        shares = [(_share(column, fits), -i) for i, column in enumerate(columns) if i not in found]
        share, place = max(shares, default=(0.0, 0))
        if share >= least:
            found[-place] = target
    if "address" not in found.values():
        found = {i: target for i, target in found.items() if target != "postcode"}
    if not {"mobile", "phone", "email", "address"} & set(found.values()):
        return {}
    return {**found, **names} if (names := _names(columns, found)) else {}


def _names(columns: Sequence[Sequence[str]], found: Mapping[int, str]) -> dict[int, str]:
    """Which of the other columns name the customer and, beside enterprises, a contact."""
    free = [i for i in range(len(columns)) if i not in found and columns[i]]
    firm = max(free, key=lambda i: (_share(columns[i], _is_company), -i), default=None)
    if firm is not None and _share(columns[firm], _is_company) >= _MOSTLY:
        people = [i for i in free if i != firm and _share(columns[i], _is_person) >= _CLEAR]
        return {firm: "name", **({people[0]: "contact.name"} if people else {})}
    named = [i for i in free if _share(columns[i], _is_named) >= _CLEAR]
    return {named[0]: "name"} if named else {}


def unmistakable(header: str, cells: Iterable[object]) -> str | None:
    """The field id of a column whose header nobody knows, where its cells leave no doubt and the header does not
    speak of somebody else."""
    if _OF_OTHERS.search(header):
        return None
    filled = [text for cell in cells if (text := texts.normal(shown(cell)))][:SAMPLES]
    if len(filled) < _FEWEST:
        return None
    for target, cue in _CUES.items():
        fits = next(fits for known, fits, _ in _DETECTORS if known == target)
        if (cue.search(header) or _NAMELESS.fullmatch(header)) and _share(filled, fits) >= _UNMISTAKABLE:
            return target
    return None


def is_header_of(row: Row, found: Mapping[int, str]) -> bool:
    """Whether a row of texts stands over columns whose content it does not share: a header in words unknown to us."""
    fits = {target: detector for target, detector, _ in _DETECTORS}
    checked = 0
    for i, target in found.items():
        text = texts.normal(shown(row[i])) if i < len(row) else ""
        if not text or (target in fits and fits[target](text)):
            return False
        checked += target in fits
    return checked > 0 and all(cell is None or (isinstance(cell, str) and len(cell) < _LONGEST_NAME) for cell in row)


def _texts(rows: Sequence[Row], index: int) -> list[str]:
    found: list[str] = []
    for row in rows:
        if index < len(row) and row[index] is not None and (text := texts.normal(shown(row[index]))):
            found.append(text)
            if len(found) == SAMPLES:
                break
    return found


def _share(filled: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, filled)) / len(filled) if filled else 0.0


def _is_phone(text: str) -> bool:
    phone = parse_phone(text)
    return phone.value is not None and phone.problem is None and phone.value.key is not None


def _is_code(text: str) -> bool:
    return len(text) == 18 and parse_credit_code(text).problem is None


def _is_id(text: str) -> bool:
    return len(text) == 18 and parse_id_number(text).problem is None


def _is_address(text: str) -> bool:
    return len(text) >= 6 and bool(_STREET.search(text) or place(text)) and not text.endswith(("公司", "厂", "店"))


def _is_company(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and bool(_LETTERS.search(text)) and looks_like_company(text)


def _is_person(text: str) -> bool:
    return len(text) <= _LONGEST_PERSON and bool(_CHINESE.search(text)) and guess_kind(text) == "individual"


def _is_named(text: str) -> bool:
    return _is_company(text) or _is_person(text)


_DETECTORS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("id_number", _is_id, _CLEAR),
    ("credit_code", _is_code, _CLEAR),
    ("mobile", is_mobile, _CLEAR),
    ("phone", _is_phone, _CLEAR),
    ("email", lambda text: _EMAIL.fullmatch(text) is not None, _CLEAR),
    ("address", _is_address, _MOSTLY),
    ("postcode", lambda text: _POSTCODE.fullmatch(text) is not None, _UNMISTAKABLE),
)
"""Field id, whether a text is one, and the share of a column's cells that have to be."""
