"""Mutations of files and tables: bytes, the parts of zips, whole cells, rows and columns."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.faults.fuzz_seeds import Seeds, Table, old_workbook, open_document, plain_workbook, written
from tests.sheets.books import packed

Dice = random.Random
Mutation = tuple[str, bytes]
"""The ending of a file, and what is in it."""

_TOKENS: Final = (
    b"\0", b"\xff\xff\xff\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b'"', b"'", b",", b";", b"&#0;", b"&#xD800;",
    b"&#xFFFF;", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"_x0000_", b"_x000D_", b"_xD800_", b"\xe2\x80\x8b",
    b"\xed\xa0\x80", b"\xc0\x80", b"<v>1e999</v>", b"<v>-1e-999</v>", b"<v>NaN</v>", b"<v/>", b't="s"', b't="e"',
    b't="b"', b't="d"', b't="str"', b's="9999"', b'r="XFD1048576"', b'r="A0"', b'r="ZZZZ9"',
    b'<c r="A1"><f>1/0</f></c>', b'table:number-columns-repeated="99999"', b'table:number-rows-repeated="1048577"',
    b'office:value-type="date" office:date-value="9999-99-99"', b"<mergeCell ref=\"A1:XFD9\"/>", b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n", b"TEL:", b"BDAY:0000-00-00\r\n", b"ENCODING=QUOTED-PRINTABLE:=E5=B", b";CHARSET=x:",
    b"N:;;;;\r\n", b"PHOTO;ENCODING=b:AAAA", b"BDAY;VALUE=date:--02-30\r\n", b"=0D=0A=\r\n", b"\xff\xfe",
    b"\x81\x30\x81\x30",
)  # fmt: skip
_NUMBERS: Final = (
    b"0", b"-1", b"65535", b"65536", b"1048577", b"2147483648", b"4294967295", b"9223372036854775808", b"1e400",
    b"NaN", b"1E-5", b"0.1", b"99999999999999999999999999999999",
)  # fmt: skip
_DIGITS: Final = re.compile(rb"\d+")
_ANY: Final[tuple[Any, ...]] = (
    None, "", " ", "　", 0, -1, 1, 0.1, 1e300, -1e300, 2**63, 10**30, 1e-9, 59, 60, 43832, 2958466, 99999999, True,
    False, 13800138000, 1.39e10, 110101199001011230.0, "0", "-0", "١٢٣", "１２３", "½", "1e5", "1E+10", "∞", "NaN",
    "inf", "-", "/", "NULL", "#REF!", "#N/A", "无", "=1+1", "@x", "+1", "'x", "2026-02-30", "0000-00-00", "9999-12-31",
    "10000-01-01", "1/2/3", "31/12/99", "二〇二六年十三月", "农历闰二月三十", "L2023-02+-30", "L1990-13-01", "--02-30",
    "上午 25:61", "2026-01-01T99:99", "12:00", "昨天", "合计", "小计：1", "必填", "示例：",
    "13800138000/0573-82000001;abc", "+86 000", "139****0001", "110101199003070026", "91330400MA2B8XYZ1Q", "a@",
    "a@b.cn;c@d.cn", "http://", "浙江省嘉兴市南湖区文昌路1号", "K00001", "D00001", "T00001", "P00001", "客户", "现金",
    "万", "1,2,3", "￥-1.005", "¥99999999999999999999", "1.23456789", "100%", "-5%", "一万二千", "听取;致歉",
    "甲\n乙\r\n丙", "a\tb", "\u200b", "\u202e甲", "\ufeff", "\x0b", "\x00", "\ud800", "𠮷", "👨‍👩‍👧", "é" * 40,
    "龘" * 40_000, '"', "<b>&amp;</b>", "张;李;王", "M+a+N", "m?n", "{0}", "{name}", "%s", "\\", "_x000D_",
    dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.datetime(1899, 12, 30), dt.datetime(2026, 11, 21, 23, 59, 59, 999999),
    dt.time(0, 0),
)  # fmt: skip


def mutated(dice: Dice, seeds: Seeds, folder: Path) -> Mutation:
    """One mutation of one of the seeds."""
    if dice.random() < 0.45:
        return _of_tables(dice, seeds, folder)
    ending = dice.choices((".xlsx", ".csv", ".vcf", ".xls", ".ods", ".txt"), (32, 24, 16, 14, 10, 4))[0]
    data = dice.choice(seeds.files[ending])
    if zipfile.is_zipfile(io.BytesIO(data)) and dice.random() < 0.85:
        return ending, _zip(dice, data, folder)
    return ending, havoc(dice, data)


def havoc(dice: Dice, data: bytes) -> bytes:
    """A few changes anywhere: bits, bytes, numbers, spans, tokens; now and then the end is gone."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        dice.choice((_flip, _byte, _cut, _twice, _token, _number, _number))(dice, changed)
    if dice.random() < 0.06:
        del changed[dice.randrange(len(changed) + 1) :]
    return bytes(changed)


def _flip(dice: Dice, data: bytearray) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _byte(dice: Dice, data: bytearray) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))


def _span(dice: Dice, data: bytearray) -> slice:
    at = dice.randrange(len(data) + 1)
    return slice(at, min(len(data), at + dice.choice((1, 2, 4, 30, 300))))


