"""Work off the main thread gives way to what is asked for later."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.gui.jobs import Job, Jobs
from crmdesk.services.desk import Desk

LONG = 3_600


def test_a_rest_ends_when_something_newer_is_asked_for(qtbot: QtBot, desk: Desk) -> None:
    jobs = Jobs(desk)
    told: list[str] = []

    def rests(_desk: Desk, job: Job) -> str:
        told.append("rests")
        job.rest(LONG)
        return "unwanted"

    jobs.run(jobs, rests, told.append, lambda _error: None, channel="list")
    qtbot.waitUntil(lambda: bool(told))
    jobs.run(jobs, lambda _desk, _job: "newer", told.append, lambda _error: None, channel="list")
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == ["rests", "newer"]
    jobs.close()


def test_what_was_looked_up_ahead_is_for_who_asks_first(qtbot: QtBot, desk: Desk) -> None:
    jobs = Jobs(desk)
    told: list[str | None] = []
    jobs.look_ahead(lambda _desk: ("question", "answer"))
    for asked in ("another", "question", "question"):
        jobs.run(jobs, lambda _desk, job, asked=asked: job.found_ahead(asked), told.append, lambda _error: None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [None, "answer", None]
    jobs.close()


def test_looking_ahead_in_vain_is_not_told(qtbot: QtBot, desk: Desk) -> None:
    jobs = Jobs(desk)
    told: list[object] = []

    def fails(_desk: Desk) -> tuple[str, str]:
        raise OSError

    jobs.look_ahead(fails)
    jobs.run(jobs, lambda _desk, job: job.found_ahead("question"), told.append, told.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [None]
    jobs.close()


@pytest.mark.usefixtures("qapp")
def test_answers_are_delivered_at_once_where_they_are_waited_for(desk: Desk) -> None:
    jobs = Jobs(desk)
    told: list[str] = []
    jobs.run(jobs, lambda _desk, _job: "first", told.append, lambda _error: None)
    jobs.run(jobs, lambda _desk, _job: "second", told.append, lambda _error: None)
    jobs.deliver_within(LONG)
    assert told == ["first", "second"]
    jobs.run(jobs, lambda _desk, job: job.rest(LONG) or "late", told.append, lambda _error: None, channel="list")
    jobs.deliver_within(0)
    assert told == ["first", "second"]
    jobs.close()
