"""What the company of the sample data sells (packaging), its people, and its call campaigns."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_GOODS = """
缠绕膜 50cm×300m | 包装膜 | 卷 | 58 | 41.5
缠绕膜 50cm×300m（机用） | 包装膜 | 卷 | 76 | 55.2
POF 热收缩膜 | 包装膜 | 公斤 | 19.8 | 14.6
PE 拉伸膜（黑色） | 包装膜 | 卷 | 62 | 45
气泡膜 60cm×80m | 缓冲材料 | 卷 | 46 | 31
气柱袋 | 缓冲材料 | 个 | 0.685 | 0.42
珍珠棉片 | 缓冲材料 | 张 | 1.28 | 0.79
蜂窝纸板 | 缓冲材料 | 张 | 8.6 | 5.9
五层瓦楞纸箱 1 号 | 纸箱 | 个 | 7.35 | 5.24
五层瓦楞纸箱 3 号 | 纸箱 | 个 | 5.1 | 3.66
五层瓦楞纸箱 5 号 | 纸箱 | 个 | 3.42 | 2.45
三层瓦楞纸箱 8 号 | 纸箱 | 个 | 1.36 | 0.97
飞机盒 T3 | 纸箱 | 个 | 1.15 | 0.78
定制彩箱 | 纸箱 | 个 | 9.8 | 6.4
重型纸箱（七层） | 纸箱 | 个 | 26.5 | 18.9
封箱胶带 4.8cm×100m | 胶带 | 卷 | 4.25 | 2.86
封箱胶带（印字） | 胶带 | 卷 | 5.6 | 3.7
双面胶带 | 胶带 | 卷 | 3.1 | 1.95
美纹纸胶带 | 胶带 | 卷 | 4.9 | 3.3
免水牛皮纸胶带 | 胶带 | 卷 | 6.8 | 4.5
PET 塑钢打包带 | 打包材料 | 卷 | 148 | 112
PP 打包带（机用） | 打包材料 | 卷 | 82 | 60
镀锌打包扣 | 打包材料 | 盒 | 35 | 23
护角条 | 打包材料 | 根 | 1.9 | 1.2
不干胶标签 100×60 | 标签 | 张 | 0.085 | 0.048
热敏纸标签 100×150 | 标签 | 卷 | 16.5 | 10.8
防伪标签 | 标签 | 张 | 0.32 | 0.17
快递袋 38×52 | 包装袋 | 个 | 0.46 | 0.29
自封袋 8 号 | 包装袋 | 包 | 11.2 | 7.4
真空袋 25×35 | 包装袋 | 个 | 0.58 | 0.37
铝箔袋 | 包装袋 | 个 | 0.92 | 0.61
干燥剂 10g | 辅料 | 箱 | 118 | 83
防锈纸 | 辅料 | 卷 | 235 | 168
木托盘 1200×1000 | 托盘 | 个 | 96 | 71
塑料托盘（网格） | 托盘 | 个 | 158 | 121
手提打包机 | 设备 | 台 | 1680 | 1230
半自动封箱机 | 设备 | 台 | 4980 | 3720
缠绕机（托盘式） | 设备 | 台 | 16800 | 12650
"""
_ON_OFFER = {0: ("52", "3.5"), 16: ("5.2", "0.2"), 36: ("4680", "150")}
_DISCONTINUED = 3
_FEN = Decimal("0.01")
SMALL = tuple(range(4, 32))
"""Places of the goods that a household or a small shop buys."""
MACHINES = frozenset((35, 36, 37))

STAFF: tuple[tuple[str, str], ...] = (
    ("陈立", "salesperson"),
    ("王晓", "salesperson"),
    ("何安", "salesperson"),
    ("李明远", "sales-manager"),
    ("赵思敏", "marketing-director"),
    ("周启明", "general-manager"),
)
CAMPAIGNS: tuple[tuple[str, str, int, str, bool], ...] = (
    (
        "缠绕膜新品推介",
        "您好，我是云岫包装的。我们新出的高拉伸缠绕膜比普通膜省三成用量，可以免费寄一卷试机。您这边现在用的是哪一种膜？一个月大概用多少卷？",
        12,
        "先打用过包装膜的客户。",
        True,
    ),
    (
        "老客户季度回访",
        "您好，这个季度的货用得怎么样？有没有破损、尺寸不合的？下个季度的用量有没有变化？",
        -40,
        "",
        False,
    ),
)
"""Name, script, days from today until which it is to be done, remarks, whether calls are still to be made."""


def products(today: dt.date) -> list[dict[str, Any]]:
    """The register of products, typed values by field key."""
    made = []
    for place, line in enumerate(_GOODS.strip().splitlines()):
        name, category, unit, price, cost = (part.strip() for part in line.split("|"))
        values: dict[str, Any] = {
            "name": name,
            "category": category,
            "unit": unit,
            "price": Decimal(price),
            "cost": Decimal(cost),
        }
        if place in _ON_OFFER:
            promotion, subsidy = _ON_OFFER[place]
            values |= {
                "promotion_price": Decimal(promotion),
                "promotion_from": today - dt.timedelta(days=20),
                "promotion_to": today + dt.timedelta(days=25),
                "subsidy": Decimal(subsidy),
            }
        if place == _DISCONTINUED:
            values["discontinued"] = True
        made.append(values)
    return made


def prices(age: int) -> list[tuple[Decimal, Decimal]]:
    """Price and cost of every product some years ago: three in a hundred less for each year, to the same decimals."""
    rate = 1 - Decimal(3 * age) / 100
    return [(_aged(line.split("|")[3], rate), _aged(line.split("|")[4], rate)) for line in _GOODS.strip().splitlines()]


def _aged(text: str, rate: Decimal) -> Decimal:
    now = Decimal(text.strip())
    return (now * rate).quantize(min(now, _FEN, key=lambda each: each.as_tuple().exponent), ROUND_HALF_UP)


def to_fen(amount: Decimal) -> Decimal:
    """A sum to the cent, half up."""
    return amount.quantize(_FEN, ROUND_HALF_UP)
