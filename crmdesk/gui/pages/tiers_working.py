"""What the tabs of a ranking do on their worker: rank everybody, compare with a saved run, explain one (METHOD.md
section 4)."""

from __future__ import annotations

from msgspec import Struct

from crmdesk.core.ranking import Run, Scheme
from crmdesk.core.settings import GRADE_SOURCE
from crmdesk.core.tiers import TIERS
from crmdesk.core.tiers_moves import KINDS
from crmdesk.core.words import Words
from crmdesk.gui.jobs import Job
from crmdesk.gui.pages.tiers_moved import Shown
from crmdesk.gui.pages.tiers_why_place import Known
from crmdesk.services import policies, settings, tiers, tiers_moves, tiers_why
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.services.tiers_moves import Compared


class Moved(Struct, frozen=True):
    """What moved (None: there is no run to compare with), and the run that holds exactly this ranking."""

    shown: Shown | None
    saved: Run | None


def rank(desk: Desk, basis: str, scheme: Scheme, job: Job) -> Ranking:
    """Everybody, by this basis."""
    return tiers.classify(desk, basis, scheme, progress=job.progress, cancelled=job.is_cancelled)


def compare(desk: Desk, ranking: Ranking, run_id: int | None) -> Moved:
    """With a run; None: with the one before, and where that holds just this ranking with the last other one."""
    runs = [run for run in tiers.runs(desk) if run.scheme == ranking.scheme]
    known = {run.id for run in runs}
    found = tiers_moves.compare(desk, ranking, run_id if run_id in known else None)
    if run_id not in known and found is not None and _is_this(found.run, ranking) and not _moved(found):
        other = next((run for run in runs if not _is_this(run, ranking)), None)
        found = tiers_moves.compare(desk, ranking, other.id) if other is not None else found
    shown = None
    if found is not None:
        rows = {kind: found.rows(desk, kind) for kind in KINDS}
        shown = Shown(found.run, runs, found.moves.counts, rows)
    return Moved(shown, _saved(desk, ranking, runs))


def _is_this(run: Run, ranking: Ranking) -> bool:
    """Whether a run is of the same basis, days and boundaries."""
    this = (ranking.basis, ranking.period, ranking.division.by, ranking.division.bounds)
    return (run.basis, run.period, run.by, run.bounds) == this


def _moved(found: Compared) -> bool:
    return any(found.moves.counts.values())


def _saved(desk: Desk, ranking: Ranking, runs: list[Run]) -> Run | None:
    """The newest run, where nobody stands elsewhere in this ranking."""
    last = runs[0] if runs else None
    if last is None or not _is_this(last, ranking) or last.count != ranking.count:
        return None
    found = tiers_moves.compare(desk, ranking, last.id)
    return last if found is not None and not _moved(found) else None


def explain(desk: Desk, ranking: Ranking, customer_id: int, words: Words) -> Known:
    """Raises UserError('record-gone')."""
    explained = tiers_why.why(desk, ranking, customer_id)
    level = explained.why.level
    tier = explained.tier if explained.tier_fixed or level not in TIERS else level
    policy = policies.of_tier(desk, tier, words) if tier in TIERS else None
    return Known(ranking, explained, policy, settings.get(desk, GRADE_SOURCE))
