"""The tasks of a set, typed a line each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.task_set_lines import read_lines, write_lines
from crmdesk.core.task_sets import SetTask


@pytest.mark.parametrize(
    ("line", "days", "text"),
    [
        ("7 Ask how it is used", 7, "Ask how it is used"),
        ("7: 7 天回访：了解使用情况", 7, "7 天回访：了解使用情况"),
        ("30天后：满意度", 30, "满意度"),
        ("+1 day - call", 1, "call"),
        ("0、感谢订货", 0, "感谢订货"),
        ("14 days: visit", 14, "visit"),
        ("１４ 天 拜访", 14, "拜访"),
        ("3 Dance", 3, "Dance"),
    ],
)
def test_a_line_is_days_and_a_text(line, days, text):
    tasks, problem = read_lines(line)
    assert problem is None
    assert [(task.days, task.text) for task in tasks] == [(days, text)]


@pytest.mark.parametrize(("lines", "bad"), [("call", 1), ("1 call\n\n7", 3), ("1 call\n3651 late", 2), ("-1 early", 1)])
def test_a_line_that_cannot_be_read_is_named(lines, bad):
    tasks, problem = read_lines(lines)
    assert tasks == ()
    assert problem is not None
    assert problem.code == "task-set-line"
    assert problem.hard
    assert problem.params["line"] == bad


@given(
    st.lists(st.tuples(st.integers(0, 3650), st.sampled_from(["致电", "7 天回访：了解", "ask, then: visit", "d-day"])))
)
def test_what_is_written_is_read_again_with_what_is_not_typed(pairs: list[tuple[int, str]]):
    tasks = [SetTask(days, text, "after", "yearly") for days, text in pairs]
    read, problem = read_lines(write_lines(tasks), tasks)
    assert problem is None
    assert list(read) == sorted(tasks, key=lambda task: task.days)
