"""A data file with complaints in every state, at every step, with every warning; made once for all tests of a process,
to be read only."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from crmdesk.services import demo
from tests.desk import make_desk


@functools.cache
def sample_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="crmdesk-complaints-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = make_desk(folder, "sample.crmdesk")
    demo.fill(desk, 320, 7)
    desk.close()
    return folder / "sample.crmdesk"
