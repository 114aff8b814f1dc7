"""What a part of the tour did is taken back when it is over, so that every look begins with the same customers."""

from __future__ import annotations

from crmdesk.gui.ui import Ui
from crmdesk.services import history
from crmdesk.services.desk import Desk


def latest(desk: Desk) -> int:
    """The last action that could be taken back; 0 where there is none."""
    action, _ = history.undoable(desk)
    return action.id if action is not None else 0


def take_back(ui: Ui, before: int) -> None:
    """Undo what was done since `latest` was `before`."""
    while latest(ui.desk) > before:
        ui.wrote(history.undo(ui.desk)[1])
