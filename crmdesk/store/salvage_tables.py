"""What a damaged data file holds: its tables, and what a row of each must look like to be taken for one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.fields import Type
from crmdesk.core.groups import COLORS
from crmdesk.core.lists import CHANGEABLE
from crmdesk.core.registry import REGISTRY
from crmdesk.core.selecting import MARKS
from crmdesk.core.tiers import LABELS as LEVELS
from crmdesk.store.records import KINDS

Key = tuple[Any, ...]
Row = dict[str, Any]

ROWID = ("rowid",)
_OWN = ("customer_search", "sqlite_", "schema_migration")
"""Tables that are made anew, by the beginning of their names."""

_UNORDERED = "not in PRIMARY KEY order"
_BEYOND = 20
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?\Z")
_MOMENTS = frozenset((
    "at", "deleted_at", "created_on", "received_on", "due_on", "answered_on", "replaced_on", "raised_on", "date",
    "month", "next_date", "left_on", "until", "promotion_from", "received_at", "closed_at", "promised_on",
    "delivered_on", "day", "done_on", "lost_on",
    "won_back_on",
))  # fmt: skip
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
"""What names a content; one whose end is lost is still no row of another table."""
_MIGRATION = re.compile(r"[0-9]{4}_[a-z_]+\Z")
_AFFINITY: dict[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}


class Source(Struct, frozen=True):
    """A table: the columns of its rows in the order they are stored, each with its type and whether it must have a
    value, and the columns of its key."""

    name: str
    columns: Mapping[str, tuple[str, bool]]
    key: tuple[str, ...]
    alias: str | None = None
    """The column that is the row's id."""

    @property
    def by_rowid(self) -> bool:
        return self.key == ROWID

    def as_page(self, name: str) -> str:
        """How a table is declared whose root is any one page of this table. It has columns beyond this table's, which
        tell rows of wider tables."""
        parts = [f'"{c}" INTEGER PRIMARY KEY' if c == self.alias else f'"{c}"' for c in self.columns]
        parts += [f"beyond{i}" for i in range(_BEYOND)]
        if self.by_rowid:
            return f"CREATE TABLE {name} ({', '.join(parts)})"
        keys = ", ".join(f'"{c}"' for c in self.key)
        return f"CREATE TABLE {name} ({', '.join(parts)}, PRIMARY KEY ({keys})) WITHOUT ROWID"

    @property
    def beyond(self) -> str:
        return " AND ".join(f"beyond{i} IS NULL" for i in range(_BEYOND))


class Gap(Struct):
    """What could not be read of a table in its order: all keys between two (None: from the start, to the end)."""

    low: Key | None
    high: Key | None
    hints: dict[Key, Row] = field(default_factory=dict)
    """What indexes say about rows in it, by key."""
    known: bool = False
    """Whether one of them could be read as a whole, and so knows every row."""
    beside: int = 0
    """How many rows were read before and after it."""

    def holds(self, key: Key) -> bool:
        return (self.low is None or key > self.low) and (self.high is None or key < self.high)


def between(key: Key, low: Key | None, high: Key | None) -> bool:
    try:
        return (low is None or key > low) and (high is None or key < high)
    except TypeError:
        return False


def contradicts(told: Sequence[str], roots: Iterable[tuple[str, int]]) -> bool:
    """Whether what SQLite finds in a table and its indexes is about the table: `roots` are the kinds and first pages of
    both. A damaged index alone makes it say that entries are missing too, and that pages do not add up."""
    if told == ["ok"]:
        return False
    trees = {kind: tuple(f"Tree {root} " for of, root in roots if of == kind) for kind in ("table", "index")}
    own = any(line.startswith(trees["table"]) or _UNORDERED in line for line in told)
    return own or not any(line.startswith(trees["index"]) for line in told)


def sources(database: SqlCipherDatabase) -> dict[str, Source]:
    """The tables of a data file that hold what people typed."""
    found = {}
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rootpage"
    for name, made in database.execute_sql(sql).fetchall():
        if str(name).startswith(_OWN):
            continue
        rows = database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()
        columns = {row[1]: (row[2], bool(row[3])) for row in rows}
        primary = tuple(row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5])
        if str(made).rstrip().upper().endswith("WITHOUT ROWID"):
            found[name] = Source(name, columns, primary)
        else:
            alias = next((c for c in primary if len(primary) == 1 and columns[c][0] == "INTEGER"), None)
            found[name] = Source(name, columns, ROWID, alias)
    return found


def fits(source: Source, row: Row, hint: Row | None, missing: Collection[str] = ()) -> bool:
    """Whether a row read from a page can be one of a table: values of the right types, and what indexes say of it.
    `missing` columns could not be read."""
    for name, (type_, needed) in source.columns.items():
        value = row[name]
        if value is None:
            if needed and name != source.alias and name not in missing:
                return False
        elif type(value) is not _AFFINITY.get(type_, type(value)):
            return False
    if hint is not None:
        return all(row[name] == value for name, value in hint.items() if name in row)
    if source.name in _TOLD_BY_INDEX_ALONE or all(value is None for name, value in row.items() if name != source.alias):
        return False
    return (
        all(row[name] is None or _MOMENT.match(row[name]) for name in _MOMENTS & row.keys())
        and ("customer_id" not in row or row["customer_id"] is None or row["customer_id"] > 0)
        and all(check(row) for check in _LIKE.get(source.name, ()))
    )


