"""Tiers and classes: ranking all customers, saving runs, and what is set by hand (METHOD.md section 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from crmdesk.core import settings as declared
from crmdesk.core import tiers, value_basis
from crmdesk.core.changes import Changes
from crmdesk.core.clv import Assumptions
from crmdesk.core.errors import UserError
from crmdesk.core.pareto import Pareto
from crmdesk.core.pareto import pareto as curve
from crmdesk.core.ranking import LEVELS, Run, Scheme, bounds_text
from crmdesk.core.scoring import PARTS, Weights
from crmdesk.core.tiers import Bounds, By
from crmdesk.core.value import YearsFrom
from crmdesk.services import churn, settings
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_ranking import Ranking
from crmdesk.services.tiers_values import Watch, worth
from crmdesk.store import tier_marks, tier_runs
from crmdesk.store import tiers as store
from crmdesk.store.tier_marks import RUN

__all__ = ["Ranking", "assumed", "assumptions", "basis", "bounds_set", "by", "by_hand", "classify", "delete_run",
           "former",
           "pareto", "run", "runs", "save", "set_grade", "set_tier", "weights"]  # fmt: skip

Progress = Callable[[int, int], None]
_AT_ONCE = 20_000
_Kept = TypeVar("_Kept", Bounds, Weights)


def basis(desk: Desk) -> str:
    """What customers are ranked by, as it is set; a key of `core.value_basis.BASES`."""
    chosen: str = settings.get(desk, declared.TIER_BASIS)
    return chosen if chosen in value_basis.BASES else value_basis.DEFAULT_BASIS


def by(desk: Desk, scheme: Scheme) -> By:
    """What bounds are percents of."""
    return "value" if scheme == "abc" and settings.get(desk, declared.ABC_BY) != "customers" else "customers"


def bounds_set(desk: Desk, scheme: Scheme, of: By | None = None) -> Bounds:
    """The bounds as they are set; of classes for `of` (None: what is chosen)."""
    if scheme == "pyramid":
        kept = declared.TIER_BOUNDS
    else:
        prefix = f"abc.{of or by(desk, scheme)}."
        kept = tuple(each for each in declared.ABC_BOUNDS if each.key.startswith(prefix))
    return Bounds(LEVELS[scheme], tuple(settings.get(desk, each) for each in kept))


def weights(desk: Desk) -> Weights:
    """Those of the score, as they are set."""
    kept = {each.key.removeprefix("score."): settings.get(desk, each) for each in declared.SCORE_WEIGHTS}
    return Weights(**{part: kept[part] for part in PARTS})


def assumptions(desk: Desk, today: dt.date | None = None) -> Assumptions:
    """Those of lifetime values, as they are set; the years follow the churn rate where that is defined (section 9)."""
    return assumed(desk, today)[0]


def assumed(desk: Desk, today: dt.date | None = None) -> tuple[Assumptions, YearsFrom]:
    """The same with where the years come from."""
    years = churn.clv_years(desk, today)
    found = Assumptions(
        settings.get(desk, declared.CLV_RATE), years or settings.get(desk, declared.CLV_YEARS),
        settings.get(desk, declared.CLV_GROWTH),
    )  # fmt: skip
    return found, "churn" if years else "setting"


def classify(
    desk: Desk,
    basis: str,
    scheme: Scheme = "pyramid",
    today: dt.date | None = None,
    *,
    bounds: Bounds | None = None,
    of: By | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Ranking:
    """Rank all living customers and cut them into levels; nothing is written. `bounds` and `of` (what they are percents
    of): None as they are set.

    A second or two for a million customers: on the worker. Raises UserError: 'basis-unknown', 'tiers-bounds',
    'tiers-weights', 'clv-…', 'tiers-too-large'; CancelledError.
    """
    today = today or desk.today()
    period = value_basis.period(basis, today)
    of = of or by(desk, scheme)
    cut = _whole("tiers-bounds", bounds or bounds_set(desk, scheme, of))
    counted = _whole("tiers-weights", weights(desk)) if basis == value_basis.SCORE else Weights()
    assumed = assumptions(desk, today) if basis == "clv" else Assumptions()
    watch = Watch(store.count(desk.data), progress, cancelled)
    at = desk.now()
    with store.unchanging(desk.data):
        found = worth(desk, basis, today, period, assumed, counted, watch)
    division = (tiers.abc if of == "value" else tiers.pyramid)(found.values, basis, cut)
    made = Ranking(
        basis, scheme, today, period, at, division, found.ids, found.values, (*division.notes, *found.notes), None,
        assumed if basis == "clv" else None, counted if basis == value_basis.SCORE else None, found.scored, found.facts,
    )  # fmt: skip
    return replace(made, former=former(desk, made))


def _whole(code: str, kept: _Kept) -> _Kept:
    """What is set, where it adds up."""
    for problem in kept.problems().values():
        raise UserError(code, reason=problem)
    return kept


def former(desk: Desk, ranking: Ranking) -> Run | None:
    """The run of a scheme, saved as of this day or one before, that is nearest to it; of several of one day the last
    one saved. Never this very ranking saved already: its newest run where nothing changed since."""
    found = sorted(
        (each for each in runs(desk) if each.scheme == ranking.scheme and each.today <= ranking.today),
        key=lambda each: (each.today, each.id),
    )
    while found and _saved(desk, ranking, found[-1]):
        found.pop()
    return found[-1] if found else None


def _saved(desk: Desk, ranking: Ranking, run: Run) -> bool:
    """Whether a run says what the ranking says."""
    cut = ranking.division
    if (run.basis, run.today, run.by, run.bounds, run.count) != (
        ranking.basis, ranking.today, cut.by, cut.bounds, ranking.count,
    ):  # fmt: skip
        return False
    return tier_runs.fingerprint(desk.data, run.id) == tier_runs.fingerprint_of(ranking.ids, ranking.values)


def pareto(ranking: Ranking, best: Decimal | None = None) -> Pareto:
    """The 80/20 curve of a ranking; `best`: of how many percent (None: 20)."""
    return curve(ranking.values) if best is None else curve(ranking.values, best)


def runs(desk: Desk) -> list[Run]:
    """The saved runs, the newest first."""
    return tier_runs.runs(desk.data)


def run(desk: Desk, run_id: int) -> Run:
    """Raises UserError('tier-run-unknown')."""
    found = tier_runs.run(desk.data, run_id)
    if found is None:
        raise UserError("tier-run-unknown", number=run_id)
    return found


def save(
    desk: Desk,
    ranking: Ranking,
    notes: str = "",
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Changes:
    """Keep a ranking as a run, as it was shown; tiers (grades, of classes) follow it where they are not by hand. One
    action; undone, they follow the run before. Raises CancelledError."""
    watch = Watch(ranking.count, progress, cancelled)
    period = ranking.period
    with desk.recording("tiers-save", count=ranking.count) as made:
        tier_runs.forget_results(desk.data)
        values = {
            "at": desk.now(), "who": desk.who or None, "scheme": ranking.scheme, "basis": ranking.basis,
            "today": ranking.today.isoformat(), "first_on": period.first.isoformat() if period.first else None,
            "last_on": period.last.isoformat(), "bounds": bounds_text(ranking.division.by, ranking.division.bounds),
            "count": ranking.count, "notes": notes.strip() or None,
        }  # fmt: skip
        run_id = made.create(RUN, values)
        tier_runs.write_results(desk.data, run_id, _results(ranking, watch))
    return made.result


def by_id(ranking: Ranking) -> Iterator[int]:
    """The places (from 0) in the order of the customers' ids."""
    return iter(sorted(range(ranking.count), key=ranking.ids.__getitem__))


