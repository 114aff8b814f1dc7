"""Pinyin of names: sort keys, full syllables and initials, with the readings surnames have.

pypinyin has no surname mode of its own (单雄信 would be *dan*), so the first character's surname reading stands here;
every other character has one reading from a table per character.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SURNAMES: dict[str, str] = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge", "覃": "qin",
    "冼": "xian", "缪": "miao", "翟": "zhai", "种": "chong", "秘": "bi", "折": "she", "黑": "he", "员": "yun", "召": "shao",
    "纪": "ji", "华": "hua", "任": "ren", "宓": "mi", "么": "yao", "牟": "mu", "隗": "wei", "逄": "pang", "宁": "ning",
    "燕": "yan", "应": "ying", "乐": "yue", "贾": "jia", "柏": "bai", "郗": "xi", "尉": "wei", "洗": "xian", "哈": "ha",
    "长": "zhang", "令": "ling", "石": "shi", "沈": "shen", "卜": "bu", "阚": "kan", "车": "che", "都": "du", "幺": "yao",
    "繁": "po", "瞿": "qu", "费": "fei", "谌": "chen", "俞": "yu", "夏": "xia", "宿": "su", "臧": "zang",
}  # fmt: skip
_COMPOUND: dict[str, tuple[str, str]] = {
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "宿勤": ("su", "qin"),
}  # fmt: skip
_SORT_LENGTH = 24


def _plain(syllable: str) -> str:
    """A syllable without its tone; ü is written v, as it is typed."""
    decomposed = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of one Chinese character without tones, the usual one first; empty for anything else."""
    from pypinyin.constants import PINYIN_DICT

    found = PINYIN_DICT.get(ord(character), "")
    return tuple(dict.fromkeys(_plain(reading) for reading in found.split(",") if reading))


def is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or code == 0x3007 or 0x20000 <= code <= 0x3FFFF or 0xF900 <= code <= 0xFAFF


def syllables(name: str) -> list[str]:
    """One entry per Chinese character; the first takes its surname reading. Other characters are left out."""
    han = [c for c in name if is_han(c)]
    result = [(readings(c) or (c,))[0] for c in han]
    if han:
        compound = _COMPOUND.get("".join(han[:2]))
        if compound:
            result[:2] = compound
        elif name[0] == han[0] and han[0] in SURNAMES:
            result[0] = SURNAMES[han[0]]
    return result


def spellings(name: str) -> list[list[str]]:
    """Syllables of the name, once for each reading its first character has, the surname's first."""
    usual = syllables(name)
    if not usual:
        return []
    first = next(c for c in name if is_han(c))
    others = [reading for reading in readings(first) if reading != usual[0]]
    return [usual, *([reading, *usual[1:]] for reading in others)]


def sort_key(name: str) -> str:
    """What a name is ordered by: Chinese by pinyin, everything else by its own letters, before the Chinese."""
    if not name:
        return ""
    parts: list[str] = []
    spoken = iter(syllables(name))
    for character in name[:_SORT_LENGTH]:
        if is_han(character):
            parts.append(next(spoken) + " ")
        else:
            parts.append(unicodedata.normalize("NFKC", character).casefold())
    return ("~" if is_han(name[0]) else "") + "".join(parts).strip()