def strictest_first(found: Iterable[Source]) -> list[Source]:
    """Tables whose rows are told from others' most surely come first."""
    return sorted(found, key=lambda source: source.name not in _LIKE)


_TOLD_BY_INDEX_ALONE = frozenset(("membership",))
"""Two numbers, as in many indexes."""

_Check = Callable[[Row], bool]
_LIKE: dict[str, Sequence[_Check]] = {
    "customer": (lambda r: r["kind"] in ("individual", "enterprise"),),
    "address": (
        lambda r: any(isinstance(value, str) for value in r.values()),
        lambda r: not any(isinstance(value, str) and _MOMENT.match(value) for value in r.values()),
    ),
    "elsewhere": (lambda r: isinstance(r["product"], str),),
    "opening": (lambda r: r["at"] is not None,),
    "contact": (lambda r: r["main"] in (None, 0, 1),),
    "blob": (lambda r: _DIGEST.match(r["sha256"] or "") is not None,),
    "attachment": (lambda r: _DIGEST.match(r["blob"] or "") is not None,),
    "change": (lambda r: r["kind"] in KINDS,),
    "action": (lambda r: r["state"] in ("done", "undone", "dropped"),),
    "user_field": (lambda r: r["type"] in {t.value for t in Type}, lambda r: str(r["key"]).startswith("x")),
    "setting": (lambda r: "." in str(r["key"]),),
    "choice": (lambda r: r["list"] in {f.key for fields in REGISTRY.values() for f in fields.stored()},),
    "customer_group": (lambda r: not _MIGRATION.match(r["name"]), lambda r: r["color"] is None or r["color"] in COLORS),
    "interaction": (lambda r: _is_choice("interaction", "kind", r),),
    "objection": (lambda r: _is_choice("objection", "kind", r),),
    "campaign_call": (lambda r: _is_choice("campaign_call", "outcome", r),),
    "staff": (lambda r: _is_choice("staff", "role", r),),
    "screening": (lambda r: r["passed"] in (None, 0, 1),),
    "sales_order": (lambda r: _is_choice("sales_order", "state", r),),
    "payment": (lambda r: _is_choice("payment", "kind", r), lambda r: _is_choice("payment", "method", r)),
    "invoice": (lambda r: _is_choice("invoice", "kind", r),),
    "complaint": (lambda r: _is_choice("complaint", "state", r),),
    "complaint_step": (lambda r: _is_choice("complaint_step", "step", r),),
    "complaint_event": (lambda r: _is_choice("complaint_event", "kind", r),),
    "task": (lambda r: _is_choice("task", "phase", r), lambda r: _is_choice("task", "repeat", r)),
    "greeting": (lambda r: _is_choice("greeting", "occasion", r), lambda r: _is_choice("greeting", "outcome", r)),
    "greeting_text": (lambda r: REGISTRY["greeting"]["occasion"].choice(r["occasion"]) is not None,),
    "survey": (lambda r: r["praises"] in (None, 0, 1), lambda r: r["recommended"] in (None, 0, 1)),
    "loss": (lambda r: _is_choice("loss", "reason", r),),
    "assessment": (lambda r: all(r[key] in (None, 0, 1) for key in MARKS),),
    "delivered_value": (
        lambda r: all(
            value in range(11)
            for key, value in r.items()
            if "_" in key and value is not None and key.startswith(("ours", "theirs"))
        ),
    ),
    "source_cost": (lambda r: _is_choice("source_cost", "source", r),),
    "stage_move": (lambda r: _is_choice("customer", "stage", {"stage": r["before"]}),),
    "tier_run": (lambda r: _is_json(r["bounds"]),),
    "tier_result": (lambda r: r["level"] in LEVELS,),
    "policy": (lambda r: r["tier"] in LEVELS,),
    "export_preset": (lambda r: _is_json(r["content"]),),
    "import_batch": (lambda r: _is_json(r["sheets"]),),
}


def _is_choice(kind: str, key: str, row: Row) -> bool:
    """Whether a value is one of the method's words, or none; words of the user's own are taken for one too where their
    list may be changed."""
    return row[key] is None or key in CHANGEABLE or REGISTRY[kind][key].choice(row[key]) is not None


def mended(source: Source, row: Row) -> list[str]:
    """Take out of a row what is not of its column's type. Returns the columns."""
    wrong = []
    for name, stored in row.items():
        type_ = source.columns[name][0]
        value = row[name] = stored.decode("utf-8", "replace") if type_ == "TEXT" and type(stored) is bytes else stored
        if value is not None and type_ == "INTEGER" and not isinstance(value, int):
            wrong.append(name)
    for name in wrong:
        row[name] = None
    return wrong


def whole(blob: Row) -> bool:
    """Whether a content is what was put in."""
    content = blob["content"]
    return isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == blob["sha256"]


def _is_json(text: Any) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, TypeError):
        return False
