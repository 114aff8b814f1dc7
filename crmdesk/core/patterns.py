"""Regular expressions that are compiled when they are first used: compiling all of them took a tenth of every start."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = (
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
    "pattern", "flags", "groups", "groupindex",
)  # fmt: skip


class Expression:
    """Has what a compiled expression has, in itself, so that it is found as quickly."""


class _Late(Expression):
    """An expression that is not compiled yet; the first question makes it a compiled one."""

    def __init__(self, text: Any, flags: int) -> None:
        self._made_of = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(*self._made_of)
        vars(self).update((each, getattr(compiled, each)) for each in _ASKED)
        self.__class__ = Expression  # type: ignore[assignment]
        return getattr(compiled, name)


def late(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but a mistake in the expression shows at its first use. Functions of `re` do not take it."""
    return cast("re.Pattern[AnyStr]", _Late(text, flags))
