"""The tasks of a set as one types them: a line for each, the days first (METHOD.md section 11)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from crmdesk.core import patterns, texts
from crmdesk.core.errors import Problem
from crmdesk.core.task_sets import MOST_DAYS, SetTask

_LINE = patterns.late(r"[+＋]?\s*(\d{1,6})\s*(?:天|日|days?\b|d\b)?\s*后?[\s:：,，、.)）—-]*(.*)", re.IGNORECASE)
_MUCH = 40


def write_lines(tasks: Sequence[SetTask]) -> str:
    """One line for each task, in the order of their days."""
    return "\n".join(f"{task.days}: {task.text}" for task in sorted(tasks, key=lambda task: task.days))


def read_lines(text: str, known: Sequence[SetTask] = ()) -> tuple[tuple[SetTask, ...], Problem | None]:
    """The tasks of these lines; empty lines count for nothing. `known`: what is not typed (phase, repeat) stays with a
    task whose text stayed.

    Problems (hard): task-set-line (no number of days, too many, or nothing to do).
    """
    before = {task.text: task for task in known}
    found: list[SetTask] = []
    for number, line in enumerate(texts.clean_lines(text).splitlines(), 1):
        clean = line.strip()
        if not clean:
            continue
        match = _LINE.fullmatch(clean)
        days = int(match[1]) if match else MOST_DAYS + 1
        if match is None or days > MOST_DAYS or not match[2].strip():
            return (), Problem("task-set-line", {"line": number, "text": clean[:_MUCH]}, hard=True)
        told = match[2].strip()
        found.append(replace(before.get(told, SetTask(days, told)), days=days))
    return tuple(sorted(found, key=lambda task: task.days)), None
