"""How complete a file is: which of the fields that matter are filled (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core.fields import ENTERPRISE

NOT_COUNTED = frozenset({"completeness", "reachable_contacts", "main_contact"})
"""Fields of lists that nobody fills in a file."""


def completeness(
    values: Mapping[str, Any], kind: str, keys: Sequence[str], reachable: int, aim: int
) -> tuple[int, tuple[str, ...]]:
    """How much is filled, in percent rounded down, and the keys of what is missing.

    `values` as those of a `CustomerFile`; an empty tuple of groups is missing too. For an enterprise each of the `aim`
    contacts that can be reached counts like a field; where some of them are missing, 'contacts' stands among the keys.
    Where nothing matters a file is complete.
    """
    keys = [key for key in keys if key not in NOT_COUNTED]
    missing = tuple(key for key in keys if values.get(key) in (None, ()))
    wanted = aim if kind == ENTERPRISE else 0
    short = max(0, wanted - reachable)
    of = len(keys) + wanted
    percent = 100 * (of - len(missing) - short) // of if of else 100
    return percent, (*missing, *(("contacts",) if short else ()))
