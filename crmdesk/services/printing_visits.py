"""The plan of a day or a week, for paper: whom to contact, why, what was last said (METHOD.md sections 1 and 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from crmdesk.core.interactions import Dated
from crmdesk.core.periods import week_of
from crmdesk.core.printed_lists import VisitPart, VisitSheet
from crmdesk.core.printed_visits import Teller, Wanted
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.roles import Role
from crmdesk.core.tasks import Task
from crmdesk.core.visit_plan import Due
from crmdesk.core.words import Words
from crmdesk.services import customers, interactions, tasks, visit_plan
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built

_LINES = 5
"""So many lines of the plan a customer has at most."""
_SATURDAY, _WEEKEND = 5, dt.timedelta(days=2)
_LOOKED_AT = 400
"""So many next steps are looked at for those of one person."""


class _Asked(Struct, frozen=True):
    """From which day to which, of which person or role ('' for all), and so many customers a day at most. `today`: the
    day from which it is seen."""

    first: dt.date
    last: dt.date
    who: str
    role: Role | None
    most: int
    today: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class _Wanting(Struct):
    """What asks for one customer."""

    dues: list[Due] = field(default_factory=list)
    steps: list[Dated] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def day(self, first: dt.date) -> dt.date:
        """On which day they are to be contacted: the first on which something is due, not before the first of all."""
        agreed: list[dt.date] = [step.values["next_date"] for step in self.steps]
        days = [*agreed, *(due.due_on for due in self.dues), *(task.due_on for task in self.tasks)]
        return max(first, min(days))


def build(desk: Desk, _ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document: the plan."""
    asked = _asked(style, kind, today)
    wanting, more = _wanting(desk, asked)
    heading, ids = _neglected(desk, asked, wanting, words) if style.value(kind, "neglected") else ("", [])
    wanted = _wanted(desk, [*wanting, *ids], wanting, asked)
    teller = Teller(words, desk.fields, asked.today, masked=style.masked)
    parts = [*_parts(wanting, wanted, asked, teller, words, more),
             VisitPart(heading, tuple(teller.row(wanted[each]) for each in ids if each in wanted))]  # fmt: skip
    title, when = _title(asked, kind, words)
    who = asked.who or (words.label(kind.option("role").choices[asked.role]) if asked.role else "")
    nothing = "" if wanted else words.gettext("Nobody is to be contacted.")
    kept = tuple(part for part in parts if part.rows)
    named = " ".join(filter(None, (title, when, who)))
    return Built(
        [VisitSheet(title, when, who, kept, style.value(kind, "lines"), nothing)], [("", named)], list(wanted), named
    )


def _asked(style: Style, kind: PrintKind, today: dt.date) -> _Asked:
    """What is chosen. Days that are over are left out; at its end a week is the one to come."""
    week, chosen = style.value(kind, "span") == "week", style.value(kind, "day")
    day = chosen or (today + _WEEKEND if week and today.weekday() >= _SATURDAY else today)
    first, last = week_of(day) if week else (day, day)
    who, role = style.value(kind, "who").strip(), style.value(kind, "role") or None
    return _Asked(max(first, min(today, last)), last, who, role, style.value(kind, "most"), today)


def _wanting(desk: Desk, asked: _Asked) -> tuple[dict[int, _Wanting], int]:
    """Who is to be contacted and why, by customer; what was promised comes before what the plan asks for. And how many
    more there are."""
    found: dict[int, _Wanting] = {}
    for step in _steps(desk, asked):
        found.setdefault(step.interaction.customer_id, _Wanting()).steps.append(step)
    for task in tasks.open_tasks(desk, asked.last, owner=asked.who or None, most=_LOOKED_AT):
        found.setdefault(task.customer_id, _Wanting()).tasks.append(task)
    promised = set(found)
    lines = visit_plan.dues(
        desk, asked.last, role=asked.role, owner=asked.who or None, most=(asked.most * asked.days + len(found)) * _LINES
    )
    for line in lines:
        found.setdefault(line.customer_id, _Wanting()).dues.append(line.due)
    also = sum(bool(found[customer_id].dues) for customer_id in promised)
    planned = visit_plan.counts(desk, asked.last, role=asked.role, owner=asked.who or None).customers
    by_day: dict[dt.date, list[int]] = {}
    for customer_id, one in found.items():
        by_day.setdefault(one.day(asked.first), []).append(customer_id)
    kept = {each: found[each] for ids in by_day.values() for each in ids[: asked.most]}
    return kept, len(promised) + planned - also - len(kept)


def _steps(desk: Desk, asked: _Asked) -> list[Dated]:
    """Next steps that fall on those days or are late, of the person who is asked for."""
    found = interactions.steps(desk, last=asked.last, limit=_LOOKED_AT)
    return [step for step in found if asked.who in ("", step.values.get("by") or step.owner)]


def _neglected(desk: Desk, asked: _Asked, listed: Collection[int], words: Words) -> tuple[str, list[int]]:
    """Whom nobody contacted for long and who is not listed already: the heading, and the first of them."""
    bound = visit_plan.neglected_days(desk)[0]
    found = visit_plan.neglected(desk, asked.today, bound, most=asked.most + len(listed), owner=asked.who or None)
    ids = [each.customer_id for each in found if each.customer_id not in listed]
    n = words.ngettext
    told = n("Without contact for more than {count} day", "Without contact for more than {count} days", bound)
    return told.format(count=words.number(bound)), ids[: asked.most]


def _wanted(desk: Desk, ids: Sequence[int], wanting: Mapping[int, _Wanting], asked: _Asked) -> dict[int, Wanted]:
    """Everything rows tell, of those who are still there."""
    found = {}
    for file in customers.files(desk, ids):
        one = wanting.get(file.id, _Wanting())
        last = interactions.of_customer(desk, file.id, last=asked.today, limit=1)
        steps = tuple(step.interaction for step in one.steps)
        found[file.id] = Wanted(file, tuple(one.dues), steps, tuple(one.tasks), last[0] if last else None)
    return found


def _parts(
    wanting: Mapping[int, _Wanting],
    wanted: Mapping[int, Wanted],
    asked: _Asked,
    teller: Teller,
    words: Words,
    more: int,
) -> list[VisitPart]:
    """Those of each day, the most valuable first; how many more there are is said under the last."""
    by_day: dict[dt.date, list[Wanted]] = {}
    for customer_id, one in wanting.items():
        if customer_id in wanted:
            by_day.setdefault(one.day(asked.first), []).append(wanted[customer_id])
    alone = asked.first == asked.last
    told = words.ngettext("and {count} more", "and {count} more", more).format(count=words.number(more))
    return [
        VisitPart(
            "" if alone else words.full_date(day),
            tuple(teller.row(each) for each in sorted(by_day[day], key=lambda one: one.rank)),
            told if more > 0 and day == max(by_day) else "",
        )
        for day in sorted(by_day)
    ]


def _title(asked: _Asked, kind: PrintKind, words: Words) -> tuple[str, str]:
    if asked.first == asked.last:
        return words.label(kind.label), words.full_date(asked.first)
    return words.gettext("Visits and calls of the week"), f"{words.date(asked.first)} – {words.date(asked.last)}"
