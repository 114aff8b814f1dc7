"""Under which keys the texts of a complaint's card are kept until they are saved, and where such a draft belongs."""

from __future__ import annotations

from crmdesk.core.complaints import Complaint, Step
from crmdesk.services.drafts import Draft, key_of

STEP, CORRECTION, CLOSING = "complaint-step", "complaint-correction", "complaint-closing"
"""The forms: a step to be done, one that is corrected, what is noted after closing."""
_PARTED = "."


def step_key(complaint: Complaint, round_: int, step: str) -> str:
    return key_of(STEP, complaint.customer_id, f"{complaint.id}{_PARTED}{round_}{_PARTED}{step}")


def correction_key(complaint: Complaint, step: Step) -> str:
    return key_of(CORRECTION, complaint.customer_id, f"{complaint.id}{_PARTED}{step.id}")


def closing_key(complaint: Complaint) -> str:
    return key_of(CLOSING, complaint.customer_id, complaint.id)


def complaint_of(draft: Draft) -> int | None:
    """The complaint a draft is about."""
    return _number(_pieces(draft), 0)


def place_of(draft: Draft) -> tuple[int, str]:
    """The round and the step that were being typed; (0, '') for anything else."""
    pieces = _pieces(draft)
    return (_number(pieces, 1) or 0, pieces[2]) if draft.form == STEP and len(pieces) > 2 else (0, "")


def step_of(draft: Draft) -> int | None:
    """The id of the step that was being corrected."""
    return _number(_pieces(draft), 1) if draft.form == CORRECTION else None


def _pieces(draft: Draft) -> list[str]:
    return draft.key.partition("~")[0].split("/")[2].split(_PARTED)


def _number(pieces: list[str], place: int) -> int | None:
    return int(pieces[place]) if len(pieces) > place and pieces[place].isdecimal() else None
