"""E-mail and web addresses. Doubts are soft: what was typed is kept."""

from __future__ import annotations

import re

from crmdesk.core import patterns
from crmdesk.core.errors import Parsed, Problem
from crmdesk.core.texts import clean, normal

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_DOMAIN = rf"(?:{_LABEL}\.)+[^\W\d_](?:[\w-]*[^\W_])?"
_EMAIL = patterns.late(rf"[^\s@,;:<>()\"\[\]\\.]+(?:\.[^\s@,;:<>()\"\[\]\\.]+)*@{_DOMAIN}")
_URL = patterns.late(
    rf"(?:https?://)?(?:{_DOMAIN}|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?::[0-9]{{1,5}})?(?:[/?#]\S*)?", re.I
)
_SCHEME = patterns.late(r"([A-Za-z][A-Za-z0-9+.-]*):(?![0-9])")


def parse_email(text: str) -> Parsed[str]:
    """Read an e-mail address. Codes, all soft: email-several, email-odd."""
    typed = clean(text)
    if not typed:
        return Parsed(None)
    address = re.sub(r"^mailto:", "", normal(typed), flags=re.IGNORECASE).strip().replace("。", ".")
    if _EMAIL.fullmatch(address):
        return Parsed(address)
    parts = [part for part in re.split(r"[\s,;/、]+", address) if part]
    if len(parts) > 1 and all(_EMAIL.fullmatch(part) for part in parts):
        return Parsed(typed, Problem("email-several", {"count": len(parts)}))
    return Parsed(typed, Problem("email-odd"))


def is_plain(text: str) -> bool:
    """Whether a text is an address in plain letters, which `parse_email` keeps as it is without a word."""
    return text.isascii() and text.isprintable() and _EMAIL.fullmatch(text) is not None


def parse_url(text: str) -> Parsed[str]:
    """Read a web address; one without https:// is fine and kept so. Codes, all soft: url-scheme, url-odd."""
    typed = clean(text)
    if not typed:
        return Parsed(None)
    if _URL.fullmatch(normal(typed)):
        return Parsed(normal(typed))
    scheme = _SCHEME.match(typed)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Parsed(typed, Problem("url-scheme", {"scheme": scheme[1]}))
    return Parsed(typed, Problem("url-odd"))


def web_address(text: str) -> str | None:
    """What a browser may be given for a typed web address; None where it is none (never file: or javascript:)."""
    parsed = parse_url(text)
    if parsed.value is None or parsed.problem:
        return None
    return parsed.value if re.match("https?://", parsed.value, re.IGNORECASE) else "https://" + parsed.value
