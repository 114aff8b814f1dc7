"""Likely doubles: what two writings of one customer's name have in common (DESIGN.md section 2, similar names)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from crmdesk.core import pinyin
from crmdesk.core.names import plain_company_name


def simplified(text: str) -> str:
    """The text in simplified characters."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


def sound_key(name: str) -> str:
    """How what distinguishes a name sounds: pinyin without tones for Chinese, letters and figures as they are.

    禾砚精密机械（嘉兴）有限公司, 浙江禾硯精密機械有限公司 and 和砚精密机械 have the same.
    '' for a name without letters.
    """
    plain = plain_company_name(simplified(name))
    if plain.isascii():
        return plain
    return " ".join(_parts(plain))


def _parts(plain: str) -> list[str]:
    parts: list[str] = []
    letters = ""
    for character in plain:
        if pinyin.is_han(character):
            if letters:
                parts.append(letters)
                letters = ""
            parts.extend(pinyin.readings(character)[:1] or character)
        else:
            letters += character
    return [*parts, letters] if letters else parts


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
