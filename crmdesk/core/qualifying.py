"""Which customers are worth selling to: money, authority, need; who intends to buy; whom to turn to first (METHOD.md
section 2)."""

from __future__ import annotations

from typing import Literal

from crmdesk.core.marking import N_
from crmdesk.core.words import Label, Words

Verdict = Literal["prospect", "contact", "nurture", "none", "find-out"]
Intending = Literal["intending", "need-only", "second"]

_LETTERS = ("M", "A", "N")
LETTER_LABELS = (Label("money", "购买能力"), Label("authority", "决定权"), Label("need", "需求"))
VERDICT_LABELS: dict[Verdict, Label] = {
    "prospect": Label("Prospect", "有望客户"),
    "contact": Label("Contact", "可接触"),
    "nurture": Label("Nurture", "长期观察培养"),
    "none": Label("Not a customer", "非客户"),
    "find-out": Label("Find out", "待了解"),
}
_WATCH = N_("Watch and cultivate until another condition is met.")
_TABLE: dict[str, tuple[Verdict, str]] = {
    "M+A+N": ("prospect", N_("Ideal: sell now.")),
    "M+A+n": ("contact", N_("Skilled selling can succeed: awaken the need.")),
    "M+a+N": ("contact", N_("Find the person with authority.")),
    "m+A+N": ("contact", N_("Look into business and credit, arrange financing.")),
    "m+a+N": ("nurture", _WATCH),
    "m+A+n": ("nurture", _WATCH),
    "M+a+n": ("nurture", _WATCH),
    "m+a+n": ("none", N_("Stop contact.")),
}
_FIND_OUT = N_("Find out: {letters}.")


def man_code(money: str | None, authority: str | None, need: str | None) -> str:
    """'M+A+N': a capital for 'yes', a small letter for 'no', '?' for 'unknown' or no answer.

    Raises ValueError for any other answer.
    """
    return "+".join(map(_letter, _LETTERS, (money, authority, need)))


def verdict(code: str) -> Verdict:
    """What a code of `man_code` comes to."""
    return "find-out" if "?" in code else _TABLE[code][0]


def unknown(code: str) -> tuple[Label, ...]:
    """What is still to be found out."""
    return tuple(label for letter, label in zip(code.split("+"), LETTER_LABELS, strict=True) if letter == "?")


def advice(code: str, words: Words) -> str:
    """What to do with a customer of this code."""
    if "?" not in code:
        return words.gettext(_TABLE[code][1])
    letters = ("、" if words.chinese else ", ").join(words.label(label) for label in unknown(code))
    return words.gettext(_FIND_OUT).format(letters=letters)


def intending(need: str | None, recognises: str | None, belonging: str | None) -> Intending | None:
    """Who has a need and recognises the product intends to buy; one with the need alone; the second class recognises
    it and feels they belong without a need at present. None: neither."""
    if need == "yes":
        return "intending" if recognises == "yes" else "need-only"
    return "second" if recognises == "yes" and belonging == "yes" else None


def _letter(letter: str, answer: str | None) -> str:
    if answer is None or answer == "unknown":
        return "?"
    if answer not in ("yes", "no"):
        raise ValueError(answer)
    return letter if answer == "yes" else letter.lower()
