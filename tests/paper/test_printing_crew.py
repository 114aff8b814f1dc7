"""Long prints are set by several processes; nothing is different, and they can be stopped."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words
from crmdesk.paper import printing as setting
from crmdesk.paper import printing_crew
from crmdesk.paper.printing import Typesetter
from crmdesk.paper.printing_crew import Crew
from crmdesk.services import customers, photos, printing, printing_templates
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.paper.printed import png, wish

NAMES = ("一号", "二号", "三号", "四号", "五号")
LOOP = "#for a in range(10000) { for b in range(100000) { let c = a + b } }"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def pieces(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Customers that are printed in five pieces, which counts as long; two processes set them."""
    monkeypatch.setattr(printing, "PIECE", 1)
    monkeypatch.setattr(setting, "FEW", 1)
    monkeypatch.setattr(printing_crew.os, "cpu_count", lambda: 2)
    return [customers.add(desk, {"name": name, "mobile": "13800000001"})[0] for name in NAMES]


def printouts(desk: Desk, ids: list[int], words: Words) -> Iterator[Printout]:
    return printing.printouts(desk, wish("file", ids), words)


def test_side_by_side_gives_the_same(
    desk: Desk, pieces: list[int], words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos.put(desk, pieces[1], png())
    photos.put(desk, pieces[3], png(damaged=True))
    many = typesetter.pdf(printouts(desk, pieces, words_zh))
    assert [error.code for error in many.lacking] == ["print-picture"]
    assert multiprocessing.active_children() == []
    monkeypatch.setattr(setting, "FEW", 10)
    monkeypatch.delattr(setting, "Crew")
    assert typesetter.pdf(printouts(desk, pieces, words_zh)).pdf == many.pdf


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_what_dies_is_done_here(
    desk: Desk,
    pieces: list[int],
    words_zh: Words,
    typesetter: Typesetter,
    monkeypatch: pytest.MonkeyPatch,
    processors: int,
) -> None:
    monkeypatch.setattr(printing_crew.os, "cpu_count", lambda: processors)
    whole = typesetter.pdf(printouts(desk, pieces, words_zh))

    class Dying(Crew):
        def ask(self, *asked: Any) -> Any:
            worker = self._workers[0]
            if worker._process.is_alive():
                worker._process.kill()
                worker._process.join()
            return super().ask(*asked)

    monkeypatch.setattr(setting, "Crew", Dying)
    assert typesetter.pdf(printouts(desk, pieces, words_zh)) == whole


def test_where_no_process_can_be_had(
    desk: Desk, pieces: list[int], words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise OSError

    whole = typesetter.pdf(printouts(desk, pieces, words_zh))
    monkeypatch.setattr(printing_crew, "_Worker", none)
    assert typesetter.pdf(printouts(desk, pieces, words_zh)) == whole


@pytest.mark.parametrize("few", [1, 10])
def test_a_template_that_takes_for_ever_can_be_stopped(
    desk: Desk, pieces: list[int], words_zh: Words, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(setting, "FEW", few)
    own = printing_templates.copy(desk, "file")
    own.write_text(f"{own.read_text(encoding='utf-8')}\n{LOOP}\n", encoding="utf-8")
    asked = iter([False, False, True])
    with pytest.raises(UserError, match="cancelled"):
        typesetter.pdf(printouts(desk, pieces, words_zh), lambda: next(asked))
    assert multiprocessing.active_children() == []


def test_what_reading_raises_ends_the_processes(
    desk: Desk, pieces: list[int], words_zh: Words, typesetter: Typesetter
) -> None:
    def broken() -> Iterator[Printout]:
        found = printouts(desk, pieces, words_zh)
        yield next(found)
        yield next(found)
        raise UserError("record-gone")

    with pytest.raises(UserError, match="record-gone"):
        typesetter.pdf(broken())
    assert multiprocessing.active_children() == []
