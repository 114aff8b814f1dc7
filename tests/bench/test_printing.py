"""A thousand customer files of two pages from the data file to one PDF, beside WeasyPrint and ReportLab, which set the
same texts in tables alike without reading anything.

Theirs would take many minutes for as many: it is worked out from two shorter runs, by what they cost before the first
page (fonts, of which the cost hardly grows) and what each page adds. Ours is the whole run: reading, starting
processes, setting, joining, fonts.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.customers import Listing
from crmdesk.core.printing import Style, usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.paper.printing import Printed, Typesetter, page_values
from crmdesk.services import customers, printing
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.printing import Wish
from tests.bench import daily, papers
from tests.bench.performance import Performance
from tests.desk import clock

FILES = 1_000
VALUES = 5
FEWER, MORE = 10, 40
"""Files in the two runs of the others."""
STYLE: Style = replace(usual_style(known("file")), chosen={"sections": ("data", "interactions", "orders")})

Set = Callable[[Sequence[papers.Document]], int]
Note = Callable[[str, object], None]


def _rate(work: Set, documents: Sequence[papers.Document], pages: int) -> float:
    """Pages a second, were it so many pages."""
    found: list[tuple[int, float]] = []
    for count in (FEWER, MORE):
        start = time.perf_counter()
        made = work(documents[:count])
        found.append((made, time.perf_counter() - start))
    (fewer, short), (more, long) = found
    each = (long - short) / (more - fewer)
    return pages / (long + (pages - more) * each)


def _documents(desk: Desk, ids: Sequence[int], words: Words) -> list[Any]:
    wish = Wish("file", STYLE, tuple(ids))
    return [each for one in printing.printouts(desk, wish, words) for each in page_values(one, words)["documents"]]


def _ours(desk: Desk, ids: tuple[int, ...], words: Words) -> tuple[Printed, float]:
    start = time.perf_counter()
    printed = Typesetter(words).pdf(printing.printouts(desk, Wish("file", STYLE, ids), words))
    return printed, printed.pages / (time.perf_counter() - start)


@pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning")
def test_a_thousand_files(tmp_path: Path, words_zh: Words, performance: Performance) -> None:
    pytest.importorskip("weasyprint")
    desk = open_desk(daily.fill(tmp_path, FILES), who="陈立", clock=clock)
    ids = tuple(customers.find(desk, Listing(sort="number")))
    documents = _documents(desk, ids[:MORE], words_zh)
    papers.by_weasyprint(documents[:1])  # it finds its fonts
    ours, theirs = list[float](), list[float]()
    for _turn in range(VALUES):
        printed, rate = _ours(desk, ids, words_zh)
        ours.append(rate)
        theirs.append(_rate(papers.by_weasyprint, documents, printed.pages))
        assert 1.6 * FILES <= printed.pages <= 2.6 * FILES
        assert printed.lacking == ()
    desk.close()
    note = ""
    if importlib.util.find_spec("reportlab") is not None:
        rate = _rate(papers.by_reportlab, documents, printed.pages)
        note = f"ReportLab, which breaks no Chinese lines as it should and embeds no font: {rate:.0f} pages/s"
    performance.add("print-1000", ours, theirs, note=note)


_MEASURED = """
import sys
from pathlib import Path
from crmdesk.assets import load_words
from crmdesk.paper import printing as setting
from crmdesk.services import printing
from crmdesk.services.desk import open_desk
from crmdesk.services.printing import Wish
from tests.bench.test_printing import STYLE
from tests.desk import clock

def peak(process):
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) >> 10

class Watched(setting.Crew):
    def end(self):
        peaks.extend(peak(worker._process.pid) for worker in self._workers)
        super().end()

if __name__ == "__main__":
    peaks = []
    setting.Crew = Watched
    desk, words = open_desk(Path(sys.argv[1]), who="x", clock=clock), load_words("zh_CN")
    ids = tuple(range(1, 1 + int(sys.argv[2])))
    setting.Typesetter(words).pdf(printing.printouts(desk, Wish("file", STYLE, ids), words))
    print(sum(peaks) + peak("self"))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell what memory was taken")
def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path, record_property: Note) -> None:
    path = daily.fill(tmp_path, FILES)
    root = str(Path(__file__).parents[2])
    peaks = []
    for count in (FILES // 10, FILES):
        command = [sys.executable, "-c", _MEASURED, str(path), str(count)]
        env = {**os.environ, "PYTHONPATH": root}
        made = subprocess.run(command, capture_output=True, check=True, text=True, env=env)
        peaks.append(int(made.stdout))
    record_property("peaks", peaks)
    print(f"{peaks[0]} MB in all processes for {FILES // 10} files, {peaks[1]} MB for {FILES}")
    assert peaks[1] < peaks[0] + 200
