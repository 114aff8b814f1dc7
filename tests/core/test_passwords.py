"""What is said about a password, and how long one waits after wrong ones."""

from __future__ import annotations

import pytest

from crmdesk.core import passwords


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("abc", "password-short"),
        ("金丝雀七个字啊", "password-short"),
        ("12345678", "password-common"),
        ("aaaaaaaaaa", "password-common"),
        ("Abcd1234", "password-common"),
        ("qwertyuiop", "password-common"),
        ("19900501", "password-digits"),
        ("13800138000", "password-digits"),
        ("山高月小水落石出", None),
        ("Baumhaus 7", None),
        ("correct horse battery", None),
        ("314159265358979", None),
    ],
)
def test_a_weak_password_is_told(password: str, code: str | None) -> None:
    problem = passwords.weakness(password)
    assert (problem and problem.code) == code
    assert problem is None or not problem.hard


def test_the_pause_grows_to_its_longest() -> None:
    assert [passwords.pause(failures) for failures in (0, 1, 2, 3, 4, 5, 6, 7, 400)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]
