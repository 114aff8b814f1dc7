"""The person's own templates: what may be in their folder, and what is wrong with one (METHOD.md section 15)."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from crmdesk.core.errors import UserError
from crmdesk.core.words import Label

if TYPE_CHECKING:
    import typst

MOST_FILES = 1_000
"""So many files a folder of templates holds at most: a template may read whatever is in it, so that it is to be a
folder of its own."""

_PLACE = re.compile(r"┌─ (?P<file>.*):(?P<line>\d+):\d+")
_IMPORT = re.compile(r"\b(?:import|include)\b(?!\s*\"[\w./ -]+\.typ\")")
"""What loads anything but a file named outright: the name of a package, which Typst fetches from the network, can be
put together of parts, or written by code that code makes."""
_CODE_MADE = re.compile(r"\beval\b|\bstd\b(?!\.\w)")
_SEARCHED = re.compile(r" \(searched at .*?\)")


def folder_of(templates: str, template: str) -> Path | None:
    """Where the own copy of a template lies, None without one.

    Raises UserError: 'print-templates-folder' (it holds far more than templates), 'print-template' (what is in it leads
    outside: a link, what might be a package from the network).
    """
    folder = Path(templates)
    try:
        if not templates or not (folder / template).is_file():
            return None
        _check(folder)
    except OSError as error:
        raise UserError("print-template", file=template, told=error.strerror or "") from error
    return folder


def _check(folder: Path) -> None:
    count = 0
    for place, folders, files in os.walk(folder):
        count += len(files) + len(folders)
        if count > MOST_FILES:
            raise UserError("print-templates-folder", folder=folder.name)
        for name in (*folders, *files):
            path = Path(place, name)
            if path.is_symlink():
                raise _outside(name, Label("it is a link to somewhere else", "它是指向别处的链接"))
            if path.suffix.lower() == ".typ":
                _check_code(name, path.read_text(encoding="utf-8", errors="replace"))


def _check_code(name: str, code: str) -> None:
    for pattern, en, zh in (
        (
            _IMPORT,
            "only .typ files of its folder can be imported, by their names",
            "只能按文件名引用同一文件夹中的 .typ 文件",
        ),
        (_CODE_MADE, "eval, and std by itself, are not allowed", "不能使用 eval，也不能单独使用 std"),
    ):
        if found := pattern.search(code):
            line = code.count("\n", 0, found.start()) + 1
            raise _outside(name, Label(f"line {line}: {en}", f"第 {line} 行：{zh}"))


def _outside(name: str, told: Label) -> UserError:
    return UserError("print-template", file=name, told=told)


def trouble(error: typst.TypstError, template: str) -> UserError:
    """What is wrong with an own template, in which file and line."""
    place = _PLACE.search(error.diagnostic)
    told = _SEARCHED.sub("", " ".join(error.message.split()))[:200]
    if place is None:
        return UserError("print-template", file=template, told=told)
    name = re.split(r"[\\/]", place["file"])[-1]
    at = Label(f"line {place['line']}: {told}", f"第 {place['line']} 行：{told}")
    return UserError("print-template", file=name, told=at)
