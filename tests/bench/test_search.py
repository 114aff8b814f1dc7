"""From a key press to painted rows: 200 queries of all kinds, five times over, at four sizes of the data file."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.core import pinyin
from crmdesk.gui.window import MainWindow
from crmdesk.services.desk import Desk
from tests.bench import watching
from tests.bench.goals import COUNTS
from tests.bench.performance import Performance

pytestmark = pytest.mark.bench

QUERIES, ROUNDS = 200, 5
GOALS = {100_000: "search-100k", 1_000_000: "search-1m"}
_NAMES = "SELECT name, city, coalesce(mobile, phone) FROM customer WHERE id IN ({}) ORDER BY id"


def queries(desk: Desk, customers: int) -> list[str]:
    """One to four characters, initials, pinyin, four digits and two words of customers there are; what nobody has."""
    dice = random.Random(7)
    ids = ", ".join(str(each) for each in dice.sample(range(1, customers + 1), 3 * QUERIES))
    rows = desk.data.database.execute_sql(_NAMES.format(ids)).fetchall()
    makers: Sequence[Callable[[str, str, str], str]] = (
        *(lambda name, _city, _phone, length=length: part(dice, name, length) for length in (1, 2, 3, 4)),
        lambda name, _city, _phone: "".join(each[0] for each in pinyin.syllables(name)[: dice.choice((2, 3))]),
        lambda name, _city, _phone: "".join(pinyin.syllables(name)[: dice.choice((1, 2, 3))]),
        lambda _name, _city, phone: phone.replace(" ", "")[-4:],
        lambda name, city, _phone: f"{city[:2]} {part(dice, name, 2)}",
        lambda name, _city, _phone: f"{part(dice, name, 2)}龘",
    )
    full = [row for row in rows if all(row)]
    return [makers[place % len(makers)](*row) for place, row in enumerate(full)][:QUERIES]


def part(dice: random.Random, name: str, length: int) -> str:
    """Characters that stand together somewhere in a name."""
    start = dice.randrange(max(1, len(name) - length + 1))
    return name[start : start + length]


def measured(window: MainWindow, asked: Sequence[str]) -> Iterator[float]:
    """Milliseconds of each query's last key; the rows of what stood there before it are shown already."""
    page, box = window.content.page, window.content.search
    for query in asked:
        if box.text() != query[:-1]:
            watching.until_answered(page, lambda query=query: box.setText(query[:-1]))  # type: ignore[misc]
        yield watching.until_answered(page, lambda query=query: watching.press(box, query[-1]))  # type: ignore[misc]


@pytest.mark.parametrize("customers", COUNTS)
def test_from_key_press_to_painted_rows(
    customers: int, world: Callable[[int], Path], tmp_path: Path, performance: Performance, qtbot: QtBot
) -> None:
    assert qtbot
    with watching.opened(world(customers), tmp_path) as (window, desk):
        asked = queries(desk, customers)
        assert len(asked) == QUERIES
        rounds = [list(measured(window, asked)) for _ in range(ROUNDS)]
    slow = [statistics.quantiles(each, n=20)[-1] for each in rounds]
    each = [statistics.median(times) for times in zip(*rounds, strict=True)]
    slowest = max(zip(each, asked, strict=True))
    performance.grow("search", customers, slow)
    if customers in GOALS:
        told = f"half of the queries within {statistics.median(each):.1f} ms, the slowest {slowest[0]:.1f} ms"
        performance.add(GOALS[customers], slow, note=f"{told} ({slowest[1]})")
