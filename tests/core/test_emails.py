"""E-mail and web addresses are kept whatever they are; doubts are named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.emails import parse_email, parse_url, web_address

ANY = st.text(st.characters()) | st.text("abc@.:/-;, 中htps?#1", max_size=24)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("caigou@heyan.example", "caigou@heyan.example", None),
        ("  A.b+c@X-y.co.uk ", "A.b+c@X-y.co.uk", None),
        ("ａ＠b．com", "a@b.com", None),
        ("a@b。com", "a@b.com", None),
        ("mailto:a@b.com", "a@b.com", None),
        ("张三@例子.中国", "张三@例子.中国", None),
        ("a@b", "a@b", "email-odd"),
        ("a b@c.com", "a b@c.com", "email-odd"),
        ("a..b@c.com", "a..b@c.com", "email-odd"),
        ("无", "无", "email-odd"),
        ("a@x.com; b@y.com", "a@x.com; b@y.com", "email-several"),
    ],
)
def test_email(typed: str, value: str, code: str | None) -> None:
    parsed = parse_email(typed)
    assert parsed.value == value
    assert (parsed.problem.code if parsed.problem else None) == code


@pytest.mark.parametrize(
    ("typed", "code", "opened"),
    [
        ("heyan.example", None, "https://heyan.example"),
        ("https://x.cn/a?b=1#c", None, "https://x.cn/a?b=1#c"),
        ("HTTP://X.CN", None, "HTTP://X.CN"),
        ("x.cn:8080/路", None, "https://x.cn:8080/路"),
        ("www.例子.中国", None, "https://www.例子.中国"),
        ("http://1.2.3.4:80/", None, "http://1.2.3.4:80/"),
        ("javascript:alert(1)", "url-scheme", None),
        ("file:///etc/passwd", "url-scheme", None),
        ("无", "url-odd", None),
        ("x.cn 和 y.cn", "url-odd", None),
        ("https://x.cn/ javascript:1", "url-odd", None),
    ],
)
def test_url(typed: str, code: str | None, opened: str | None) -> None:
    parsed = parse_url(typed)
    assert parsed.value == typed
    assert (parsed.problem.code if parsed.problem else None) == code
    assert web_address(typed) == opened


def test_empty_is_none() -> None:
    assert parse_email(" ").value is None
    assert parse_url("").value is None
    assert web_address("") is None


@given(ANY)
@settings(deadline=None)
def test_any_text_is_kept(text: str) -> None:
    for parse in (parse_email, parse_url):
        parsed = parse(text)
        assert not parsed.refused
        if parsed.value is not None:
            assert parse(parsed.value) == parsed
    opened = web_address(text)
    assert opened is None or opened.lower().startswith(("http://", "https://"))