def _cut(dice: Dice, data: bytearray) -> None:
    del data[_span(dice, data)]


def _twice(dice: Dice, data: bytearray) -> None:
    span, at = data[_span(dice, data)], dice.randrange(len(data) + 1)
    data[at:at] = span * dice.choice((1, 1, 3, 50))


def _token(dice: Dice, data: bytearray) -> None:
    at = dice.randrange(len(data) + 1)
    data[at : at + dice.choice((0, 0, 1, 8))] = dice.choice(_TOKENS)


def _number(dice: Dice, data: bytearray) -> None:
    """Another number in the place of one."""
    near = dice.randrange(len(data) + 1)
    if found := _DIGITS.search(data, near, near + 4_000):
        data[found.start() : found.end()] = dice.choice(_NUMBERS)


def _zip(dice: Dice, data: bytes, folder: Path) -> bytes:
    """One part of a workbook changed, lost, or in the place of another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    chosen = dice.choice([*names, *(4 * [name for name in names if "sheet" in name or "content" in name])])
    chance = dice.random()
    if chance < 0.05:
        del parts[chosen]
    elif chance < 0.1:
        parts[chosen] = parts[dice.choice(names)]
    else:
        parts[chosen] = havoc(dice, parts[chosen])
    return packed(folder / "zip", parts).read_bytes()


def _of_tables(dice: Dice, seeds: Seeds, folder: Path) -> Mutation:
    """Some tables with other cells, rows, columns and headers, as a file of any kind."""
    titles = dice.sample(sorted(seeds.tables), dice.choice((1, 1, 2, 4)))
    if dice.random() < 0.5 and "客户" not in titles:
        titles.insert(0, "客户")
    tables = {title: mutated_table(dice, seeds.tables, title) for title in titles}
    ending = dice.choices((".csv", ".xlsx", ".ods", ".xls"), (50, 30, 10, 10))[0]
    with contextlib.suppress(FileNotFoundError):
        (folder / "made").unlink()
    if ending == ".csv":
        return ending, _text(dice, tables[titles[0]])
    if ending == ".xls":
        return ending, old_workbook(tables[titles[0]])
    make = plain_workbook if ending == ".xlsx" else open_document
    return ending, make(folder / "made", tables)


def mutated_table(dice: Dice, tables: Mapping[str, Table], title: str) -> Table:
    """A few changes of a table; the header is touched less often than the rest."""
    table = [list(row) for row in tables[title]]
    other = tables[dice.choice(sorted(tables))]
    for _ in range(dice.choice((1, 3, 8, 30))):
        dice.choices(_DEEDS, _WEIGHTS)[0](dice, table, other)
    return table


def _value(dice: Dice, table: Table, other: Table) -> None:
    row = table[dice.randrange(min(1, len(table) - 1), len(table))] if table else []
    if row:
        row[dice.randrange(len(row))] = dice.choice(_ANY)


def _borrowed(dice: Dice, table: Table, other: Table) -> None:
    """A value from anywhere, changed a little where it is a text."""
    row, cells = dice.choice(table or [[]]), dice.choice(other)
    if row and cells:
        value = dice.choice(cells)
        if isinstance(value, str) and dice.random() < 0.5:
            value = havoc(dice, value.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
        row[dice.randrange(len(row))] = value


def _header(dice: Dice, table: Table, other: Table) -> None:
    if table and table[0]:
        table[0][dice.randrange(len(table[0]))] = dice.choice((*other[0], *table[0], None, "备注", "金额", "日期"))


def _row(dice: Dice, table: Table, other: Table) -> None:
    at = dice.randrange(len(table) + 1)
    table.insert(at, list(dice.choice((*table, [], [None] * 4, dice.choice(other)))))


def _no_row(dice: Dice, table: Table, other: Table) -> None:
    if len(table) > 1:
        del table[dice.randrange(len(table))]


def _column(dice: Dice, table: Table, other: Table) -> None:
    """A column moves, is lost, or is there twice."""
    one, two = dice.randrange(60), dice.randrange(60)
    keep = dice.random() < 0.5
    for row in table:
        if one < len(row):
            value = row[one] if keep else row.pop(one)
            row.insert(two, value)
    if dice.random() < 0.4:
        for row in table:
            del row[two : two + 1]


def _short(dice: Dice, table: Table, other: Table) -> None:
    row = dice.choice(table or [[]])
    del row[dice.randrange(len(row) + 1) :]


Deed = Callable[[Dice, Table, Table], None]
_DEEDS: Final[tuple[Deed, ...]] = (_value, _borrowed, _header, _row, _no_row, _column, _short)
_WEIGHTS: Final = (10, 5, 2, 2, 1, 2, 1)


def _text(dice: Dice, table: Table) -> bytes:
    """A text table, quoted or not, in any encoding."""
    delimiter = dice.choice((",", ",", ",", "\t", ";", "|"))
    if dice.random() < 0.7:
        lines = ['"' + f'"{delimiter}"'.join(written(cell).replace('"', '""') for cell in row) + '"' for row in table]
    else:
        lines = [delimiter.join(map(written, row)) for row in table]
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"))
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    return dice.choice(("\r\n", "\n", "\r")).join(lines).encode(encoding, errors)
