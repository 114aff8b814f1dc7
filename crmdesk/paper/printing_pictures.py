"""Pictures that people put in: one that cannot be read is left out and never breaks a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
"""Of PNG, JPEG, GIF and WebP, the kinds Typst reads."""

Readable = Callable[[list[int]], bool]


def picture(content: bytes | None) -> list[int] | None:
    """A picture as a template takes it (`image(bytes(…))`); None where there is none, or of a kind no page can hold."""
    if content is None or not content.startswith(_BEGINNINGS):
        return None
    return list(content)


def without_unreadable(values: Any, readable: Readable) -> tuple[Any, int]:
    """Values for a template with None instead of every picture that is damaged, and how many those are."""
    if isinstance(values, Mapping):
        made = {key: without_unreadable(value, readable) for key, value in values.items()}
        return {key: value for key, (value, _) in made.items()}, sum(count for _, count in made.values())
    if _is_picture(values):
        return (values, 0) if readable(values) else (None, 1)
    if isinstance(values, list | tuple):
        found = [without_unreadable(value, readable) for value in values]
        return [value for value, _ in found], sum(count for _, count in found)
    return values, 0


def _is_picture(values: Any) -> bool:
    if not isinstance(values, list) or len(values) < 4 or type(values[0]) is not int:
        return False
    try:
        return bytes(values[:8]).startswith(_BEGINNINGS)
    except (TypeError, ValueError):
        return False
