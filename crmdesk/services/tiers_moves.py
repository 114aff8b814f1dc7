"""Who rose and fell since a saved run, who is new and who is gone (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.ranking import LEVELS, MoveRow, Run
from crmdesk.core.tiers_moves import Entry, Kind, Moves, moves
from crmdesk.services import tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers_ranking import Ranking
from crmdesk.store import customers as customers_store
from crmdesk.store import tier_runs as store

MOST = 1_000


class Compared(Struct, frozen=True):
    """What moved since a run: how many of each kind at once, the most important of each by pages."""

    run: Run
    moves: Moves

    def rows(self, desk: Desk, kind: Kind, first: int = 0, count: int | None = None) -> list[MoveRow]:
        kept = self.moves.moves[kind][first : None if count is None else first + count]
        named = customers_store.numbers_of(desk.data, [move.customer_id for move in kept])
        return [MoveRow(move, *named.get(move.customer_id, ("", "")), change=from_units(move.change)) for move in kept]


def compare(desk: Desk, ranking: Ranking, run_id: int | None = None, *, most: int | None = MOST) -> Compared | None:
    """With a saved run; None: with the one before, and None where there is none. `most`: so many moves of each kind are
    kept (None: all). A few seconds for a million customers.

    Raises UserError: 'tier-run-unknown', 'tiers-compare-scheme'.
    """
    run = ranking.former if run_id is None else tiers.run(desk, run_id)
    if run is None:
        return None
    if run.scheme != ranking.scheme:
        raise UserError("tiers-compare-scheme")
    before = store.results(desk.data, run.id)
    return Compared(run, moves(before, _entries(ranking), LEVELS[ranking.scheme], most))


def compare_runs(desk: Desk, before: int, after: int) -> Compared:
    """Two saved runs with each other. Raises UserError as `compare`."""
    first, second = tiers.run(desk, before), tiers.run(desk, after)
    if first.scheme != second.scheme:
        raise UserError("tiers-compare-scheme")
    found = moves(store.results(desk.data, before), store.results(desk.data, after), LEVELS[first.scheme])
    return Compared(first, found)


def _entries(ranking: Ranking) -> Iterator[Entry]:
    levels = [level.key for level in ranking.division.levels for _ in range(level.count)]
    for place in tiers.by_id(ranking):
        yield ranking.ids[place], levels[place], place + 1, ranking.values[place]
