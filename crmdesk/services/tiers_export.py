"""A ranking, or what moved since a saved run, as a table for a person to read (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from crmdesk.core.masking import mask_within
from crmdesk.core.orders import to_fen
from crmdesk.core.tiers import LABELS
from crmdesk.core.tiers_moves import KINDS, Kind
from crmdesk.core.value_basis import BASES, SCORE
from crmdesk.core.words import Label, Words
from crmdesk.services import privacy
from crmdesk.services.desk import Desk
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.services.tiers_moves import Compared
from crmdesk.services.tiers_ranking import Ranking
from crmdesk.sheets.books import Cancelled, Progress
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx

ENDINGS = (".xlsx", ".csv")
MOVED: dict[Kind, Label] = {
    "risen": Label("Risen", "上升"), "fallen": Label("Fallen", "下降"), "new": Label("New", "新进"),
    "gone": Label("Gone", "退出"),
}  # fmt: skip
_AT_ONCE = 500


def export(
    desk: Desk,
    ranking: Ranking,
    path: Path | str,
    words: Words,
    *,
    level: str | None = None,
    mask: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Write everybody, or those of one level, in their order: .xlsx with the levels on a second sheet, .csv without;
    returns how many. `mask` hides what is personal in names. The log of privacy says whose they are.

    Raises UserError 'export-ending', 'attachment-save-own', 'write-…'; CancelledError. An old file then stays.
    """
    path = _target(desk, path)
    ranks = range(1, ranking.count + 1) if level is None else _ranks(ranking, level)
    table = Table(words.gettext("Tiers"), _columns(desk, ranking, words), _rows(desk, ranking, ranks, words, mask))
    ids = ranking.ids if level is None else ranking.ids[ranks.start - 1 : ranks.stop - 1]
    noted = privacy.logged(desk, "export", ids.tolist(), masked=mask, target=path.name)
    if path.suffix.lower() == ".csv":
        write_csv(path, table, progress=progress, cancelled=cancelled, noted=noted)
    else:
        tables = [table, levels(ranking, words)]
        write_xlsx(path, tables, progress=progress, cancelled=cancelled, noted=noted)
    return len(ranks)


def export_moves(desk: Desk, compared: Compared, path: Path | str, words: Words, *, mask: bool = False) -> int:
    """Write who rose, fell, is new and gone, the most important of each; returns how many. Raises as
    `export`."""
    path = _target(desk, path)
    _ = words.gettext
    columns = [
        Column(_("Rise or fall")), Column(_label(desk, "number", words)), Column(_label(desk, "name", words)),
        Column(_("From")), Column(_("To")), Column(_("Rank before"), "integer"), Column(_("Rank now"), "integer"),
        Column(_("Change of value"), "number"),
    ]  # fmt: skip
    hide = mask_within if mask else str
    rows = [
        (words.label(MOVED[kind]), row.number, hide(row.name), _level(row.move.before, words),
         _level(row.move.after, words), row.move.rank_before, row.move.rank_after, to_fen(row.change))
        for kind in KINDS
        for row in compared.rows(desk, kind)
    ]  # fmt: skip
    table = Table(_("Moves between tiers"), columns, rows)
    ids = [move.customer_id for kind in KINDS for move in compared.moves.moves[kind]]
    noted = privacy.logged(desk, "export", ids, masked=mask, target=path.name)
    if path.suffix.lower() == ".csv":
        write_csv(path, table, noted=noted)
    else:
        write_xlsx(path, [table], noted=noted)
    return len(rows)


def levels(ranking: Ranking, words: Words) -> Table:
    """The levels with their counts, values and shares."""
    _ = words.gettext
    columns = [
        Column(_("Level")), Column(_("Customers"), "integer"), Column(_("Customers, %"), "number"),
        Column(words.label(BASES[ranking.basis]), _kind(ranking)), Column(_("Of the value, %"), "number"),
    ]  # fmt: skip
    rows = [
        (words.label(LABELS[one.key]), one.count, one.customers_share, to_fen(one.value), one.value_share)
        for one in ranking.division.levels
    ]
    return Table(_("Levels"), columns, rows)


def _target(desk: Desk, path: Path | str) -> Path:
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    return path


def _ranks(ranking: Ranking, key: str) -> range:
    one = ranking.division.level(key)
    return range(one.first.rank, one.last.rank + 1) if one.first and one.last else range(0)


def _kind(ranking: Ranking) -> Any:
    return "number" if ranking.basis == SCORE else "money"


def _columns(desk: Desk, ranking: Ranking, words: Words) -> Sequence[Column]:
    _ = words.gettext
    return [
        Column(_("Rank"), "integer"), Column(_label(desk, "number", words)), Column(_label(desk, "name", words)),
        Column(_("Level")), Column(words.label(BASES[ranking.basis]), _kind(ranking)), Column(_("Share, %"), "number"),
        Column(_("Cumulated, %"), "number"), Column(_label(desk, "tier", words)), Column(_label(desk, "grade", words)),
        Column(_label(desk, "stage", words)), Column(_label(desk, "city", words)), Column(_label(desk, "owner", words)),
        Column(_("Places up"), "integer"),
    ]  # fmt: skip


def _rows(desk: Desk, ranking: Ranking, ranks: range, words: Words, mask: bool) -> Iterator[tuple[Any, ...]]:
    fields = desk.fields("customer")
    told = {
        key: {choice.key: words.label(choice.label) for choice in fields[key].choices}
        for key in ("tier", "grade", "stage")
    }
    hide: Callable[[str], str] = mask_within if mask else str
    for at in range(0, len(ranks), _AT_ONCE):
        for row in ranking.rows_at(desk, ranks[at : at + _AT_ONCE]):
            yield (
                row.rank, row.number, hide(row.name), words.label(LABELS[row.level]), to_fen(row.value), row.share,
                row.cumulated, *(told[key].get(getattr(row, key)) for key in told), row.city, row.owner, row.moved,
            )  # fmt: skip


def _label(desk: Desk, key: str, words: Words) -> str:
    return words.label(desk.fields("customer")[key].label)


def _level(key: str | None, words: Words) -> str | None:
    return words.label(LABELS[key]) if key else None
