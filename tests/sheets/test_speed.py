"""100,000 rows of 20 columns out and in, beside openpyxl's own bare loops in the same run."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from crmdesk.sheets.reading import read_book
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.sheets.writing import write_xlsx

pytestmark = pytest.mark.bench
ROWS = 100_000
KINDS: list[ColumnKind] = [*["text"] * 14, "date", "datetime", "money", "money", "integer", "number"]


def _row(number: int) -> list[Any]:
    day = dt.date(2020, 1, 1) + dt.timedelta(number % 2000)
    texts = [f"K{number:06}", f"客户{number}有限公司", f"139{number:08}", "上海市", "浦东新区", "张江路 1 号", None]
    rest = ["gold", "销售", "a@example.com", "备注 & 说明", "是", "=1+1", f"微信{number % 97}"]
    at = dt.datetime.combine(day, dt.time(9, number % 60))
    return [*texts, *rest, day, at, Decimal(number) / 4, Decimal("1999.50"), number, number % 7]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_hundred_thousand_rows(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    rows = [_row(number) for number in range(ROWS)]
    ours, bare = tmp_path / "ours.xlsx", tmp_path / "bare.xlsx"

    def bare_write() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("客户")
        for row in rows:
            sheet.append(row)
        book.save(bare)

    def bare_read() -> None:
        book = load_workbook(bare, read_only=True)
        for _ in book.worksheets[0].iter_rows(values_only=True):
            pass
        book.close()

    columns = [Column(f"列{index}", kind) for index, kind in enumerate(KINDS)]
    times = {
        "write": _seconds(lambda: write_xlsx(ours, [Table("客户", columns, rows)])),
        "openpyxl write": _seconds(bare_write),
        "openpyxl read": _seconds(bare_read),
        "read": _seconds(lambda: read_book(bare)),
    }
    for name, seconds in times.items():
        record_property(name, round(seconds, 2))
        print(f"{name}: {seconds:.2f} s")
    assert times["write"] <= 1.3 * times["openpyxl write"]
    assert times["read"] <= 0.5 * times["openpyxl read"]
