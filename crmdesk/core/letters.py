"""Letters made of a greeting: salutation, paragraphs, closing, place and date (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.fields import INDIVIDUAL
from crmdesk.core.greetings import Greeted, Sender, fill
from crmdesk.core.printed_deals import Letter
from crmdesk.core.words import Words

_SALUTATION = patterns.late(
    r"^\s*(?:尊敬的|亲爱的|Dear\s)?\s*[{｛]\s*(?:称呼|form of address)\s*[}｝]\s*[，,、：:！!]?\s*"
)
_SIGNATURE = patterns.late(r"(?:\s*[{｛]\s*(?:公司|我|company|me)\s*[}｝])+\s*$")
_HAN = patterns.late(r"[㐀-鿿]")
_THANKS = "长期以来，承蒙您的信任与支持，我们心怀感激。今后我们将一如既往，把产品做好，把服务做好，不负所托。"
_SERVICE = "今后若有需要我们效劳之处，请随时告诉我们，我们一定尽心办好。"


class Frame(Struct, frozen=True):
    """What stands around a letter's text. `place` and `signed` may be ''."""

    sender: Sender
    on: dt.date
    place: str = ""
    signed: str = ""


def usual_text(greeting: str) -> str:
    """The text of a letter from that of a greeting: without form of address and sender, which a letter has of its own,
    and with a second paragraph. Placeholders stay."""
    body = _SIGNATURE.sub("", _SALUTATION.sub("", greeting)).strip()
    return f"{body}\n{_SERVICE if '谢' in body else _THANKS}"


def letter(text: str, greeted: Greeted, frame: Frame, words: Words) -> Letter:
    """The letter to one person. `text`: each line a paragraph, placeholders as in `greetings.fill`. A text with Chinese
    characters makes a Chinese letter, any other an English one, whatever the language of the program."""
    body = fill(_SIGNATURE.sub("", _SALUTATION.sub("", text)), greeted, frame.sender)
    paragraphs = tuple(line.strip() for line in body.splitlines() if line.strip())
    chinese = bool(_HAN.search(body))
    called = greeted.form_of_address
    if chinese:
        wish = "时祺！" if greeted.kind == INDIVIDUAL else "商祺！"
        day = f"{frame.on.year}年{frame.on.month}月{frame.on.day}日"
        salutation, closing = f"尊敬的{called}：", ["顺颂", wish]
        dated = f"{day}于{frame.place}" if frame.place else day
    else:
        salutation, closing = f"Dear {called},", ["With kind regards,"]
        day = frame.on.isoformat() if words.chinese else words.date(frame.on)
        dated = f"{frame.place}, {day}" if frame.place else day
    company, signed = frame.sender.company, frame.signed or frame.sender.me
    return Letter(salutation, paragraphs, tuple(closing), company, signed, dated, chinese)
