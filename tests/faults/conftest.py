"""The data file that is to survive."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.services import demo
from tests.desk import make_desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """300 customers, closed."""
    desk = make_desk(tmp_path)
    demo.fill(desk, 300, 3, dealings=0)
    desk.close()
    return desk.path
