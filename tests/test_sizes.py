"""No file, class or function outgrows its room."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.imports import ROOT

FILE, CLASS, FUNCTION = 300, 250, 40
FILES = [ROOT / "dev.py", ROOT / "main.py", *sorted((ROOT / "crmdesk").rglob("*.py"))]


def too_big(source: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > FILE:
        yield f"{lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > (CLASS if isinstance(node, ast.ClassDef) else FUNCTION):
                yield f"{node.name}: {size} lines"


def test_everything_keeps_to_its_room():
    found = {str(path.relative_to(ROOT)): list(too_big(path.read_text(encoding="utf-8"))) for path in FILES}
    assert {path: big for path, big in found.items() if big} == {}


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n" * 301,
        "def f():\n" + "    x = 1\n" * 40,
        "class C:\n    async def f(self):\n" + "        x = 1\n" * 40,
        "class C:\n" + "    x = 1\n" * 250,
    ],
)
def test_what_is_too_big_is_found(source: str):
    assert list(too_big(source))
    assert not list(too_big("\n".join(source.splitlines()[:-1]) + "\n"))
