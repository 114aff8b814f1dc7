"""The greetings supplied: several for each occasion, for key customers and for others, for enterprises and individuals
(METHOD.md section 11). They are in Chinese in either language: so are those who read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crmdesk.core.greetings import OCCASIONS, GreetingText

_GOLD, _SILVER = "gold", "silver"
_FIRM, _PERSON = "enterprise", "individual"

_ROWS: Mapping[str, tuple[tuple[str | None, str | None, str], ...]] = {
    "birthday": (
        (None, None, "{称呼}，生日快乐！祝您身体健康，万事如意。{公司}{我}"),
        (None, None, "{称呼}，今天是您的生日，祝您生日快乐，阖家幸福！{公司}{我}"),
        (None, _FIRM, "{称呼}，祝您生日快乐！感谢您一直以来的支持，愿您工作顺心，事事如意。{公司}{我}"),
        (None, _PERSON, "{称呼}，生日快乐！愿您天天开心，平安健康。{公司}{我}"),
        (_GOLD, None, "{称呼}，生日快乐！备了一份小礼，改日登门奉上。祝您福寿安康。{公司}{我}"),
        (_SILVER, None, "{称呼}，生日快乐！感谢您多年的信任，祝您福寿安康，改日登门向您道贺。{公司}{我}"),
    ),
    "founding": (
        (None, None, "{称呼}，贺贵公司成立{年数}周年！祝生意兴隆，蒸蒸日上。{公司}{我}"),
        (None, None, "{称呼}，值此{客户}成立{年数}周年之际，{公司}全体同仁谨致祝贺，愿携手共进。{我}"),
        (_GOLD, None, "{称呼}，恭贺{客户}成立{年数}周年！多年同行，深感荣幸，愿贵公司基业长青。{公司}{我}"),
    ),
    "first-order": (
        (None, _FIRM, "{称呼}，今天是我们合作{年数}周年的日子，感谢贵公司的信任，我们会继续做好服务。{公司}{我}"),
        (None, _PERSON, "{称呼}，您成为我们的客户已经{年数}年了，谢谢您的信任，有需要随时找我。{公司}{我}"),
        (_GOLD, None, "{称呼}，合作{年数}周年，衷心感谢！近日想登门拜访，当面致谢，听听您的意见。{公司}{我}"),
    ),
    "new-year": (
        (None, None, "{称呼}，元旦快乐！新的一年，祝您工作顺利，身体健康。{公司}{我}"),
        (None, _FIRM, "{称呼}，辞旧迎新，感谢贵公司一年来的支持，祝新年业绩长虹。{公司}{我}"),
        (None, _PERSON, "{称呼}，新年好！愿您和家人在新的一年里平安喜乐。{公司}{我}"),
    ),
    "laba": (
        (None, None, "{称呼}，腊八到了，喝碗热粥暖暖身。天冷，请多保重。{公司}{我}"),
        (None, None, "{称呼}，腊八安康！年关将近，有要备货的请早些告诉我，我好为您安排。{公司}{我}"),
    ),
    "little-new-year": (
        (None, None, "{称呼}，小年好！祝您家宅平安，福气满满。{公司}{我}"),
        (None, None, "{称呼}，小年快乐！一年辛苦了，愿您早日忙完，欢欢喜喜迎新年。{公司}{我}"),
    ),
    "new-years-eve": (
        (None, None, "{称呼}，除夕快乐！祝您阖家团圆，来年顺遂。{公司}{我}"),
        (_GOLD, None, "{称呼}，感谢您这一年的关照与信任。值此除夕，恭祝您阖家团圆，新春大吉。{公司}{我}"),
    ),
    "spring-festival": (
        (None, None, "{称呼}，给您拜年了！祝您新春快乐，阖家幸福，万事如意。{公司}{我}"),
        (None, _FIRM, "{称呼}，新春快乐！祝贵公司新的一年生意兴隆，财源广进。{公司}{我}"),
        (None, _PERSON, "{称呼}，春节快乐！祝您全家身体健康，和和美美。{公司}{我}"),
        (_GOLD, None, "{称呼}，恭贺新春！节后我登门给您拜年。祝您事业兴旺，阖家安康。{公司}{我}"),
        (_SILVER, None, "{称呼}，恭贺新春！感谢您一年来的关照，祝您事业顺遂，节后再去看您。{公司}{我}"),
    ),
    "lantern": (
        (None, None, "{称呼}，元宵节快乐！祝您团团圆圆，甜甜美美。{公司}{我}"),
        (None, _FIRM, "{称呼}，元宵节快乐！我们已正常上班，需要订货请随时联系。{公司}{我}"),
    ),
    "womens-day": (
        (None, None, "{称呼}，三八妇女节快乐！愿您美丽从容，事事顺心。{公司}{我}"),
        (None, _FIRM, "{称呼}，请代我们向贵公司的女同事问好，祝大家节日快乐！{公司}{我}"),
    ),
    "qingming": (
        (None, None, "{称呼}，清明时节，出行请注意安全，多保重身体。{公司}{我}"),
        (None, _FIRM, "{称呼}，清明小长假我们安排人员值班，有急事请随时联系我。{公司}{我}"),
    ),
    "labour-day": (
        (None, None, "{称呼}，五一劳动节快乐！平日辛苦了，祝您假期愉快。{公司}{我}"),
        (None, _FIRM, "{称呼}，五一快乐！假期送货照常安排，需要备货请提前告诉我。{公司}{我}"),
    ),
    "dragon-boat": (
        (None, None, "{称呼}，端午安康！祝您和家人平安顺遂。{公司}{我}"),
        (_GOLD, None, "{称呼}，端午将至，为您备了一份粽子，稍后送到。祝您阖家安康。{公司}{我}"),
    ),
    "qixi": (
        (None, None, "{称呼}，七夕快乐！愿您家庭美满，幸福长久。{公司}{我}"),
        (None, _PERSON, "{称呼}，七夕好！祝您和爱人恩爱甜蜜，日日是好日。{公司}{我}"),
    ),
    "teachers-day": (
        (None, None, "{称呼}，教师节快乐！感谢您的指点，祝您身体健康，桃李满园。{公司}{我}"),
        (None, _FIRM, "{称呼}，教师节到了，请代我们向贵校的老师们问好，祝大家节日快乐！{公司}{我}"),
    ),
    "mid-autumn": (
        (None, None, "{称呼}，中秋快乐！祝您人月两圆，阖家幸福。{公司}{我}"),
        (None, _FIRM, "{称呼}，中秋佳节，感谢贵公司一直以来的支持，祝您和各位同事节日快乐。{公司}{我}"),
        (_GOLD, None, "{称呼}，中秋将至，备了一份月饼表表心意，近日给您送去。祝您阖家团圆。{公司}{我}"),
        (_SILVER, None, "{称呼}，中秋快乐！感谢您一直以来的关照，祝您阖家团圆，事事圆满。{公司}{我}"),
    ),
    "national-day": (
        (None, None, "{称呼}，国庆节快乐！祝您假期愉快，出行平安。{公司}{我}"),
        (None, _FIRM, "{称呼}，国庆快乐！长假期间如需送货，请提前与我联系，我来安排。{公司}{我}"),
    ),
    "double-ninth": (
        (None, None, "{称呼}，重阳节安康！祝您和家中长辈健康长寿。{公司}{我}"),
        (None, _PERSON, "{称呼}，重阳好！秋高气爽，愿您身体硬朗，步步登高。{公司}{我}"),
    ),
    "winter-solstice": (
        (None, None, "{称呼}，冬至安康！天寒，记得吃碗热饺子，多保重身体。{公司}{我}"),
        (None, _FIRM, "{称呼}，冬至快乐！年底备货请早安排，我随时等您吩咐。{公司}{我}"),
    ),
}  # fmt: skip


def supplied() -> Iterator[GreetingText]:
    """Each with a key as `birthday-2`, in the order of the occasions."""
    for occasion in OCCASIONS:
        for number, (tier, kind, text) in enumerate(_ROWS[occasion], start=1):
            yield GreetingText(f"{occasion}-{number}", occasion, text, tier, kind, supplied=True)
