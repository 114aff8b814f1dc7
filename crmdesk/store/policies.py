"""The policies of tiers that were set (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.store.database import DataFile

_COLUMNS = ("basis", "focus", "service", "discount", "most")


def policies(data: DataFile) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """By tier the id and what is stored, without empty values; of several of one tier (taken over from two programs at
    once) the last one set."""
    sql = f"SELECT id, tier, {', '.join(_COLUMNS)} FROM policy WHERE deleted_at IS NULL ORDER BY id"  # noqa: S608
    return {
        tier: (key, {name: value for name, value in zip(_COLUMNS, values, strict=True) if value is not None})
        for key, tier, *values in data.database.execute_sql(sql).fetchall()
    }
