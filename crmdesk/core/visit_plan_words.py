"""Spans of the visit plan as people type and read them (每月 3 次, 10-15, once in 1–2 months, as needed), and why a
visit or call is due (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
import re

from crmdesk.core import patterns, texts
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.visit_plan import MONTH, MOST, Due, Span, often
from crmdesk.core.words import Words

_YEAR, _HALF, _WEEK = 360, 180, 7
_UNITS = {"half_year": _HALF, "half_month": 15, "quarter": 90, "month": MONTH, "fortnight": 14, "week": _WEEK,
          "year": _YEAR, "day": 1}  # fmt: skip
_UNIT = "|".join((
    r"(?P<half_year>half(?:[ -]an?)?[ -]years?|个?半年)", r"(?P<half_month>half(?:[ -]an?)?[ -]months?|半个?月)",
    r"(?P<quarter>quarters?|个?季度?)", r"(?P<month>months?|个?月)", r"(?P<fortnight>fortnights?)",
    r"(?P<week>weeks?|个?(?:周|星期|礼拜))", r"(?P<year>years?|年)", r"(?P<day>days?|天|日)",
))  # fmt: skip
_SEVERAL = r"(\d+)(?: ?- ?(\d+))?"
_TIMES = r"(?:times?|x|visits?|calls?|次)"
_DONE = "(?:拜访|走访|电话|联系)"
_PER = r"(?:an?|per|each|every|in|/|每)"
_FORMS = tuple(
    patterns.late(pattern.replace("UNIT", f"(?:{_UNIT})"))
    for pattern in (
        rf"(?P<times>{_SEVERAL}) ?{_TIMES}? ?{_PER} ?(?P<period>{_SEVERAL})? ?UNIT",
        rf"(?:每|every |each )? ?(?P<period>{_SEVERAL})? ?UNIT内?(?: ?{_DONE}? ?(?P<times>{_SEVERAL}) ?{_TIMES})?",
    )
)
_DAYS = patterns.late(_SEVERAL)
_AS_NEEDED = frozenset({
    "", "-", "/", "as needed", "asneeded", "if needed", "when needed", "none", "never", "按需", "按需要", "视需要",
    "根据需要", "需要时", "有需要时", "不定期", "无",
})  # fmt: skip
_ADVERBS = {
    "daily": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month", "quarterly": "quarter",
    "half-yearly": "half-year", "half yearly": "half-year", "yearly": "year", "annually": "year",
}  # fmt: skip
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMERALS = patterns.late("[零〇一二两三四五六七八九十]+")
_SAID = (
    (patterns.late(r"\b(once|one|single)\b"), "1"), (patterns.late(r"\b(twice|two)\b"), "2"),
    (patterns.late(r"\b(thrice|three)\b"), "3"), (patterns.late(r"\bto\b|[至到~～〜–—−‐‑]|或"), "-"),
    (patterns.late(r"(?<=[a-z]) +(?=[0-9])"), " "),
)  # fmt: skip
_SHOWN = 40
_TIMES_A_MONTH = {often(times): times for times in (6, 5, 4, 3, 2, 1)}


def parse_span(typed: str) -> Parsed[Span]:
    """What a person types into a cell: so many times in a period, once in so many periods, days. No value and no
    problem: as needed.

    Hard problems: visit-span-unclear; visit-span-days (not from 1 to 3650 days).
    """
    text = _plain(typed)
    if text in _AS_NEEDED:
        return Parsed(None)
    found = _read(text)
    if found is None:
        return Parsed(None, Problem("visit-span-unclear", {"text": texts.clean(typed)[:_SHOWN]}, hard=True))
    if not found.is_possible:
        return Parsed(None, Problem("visit-span-days", {"most": MOST}, hard=True))
    return Parsed(found)


def span_told(span: Span | None, words: Words) -> str:
    """As `parse_span` reads it: in the words of the method where there are any, else in days."""
    _ = words.gettext
    if span is None:
        return _("as needed")
    for days, said in ((MONTH, _("once a month")), (_WEEK, _("once a week")), (_HALF, _("once in half a year")),
                       (_YEAR, _("once a year")), (1, _("every day"))):  # fmt: skip
        if (span.least, span.most) == (days, days):
            return said
    if span.most <= MONTH and span.least in _TIMES_A_MONTH and span.most in _TIMES_A_MONTH:
        return _("{times} a month").format(times=_range(_TIMES_A_MONTH[span.most], _TIMES_A_MONTH[span.least]))
    if span.least % MONTH == span.most % MONTH == 0:
        return _("once in {months} months").format(months=_range(span.least // MONTH, span.most // MONTH))
    return _("every {days} days").format(days=_range(span.least, span.most))


def due_told(due: Due, words: Words, today: dt.date) -> str:
    """Why it is due: how often the plan asks for it, and the last one that counts."""
    _, n, span = words.gettext, words.ngettext, due.span
    days = str(span.most)
    if span.least != span.most:
        days = _("{least} to {most}").format(least=span.least, most=span.most)
    if due.last_on is None:
        if due.kind == "visit":
            told = n(
                "Visit every {days} day, never visited yet", "Visit every {days} days, never visited yet", span.most
            )
        else:
            told = n("Call every {days} day, never called yet", "Call every {days} days, never called yet", span.most)
        return told.format(days=days)
    if due.kind == "visit":
        told = n("Visit every {days} day, last visited {day}", "Visit every {days} days, last visited {day}", span.most)
    else:
        told = n("Call every {days} day, last called {day}", "Call every {days} days, last called {day}", span.most)
    day = words.day(due.last_on) if due.last_on.year == today.year else words.date(due.last_on)
    return told.format(days=days, day=day)


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _plain(typed: str) -> str:
    text = texts.normal(typed).lower().strip(" .。")
    text = _ADVERBS.get(text, text)
    for pattern, meant in _SAID:
        text = pattern.sub(meant, text)
    return " ".join(_NUMERALS.sub(lambda found: str(_number(found[0])), text).split())


def _number(numerals: str) -> int | str:
    """三 3, 十五 15, 二十 20; what is no number stays."""
    tens, ten, ones = numerals.rpartition("十")
    if any(len(part) > 1 or part not in {"", *_DIGITS} for part in (tens, ones)):
        return numerals
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _read(text: str) -> Span | None:
    days = _DAYS.fullmatch(text)
    if days:
        least, most = _several(days[0])
        return Span(least, most)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            unit = next(days for name, days in _UNITS.items() if found[name])
            least, most = _several(found["period"] or "1")
            fewest, oftenest = _several(found["times"] or "1")
            if not fewest:
                return None
            return Span(often(oftenest, least * unit), often(fewest, most * unit))
    return None


def _several(text: str) -> tuple[int, int]:
    """3, or 2-3 in either order; numbers that are far too large stay so."""
    numbers = sorted(min(int(each), MOST + 1) for each in re.findall(r"\d+", text[:_SHOWN]))
    return numbers[0], numbers[-1]
