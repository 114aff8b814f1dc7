"""Names of files that are printed into."""

from __future__ import annotations

import pytest

from crmdesk.core.printing import file_name


@pytest.mark.parametrize(
    ("number", "name", "file"),
    [
        ("K00001", "禾砚", "K00001 禾砚.pdf"),
        ("K1", 'a/b\\c:d*e?f"g<h>i|j', "K1 a_b_c_d_e_f_g_h_i_j.pdf"),
        ("../../x", "尾点...", ".._.._x 尾点.pdf"),
        ("", "CON", "_CON.pdf"),
        ("", "com1.x", "_com1.x.pdf"),
        ("K1", "x\u202egnp\x00.exe", "K1 xgnp.exe.pdf"),
        ("", " .. ", "_.pdf"),
    ],
)
def test_a_name_that_every_system_takes(number: str, name: str, file: str) -> None:
    assert file_name(number, name) == file


def test_a_long_name_is_cut() -> None:
    assert len(file_name("K00001", "名" * 300).encode()) < 200
