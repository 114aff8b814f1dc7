"""Queries over the register of products: whom a code or a name means, and where each is used."""

from __future__ import annotations

from collections.abc import Iterable

from crmdesk.core import texts
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks


def by_code(data: DataFile, code: str) -> list[int]:
    """The living products with this code, upper and lower case alike."""
    sql = "SELECT id FROM product WHERE code = ? AND deleted_at IS NULL ORDER BY id"
    clean = texts.clean(code)
    found = data.database.execute_sql(sql, (clean,)).fetchall()
    if not found:
        sql = "SELECT id FROM product WHERE code = ? COLLATE NOCASE AND deleted_at IS NULL ORDER BY id"
        found = data.database.execute_sql(sql, (clean,)).fetchall()
    return [int(row[0]) for row in found]


def in_trash(data: DataFile, code: str) -> list[int]:
    """The deleted products with this code, the last one first."""
    sql = "SELECT id FROM product WHERE code = ? AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
    return [int(row[0]) for row in data.database.execute_sql(sql, (texts.clean(code),)).fetchall()]


def by_name(data: DataFile, name: str) -> list[int]:
    """Living products of this name, but for case, blanks and full-width forms."""
    sql = "SELECT id FROM product WHERE name_key = ? AND deleted_at IS NULL ORDER BY id"
    return [int(row[0]) for row in data.database.execute_sql(sql, (texts.fold(name),)).fetchall()]


def names(data: DataFile, *, discontinued: bool) -> list[tuple[int, str, str, str]]:
    """Id, code, name and category of every living product, by code; with `discontinued` those no longer sold too."""
    sold = "" if discontinued else "AND ifnull(discontinued, 0) = 0 "
    sql = (
        "SELECT id, ifnull(code, ''), name, ifnull(category, '') FROM product "  # noqa: S608
        f"WHERE deleted_at IS NULL {sold}ORDER BY code, id"
    )
    return [(row[0], row[1], row[2], row[3]) for row in data.database.execute_sql(sql).fetchall()]


def used(data: DataFile, ids: Iterable[int]) -> dict[int, int]:
    """In how many lines of orders each product stands, those in the trash too."""
    found: dict[int, int] = {}
    for chunk in chunks(ids):
        sql = f"SELECT product, count(*) FROM order_line WHERE product IN ({marks(chunk)}) GROUP BY product"  # noqa: S608
        found.update(data.database.execute_sql(sql, chunk).fetchall())
    return found
