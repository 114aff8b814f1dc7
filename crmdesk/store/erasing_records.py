"""Erasing records other than customers: what goes with them, and every mention of them by what stays.

`temp.erased` names what goes (see erasing.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.store.database import DataFile
from crmdesk.store.erasing_history import History, dropped, flats_of

ALONE = ("campaign", "product", "source_cost")
"""Kinds that can be erased and belong to no customer."""
_OWNED = {
    "sales_order": ("order_line", "instalment", "payment", "invoice", "goods_return"),
    "goods_return": ("return_line",),
    "complaint": ("complaint_step", "complaint_event"),
    "campaign": ("campaign_call",),
}
"""What goes with a record: kinds whose column of the record's name holds it."""
_NAMED_BY = {
    "sales_order": ("payment", "invoice", "goods_return", "complaint", "task", "order_line", "instalment"),
    "goods_return": ("return_line",),
    "complaint": ("attachment", "survey", "complaint_step", "complaint_event"),
    "interaction": ("campaign_call", "greeting"),
    "campaign": ("campaign_call",),
    "product": ("complaint", "order_line", "return_line"),
}
"""Which kinds name a record, each in the column of its name."""
_MUST = {
    ("order_line", "sales_order"), ("instalment", "sales_order"), ("return_line", "goods_return"),
    ("complaint_step", "complaint"), ("complaint_event", "complaint"), ("campaign_call", "campaign"),
    ("order_line", "product"), ("return_line", "product"),
}  # fmt: skip
"""What cannot be without what it names: where only the history still holds the whole of it, that goes too."""


def find(data: DataFile, records: Mapping[str, Sequence[int]]) -> None:
    """Put records, with what belongs to them, among the erased."""
    insert = "INSERT OR IGNORE INTO temp.erased VALUES (?, ?)"
    for kind, ids in records.items():
        data.database.connection().executemany(insert, [(kind, i) for i in ids])
    for owner, kinds in _OWNED.items():
        for kind in kinds:
            data.database.execute_sql(
                f"""INSERT OR IGNORE INTO temp.erased SELECT '{kind}', p.id FROM temp.erased e
                JOIN {kind} p ON p.{owner} = e.id WHERE e.kind = '{owner}'"""  # noqa: S608
            )


def forget(data: DataFile) -> None:
    """Take every mention of the erased out of what stays, in the tables and in the history."""
    execute = data.database.execute_sql
    rows = execute("SELECT DISTINCT kind FROM temp.erased").fetchall()
    for named in {str(row[0]) for row in rows} & _NAMED_BY.keys():
        erased = f"(SELECT id FROM temp.erased WHERE kind = '{named}')"  # noqa: S608
        for kind in _NAMED_BY[named]:
            if (kind, named) not in _MUST:
                stays = f"id NOT IN (SELECT id FROM temp.erased WHERE kind = '{kind}')"  # noqa: S608
                execute(f"UPDATE {kind} SET {named} = NULL WHERE {named} IN {erased} AND {stays}")  # noqa: S608
        _forget_history(data, named, erased)


def _forget_history(data: DataFile, named: str, erased: str) -> None:
    history = History(data)
    kinds = ", ".join(f"'{kind}'" for kind in _NAMED_BY[named])
    mentions = " OR ".join(f"json_extract({side}, '$.{named}') IN {erased}" for side in ("before", "after"))
    sql = f"""SELECT action_id, seq, kind, before, after FROM change
        WHERE kind IN ({kinds}) AND (before IS NOT NULL OR after IS NOT NULL) AND ({mentions})"""  # noqa: S608
    for action, seq, kind, *sides in data.database.execute_sql(sql).fetchall():
        if (kind, named) in _MUST and None in sides:
            data.database.execute_sql("DELETE FROM change WHERE action_id = ? AND seq = ?", (action, seq))
        else:
            history.put(action, seq, *dropped(flats_of(sides), (named,)))
