"""The words of the fields of tasks and greetings, in both languages (METHOD.md section 11)."""

from __future__ import annotations

from crmdesk.core.choice_rows import choices as _choices

REPEAT = _choices(
    "weekly | Every week | 每周 | 周, 按周",
    "monthly | Every month | 每月 | 月, 按月",
    "yearly | Every year | 每年 | 年, 按年, 每年公历",
    "lunar-yearly | Every lunar year | 每年农历 | 农历每年, 按农历",
)
OCCASION = _choices(
    "birthday | Birthday | 生日 | 寿辰",
    "founding | Founding day | 成立纪念日 | 公司成立, 司庆",
    "first-order | First order | 首次订货纪念日 | 合作纪念日",
    "new-year | New Year's Day | 元旦 | 新年",
    "laba | Laba Festival | 腊八节 | 腊八",
    "little-new-year | Little New Year | 小年 |",
    "new-years-eve | Chinese New Year's Eve | 除夕 | 大年三十",
    "spring-festival | Spring Festival | 春节 | 大年初一",
    "lantern | Lantern Festival | 元宵节 | 元宵",
    "womens-day | Women's Day | 妇女节 | 三八节",
    "qingming | Qingming | 清明节 | 清明",
    "labour-day | Labour Day | 劳动节 | 劳动, 五一",
    "dragon-boat | Dragon Boat Festival | 端午节 | 端午",
    "qixi | Qixi | 七夕 | 七夕节",
    "teachers-day | Teachers' Day | 教师节 |",
    "mid-autumn | Mid-Autumn Festival | 中秋节 | 中秋",
    "national-day | National Day | 国庆节 | 国庆, 十一",
    "double-ninth | Double Ninth Festival | 重阳节 | 重阳",
    "winter-solstice | Winter Solstice | 冬至 |",
)
GREETING_OUTCOME = _choices("greeted | Greeted | 已问候 | 已发送", "skipped | Not greeted | 不问候 | 跳过")
