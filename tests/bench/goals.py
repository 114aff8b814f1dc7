"""What is measured and how quick it has to be: each beside a floor or a peer in the same run, or within a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Rule = Literal["times", "faster", "more", "within", "never over"]
"""Ours is at most `limit` times the floor; at least `limit` times the peer's rate; at most `limit` more than the floor;
at most `limit`; or no single value is over `limit`."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table. `unit` is that of ours, the floor's and, but for ratios, the limit's."""

    key: str
    what: str
    beside: str
    rule: Rule
    limit: float
    unit: str

    def reached(self, ours: Sequence[float], floor: Sequence[float]) -> float:
        """What is compared with the limit: a ratio, a difference or the figure itself."""
        match self.rule:
            case "times" | "faster":
                return median(ours) / median(floor)
            case "more":
                return median(ours) - median(floor)
            case "within":
                return median(ours)
            case "never over":
                return max(ours)

    def met(self, ours: Sequence[float], floor: Sequence[float]) -> bool:
        reached = self.reached(ours, floor)
        return reached >= self.limit if self.rule == "faster" else reached <= self.limit

    @property
    def asked(self) -> str:
        """The target as a person reads it."""
        match self.rule:
            case "times":
                return f"≤ {self.limit:g} ×"
            case "faster":
                return f"≥ {self.limit:g} × faster"
            case "more":
                return f"≤ + {self.limit:g} {self.unit}"
            case "within":
                return f"≤ {self.limit:g} {self.unit}"
            case "never over":
                return f"none over {self.limit:g} {self.unit}"


_BARE = "a bare PySide6 window with an empty table"
GOALS = (
    Goal("start-100k", "start: process begin → window painted with the first rows, 100,000", _BARE, "times", 2.0, "ms"),
    Goal("start-1m", "the same, 1,000,000", _BARE, "times", 2.2, "ms"),
    Goal("search-100k", "search: key press → rows painted, 95th percentile of 200 queries, 100,000", "one frame",
         "within", 16.7, "ms"),
    Goal("search-1m", "the same, 1,000,000", "two frames", "within", 33, "ms"),
    Goal("scroll-1m", "scroll from top to end by drag and page, longest frame, 1,000,000", "two frames",
         "never over", 33, "ms"),
    Goal("sort-1m", "sort by name, number, owner, tier, value, last contact, next step, created: slowest of them until "
         "the first rows are shown, 1,000,000", "the bare indexed SQL", "within", 100, "ms"),
    Goal("sort-other-1m", "sort by any other column: slowest of them", "the bare SQL", "within", 1_500, "ms"),
    Goal("orders-1m", "orders: first rows by date, number, customer, amount, what is due, and searched: slowest of "
         "them, 1,000,000 orders", "—", "within", 300, "ms"),
    Goal("open-2000", "open a customer with 2,000 interactions, 1,000,000 customers", "—", "within", 50, "ms"),
    Goal("import-100k", "import 100,000 × 20 .xlsx, everything on", "openpyxl read-only reading it", "times", 0.4, "s"),
    Goal("import-csv-100k", "import the same as .csv", "sqlite-utils inserting it", "times", 1.0, "s"),
    Goal("export-100k", "export 100,000 × 20 .xlsx", "openpyxl write-only, bare loop", "times", 1.1, "s"),
    Goal("export-csv-100k", "the same", "LibreOffice converting the same CSV", "times", 1.5, "s"),
    Goal("tiers-5m", "tiers from 5,000,000 lines", "one window-function statement", "times", 1.2, "s"),
    Goal("duplicates-100k", "duplicates of 100,000", "—", "within", 20, "s"),
    Goal("memory-1m", "memory: window open at 1,000,000", "a bare PySide6 window", "more", 150, "MB"),
    Goal("size-100k", "data file of 100,000 × 20 with index and history", "the same rows in a bare table", "times", 2.5,
         "MB"),
    Goal("print-1000", "print 1,000 files of two pages", "WeasyPrint", "faster", 20, "pages/s"),
    Goal("today-1m", "Today with 1,000,000 interactions and customers", "the plain SQL", "within", 500, "ms"),
    Goal("cold-query", "command `customers --query`, cold, 100,000", "python starting with `import sqlite3`",
         "more", 150, "ms"),
)  # fmt: skip
GROWTH = {"search": ("search, 95th percentile", "ms"), "open": ("opening a customer", "ms"), "import": ("import", "s")}
COUNTS = (1_000, 10_000, 100_000, 1_000_000)
"""Customers for which it is shown how cost grows."""
