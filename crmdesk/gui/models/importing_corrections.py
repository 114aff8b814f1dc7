"""What a person changed in a trial run, cell by cell and row by row: undone and done again in the order it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from crmdesk.core.importing import Place
from crmdesk.gui.models.importing_work import ImportWork


class Step(Struct, frozen=True):
    """One correction: the row and the field id it is about ('' for none), how it is done and how undone."""

    place: Place
    target: str
    do: Callable[[], None]
    undo: Callable[[], None]


class Corrections:
    """The corrections of one file; another file begins anew."""

    def __init__(self, work: ImportWork) -> None:
        self._work = work
        self._file = work.file
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def correct(self, place: Place, target: str, column: int, text: str) -> None:
        """Another text for the cell of a row in this column of its sheet; '' empties it."""
        file, (sheet, row) = self._work.file, place
        assert file is not None
        before = file.cell(sheet, row, column)

        def do() -> None:
            file.correct(sheet, row, column, text)

        def undo() -> None:
            file.put(sheet, row, column, before)

        self._do(Step(place, target, do, undo))

    def choose(self, places: Iterable[Place], choice: str) -> None:
        """What becomes of these rows: one of `core.importing.EXISTING`, '' as of all others."""
        work, chosen = self._work, tuple(places)
        before, gone = work.rows, frozenset(chosen)
        wanted = {place: what for place, what in before.items() if place not in gone}
        if choice:
            wanted |= dict.fromkeys(chosen, choice)
        first = chosen[0] if chosen else ("", 0)
        self._do(Step(first, "", lambda: work.change(rows=wanted), lambda: work.change(rows=before)))

    def choose_all_alike(self) -> None:
        """Nothing is chosen for single rows any more."""
        work, before = self._work, self._work.rows
        place = next(iter(before), ("", 0))
        self._do(Step(place, "", lambda: work.change(rows={}), lambda: work.change(rows=before)))

    def undo(self) -> Step | None:
        """Take back the latest one; None where there is none."""
        self._begin()
        if not self._done:
            return None
        step = self._done.pop()
        step.undo()
        self._undone.append(step)
        return step

    def redo(self) -> Step | None:
        """Do again what was taken back last."""
        self._begin()
        if not self._undone:
            return None
        step = self._undone.pop()
        step.do()
        self._done.append(step)
        return step

    @property
    def can_undo(self) -> bool:
        self._begin()
        return bool(self._done)

    def _do(self, step: Step) -> None:
        self._begin()
        step.do()
        self._done.append(step)
        self._undone.clear()

    def _begin(self) -> None:
        if self._file is not self._work.file:
            self._file = self._work.file
            self._done.clear()
            self._undone.clear()
