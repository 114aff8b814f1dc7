"""Where a complaint stands, written down with the record in the action that changed it."""

from __future__ import annotations

from collections.abc import Iterable

from crmdesk.core import complaints as rules
from crmdesk.core.complaint_steps import hindered
from crmdesk.core.complaints import Complaint, Course, Event, Step
from crmdesk.core.errors import UserError
from crmdesk.store.complaints import stands
from crmdesk.store.recording import Recording


def settle(made: Recording, one: Complaint, steps: Iterable[Step], events: Iterable[Event]) -> Course:
    """Write where a complaint stands after its steps and events became these."""
    course = rules.course(one.values, steps, events)
    made.update("complaint", one.id, stands(course))
    return course


def refuse_action(one: Complaint, course: Course, action: str) -> None:
    """Raise UserError where an action of `core.complaint_steps.ACTIONS` cannot be done now."""
    problem = hindered(one.number, course, action)
    if problem is not None:
        raise UserError(problem.code, **problem.params)
