"""Work off the main thread gives way to what is asked for later."""

from __future__ import annotations

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
