"""A complaint through its steps, for tests."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from crmdesk.core.complaints import STEPS
from crmdesk.core.errors import Problem, UserError
from crmdesk.services import complaint_steps
from crmdesk.services.desk import Desk

WORDS = "上机就断，一上午换了六卷，整条线停了两个小时。"
STEP_TEXTS: Mapping[str, Mapping[str, str]] = {
    "listen": {"text": "停线两小时，六卷断膜"},
    "apologise": {"text": "当面致歉"},
    "restate": {"text": "两批都断，要稳定的膜"},
    "empathise": {"text": "夜班补产确实辛苦"},
    "compensate": {"kind": "replacement", "amount": "3840", "promised_on": "2026-11-24"},
    "confirm": {"level": "high", "text": "新膜很好"},
}


def do(desk: Desk, complaint_id: int, *steps: str, **typed: str) -> list[int]:
    """Do steps in turn (all where none is named), the last with what is typed besides; returns their ids."""
    made = []
    for step in steps or STEPS:
        more = typed if step == (steps or STEPS)[-1] else {}
        made.append(complaint_steps.finish(desk, complaint_id, step, {**STEP_TEXTS[step], **more})[0])
    return made


def code_of(caught: pytest.ExceptionInfo[UserError]) -> str:
    """The code of what refused it, of the value where it was one."""
    reason = caught.value.params.get("reason")
    return reason.code if isinstance(reason, Problem) else caught.value.code
