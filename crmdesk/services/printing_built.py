"""What a builder of one kind of printed matter gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import UserError


class Built(Struct, frozen=True):
    """Documents as the kind's paper module takes them; for each its number and name; whose data they show (ids of
    customers); a title, where the kind's own name does not do; `instead`: what is printed where of nobody anything is;
    `lacking`: what is left out, and why."""

    documents: Sequence[Any]
    named: Sequence[tuple[str, str]]
    ids: Sequence[int] = ()
    title: str = ""
    instead: Built | None = None
    lacking: tuple[UserError, ...] = ()
