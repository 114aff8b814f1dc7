"""The tour: the main job on sample data without a display, and a picture of every page and dialog.

What it does is told line by line; what does not come out as it should ends it with status 1.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

from crmdesk.core.words import Words

CHINA = dt.timezone(dt.timedelta(hours=8))
WHO = "陈立"
LOOKS = ("zh_CN-light", "zh_CN-dark", "en-light", "en-dark")
"""Language and theme of a picture, as its file's name ends."""


def clock() -> dt.datetime:
    """The one day of the tour, so that its pictures are the same every day."""
    return dt.datetime(2026, 11, 23, 10, 30, tzinfo=CHINA)


def run_tour(outdir: Path, words: Words, say: Callable[[str], None], looks: Collection[str] = LOOKS) -> list[Path]:
    """Work through the main job and write every picture in these looks into `outdir`. Returns all files written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_FONT_DPI", "96")
    os.environ.setdefault("QT_SCALE_FACTOR", "1")
    os.environ["TZ"] = "Asia/Shanghai"
    if hasattr(time, "tzset"):
        time.tzset()
    from crmdesk.tour.job import do_the_job
    from crmdesk.tour.scenes import take_pictures

    outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="crmdesk-tour-") as name:
        folder = Path(name)
        desk = do_the_job(folder, outdir, words, say)
        files = [outdir / "sample.xlsx", outdir / "sample-mended.xlsx", outdir / "customers.xlsx"]
        return files + take_pictures(desk, folder, outdir, say, looks)
