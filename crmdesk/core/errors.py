"""The two kinds of trouble a person can mend: a refused action and a doubtful value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

T = TypeVar("T")


class UserError(Exception):
    """An action that was refused, with the reason a person can understand and mend.

    `code` is a key of `crmdesk.core.messages.MESSAGES`; `params` fill its sentence.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Problem(Struct, frozen=True):
    """What is doubtful (soft) or wrong (hard) about one value.

    A soft problem is shown and the value kept; a hard one refuses the value.
    `code` is a key of `crmdesk.core.messages.MESSAGES`.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    hard: bool = False


class Parsed(Struct, Generic[T], frozen=True):
    """What came of reading a text: the value (None when empty or refused) and what is to be said about it."""

    value: T | None
    problem: Problem | None = None

    @property
    def refused(self) -> bool:
        return self.problem is not None and self.problem.hard
