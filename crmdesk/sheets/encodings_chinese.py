"""Telling GB18030, Big5 and Western text apart where more than one of them reads a file without a fault.

Both Chinese encodings put the characters of daily life into their first plane and rare ones elsewhere. Text read in the
wrong encoding falls into the rare parts, or apart into letters.
"""

from __future__ import annotations

import re

CHINESE = ("gb18030", "big5hkscs")
"""GB18030 and never GBK, which cannot hold 䶮, 𠮷 and €; the Big5 that knows Hong Kong's characters."""

WESTERN = "cp1252"

_DAILY, _COMMON, _SIGN, _RARE, _ODD = 1.0, 0.8, 0.6, 0.25, 0.0
_FEW_FAULTS = 0.02
_MOSTLY = 0.8
_BEYOND = re.compile(rb"[\x80-\xff]+")
_WORDS = {
    "gb18030": frozenset(
        "的客户名称电话手机地址备注公司联系人编号省市区县路街道性别姓男女邮箱部门职位订单日期金额有限贸易集团"
    ),
    "big5hkscs": frozenset(
        "的客戶名稱電話手機地址備註公司聯絡人編號省市區縣路街道性別姓男女郵箱部門職位訂單日期金額有限貿易集團臺灣"
    ),
}


def likeliest(data: bytes, fitting: list[str]) -> str:
    """The encoding that some text beyond ASCII was most likely written in; `fitting` are those that read all of it.

    Where none does, one that stumbles over no more than a few characters; else cp1252, which reads anything.
    """
    if _is_western(data):
        return WESTERN
    chinese = [name for name in CHINESE if name in fitting]
    if not chinese:
        chinese = [name for name in ("utf-8", *CHINESE) if _faults(data, name) <= _FEW_FAULTS]
    if "utf-8" in chinese or not chinese:
        return chinese[0] if chinese else WESTERN
    return max(chinese, key=lambda name: weight(data, name))


def weight(data: bytes, encoding: str) -> float:
    """How common the characters beyond ASCII are when read in an encoding: 1 for daily ones, 0 for oddities."""
    total, count = 0.0, 0
    for character in data.decode(encoding, "replace"):
        if character > "\x7f":
            count += 1
            total += _DAILY if character in _WORDS[encoding] else _plane(character, encoding)
    return total / count if count else 0.0


def _plane(character: str, encoding: str) -> float:
    try:
        code = character.encode(encoding)
    except UnicodeEncodeError:
        return _ODD
    if len(code) != 2:
        return _ODD
    lead, trail = code
    if encoding == "gb18030":
        if trail < 0xA1 or lead < 0xA1:
            return _RARE if lead >= 0x81 and "\u3400" <= character <= "\u9fff" else _ODD
        return _COMMON if 0xB0 <= lead <= 0xD7 else _SIGN if lead <= 0xA9 else _RARE if lead <= 0xF7 else _ODD
    return _COMMON if 0xA4 <= lead <= 0xC6 else _SIGN if 0xA1 <= lead <= 0xA3 else _RARE if lead >= 0xC9 else _ODD


def _faults(data: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that cannot be read."""
    beyond = [character for character in data.decode(encoding, "replace") if character > "\x7f"]
    return beyond.count("\ufffd") / len(beyond) if beyond else 1.0


def _is_western(data: bytes) -> bool:
    """Whether letters with accents stand singly between plain ones, as no Chinese character does."""
    runs = _BEYOND.findall(data)
    single = [at for at in _BEYOND.finditer(data) if len(at[0]) == 1 and at[0] >= b"\xc0"]
    joined = sum(
        data[at.start() - 1 : at.start()].isalpha() or data[at.end() : at.end() + 1].isalpha() for at in single
    )
    return bool(runs) and joined >= len(runs) * _MOSTLY
