"""What stands for records that are lost and that others name, so that these keep their place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from crmdesk.core.fields import Type
from crmdesk.core.ranking import bounds_text
from crmdesk.core.registry import REGISTRY
from crmdesk.core.settings import COMPANY_LOGO
from crmdesk.core.tiers import ABC_CUSTOMERS
from crmdesk.store.salvage_tables import Gap, Row, Source

_ROUNDS = 10
_BY_ID = frozenset((
    "customer", "customer_group", "competitor", "action", "campaign", "product", "sales_order", "goods_return",
    "complaint",
))  # fmt: skip
"""What rows of other tables name."""
_LET_GO = frozenset(("contact", "interaction"))
"""What they can do without."""
_TAKEN = {("customer", "kind"): "enterprise", ("sales_order", "state"): "ordered", ("complaint_event", "kind"): "moved"}
"""What a choice that is lost is taken for, beside the first one there is."""

_WITHOUT_CONTENT = "SELECT id, name FROM attachment WHERE blob NOT IN (SELECT sha256 FROM blob)"
_WITHOUT_PICTURE = "SELECT id FROM customer WHERE photo IS NOT NULL AND photo NOT IN (SELECT sha256 FROM blob)"


class Tally(Struct):
    """What became of a table: rows kept, and the ids of those that are lost, of those that lack values, and of those
    that stand for a lost one which others name. `surely`: no more are lost than these."""

    kept: int = 0
    lost: list[Any] = field(default_factory=list)
    incomplete: list[Any] = field(default_factory=list)
    stand_ins: list[int] = field(default_factory=list)
    surely: bool = True


def filler(table: str, name: str, type_: str, at: str, customer_id: int = 0) -> Any:
    """A value for a column that must have one, such as the program can show; `customer_id` for what does not say any
    more whose it is."""
    field = REGISTRY[table].get(name) if table in REGISTRY else None
    if name.endswith("_on") or (field is not None and field.type in (Type.DATE, Type.MOMENT)):
        return at[:10]
    if field is not None and field.choices:
        return _TAKEN.get((table, name), field.choices[0].key)
    known = {
        "at": at, "state": "done", "verb": "salvage", "number": "S", "round": 1, "customer_id": customer_id,
        "bounds": bounds_text("customers", ABC_CUSTOMERS), "sheets": "[]", "params": "{}",
        "content": "{}" if table == "export_preset" else "?",
    }  # fmt: skip
    return known.get(name, {"INTEGER": 0, "BLOB": b""}.get(type_, "?"))


class StandIns:
    """Adds them to a new file inside its transaction. `name` is what they are called whose own name is lost."""

    def __init__(
        self,
        connection: Any,
        target: Mapping[str, Source],
        gaps: Mapping[str, Gap],
        tallies: Mapping[str, Tally],
        name: str,
        at: str,
    ) -> None:
        self._connection = connection
        self._target = target
        self._gaps = gaps
        self._tallies = tallies
        self._name = name
        self._at = at

    def add(self) -> None:
        """What rows name and is not there gets a row under the same id, with what indexes still say about it."""
        for _ in range(_ROUNDS):
            self._let_go()
            missing = {
                (parent, id_): (table, column) for table, column, parent, id_ in self._named() if parent in _BY_ID
            }
            for (parent, id_), by in sorted(missing.items()):
                self._add_stand_in(parent, id_, by)
            if not missing:
                return

    def _let_go(self) -> None:
        """Who was spoken to, and which contact came of a call, is empty where that is lost."""
        for table, column, parent, id_ in list(self._named()):
            if parent in _LET_GO:
                rows = self._connection.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ?', (id_,)).fetchall()  # noqa: S608
                self._connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" = ?', (id_,))  # noqa: S608
                self._tallies[table].incomplete.extend(row[0] for row in rows)

    def _named(self) -> Iterator[tuple[str, str, str, int]]:
        """What is named and is not there: the table and column that name it, the table it would be in, its id."""
        for table in self._target:
            for row in self._connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
                parent, column = row[2], row[3]
                named = self._connection.execute(
                    f'SELECT DISTINCT "{column}" FROM "{table}" '  # noqa: S608
                    f'WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT id FROM "{parent}")'
                )
                yield from ((table, column, parent, id_) for (id_,) in named.fetchall())

    def _owner(self, parent: str, id_: int, by: tuple[str, str]) -> int:
        """Whose a lost record was: what names it is the same customer's."""
        if "customer_id" not in self._target[parent].columns:
            return 0
        table, column = by
        sql = f'SELECT customer_id FROM "{table}" WHERE "{column}" = ? LIMIT 1'  # noqa: S608
        return int(self._connection.execute(sql, (id_,)).fetchone()[0])

    def _add_stand_in(self, parent: str, id_: int, by: tuple[str, str]) -> None:
        """`by`: the table and column that name it."""
        gap = self._gaps.get(parent)
        hint = gap.hints.get((id_,), {}) if gap else {}
        row: Row = {name: value for name, value in hint.items() if name in self._target[parent].columns}
        row["id"] = id_
        label = f"{self._name} {id_}"
        known = {"name": row.get("name_key") or label, "number": f"S{id_}", "mobile": row.get("mobile_e164")}
        owner = self._owner(parent, id_, by)
        for name, (type_, needed) in self._target[parent].columns.items():
            if row.get(name) is None and (needed or known.get(name)):
                row[name] = known.get(name) or filler(parent, name, type_, self._at, owner)
        names = ", ".join(f'"{name}"' for name in row)
        add = f'INSERT INTO "{parent}" ({names}) VALUES ({", ".join("?" * len(row))})'  # noqa: S608
        self._connection.execute(add, tuple(row.values()))
        self._tallies[parent].stand_ins.append(id_)

    def add_contents(self) -> None:
        """Attachments whose content is lost say so when they are opened; lost pictures are no more."""
        execute, text = self._connection.execute, self._name.encode()
        digest = hashlib.sha256(text).hexdigest()
        for id_, name in execute(_WITHOUT_CONTENT).fetchall():
            execute("INSERT OR IGNORE INTO blob (sha256, size, content) VALUES (?, ?, ?)", (digest, len(text), text))
            values = (digest, len(text), f"{name} {self._name}.txt", id_)
            execute("UPDATE attachment SET blob = ?, size = ?, name = ? WHERE id = ?", values)
            self._tallies["attachment"].incomplete.append(id_)
        for (id_,) in execute(_WITHOUT_PICTURE).fetchall():
            execute("UPDATE customer SET photo = NULL WHERE id = ?", (id_,))
            self._tallies["customer"].incomplete.append(id_)
        execute("DELETE FROM setting WHERE key = ? AND value NOT IN (SELECT sha256 FROM blob)", (COMPANY_LOGO.key,))
