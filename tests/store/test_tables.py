"""Registry and the migrated schema agree."""

from __future__ import annotations

import pytest

from crmdesk.services.desk import Desk
from crmdesk.store.records import KINDS, column_names


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_column(desk: Desk, kind: str) -> None:
    rows = desk.data.database.execute_sql(f"PRAGMA table_info({kind})").fetchall()
    assert {row[1] for row in rows} == {"id", *column_names(kind)}
