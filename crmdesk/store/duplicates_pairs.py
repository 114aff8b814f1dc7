"""Every pair of customers in the data file worth comparing, found by what they have in common."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Iterator, Sequence
from zlib import crc32

from crmdesk.core.duplicates import account, local_number, tail
from crmdesk.core.duplicates_blocks import is_short_form, slips
from crmdesk.core.texts import fold
from crmdesk.store.database import DataFile
from crmdesk.store.duplicates import with_tail

Step = Callable[[int], None]
"""Told how many customers were looked at since the last time; raises to stop."""

_MOST = 40
"""Of a larger block only neighbours are compared: a switchboard, a name thousands have."""
_PARTS = 16
_ID_BITS = 32
_WEAK_BIT = 31
_AT_ONCE = 20_000
_LONGEST_SHORT = 6


def pairs(data: DataFile, step: Step = lambda _count: None) -> Iterator[list[tuple[int, int]]]:
    """Every pair of living customers worth comparing, once each, the smaller id first, some thousand at a time.

    Memory: about 100 bytes for each customer.
    """
    blocks = _Blocks()
    _put_customers(data, blocks, step)
    _put_contacts(data, blocks)
    _put_tails(data, blocks)
    found = _Blocks()
    for strong, weak in blocks.groups():
        for one, other in itertools.chain(_each_two(strong), _between(strong, weak)):
            found.put_pair(one, other)
    for one, other in _short_forms(data, step):
        found.put_pair(one, other)
    step(0)
    yield from found.pairs()


class _Blocks:
    """Customers by the hash of what they have in common; two hashes alike only cost one comparison."""

    def __init__(self) -> None:
        self._parts = [array("Q") for _ in range(_PARTS)]
        self.tails: set[str] = set()
        """Ends of numbers that were typed without area code."""

    def put(self, block: str, customer_id: int, weak: int = 0) -> None:
        """`weak` (1): two customers that are both weak in a block are not compared because of it."""
        hashed = crc32(block.encode())
        self._parts[hashed % _PARTS].append(hashed << _ID_BITS | weak << _WEAK_BIT | customer_id)

    def put_pair(self, one: int, other: int) -> None:
        if one != other:
            first, second = sorted((one, other))
            self._parts[first % _PARTS].append(first << _ID_BITS | second)

    def groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """The customers of each block that has two or more, the strong and the weak ones, each by id; a part that was
        read is given up."""
        low, weak = (1 << _WEAK_BIT) - 1, 1 << _WEAK_BIT
        for part in self._sorted():
            for _, run in itertools.groupby(part, key=lambda entry: entry >> _ID_BITS):
                block = list(dict.fromkeys(run))
                strong = [entry & low for entry in block if not entry & weak]
                if strong and len(block) > 1:
                    yield strong, [entry & low for entry in block if entry & weak]

    def pairs(self) -> Iterator[list[tuple[int, int]]]:
        low = (1 << _ID_BITS) - 1
        for part in self._sorted():
            several = [(entry >> _ID_BITS, entry & low) for entry in dict.fromkeys(part)]
            for start in range(0, len(several), _AT_ONCE):
                yield several[start : start + _AT_ONCE]

    def _sorted(self) -> Iterator[list[int]]:
        for i, part in enumerate(self._parts):
            self._parts[i] = array("Q")
            yield sorted(part)


def _each_two(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.combinations(block, 2) if len(block) <= _MOST else itertools.pairwise(block)


def _between(strong: Sequence[int], weak: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.product(strong[:_MOST], weak[:_MOST]) if weak else iter(())


def _put_customers(data: DataFile, blocks: _Blocks, step: Step) -> None:
    sql = """
        SELECT id, kind, name_key, name_sound, short_name, mobile_e164, phone_e164, phone, email, wechat, credit_code,
               id_number, city, birthday
        FROM customer WHERE deleted_at IS NULL
    """
    cursor = data.database.execute_sql(sql)
    put = blocks.put
    while rows := cursor.fetchmany(_AT_ONCE):
        step(len(rows))
        for id_, kind, key, sound, short, mobile, phone, typed, email, wechat, code, id_number, *same in rows:
            if sound and kind == "enterprise":
                put(f"s{sound}", id_)
                for slip, known_trade in slips(sound):
                    put(f"v{slip}", id_, known_trade)
            elif sound:
                _put_person(put, id_, sound, *same, reached=bool(mobile or phone or typed))
            if key and len(key) <= _LONGEST_SHORT and kind == "enterprise":
                put(f"n{key}", id_)
            if short:
                put(f"n{fold(short)}", id_)
            if code:
                put(f"c{code.upper()}", id_)
            if id_number:
                put(f"i{id_number.upper()}", id_)
            _put_ways(blocks, kind, id_, mobile, phone, typed, email, wechat)


def _put_person(
    put: Callable[..., None], customer_id: int, sound: str, city: str | None, birthday: str | None, *, reached: bool
) -> None:
    """A person's name says something with the city or the birthday, a long one by itself; two who are both reached, and
    not by the same number, are two."""
    if birthday:
        put(f"s{sound}{birthday}", customer_id)
    if city:
        put(f"s{sound}{city}", customer_id, reached)
    if sound.count(" ") > 1:
        put(f"s{sound}", customer_id, reached)


def _put_contacts(data: DataFile, blocks: _Blocks) -> None:
    sql = """
        SELECT c.kind, p.customer_id, p.mobile_e164, p.phone_e164, p.phone, p.email, p.wechat
        FROM contact p JOIN customer c ON c.id = p.customer_id WHERE p.deleted_at IS NULL AND c.deleted_at IS NULL
    """
    cursor = data.database.execute_sql(sql)
    while rows := cursor.fetchmany(_AT_ONCE):
        for row in rows:
            _put_ways(blocks, *row, own=False)


def _put_tails(data: DataFile, blocks: _Blocks) -> None:
    """Whole numbers that end like one without area code."""
    for end, customer_id in with_tail(data, sorted(blocks.tails)):
        blocks.put(f"t{end}", customer_id, weak=1)


def _put_ways(
    blocks: _Blocks,
    kind: str,
    customer_id: int,
    mobile: str | None,
    phone: str | None,
    typed: str | None,
    email: str | None,
    wechat: str | None,
    *,
    own: bool = True,
) -> None:
    """What one can be reached by. A person who is another customer's contact is no double of it."""
    put = blocks.put
    for number in (mobile, phone):
        if number:
            put(f"{kind}{number}", customer_id)
            if own:
                put(f"p{number}", customer_id)
    if typed and not phone:
        for number in local_number(typed):
            put(f"t{tail(number)}", customer_id)
            blocks.tails.add(tail(number))
    if email:
        put(f"e{account(email)}", customer_id)
    if wechat:
        put(f"w{account(wechat)}", customer_id)


def _short_forms(data: DataFile, step: Step) -> Iterator[tuple[int, int]]:
    """Companies whose name begins with another one's: in the order of how they sound, the short form stands before."""
    sql = """
        SELECT name_sound, id FROM customer
        WHERE deleted_at IS NULL AND name_sound IS NOT NULL AND kind = 'enterprise' ORDER BY name_sound, id
    """
    cursor = data.database.execute_sql(sql)
    open_: list[tuple[str, list[int]]] = []
    told: dict[str, int] = {}
    while rows := cursor.fetchmany(_AT_ONCE):
        step(0)
        for sound, customer_id in rows:
            while open_ and not (sound == open_[-1][0] or sound.startswith(f"{open_[-1][0]} ")):
                told.pop(open_.pop()[0], None)
            for short, ids in open_:
                if short != sound and told.get(short, 0) < _MOST:
                    told[short] = told.get(short, 0) + 1
                    yield from ((shorter, customer_id) for shorter in ids)
            if open_ and open_[-1][0] == sound:
                if len(open_[-1][1]) < _MOST:
                    open_[-1][1].append(customer_id)
            elif is_short_form(sound):
                open_.append((sound, [customer_id]))