def _results(ranking: Ranking, watch: Watch) -> Iterator[tuple[int, int, int, str]]:
    levels = [level.key for level in ranking.division.levels for _ in range(level.count)]
    for done, place in enumerate(by_id(ranking)):
        if done % _AT_ONCE == 0:
            watch.at(done)
        yield ranking.ids[place], place + 1, ranking.values[place], levels[place]


def delete_run(desk: Desk, run_id: int) -> Changes:
    """Tiers follow the run before it then. Raises UserError('tier-run-unknown')."""
    found = run(desk, run_id)
    with desk.recording("tier-run-delete", day=found.today.isoformat()) as made:
        made.update(RUN, run_id, {"deleted_at": desk.now()})
    return made.result


def by_hand(desk: Desk, customer_id: int) -> Mapping[str, bool]:
    """Whether tier and grade of a customer are set by hand."""
    flat = desk.records.read_many("customer", (customer_id,), tier_marks.fixing(tier_marks.KEYS)).get(customer_id, {})
    return {key: bool(flat.get(f"{key}_fixed")) for key in tier_marks.KEYS}


def set_tier(desk: Desk, customer_id: int, tier: str | None, reason: str = "") -> Changes:
    """Set a tier by hand, which survives every run; None: it follows the last saved run again.

    Raises UserError: 'tier-unknown', 'tier-reason-empty', 'record-gone'.
    """
    return _by_hand(desk, customer_id, "tier", tier, reason)


def set_grade(desk: Desk, customer_id: int, grade: str | None, reason: str = "") -> Changes:
    """The same of a grade."""
    return _by_hand(desk, customer_id, "grade", grade, reason)


def _by_hand(desk: Desk, customer_id: int, key: str, level: str | None, reason: str) -> Changes:
    if level is not None and level not in (tiers.TIERS if key == "tier" else tiers.CLASSES):
        raise UserError("tier-unknown", level=level)
    if level is not None and not reason.strip():
        raise UserError("tier-reason-empty")
    customer = desk.records.read_many("customer", (customer_id,), ("number",)).get(customer_id)
    if customer is None:
        raise UserError("record-gone")
    why = None if level is None else reason.strip()
    values = {key: level, f"{key}_fixed": None if level is None else 1, f"{key}_reason": why}
    with desk.recording(f"{key}-set" if level else f"{key}-follow", number=customer["number"]) as made:
        made.update("customer", customer_id, values)
    return made.result
