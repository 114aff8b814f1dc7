"""Typst sets pages from values, the same every time, and reads nothing outside its folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crmdesk.assets import resources
from crmdesk.core.words import Words
from crmdesk.paper.pages import SANS, Press
from tests.desk import NOW

TEMPLATE = """
#let d = json(bytes(sys.inputs.document))
#set document(title: d.title)
#set page(paper: "a6")
#set text(font: d.sans, lang: d.lang)
= #d.title
#for line in d.lines [#line #pagebreak(weak: true)]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.typ").write_text(TEMPLATE, encoding="utf-8")
    return folder


def test_pages_and_images(folder: Path, words_zh: Words) -> None:
    press = Press(words_zh, folder)
    values = {"title": "客户档案", "lines": ["禾砚精密", '#read("x")']}
    pdf = press.pdf("a.typ", values, NOW)
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/Count 2\b", pdf)
    assert pdf == Press(words_zh, folder).pdf("a.typ", values, NOW.replace(microsecond=7))
    images = press.images("a.typ", values, ppi=72)
    assert [image[:8] for image in images] == [b"\x89PNG\r\n\x1a\n"] * 2
    assert int.from_bytes(images[0][16:20]) == 298


@pytest.mark.parametrize("reading", ['#read("/etc/passwd")', '#read("../secret.txt")', '#include "../secret.txt"'])
def test_nothing_outside_its_folder_is_read(folder: Path, words_en: Words, reading: str) -> None:
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "b.typ").write_text(reading, encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"not found|escape"):
        Press(words_en, folder).images("b.typ", {})


def test_shipped_templates_load_no_packages() -> None:
    templates = list((resources() / "paper").glob("*.typ"))
    assert templates
    assert [path.name for path in templates if re.search(r"[\"']@", path.read_text(encoding="utf-8"))] == []


def test_a_chinese_font_is_found(words_zh: Words) -> None:
    assert Press(words_zh)._sans[0] in SANS
