"""Data files with flipped bits and pages that are lost: opened, read, looked over and salvaged, or refused with a
sentence.

`python -m tests.faults.flipping FOLDER SEED COUNT [PASSWORD]` tells, after each, in a line of JSON what came of it.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from crmdesk.assets import load_words
from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.messages import MESSAGES
from crmdesk.core.sales_lists import Orders
from crmdesk.services import complaint_lists, customers, history, orders_looking, salvaging, security
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.salvaging import Salvaged
from crmdesk.store.keys import Key
from tests.damage import PAGE, content, flip, overwrite
from tests.desk import clock
from tests.faults.fuzz import at_most
from tests.faults.soak import master

CUSTOMERS = 24
LONGEST = 30
WORDS = load_words("zh_CN")
Content = dict[str, dict[object, tuple[object, ...]]]
Dice = random.Random


def _one_bit(path: Path, dice: Dice, size: int) -> None:
    flip(path, dice.randrange(size), 1 << dice.randrange(8))


def _some_bits(path: Path, dice: Dice, size: int) -> None:
    for _ in range(dice.randint(2, 40)):
        _one_bit(path, dice, size)


def _in_the_head(path: Path, dice: Dice, _size: int) -> None:
    for _ in range(dice.randint(1, 3)):
        _one_bit(path, dice, 108)


def _page_heads(path: Path, dice: Dice, size: int) -> None:
    """Bits that say what a page is and where its cells lie."""
    for _ in range(dice.randint(1, 4)):
        flip(path, dice.randrange(1, size // PAGE) * PAGE + dice.randrange(16), 1 << dice.randrange(8))


def _pages_lost(path: Path, dice: Dice, size: int) -> None:
    for _ in range(dice.randint(1, 4)):
        lost = dice.choice((bytes(PAGE), b"\xff" * PAGE, dice.randbytes(PAGE)))
        overwrite(path, dice.randrange(size // PAGE) * PAGE, lost)


def _a_page_twice(path: Path, dice: Dice, size: int) -> None:
    """One page where another one belongs, as of a disk that wrote it into the wrong place."""
    page = path.read_bytes()[(at := dice.randrange(size // PAGE) * PAGE) : at + PAGE]
    overwrite(path, dice.randrange(size // PAGE) * PAGE, page)


def _cut(path: Path, dice: Dice, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(dice.choice((dice.randrange(size), dice.randrange(size // PAGE) * PAGE)))


DAMAGES: tuple[Callable[[Path, Dice, int], None], ...] = (
    _one_bit, _some_bits, _in_the_head, _page_heads, _pages_lost, _a_page_twice, _cut,
)  # fmt: skip


class Flipping:
    """A sound data file, of which copies are damaged."""

    def __init__(self, folder: Path, password: str | None) -> None:
        self.folder = folder
        self.sound = Path(shutil.copyfile(master(CUSTOMERS), folder / "sound.crmdesk"))
        self.password = password
        self.key: Key | None = security.set_password(self.sound, password) if password else None
        self.content: Content = content(self.sound, self.key)

    def once(self, seed: int) -> str:
        """One damaged copy through all of it; returns what became of it."""
        dice = random.Random(seed)
        for left in self.folder.glob("damaged*"):
            left.unlink()
        path = Path(shutil.copyfile(self.sound, self.folder / "damaged.crmdesk"))
        DAMAGES[seed % len(DAMAGES)](path, dice, path.stat().st_size)
        with at_most(LONGEST):
            opened = self._said(lambda: self._read(path))
            self._said(lambda: salvaging.check(path, self.key))
            return f"{opened}, {self._said(lambda: self._salvage(path))}"

    def _said(self, work: Callable[[], object]) -> str:
        try:
            return str(work())
        except UserError as error:
            told = error
        assert told.code in MESSAGES
        assert WORDS.message(told.code, told.params)
        return told.code

    def _read(self, path: Path) -> str:
        with closing(open_desk(path, create=False, key=self.key, who="陈立", clock=clock)) as desk:
            for read in READS:
                try:
                    read(desk)
                except Exception as error:
                    raise desk.understood(error) from error
        return "read"

    def _salvage(self, path: Path) -> str:
        before = path.read_bytes()
        ask = (lambda copy: salvaging.unlock(copy, self.password or "")) if self.password else None
        made = salvaging.salvage(path, path.with_name("damaged-new.crmdesk"), key=self.key, ask=ask, clock=clock)
        assert path.read_bytes() == before
        found = salvaging.check(made.path, self.key if security.is_protected(made.path) else None)
        assert list(found.problems) == []
        self._nothing_vanished(made)
        return "salvaged whole" if made.whole else "salvaged"

    def _nothing_vanished(self, made: Salvaged) -> None:
        """What is not there any more is told, what is there otherwise too where every page says whether it is whole. In
        a plain file the flipped bit may be one of a key, in a row or in the index that knows of a lost one: then there
        is a row under an id that was none before, or such an id is told in place of the one that is missing."""
        now = content(made.path, self.key if security.is_protected(made.path) else None)
        for table, rows in self.content.items():
            tally = made.tables[table]
            told = {repr(i) for i in (*tally.lost, *tally.incomplete, *tally.stand_ins)}
            untold = [i for i in rows if repr(list(i) if isinstance(i, tuple) else i) not in told and tally.surely]
            known = {repr(list(i) if isinstance(i, tuple) else i) for i in rows}
            others = len(now[table].keys() - rows.keys()) + len(told - known)
            missing = [i for i in untold if i not in now[table]]
            assert len(missing) <= (0 if self.key else others), (table, missing, others)
            if self.key is not None:
                assert [i for i in untold if now[table][i] != rows[i]] == [], table


def _lists(desk: Desk) -> None:
    for sort in ("number", "name", "sales", "last_contact_on"):
        customers.rows(desk, customers.find(desk, Listing(sort=sort)))
    customers.find(desk, Listing(deleted=True))


def _files(desk: Desk) -> None:
    for i in range(1, CUSTOMERS + 1):
        with contextlib.suppress(UserError):
            customers.file(desk, i)
            history.of_customer(desk, i, WORDS)


def _searches(desk: Desk) -> None:
    for text in ("有限", "138", "wang", "K00003", "李"):
        customers.find(desk, Listing(text))


def _dealings(desk: Desk) -> None:
    orders_looking.rows(desk, orders_looking.find(desk, Orders()))
    complaint_lists.rows(desk, complaint_lists.find(desk, Complaints()))
    history.entries(desk)


READS: tuple[Callable[[Desk], None], ...] = (_lists, _files, _searches, _dealings)


def rounds(folder: Path, seed: int, count: int, password: str | None) -> Iterator[dict[str, Any]]:
    flipping = Flipping(folder, password)
    for i in range(seed, seed + count):
        try:
            yield {"seed": i, "outcome": flipping.once(i), "failure": ""}
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            yield {"seed": i, "outcome": "", "failure": "".join(traceback.format_exception(error))[-2_500:]}


if __name__ == "__main__":
    for told in rounds(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), (*sys.argv[4:], None)[0]):
        print(json.dumps(told), flush=True)
