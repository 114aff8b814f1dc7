"""The report of a day or a week in words, to be pasted into a message (日报、周报, METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from crmdesk.core.choices import INTERACTION_KIND, PAYING, STAGE
from crmdesk.core.fields import Choice
from crmdesk.core.interactions import Dated
from crmdesk.core.reports import AMOUNTS, DROPPED, SECTIONS, Entry, Report, Section
from crmdesk.core.tasks import Task
from crmdesk.core.words import Words

_MOST = 20
"""So many of each section are named; the others are counted."""


def title(report: Report, words: Words) -> str:
    """日报 2026-11-21 · 陈立."""
    _ = words.gettext
    if report.is_week:
        days = f"{words.date(report.first)} – {words.date(report.last)}"
        told = _("Weekly report, {days}").format(days=days)
    else:
        told = _("Daily report, {day}").format(day=words.date(report.first))
    return told if report.who is None else " · ".join((told, report.who or _("Nobody")))


def as_text(report: Report, words: Words) -> str:
    """All of it: what was done with the first of each, who did how much, what comes next."""
    return "\n".join((title(report, words), *_lines(report, words)))


def contact_line(made: Dated, words: Words) -> str:
    """What was talked about, promised and agreed in a contact."""
    _, values = words.gettext, made.values
    told = [" ".join(str(values[key]).split()) for key in ("content", "purpose") if key in values][:1]
    if "promise" in values:
        told.append(_("Promised: {text}").format(text=" ".join(str(values["promise"]).split())))
    if "next_step" in values or "next_date" in values:
        told.append(_("Next: {text}").format(text=step_line(made, words)))
    return " ".join(told)


def step_line(made: Dated, words: Words) -> str:
    """A next step with its day."""
    text, day = made.values.get("next_step", ""), made.values.get("next_date")
    return " ".join(filter(None, (str(text), words.day(day) if day else "")))


def kind_of(made: Dated, words: Words) -> str:
    """Visit, call …"""
    return _choice(INTERACTION_KIND, str(made.values["kind"]), words)


def detail(section: str, entry: Entry, words: Words) -> str:
    """What is told of an entry beside day, customer, person and amount."""
    if section in ("moved-on", "moved-back"):
        return f"{_choice(STAGE, entry.kind, words)} → {_choice(STAGE, entry.to, words)}"
    if section == "dropped":
        return " ".join(filter(None, (words.label(DROPPED[entry.kind]), entry.text)))
    if section == "received":
        paid = words.gettext("Refund") if entry.kind == "refund" else _choice(PAYING, entry.text, words)
        return " ".join(filter(None, (entry.record, paid)))
    return " ".join(filter(None, (entry.record, " ".join(entry.text.split()))))


def count_line(section: str, told: Section, words: Words) -> str:
    """Orders: 4, ¥26,151.00."""
    amount = words.money(told.amount) if section in AMOUNTS and told.count else ""
    between = "，" if words.chinese else ", "
    return between.join(filter(None, (words.number(told.count), amount)))


def kinds_line(report: Report, words: Words) -> str:
    """Contacts made: 14 (calls 6 …)."""
    parts = [f"{_choice(INTERACTION_KIND, kind, words)} {words.number(count)}"
             for kind, count in report.contacts.kinds.items()]  # fmt: skip
    count = words.number(report.contacts.count)
    if not parts:
        return count
    return f"{count}（{'，'.join(parts)}）" if words.chinese else f"{count} ({', '.join(parts)})"


def _lines(report: Report, words: Words) -> Iterator[str]:
    _ = words.gettext
    colon = "：" if words.chinese else ": "
    yield _("Contacts with customers") + colon + kinds_line(report, words)
    yield from _some([_contact(made, report, words) for made in report.contacts.made[:_MOST]],
                     report.contacts.count, words)  # fmt: skip
    nothing = []
    for section, label in SECTIONS.items():
        told = report.sections[section]
        if not told.count:
            nothing.append(words.label(label))
            continue
        yield f"{words.label(label)}{colon}{count_line(section, told, words)}"
        yield from _some([_entry(section, entry, report, words) for entry in told.entries[:_MOST]], told.count, words)
    if nothing:
        yield _("None of") + colon + ("、" if words.chinese else ", ").join(nothing)
    yield from _people(report, words)
    yield from _following(report, words)


def _contact(made: Dated, report: Report, words: Words) -> str:
    at = made.interaction.at
    alone = at.time() == dt.time()
    when = words.day(at.date()) if report.is_week else "" if alone else f"{at:%H:%M}"
    head = _joined(when, kind_of(made, words), made.customer_name, str(made.values.get("contact", "")))
    told = contact_line(made, words)
    return f"{head}{'：' if words.chinese else ': '}{told}" if told else head


def _entry(section: str, entry: Entry, report: Report, words: Words) -> str:
    when = words.day(entry.day) if report.is_week else ""
    amount = words.money(entry.amount) if entry.amount is not None else ""
    return _joined(when, entry.name, detail(section, entry, words), amount)


def _people(report: Report, words: Words) -> Iterator[str]:
    """Who did how much, where there are several."""
    if report.who is not None or len(report.people) < 2:
        return
    _, colon = words.gettext, "：" if words.chinese else ": "
    made = _("Contacts with customers")
    yield _("By person")
    for person in report.people:
        parts = [f"{made} {words.number(person.contacts)}"] if person.contacts else []
        for section, count in person.counts.items():
            amount = f" {words.money(person.amounts[section])}" if section in AMOUNTS else ""
            parts.append(f"{words.label(SECTIONS[section])} {words.number(count)}{amount}")
        name = person.name or _("Nobody")
        yield f"- {name}{colon}" + ("，" if words.chinese else ", ").join(parts)


def _following(report: Report, words: Words) -> Iterator[str]:
    _, coming = words.gettext, report.following
    days = words.date(coming.first)
    if coming.last != coming.first:
        days = f"{days} – {words.date(coming.last)}"
    count = len(coming.steps) + len(coming.tasks)
    yield _("Planned for {days}: {count}").format(days=days, count=words.number(count))
    pairs = [(made.values["next_date"], _step(made, words)) for made in coming.steps]
    pairs += [(task.due_on, _task(task, words)) for task in coming.tasks]
    yield from _some([line for _day, line in sorted(pairs)[:_MOST]], count, words)
    if coming.late:
        yield _("Still open from before: {count}").format(count=words.number(coming.late))


def _step(made: Dated, words: Words) -> str:
    return _joined(words.day(made.values["next_date"]), made.customer_name, str(made.values.get("next_step", "")))


def _task(task: Task, words: Words) -> str:
    return _joined(words.day(task.due_on), task.customer_name, task.text)


def _some(lines: Sequence[str], count: int, words: Words) -> Iterator[str]:
    """Lines of a list, and how many more there are."""
    yield from (f"- {line}" for line in lines)
    if count > len(lines):
        more = count - len(lines)
        told = words.ngettext("and {count} more", "and {count} more", more)
        yield "- " + told.format(count=words.number(more))


def _joined(*parts: str) -> str:
    return "  ".join(filter(None, parts))


def _choice(choices: Sequence[Choice], key: str, words: Words) -> str:
    found = next((choice for choice in choices if choice.key == key), None)
    return words.label(found.label) if found else key
