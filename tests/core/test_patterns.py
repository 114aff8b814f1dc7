"""Expressions that are compiled late are those that `re.compile` makes, and every one of ours can be."""

from __future__ import annotations

import importlib
import pkgutil
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import crmdesk.core
from crmdesk.core import patterns


@pytest.mark.parametrize("text", ["", "a1", "b22 c3", "客户 7"])
def test_it_answers_like_a_compiled_one(text: str):
    made, late = re.compile(r"(\w)(\d+)", re.ASCII), patterns.late(r"(\w)(\d+)", re.ASCII)
    for _time in range(2):
        assert late.findall(text) == made.findall(text)
        assert late.sub(r"\2", text) == made.sub(r"\2", text)
        assert late.split(text) == made.split(text)
        assert [each.span() for each in late.finditer(text)] == [each.span() for each in made.finditer(text)]
        for name in ("match", "search", "fullmatch"):
            ours, theirs = getattr(late, name)(text), getattr(made, name)(text)
            assert (ours and ours.groups()) == (theirs and theirs.groups())
    assert (late.pattern, late.flags, late.groups) == (made.pattern, made.flags, made.groups)


def test_bytes_are_looked_through_too():
    assert patterns.late(b"b+").sub(b"-", b"abba") == b"a-a"


def test_a_mistake_shows_at_the_first_use():
    late = patterns.late("(")
    with pytest.raises(re.error):
        late.match("")
    with pytest.raises(re.error):
        late.match("")


def test_several_threads_may_be_the_first():
    for _time in range(50):
        late, start = patterns.late(r"\d+"), threading.Barrier(4)

        def ask(late: re.Pattern[str] = late, start: threading.Barrier = start) -> list[str]:
            start.wait()
            return late.findall("1 22 333")

        with ThreadPoolExecutor(4) as pool:
            assert [each.result() for each in [pool.submit(ask) for _ in range(4)]] == [["1", "22", "333"]] * 4


def test_all_of_ours_can_be_compiled():
    found = 0
    for module in pkgutil.iter_modules(crmdesk.core.__path__, "crmdesk.core."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, patterns.Expression):
                found += value.flags >= 0
    assert found > 100
