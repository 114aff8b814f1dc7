"""The register of competitors: name, strengths, weaknesses (METHOD.md section 2), and who buys from them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core import pinyin, texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import competitors as store


class Competitor(Struct, frozen=True):
    """A competitor in the register; `customers`: how many living customers buy something from them."""

    id: int
    name: str
    strengths: str
    weaknesses: str
    notes: str
    customers: int


def all_competitors(desk: Desk) -> list[Competitor]:
    """The whole register, by name (Chinese names by pinyin)."""
    found = [Competitor(*row) for row in store.register(desk.data)]
    return sorted(found, key=lambda competitor: (pinyin.sort_key(competitor.name), competitor.id))


def names(desk: Desk) -> list[str]:
    """The names in the register, for completion."""
    return sorted(store.names(desk.data).values(), key=pinyin.sort_key)


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, competitor_id: int | None = None) -> Typed:
    """Parse a competitor's form and say what is wrong with it: 'competitor-exists' for a name that is taken."""
    read_ = reading.read_typed(desk.fields("competitor"), typed, new=new)
    problems = dict(read_.problems)
    name = read_.values.get("name")
    if name:
        folded = texts.fold(name)
        taken = (key for key, other in store.names(desk.data).items() if texts.fold(other) == folded)
        if any(key != competitor_id for key in taken):
            problems["name"] = Problem("competitor-exists", {"name": name}, hard=True)
    return Typed(read_.values, problems)


def add(desk: Desk, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """A new competitor. Raises UserError for a refused value."""
    fields = desk.fields("competitor")
    read_ = read(desk, typed, new=True)
    reading.refuse(fields, read_)
    with desk.recording("competitor-add") as made:
        competitor_id = made.create("competitor", reading.to_flat(desk, made, fields, read_.values))
    return competitor_id, made.result


def edit(desk: Desk, competitor_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. Raises UserError for a refused value or when it is gone."""
    fields = desk.fields("competitor")
    read_ = read(desk, typed, new=False, competitor_id=competitor_id)
    reading.refuse(fields, read_)
    with desk.recording("competitor-edit") as made:
        _refuse_gone(desk, competitor_id)
        made.update("competitor", competitor_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, competitor_id: int, replacement: int | None = None) -> Changes:
    """Take a competitor out of the register; what is bought from them is from the `replacement` then, or from nobody
    named. Losses and scores name the replacement too; without one they keep the name, as they tell what was. Raises
    UserError when either is gone, or both are the same."""
    if replacement == competitor_id:
        raise UserError("competitor-same")
    with desk.recording("competitor-delete") as made:
        _refuse_gone(desk, competitor_id)
        if replacement is not None:
            _refuse_gone(desk, replacement)
        entries = store.bought_from(desk.data, competitor_id)
        made.update_many("elsewhere", {entry: {"competitor": replacement} for entry in entries})
        if replacement is not None:
            for kind in store.JUDGED:
                judged = store.judged(desk.data, kind, competitor_id)
                made.update_many(kind, {record: {"competitor": replacement} for record in judged})
        made.update("competitor", competitor_id, {"deleted_at": desk.now()})
    return made.result


def _refuse_gone(desk: Desk, competitor_id: int) -> None:
    flat = desk.records.read("competitor", competitor_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("competitor-unknown")
