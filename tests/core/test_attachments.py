"""Names, kinds and sizes of attachments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.attachments import (
    LONGEST_NAME,
    clean_name,
    free_name,
    is_program,
    kind_of,
    shown_size,
    split_name,
    with_ending_of,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("合同.pdf", "合同.pdf"),
        ("  报价 单.xlsx ", "报价 单.xlsx"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\合同\\补充.docx", "C__合同_补充.docx"),
        ("a\x00b\x1b.txt", "ab.txt"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("第一行\n第二行.txt", "第一行 第二行.txt"),
        ("／绝对.txt", "_绝对.txt"),
        ("what?.jpg", "what_.jpg"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("concert.txt", "concert.txt"),
        ("尾点. . ", "尾点"),
        ("...", "_"),
        ("", "_"),
        ("\u200b", "_"),
    ],
)
def test_a_name_is_made_safe(typed: str, name: str):
    assert clean_name(typed) == name


@given(st.text(max_size=400))
def test_any_text_gives_a_name_every_file_system_takes(text: str):
    name = clean_name(text)
    assert clean_name(name) == name
    assert 0 < len(name.encode()) <= LONGEST_NAME
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip()
    assert not name.endswith(".")
    assert all(character.isprintable() for character in name if ord(character) < 0x300)


def test_a_long_name_keeps_its_ending():
    name = clean_name("名" * 200 + ".docx")
    assert name.endswith("名.docx")
    assert LONGEST_NAME - 3 <= len(name.encode()) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("合同.pdf", [], "合同.pdf"),
        ("合同.pdf", ["报价.pdf"], "合同.pdf"),
        ("合同.pdf", ["合同.pdf"], "合同 (2).pdf"),
        ("合同.PDF", ["合同.pdf"], "合同 (2).PDF"),
        ("合同.pdf", ["合同.pdf", "合同 (2).pdf"], "合同 (3).pdf"),
        ("合同 (2).pdf", ["合同 (2).pdf"], "合同 (3).pdf"),
        ("说明", ["说明"], "说明 (2)"),
    ],
)
def test_a_second_one_gets_a_number(name: str, taken: list[str], free: str):
    if name == "合同 (2).pdf":
        taken = [*taken, "合同.pdf"]
    assert free_name(name, taken) == free


@given(st.text(max_size=300).map(clean_name), st.lists(st.text(max_size=8).map(clean_name), max_size=5))
def test_a_free_name_is_free_and_fits(name: str, others: list[str]):
    taken = [name, *others]
    found = free_name(name, taken)
    assert found.casefold() not in {other.casefold() for other in taken}
    assert len(found.encode()) <= LONGEST_NAME
    assert split_name(found)[1] == split_name(name)[1]


@pytest.mark.parametrize(
    ("typed", "former", "name"),
    [
        ("新合同", "合同.pdf", "新合同.pdf"),
        ("新.docx", "旧.pdf", "新.docx"),
        ("说明", "旧", "说明"),
        ("2026.11", "旧.pdf", "2026.11"),
    ],
)
def test_a_new_name_keeps_the_ending(typed: str, former: str, name: str):
    assert with_ending_of(typed, former) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.JPG", "picture"),
        ("a.txt", "text"),
        ("客户.xlsx", "table"),
        ("合同.wps", "document"),
        ("录音.m4a", "media"),
        ("全部.tar.gz", "archive"),
        ("来信.eml", "mail"),
        ("setup.exe", "program"),
        ("报价.pdf.scr", "program"),
        ("说明", "other"),
        ("a.unknown", "other"),
    ],
)
def test_the_kind_by_the_ending(name: str, kind: str):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "head", "program"),
    [
        ("a.exe", b"", True),
        ("a.PY", b"", True),
        ("照片.jpg.lnk", b"", True),
        ("说明", b"MZ\x90\x00", True),
        ("说明", b"\x7fELF\x02", True),
        ("说明", b"#!/bin/sh\n", True),
        ("说明.unknown", b"\xcf\xfa\xed\xfe", True),
        ("说明", "说明".encode(), False),
        ("说明.txt", b"MZ is a name", False),
        ("a.pdf", b"%PDF-1.7", False),
    ],
)
def test_programs_are_known_by_ending_and_content(name: str, head: bytes, program: bool):
    assert is_program(name, head) is program


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (1024, "1 KB"),
        (47_000, "46 KB"),
        (1_047_552, "1023 KB"),
        (1_047_553, "1 MB"),
        (1_048_577, "1.1 MB"),
        (1_468_006, "1.4 MB"),
        (20 * 1024 * 1024, "20 MB"),
        (20 * 1024 * 1024 + 1, "20.1 MB"),
        (5_000 * 1024 * 1024, "5,000 MB"),
    ],
)
def test_sizes_are_shown_short(size: int, shown: str):
    assert shown_size(size) == shown
