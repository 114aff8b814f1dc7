"""What other programs did to the data file while it is open here."""

from __future__ import annotations

from crmdesk.core.words import Words
from crmdesk.services import history
from crmdesk.services.desk import Desk
from crmdesk.store.others import Others, Watch

__all__ = ["Others", "Watch", "sentence", "watch"]


def watch(desk: Desk) -> Watch:
    """From now on: `look` tells what others did since the last look. Use it on the thread that made it."""
    return Watch(desk.data)


def sentence(others: Others, words: Words) -> str:
    """Who did what last, and how many actions more; empty where the history tells of none."""
    if not others.actions:
        return ""
    _, last, more = words.gettext, others.actions[-1], len(others.actions) - 1
    told = history.describe(last, words)
    if last.state != "done":  # the history does not keep who took it back
        return _("Undone elsewhere: {action}").format(action=told)
    if others.changes.everything and more:
        return _("Changed by {who}: {action}, and much more").format(who=last.who, action=told)
    if not more:
        return _("Changed by {who}: {action}").format(who=last.who, action=told)
    template = words.ngettext(
        "Changed by {who}: {action}, and {count} action more",
        "Changed by {who}: {action}, and {count} actions more",
        more,
    )
    return template.format(who=last.who, action=told, count=words.number(more))
