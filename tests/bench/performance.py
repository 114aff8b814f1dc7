"""Figures of a run and the page that tells them: resources/docs/PERFORMANCE.md, kept as data in performance.json.

A run of single measurements replaces theirs and leaves the others as they were measured last.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import growth_chart
from tests.bench.goals import GOALS, GROWTH, Goal

FEWEST = 5
"""Values of which a figure is the median."""

_MILLION = 1_000_000
_MISSED = Path(__file__).with_name("missed.md")


class Performance:
    """What was measured, in this run and before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / "performance.json"
        self._data: dict[str, Any] = {"goals": {}, "growth": {}, "machine": ""}
        if self._kept.exists():
            self._data = json.loads(self._kept.read_text(encoding="utf-8"))
        self.measured: list[Goal] = []
        self.grown: set[str] = set()

    def add(self, key: str, ours: Sequence[float], floor: Sequence[float] = (), *, note: str = "") -> Goal:
        """Note the values of one goal, in its unit, and those of its floor or peer; `note` says what is worth saying.

        Raises ValueError for fewer than five values.
        """
        goal = next(each for each in GOALS if each.key == key)
        if min(len(ours), len(floor) or FEWEST) < FEWEST:
            raise ValueError(f"{key}: a figure is the median of at least {FEWEST} values")
        self._data["goals"][key] = {
            "ours": [round(each, 4) for each in ours],
            "floor": [round(each, 4) for each in floor],
            "note": note,
            "on": dt.date.today().isoformat(),
        }
        self.measured.append(goal)
        print(_line(goal, self._data["goals"][key]))
        return goal

    def grow(self, key: str, customers: int, values: Sequence[float]) -> None:
        """Note what something costs with so many customers, in the unit of GROWTH. One value will do with a
        million, and the table says so."""
        if len(values) < (1 if customers >= _MILLION else FEWEST):
            raise ValueError(f"{key}: a figure is the median of at least {FEWEST} values")
        self.grown.add(key)
        self._data["growth"].setdefault(key, {})[str(customers)] = [round(each, 4) for each in values]
        print(f"{GROWTH[key][0]}, {customers:,} customers: {_spread(values)} {GROWTH[key][1]}")

    def missed(self) -> list[str]:
        """Keys of the goals of this run that were not reached."""
        found = ((goal, self._data["goals"][goal.key]) for goal in self.measured)
        return [goal.key for goal, values in found if not goal.met(values["ours"], values["floor"])]

    def write(self) -> str:
        """Keep the figures and write the page anew; returns the table."""
        self._data["machine"] = _machine()
        table = self._table()
        _write(self._kept, json.dumps(self._data, indent=1, sort_keys=True) + "\n")
        page = f"{_HEAD.format(**self._data)}{table}\n{self._reasons()}{self._growth()}"
        _write(self._folder / "PERFORMANCE.md", page)
        if self._data["growth"]:
            _write(self._folder / "performance.svg", growth_chart.draw(self._data["growth"]))
        return table

    def _table(self) -> str:
        found = self._data["goals"]
        rows = [_line(goal, found.get(goal.key)) for goal in GOALS]
        head = "| what | ours | floor or peer | theirs | target | reached |\n| --- | --- | --- | --- | --- | --- |"
        notes = [f"* {goal.what}: {found[goal.key]['note']}" for goal in GOALS if found.get(goal.key, {}).get("note")]
        return "\n".join([head, *rows, "", *notes])

    def _reasons(self) -> str:
        """Of each target that is missed where the time goes, as `missed.md` tells."""
        found = self._data["goals"]
        told = dict(part.split("\n\n", 1) for part in _MISSED.read_text(encoding="utf-8").split("\n## ")[1:])
        lines = [
            f"* **{goal.what}**: {' '.join(told.get(goal.key, 'not looked into yet.').split())}"
            for goal in GOALS
            if (values := found.get(goal.key)) and not goal.met(values["ours"], values["floor"])
        ]
        return "\n".join(["\n## Where a target is not met\n", *lines, ""]) if lines else ""

    def _growth(self) -> str:
        found = self._data["growth"]
        if not found:
            return ""
        counts = sorted({int(count) for values in found.values() for count in values})
        rows = [
            f"| {GROWTH[key][0]}, {GROWTH[key][1]} | "
            + " | ".join(_spread(values[str(count)]) if str(count) in values else "" for count in counts)
            + " |"
            for key, values in found.items()
        ]
        head = "| customers | " + " | ".join(f"{count:,}" for count in counts) + " |"
        return "\n".join([
            "\n## How cost grows\n", "![Cost by number of customers](performance.svg)\n",
            head, "| --- |" + " --- |" * len(counts), *rows, "",
        ])  # fmt: skip


_HEAD = """# How fast it is

Written by `python3 dev.py bench` ({machine}). Each figure is the
median of at least five values, with the lowest and the highest behind it; ours and the floor or peer are measured in
turn in the same run. What is measured lies in `tests/bench`; how quick it has to be in `tests/bench/goals.py`.

Data: customers and contacts as `demo` makes them, and beside each million of them a million orders of five lines, a
million contacts made, 50,000 complaints and 200,000 tasks (`tests/bench/world.py`); tables of 20 columns for imports
and exports (`tests/bench/rows.py`).

"""


def _line(goal: Goal, values: dict[str, Any] | None) -> str:
    if values is None:
        return f"| {goal.what} | | {goal.beside} | | {goal.asked} | not measured |"
    ours, floor = values["ours"], values["floor"]
    reached = goal.reached(ours, floor)
    shown = f"{reached:.2f} ×" if goal.rule in ("times", "faster") else f"{reached:.4g} {goal.unit}"
    theirs = f"{_spread(floor)} {goal.unit}" if floor else ""
    verdict = "met" if goal.met(ours, floor) else "**not met**"
    return (
        f"| {goal.what} | {_spread(ours)} {goal.unit} | {goal.beside} | {theirs} | {goal.asked} | {shown}, {verdict} |"
    )


def _spread(values: Sequence[float]) -> str:
    low, middle, high = (f"{each:.3g}" if each < 1_000 else f"{each:,.0f}" for each in
                         (min(values), median(values), max(values)))  # fmt: skip
    return f"{middle} ({low}–{high})" if len(values) >= FEWEST else f"{middle} (of {len(values)})"


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
