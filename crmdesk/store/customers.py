"""Queries over customers: the rows a list paints, and recognising an existing customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from crmdesk.core import texts
from crmdesk.store.columns import phone_key
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

if TYPE_CHECKING:
    from crmdesk.core.customers import CustomerRow

_ROW = (
    "c.id, c.number, c.name, c.kind, c.mobile, c.phone, c.city, c.owner, c.tier, c.grade, c.stage, "
    "ifnull(c.open_complaints, 0)"
)


def rows(data: DataFile, ids: Sequence[int]) -> list[CustomerRow]:
    """The rows of these ids, in this order; those gone meanwhile are left out."""
    from crmdesk.core.customers import CustomerRow

    found: dict[int, CustomerRow] = {}
    for chunk in chunks(ids):
        sql = f"SELECT {_ROW} FROM customer c WHERE c.id IN ({marks(chunk)})"  # noqa: S608
        plain = data.database.execute_sql(sql, chunk).fetchall()
        reach = _main_contacts(data, [row[0] for row in plain if row[4] is None or row[5] is None])
        for row in plain:
            mobile, phone = reach.get(row[0], (None, None))
            whole = (*row[:4], row[4] or mobile, row[5] or phone, *row[6:])
            found[row[0]] = CustomerRow(*whole)
    return [found[i] for i in ids if i in found]


def id_of_number(data: DataFile, number: str) -> tuple[int, bool] | None:
    """The id of a number and whether it lies in the trash."""
    sql = "SELECT id, deleted_at IS NOT NULL FROM customer WHERE number = ?"
    row = data.database.execute_sql(sql, (texts.clean(number),)).fetchone()
    return (row[0], bool(row[1])) if row else None


def numbers_of(data: DataFile, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Number and name by id."""
    result: dict[int, tuple[str, str]] = {}
    for chunk in chunks(ids):
        sql = f"SELECT id, number, name FROM customer WHERE id IN ({marks(chunk)})"  # noqa: S608
        result.update((row[0], (row[1], row[2])) for row in data.database.execute_sql(sql, chunk).fetchall())
    return result


def ids_by_name(data: DataFile, name: str) -> list[int]:
    """Living customers whose name is the same but for case, blanks and full-width forms."""
    sql = "SELECT id FROM customer WHERE name_key = ? AND deleted_at IS NULL ORDER BY id"
    return [row[0] for row in data.database.execute_sql(sql, (texts.fold(name),)).fetchall()]


def ids_by_phone(data: DataFile, typed: str) -> list[int]:
    """Living customers that can be reached under a number, themselves or through a contact."""
    key = phone_key(typed)
    if key is None:
        return []
    sql = """
        SELECT id FROM customer WHERE mobile_e164 = ?1 AND deleted_at IS NULL
        UNION SELECT id FROM customer WHERE phone_e164 = ?1 AND deleted_at IS NULL
        UNION SELECT c.id FROM contact p JOIN customer c ON c.id = p.customer_id
            WHERE (p.mobile_e164 = ?1 OR p.phone_e164 = ?1) AND p.deleted_at IS NULL AND c.deleted_at IS NULL
        ORDER BY id
    """
    return [row[0] for row in data.database.execute_sql(sql, (key,)).fetchall()]


def total(data: DataFile) -> int:
    """How many customers there are, without the trash."""
    row = data.database.execute_sql("SELECT count(*) FROM customer WHERE deleted_at IS NULL").fetchone()
    return int(row[0])


def has_none(data: DataFile) -> bool:
    """Whether nobody is there, not even in the trash."""
    return not data.database.execute_sql("SELECT EXISTS (SELECT 1 FROM customer)").fetchone()[0]


def note_opened(data: DataFile, customer_id: int, at: str, keep: int = 200) -> None:
    """Remember that a file was opened; the oldest are forgotten."""
    execute = data.database.execute_sql
    execute(
        "INSERT INTO opening (customer_id, at) VALUES (?, ?) ON CONFLICT (customer_id) DO UPDATE SET at = excluded.at",
        (customer_id, at),
    )
    old = "SELECT customer_id FROM opening ORDER BY at DESC LIMIT -1 OFFSET ?"
    execute(f"DELETE FROM opening WHERE customer_id IN ({old})", (keep,))  # noqa: S608


def _main_contacts(data: DataFile, customer_ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """Mobile and phone of the main (else the first) contact that has either."""
    result: dict[int, tuple[str | None, str | None]] = {}
    for chunk in chunks(customer_ids):
        sql = (
            f"SELECT customer_id, mobile, phone FROM contact WHERE customer_id IN ({marks(chunk)}) "  # noqa: S608
            "AND deleted_at IS NULL AND (mobile IS NOT NULL OR phone IS NOT NULL) "
            "ORDER BY main IS NULL OR main = 0, position, id"
        )
        for customer_id, mobile, phone in data.database.execute_sql(sql, chunk).fetchall():
            result.setdefault(customer_id, (mobile, phone))
    return result
