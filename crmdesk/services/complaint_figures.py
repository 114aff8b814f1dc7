"""Figures of complaints over a time, by whatever they are grouped, and as a workbook (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from crmdesk.core import pinyin
from crmdesk.core.complaint_figures import BYS, NONE, By, Figures, Spread, Tally
from crmdesk.core.complaints import OPEN, STEPS
from crmdesk.core.orders import to_fen
from crmdesk.core.words import Label, Words
from crmdesk.services import dealings
from crmdesk.services.desk import Desk
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import complaint_figures as store

__all__ = ["BYS", "ENDINGS", "By", "Figures", "export", "figures", "tables"]

ENDINGS = (".xlsx", ".csv")
_HUNDRED = 100
Done = Callable[[int], None]


def figures(
    desk: Desk,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    by: By = "category",
    progress: Done | None = None,
) -> Figures:
    """Of the complaints received in these days (None: without bound), none of customers in the trash.

    Groups stand in the order of their list, months in time, people by name, products by how many complaints they have.
    Reads every complaint of the time with its steps: a second for some ten thousand. `progress` is told how many are
    done.
    """
    tally, done = Tally(by), 0
    for cases in store.cases(desk.data, first, last):
        for one, steps, events in cases:
            tally.add(one, steps, events)
        done += len(cases)
        if progress is not None:
            progress(done)
    labels = _labels(desk, by, tally.keys)
    found = tally.figures(first, last, labels, store.ended(desk.data, first, last))
    return found if by != "product" else _most_first(found)


def _labels(desk: Desk, by: By, keys: Iterable[str]) -> dict[str, Label]:
    """What the groups are called, in their order; those of which nothing is stated last."""
    known = {key for key in keys if key}
    if by in ("category", "severity"):
        field = desk.fields("complaint")[by]
        labels = {choice.key: choice.label for choice in (*field.choices, *field.retired) if choice.key in known}
        labels |= {key: Label(key, key) for key in sorted(known - set(labels))}
    elif by == "product":
        named = dealings.named(desk, "product", frozenset(map(int, known)))
        labels = _by_name({key: named.get(int(key), "") for key in known})
    elif by == "responsible":
        labels = _by_name({key: key for key in known})
    else:
        labels = {key: Label(key, key) for key in sorted(known)}
    return {**labels, "": NONE} if "" in keys else labels


def _by_name(named: Mapping[str, str]) -> dict[str, Label]:
    turn = sorted(named, key=lambda key: (pinyin.sort_key(named[key]), named[key], key))
    return {key: Label(named[key], named[key]) for key in turn}


def _most_first(found: Figures) -> Figures:
    return replace(found, groups=tuple(sorted(found.groups, key=lambda each: (not each.key, -each.count))))


def export(desk: Desk, found: Figures, path: Path | str, words: Words) -> None:
    """Write figures: .xlsx with a sheet for each table, .csv with the groups alone. The figures of people are those of
    our own; customers are not in it.

    Raises UserError 'export-ending', 'attachment-save-own', 'write-…'; an old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    made = tables(desk, found, words)
    if path.suffix.lower() == ".csv":
        write_csv(path, made[0])
    else:
        write_xlsx(path, made)


def tables(desk: Desk, found: Figures, words: Words) -> list[Table]:
    """The groups, the figures as a whole, the steps and the months, as a person reads them; shares are per cent."""
    return [
        _groups(desk, found, words),
        _whole(desk, found, words),
        _steps(desk, found, words),
        _months(found, words),
    ]


def _groups(desk: Desk, found: Figures, words: Words) -> Table:
    _ = words.gettext
    state = desk.fields("complaint")["state"]
    still = next(words.label(choice.label) for choice in state.choices if choice.key == OPEN)
    head = _("Month") if found.by == "month" else words.label(desk.fields("complaint")[found.by].label)
    columns = [
        Column(head), Column(_("Complaints"), "integer"), Column(still, "integer"),
        Column(_("Not open any more"), "integer"), Column(_("Satisfied, %"), "number"),
        Column(_("Days to close, median"), "number"), Column(_("Days to close, 90 %"), "number"),
        Column(_("Rounds on average"), "number"), Column(_("Compensation, ¥"), "money"),
    ]  # fmt: skip
    rows = [
        (words.label(one.label), one.count, one.open, one.closed, _share(one.satisfied_share),
         _plain(one.median_days), _plain(one.p90_days), _plain(one.rounds_mean, 2), one.compensation)
        for one in found.groups
    ]  # fmt: skip
    return Table(head, columns, rows)


def _whole(desk: Desk, found: Figures, words: Words) -> Table:
    _, fields = words.gettext, desk.fields("complaint")
    states = {choice.key: words.label(choice.label) for choice in fields["state"].choices}
    levels = {choice.key: words.label(choice.label) for choice in fields["level"].choices}
    close = found.days_to_close
    bounds = ((_("Received from"), found.first), (_("Received until"), found.last))
    rows: list[tuple[str, Any]] = [
        *((text, words.date(day)) for text, day in bounds if day is not None),
        (_("Complaints"), found.count),
        *((states[key], getattr(found, key)) for key in ("open", "closed", "unresolved", "imported")),
        (_("Satisfied, %"), _share(found.satisfied_share)),
        *((levels[one.level], one.count) for one in found.levels),
        *((words.ngettext("{count} round", "{count} rounds", rounds).format(count=rounds), count)
          for rounds, count in found.rounds),
        (_("Days to close, median"), _plain(close.median)),
        (_("Days to close, 90 %"), _plain(close.p90)),
        (_("Compensation, ¥"), to_fen(found.compensation)),
        (_("Steps without a time of day"), found.omitted),
    ]  # fmt: skip
    return Table(_("In all"), [Column(_("Figure")), Column(_("Value"), "number")], rows)


def _steps(desk: Desk, found: Figures, words: Words) -> Table:
    _ = words.gettext
    field = desk.fields("complaint_step")["step"]
    labels = {choice.key: words.label(choice.label) for choice in field.choices}
    columns = [
        Column(words.label(field.label)), Column(_("Times measured"), "integer"), Column(_("Hours, median"), "number"),
        Column(_("Hours, 90 %"), "number"),
    ]  # fmt: skip
    return Table(_("Steps"), columns, [(labels[step], *_spread(found.steps[step])) for step in STEPS])


def _spread(one: Spread) -> tuple[int, Decimal | None, Decimal | None]:
    return one.n, _plain(one.median), _plain(one.p90)


def _months(found: Figures, words: Words) -> Table:
    _ = words.gettext
    columns = [
        Column(_("Month")), Column(_("Received in the month"), "integer"), Column(_("Closed in the month"), "integer"),
        Column(_("Satisfied, %"), "number"), Column(_("Days to close, median"), "number"),
    ]  # fmt: skip
    rows: Sequence[Sequence[Any]] = [
        (f"{one.month:%Y-%m}", one.received, one.closed, _share(one.satisfied_share), _plain(one.median_days))
        for one in found.months
    ]
    return Table(_("Months"), columns, rows)


def _share(share: float | None) -> Decimal | None:
    return None if share is None else _plain(share * _HUNDRED)


def _plain(value: float | None, places: int = 1) -> Decimal | None:
    """As people read it: one decimal, none where it is a whole number."""
    return None if value is None else Decimal(f"{value:.{places}f}").normalize() + 0
