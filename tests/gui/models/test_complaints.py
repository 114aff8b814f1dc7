"""What lists say of a complaint."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import Warned
from crmdesk.core.errors import Problem
from crmdesk.gui.models.complaint_cards import ComplaintCards
from crmdesk.gui.models.complaint_cases import CasesModel
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.models.file_complaints import FileComplaints
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Badge

TODAY = dt.date(2026, 11, 21)
LATER = {"round": 1, "promised": dt.date(2026, 11, 18), "days": 3}
WARNED = Warned("promise-broken", {**LATER, "detail": Problem("promise-broken-open", LATER)}, holds=True)
PAST = Warned("blame", {}, holds=False)


def row(**known: Any) -> ComplaintRow:
    """An open one in its first round, but for what is `known`."""
    usual: dict[str, Any] = {
        "id": 1, "number": "T00001", "customer_id": 1, "customer_number": "K00001", "customer_name": "张伟",
        "headline": "断膜", "words": "断膜", "state": "open", "round": 1, "step": "listen",
        "received_at": dt.datetime(2026, 11, 10, 9), "due_on": dt.date(2026, 11, 24), "closed_at": None, "age_days": 11,
        "late_days": 0, "responsible": None, "category": None, "severity": None, "level": None, "warnings": (),
    }  # fmt: skip
    return ComplaintRow(**(usual | known))


LATE = {"due_on": dt.date(2026, 11, 20), "late_days": 1}
CLOSED = {"state": "closed", "step": "confirm", "level": "high", "closed_at": dt.datetime(2026, 11, 15, 9)}
UNRESOLVED = {"state": "unresolved", "step": "restate", "closed_at": dt.datetime(2025, 11, 15, 9)}
IMPORTED = {"state": "imported", "step": None}


@pytest.mark.parametrize(
    ("known", "badge"),
    [
        ({}, ("Open", "outline", "")),
        ({"warnings": (WARNED,)}, ("Open", "outline", "")),
        (LATE, ("1 day late", "tint", "bad")),
        (CLOSED, ("Highly satisfied", "tint", "good")),
        (UNRESOLVED, ("Unresolved", "tint", "warn")),
        (UNRESOLVED | {"level": "dissatisfied"}, ("Unresolved", "tint", "warn")),
        (IMPORTED, ("Closed, imported", "outline", "")),
    ],
)
def test_how_one_stands(ui: Ui, known: dict[str, Any], badge: tuple[str, str, str]):
    told = Telling(ui).state(row(**known))
    assert (told.text, told.kind, told.key) == badge


@pytest.mark.parametrize(
    ("known", "told", "tone"),
    [
        ({}, "by 24 Nov", "text_2"),
        ({"due_on": dt.date(2027, 1, 4)}, "by 4 Jan 2027", "text_2"),
        ({"due_on": TODAY}, "due today", "warn"),
        ({"due_on": None}, "", "text_2"),
        (LATE, "1 day late", "bad"),
        (CLOSED, "Highly satisfied", "text_2"),
        (UNRESOLVED, "Unresolved", "text_2"),
        (IMPORTED, "", "text_2"),
    ],
)
def test_when_it_is_due_beside_the_card(ui: Ui, known: dict[str, Any], told: str, tone: str):
    shown = CasesModel(ui).row(row(**known))
    assert (shown.right, shown.right_tone) == (told, tone)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, ("24 Nov", "text_2", "", "")),
        ({"due_on": TODAY}, ("Today", "text_2", "", "")),
        (LATE, ("1 day late", "bad", "", "")),
        ({"warnings": (WARNED, PAST)}, ("24 Nov", "text_2", "", "Promised and not done")),
        ({"warnings": (WARNED, WARNED), "round": 2}, ("24 Nov", "text_2", "Round 2", "Promised and not done +1")),
        (CLOSED, ("15 Nov", "text_2", "", "Highly satisfied")),
        (UNRESOLVED, ("15 Nov 2025", "text_2", "", "Unresolved")),
    ],
)
def test_a_card_of_the_board(ui: Ui, known: dict[str, Any], told: tuple[str, ...]):
    card = ComplaintCards(ui).card(row(**known))
    assert (card.due, card.due_tone, card.corner, card.last) == told


@pytest.mark.parametrize(
    ("known", "stage", "state"),
    [
        ({}, "1 Listen", "Open"),
        ({"round": 2, "step": "restate"}, "Round 2 · 3 Restate", "Open"),
        ({"warnings": (PAST,)}, "1 Listen", "Open"),
        ({"warnings": (WARNED,)}, "1 Listen", "Promised and not done"),
        ({"warnings": (WARNED,)} | LATE, "1 Listen", "1 day late"),
        (CLOSED | {"round": 2}, "2 rounds", "Highly satisfied"),
        (UNRESOLVED, "1 round", "Unresolved"),
        (IMPORTED, "", "Closed, imported"),
    ],
)
def test_a_row_in_the_customers_file(ui: Ui, known: dict[str, Any], stage: str, state: str):
    model = FileComplaints(ui)
    model.show([row(**known)])
    badge = model.badge(model.lines[0], 5)
    assert isinstance(badge, Badge)
    assert (model.text(model.lines[0], 3), badge.text) == (stage, state)
