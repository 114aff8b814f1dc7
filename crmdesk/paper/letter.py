"""Greeting letters on paper (METHOD.md section 11)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from crmdesk.core.printing import Printout
from crmdesk.core.words import Words


def values(printout: Printout, _words: Words) -> Mapping[str, Any]:
    """Letters, in the words they have already."""
    return {"documents": [dataclasses.asdict(one) for one in printout.documents]}
