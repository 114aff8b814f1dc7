"""Cleaning and comparing of typed text: what is invisible goes, what was meant stays."""

from __future__ import annotations

import unicodedata

from crmdesk.core import patterns

# Invisible or unstorable: controls, zero-width and direction marks, fillers, lone surrogates, noncharacters.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
) + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))

# Compatibility forms whose ordinary form means the same. Left as typed: Chinese punctuation （），：；！？～, ① ㎡ ² ½.
_COMPATIBLE = (
    "\u2e80-\u2fdf\ufb00-\ufb06\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff3d\uff3e-\uff5d"
    "\uff61-\uff9f\uffe5\U0001d400-\U0001d7ff"
)
# Radicals that copying out of a PDF leaves in place of a character and NFKC does not turn into the mainland one.
_RADICALS = str.maketrans(
    "⼾⾭⺁⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "户青厂民王虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
_INVISIBLE_RUN = patterns.late(f"[{_INVISIBLE}]+")
_COMPATIBLE_RUN = patterns.late(f"[{_COMPATIBLE}]+")
_EXPONENT = patterns.late(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_POINT_ZERO = patterns.late(r"([0-9]+)\.0+")
_ALREADY_FOLDED = patterns.late(r"[0-9A-Za-z\u4e00-\u9fff]+")
_PLAIN = patterns.late(r"[!-~\u4e00-\u9fff（），。：；]+(?: [!-~\u4e00-\u9fff（），。：；]+)*")


def clean(text: str) -> str:
    """The text on one line, as it was meant: full-width letters and digits and Kangxi radicals become ordinary ones,
    Chinese punctuation stays, invisible characters vanish, runs of white space become one blank. Idempotent."""
    if _PLAIN.fullmatch(text):
        return text
    return " ".join(_visible(text).split())


def clean_lines(text: str) -> str:
    """`clean` line by line: line breaks stay, blank lines at both ends go. Idempotent."""
    if _PLAIN.fullmatch(text):
        return text
    return "\n".join(clean(line) for line in _visible(text).splitlines()).strip("\n")


def normal(text: str) -> str:
    """The cleaned text with every compatibility form and punctuation made ordinary (NFKC): for reading values."""
    return " ".join(unicodedata.normalize("NFKC", clean(text)).split())


def fold(text: str) -> str:
    """What two texts are compared by: no case, no width, no blanks, no punctuation. Idempotent."""
    if _ALREADY_FOLDED.fullmatch(text):
        return text.lower()
    folded = _casefold(_letters(_casefold(clean(text))))
    return _letters(folded)


def whole_digits(text: str) -> tuple[str, bool]:
    """A number that a spreadsheet wrote in its own way → (its digits, whether digits were lost).

    '13800138000.0' and '1.3800138000E+10' give back all digits; '1.38E+10' has lost some and stays as it is.
    Other text stays as it is.
    """
    if point := _POINT_ZERO.fullmatch(text):
        return point[1], False
    if not (match := _EXPONENT.fullmatch(text)):
        return text, False
    digits, exponent = match[1] + (match[2] or ""), int(match[3])
    return (digits, False) if len(digits) == exponent + 1 else (text, True)


def _visible(text: str) -> str:
    shown = _INVISIBLE_RUN.sub("", text)
    ordinary = _COMPATIBLE_RUN.sub(lambda run: unicodedata.normalize("NFKC", run[0].translate(_RADICALS)), shown)
    return unicodedata.normalize("NFC", ordinary)


def _casefold(text: str) -> str:
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold())


def _letters(text: str) -> str:
    """Without blanks, punctuation, controls and variation selectors."""
    return "".join(
        c for c in text if c.isalnum() or (unicodedata.category(c)[0] not in "PZC" and not "\ufe00" <= c <= "\ufe0f")
    )
