"""Rows of lifelike customers for measuring: twenty columns, the same ones every time."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADER = (
    "客户编号 客户名称 客户类别 手机 电话 微信 电子邮箱 省 市 区县 详细地址 邮编 行业 来源 负责人 "
    "统一社会信用代码 注册资本 员工人数 成立日期 备注"
).split()
_WORDS = "东南西北中华国泰远航晨光明德信义仁和安康宏图盛世佳美丽新科创智慧云海山川"


def rows(count: int) -> Iterator[list[Any]]:
    """Customers, each another one."""
    r = random.Random(5)
    for i in range(count):
        name = "".join(r.choice(_WORDS) for _ in range(4)) + r.choice(["商贸", "科技", "机械", "食品"])
        yield [
            f"K{i:07}",
            f"{name}{i}有限公司",
            r.choice(["企业客户", "中间客户"]),
            f"1{r.choice('3578')}{r.randrange(10**9):09}",
            f"021-{r.randrange(10**7, 10**8)}",
            f"wx{i}",
            f"u{i}@example.com",
            "上海市",
            "上海市",
            "浦东新区",
            f"张江路{i % 900}号",
            "201203",
            r.choice(["制造业", "批发零售", "餐饮"]),
            r.choice(["展会", "转介绍", "网络"]),
            r.choice(["陈立", "何安", "王晓"]),
            None,
            r.randrange(10, 5000) * 10_000,
            r.randrange(1, 900),
            dt.date(1995, 1, 1) + dt.timedelta(r.randrange(9000)),
            r.choice(["老客户，信誉好", None, "春节前拜访", None]),
        ]


def workbook(path: Path, count: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(path)
    return path


def table(path: Path, count: int, columns: int = len(HEADER)) -> Path:
    """A text table as Excel saves it."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER[:columns])
        for row in rows(count):
            writer.writerow(["" if cell is None else cell for cell in row[:columns]])
    return path
