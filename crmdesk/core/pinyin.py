"""Pinyin of names: sort keys, full syllables and initials, with the readings surnames have.

pypinyin has no surname mode of its own (单雄信 would be *dan*), so the first character's surname reading stands here;
every other character has one reading from a table per character.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import unicodedata
from functools import lru_cache
from importlib.machinery import PathFinder, SourceFileLoader

from crmdesk.core import patterns

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
_ALSO: dict[str, str] = {
    "都": "du", "长": "chang", "行": "hang", "乐": "yue", "重": "chong", "厦": "xia", "番": "pan", "会": "kuai", "调": "tiao",
    "藏": "zang", "弹": "tan", "便": "pian", "参": "shen", "佛": "fo", "晟": "sheng", "茜": "xi", "传": "zhuan", "堡": "pu",
    "薄": "bo", "泊": "bo", "莘": "xin", "蔚": "yu", "茄": "qie", "六": "lu", "阿": "e", "朝": "zhao",
}  # fmt: skip
"""The other reading of characters that names are full of."""

_FEW = 30
_FIRST = "\u3007"
"""No character before it has a reading."""
_MOST_SPELLINGS = 16
_SORT_LENGTH = 24
_NOT_HAN = patterns.late("[^\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


_TONES = str.maketrans(
    "āáǎàēéěèōóǒòīíǐìūúǔùǖǘǚǜüńňǹḿêếề",
    "aaaaeeeeooooiiiiuuuuvvvvvnnnmeee",
)  # fmt: skip


@lru_cache(maxsize=1)
def _text() -> str:
    """pypinyin's table per character alone, as JSON: the phrases that come with the package take five times as long to
    load, and to load Python modules beside them longer still."""
    package = importlib.util.find_spec("pypinyin")
    spec = package and PathFinder.find_spec("pinyin_dict", package.submodule_search_locations)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        raise ModuleNotFoundError("pypinyin", name="pypinyin")
    return spec.loader.get_data(spec.loader.path.removesuffix(".py") + ".json").decode()


class _Dictionary(dict[int, str]):
    """The readings of characters by their number, '' where there are none. The first few are looked up in the text: a
    command that meets some names is done before all of it could be read."""

    _is_whole = False

    def __missing__(self, code: int) -> str:
        if self._is_whole:
            return ""
        if len(self) >= _FEW:
            self.load()
            return self.get(code, "")
        _, found, rest = _text().partition(f'"{code}": "')
        self[code] = rest[: rest.index('"')] if found else ""
        return self[code]

    def load(self) -> None:
        """All of it."""
        if not self._is_whole:
            self.update((int(code), found) for code, found in json.loads(_text()).items())
            self._is_whole = True
            _text.cache_clear()


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    return _Dictionary()


def load() -> None:
    """Read the table as a whole, so that the first long list of names need not wait for it."""
    _dictionary().load()


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of one Chinese character without tones, the usual one first; empty for anything else.

    ü is written v, as it is typed.
    """
    if character < _FIRST:
        return ()
    found = _dictionary()[ord(character)].translate(_TONES)
    return tuple(dict.fromkeys(_letters(reading) for reading in found.split(",") if reading))


def _letters(reading: str) -> str:
    """Without the accents that stand apart from their letter."""
    return reading if reading.isascii() else "".join(c for c in reading if c.isascii())


class _Usual(dict[int, int | str]):
    """The usual reading of each Chinese character, with a blank behind it, for `str.translate`; found when it is first
    met."""

    def __missing__(self, code: int) -> int | str:
        found = readings(chr(code))
        self[code] = made = f"{found[0]} " if found else code
        return made


@lru_cache(maxsize=1)
def _usual() -> _Usual:
    return _Usual()


class _Syllables(dict[str, str]):
    """The usual reading of each Chinese character, itself where it has none; found when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = found = (readings(character) or (character,))[0]
        return found


@lru_cache(maxsize=1)
def _usual_syllables() -> _Syllables:
    return _Syllables()


def is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or code == 0x3007 or 0x20000 <= code <= 0x3FFFF or 0xF900 <= code <= 0xFAFF


@lru_cache(maxsize=1_000)
def syllables(name: str) -> tuple[str, ...]:
    """One entry per Chinese character; the first takes its surname reading. Other characters are left out."""
    return tuple(_spelt(name, _NOT_HAN.sub("", name)))


def _spelt(name: str, han: str) -> list[str]:
    """The syllables of a name whose Chinese characters these are."""
    result = plain_syllables(han)
    compound = _COMPOUND.get(han[:2])
    if compound:
        result[:2] = compound
    elif han and name[0] == han[0] and han[0] in SURNAMES:
        result[0] = SURNAMES[han[0]]
    return result


def plain_syllables(han: str) -> list[str]:
    """The usual reading of each of these Chinese characters, itself where it has none."""
    return list(map(_usual_syllables().__getitem__, han))


def spellings(name: str) -> list[tuple[str, ...]]:
    """Syllables of the name, once for each reading its first character has, the surname's first, and each that is
    common of another one (成都 chengdu, 银行 yinhang). At most sixteen."""
    han = _NOT_HAN.sub("", name)
    if not han:
        return []
    usual = _spelt(name, han)
    others = [reading for reading in readings(han[0]) if reading != usual[0]]
    if _ALSO.keys().isdisjoint(han):
        return [tuple(usual), *[(reading, *usual[1:]) for reading in others]]
    rest = [(s, _ALSO[c]) if _ALSO.get(c, s) != s else (s,) for c, s in zip(han[1:], usual[1:], strict=True)]
    return list(itertools.islice(itertools.product((usual[0], *others), *rest), _MOST_SPELLINGS))


def sort_key(name: str) -> str:
    """What a name is ordered by: Chinese by pinyin, everything else by its own letters, before the Chinese."""
    begin = name[:_SORT_LENGTH]
    if not begin or not is_han(begin[0]):
        return unicodedata.normalize("NFKC", begin).casefold().translate(_usual()).strip()
    first = syllables(begin[:2])[0] + " "
    rest = begin[1:] if begin[:2] not in _COMPOUND else begin[2:]
    if begin[:2] in _COMPOUND:
        first += _COMPOUND[begin[:2]][1] + " "
    return f"~{first}{unicodedata.normalize('NFKC', rest).casefold().translate(_usual())}".strip()
