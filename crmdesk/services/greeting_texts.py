"""The texts of greetings: those supplied, changed or taken away, and one's own (METHOD.md section 11)."""

from __future__ import annotations

from msgspec.structs import replace

from crmdesk.core import texts as cleaning
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.greeting_texts import supplied
from crmdesk.core.greetings import OCCASIONS, GreetingText, Sender, fitting, text_problem
from crmdesk.core.settings import COMPANY_NAME
from crmdesk.core.tiers import TIERS
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.store import greetings as store

_KIND = "greeting_text"
_OWN = "#"


def texts(desk: Desk, occasion: str, tier: str | None = None, kind: str | None = None) -> list[GreetingText]:
    """Those that fit an occasion and a customer of this tier (None: without one) and kind; one's own first, then the
    more particular ones."""
    return fitting(all_texts(desk, occasion), tier, kind)


def all_texts(desk: Desk, occasion: str | None = None) -> list[GreetingText]:
    """Every text of an occasion, or of all in their order: one's own, then those supplied."""
    rows = store.texts(desk.data)
    instead = {key: text for _, _, _, text, key in rows if key}
    found = [GreetingText(f"{_OWN}{row_id}", of, text, tier) for row_id, of, tier, text, key in rows if not key]
    for one in supplied():
        changed = one.key in instead
        text = instead.get(one.key, one.text)
        if text:
            found.append(replace(one, text=text, changed=changed))
    kept = [one for one in found if occasion in (None, one.occasion)]
    return sorted(kept, key=lambda one: OCCASIONS.index(one.occasion))


def sender(desk: Desk) -> Sender:
    """Who greets: our company as Settings name it, and who is working."""
    return Sender(settings.get(desk, COMPANY_NAME) or "", desk.who)


def add_text(desk: Desk, occasion: str, text: str, tier: str | None = None) -> tuple[str, Changes]:
    """A text of one's own for customers of a tier, or of all; returns its key.

    Raises UserError: 'greeting-occasion', 'greeting-tier', 'greeting-empty', 'greeting-placeholder'.
    """
    if occasion not in OCCASIONS:
        raise UserError("greeting-occasion", text=occasion, known=", ".join(OCCASIONS))
    if tier is not None and tier not in TIERS:
        raise UserError("greeting-tier", text=tier, known=", ".join(TIERS))
    text = _checked(text)
    with desk.recording("greeting-text-add") as made:
        row_id = made.create(_KIND, {"occasion": occasion, "tier": tier, "text": text, "position": 0})
    return f"{_OWN}{row_id}", made.result


def edit_text(desk: Desk, key: str, text: str) -> Changes:
    """Change a text, one's own or a supplied one. Raises UserError: 'greeting-text-unknown', 'greeting-empty',
    'greeting-placeholder'."""
    text = _checked(text)
    with desk.recording("greeting-text-edit") as made:
        one, row_id = _named(desk, key)
        if row_id is None:
            values = {"occasion": one.occasion, "tier": one.tier, "text": text, "supplied": key, "position": 0}
            made.create(_KIND, values)
        else:
            made.update(_KIND, row_id, {"text": text})
    return made.result


def delete_text(desk: Desk, key: str) -> Changes:
    """Take a text away, one's own or a supplied one; undo or `reset_texts` brings it back.

    Raises UserError('greeting-text-unknown').
    """
    with desk.recording("greeting-text-delete") as made:
        one, row_id = _named(desk, key)
        if row_id is not None and not one.supplied:
            made.update(_KIND, row_id, {"deleted_at": desk.now()})
        elif row_id is not None:
            made.update(_KIND, row_id, {"text": ""})
        else:
            values = {"occasion": one.occasion, "tier": one.tier, "text": "", "supplied": key, "position": 0}
            made.create(_KIND, values)
    return made.result


def reset_texts(desk: Desk, occasion: str | None = None) -> Changes:
    """The supplied texts of an occasion (None: of all) as they were supplied, those taken away too; one's own stay."""
    with desk.recording("greeting-text-reset") as made:
        for row_id, of, _, _, key in store.texts(desk.data):
            if key and occasion in (None, of):
                made.update(_KIND, row_id, {"deleted_at": desk.now()})
    return made.result


def _named(desk: Desk, key: str) -> tuple[GreetingText, int | None]:
    """A text with the row it is kept in; None for a supplied one as it was supplied."""
    one = next((each for each in all_texts(desk) if each.key == key), None)
    if one is None:
        raise UserError("greeting-text-unknown", number=key)
    if not one.supplied:
        return one, int(key.removeprefix(_OWN))
    rows = {supplied_key: row_id for row_id, *_, supplied_key in store.texts(desk.data)}
    return one, rows.get(key)


def _checked(text: str) -> str:
    text = cleaning.clean_lines(text)
    problem = text_problem(text)
    if problem is not None:
        raise UserError(problem.code, **problem.params)
    return text
