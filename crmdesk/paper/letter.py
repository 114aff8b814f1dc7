"""Greeting letters on paper (METHOD.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict

from crmdesk.core.printing import Printout
from crmdesk.core.words import Words


def values(printout: Printout, _words: Words) -> Mapping[str, Any]:
    """Letters, in the words they have already."""
    return {"documents": [asdict(one) for one in printout.documents]}
