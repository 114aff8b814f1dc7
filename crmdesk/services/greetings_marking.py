"""Greetings that were sent: marked and recorded as contacts made, and lists for the tools that send them (METHOD.md
section 11). Nothing is sent by the program itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.greetings import GREETED, SKIPPED, Greeted, fill, fitting
from crmdesk.core.holidays import label
from crmdesk.core.moments import to_text
from crmdesk.core.words import Words
from crmdesk.services import privacy, staff
from crmdesk.services.desk import Desk
from crmdesk.services.greeting_texts import all_texts, sender
from crmdesk.store import greetings as store
from crmdesk.store.records import Flat

if TYPE_CHECKING:
    from crmdesk.sheets.books import Cancelled

ENDINGS = (".xlsx", ".csv")
_GREETING, _INTERACTION = "greeting", "interaction"
_VERBS = {GREETED: "greeting-done", SKIPPED: "greeting-skip"}


def mark(desk: Desk, greeted: Sequence[Greeted], outcome: str, text: str = "", words: Words | None = None) -> Changes:
    """Note that these were 'greeted', with this text (a template is filled in for each), or 'skipped'; who is greeted
    gets a contact made of kind *message* with the occasion as its purpose, in the language of `words` (None: Chinese).

    Those marked meanwhile and customers that are gone are left out. One action. Raises UserError: 'greeting-outcome',
    'greeting-nobody'.
    """
    if outcome not in _VERBS:
        raise UserError("greeting-outcome", text=outcome, known=", ".join(_VERBS))
    with desk.recording(_VERBS[outcome], count=0) as made:
        left = _unmarked(desk, greeted)
        if not left:
            raise UserError("greeting-nobody")
        made.rename(count=len(left))
        by, common = sender(desk), _contact_made(desk)
        for one in left:
            filled = fill(text, one, by) or None
            flat: Flat = {
                "customer_id": one.customer_id, "occasion": one.occasion, "day": one.day.isoformat(),
                "contact": one.contact_id, "outcome": outcome, "by": desk.who or None, "text": filled,
            }  # fmt: skip
            if outcome == GREETED:
                name = label(one.occasion)
                purpose = words.label(name) if words is not None else name.zh
                about = {"purpose": purpose, "content": filled, "contact": one.contact_id}
                flat["interaction"] = made.create(_INTERACTION, {**common, **about, "customer_id": one.customer_id})
            made.create(_GREETING, flat)
    return made.result


def unmark(desk: Desk, greeted: Sequence[Greeted]) -> Changes:
    """Take the marks of these back, with the contacts made that they recorded. Raises UserError('greeting-nobody')."""
    with desk.recording("greeting-unmark", count=0) as made:
        ids = [one.greeting_id for one in greeted if one.greeting_id is not None]
        marked = store.interactions_of(desk.data, ids)
        if not marked:
            raise UserError("greeting-nobody")
        made.rename(count=len(marked))
        gone = {"deleted_at": desk.now()}
        made.update_many(_GREETING, dict.fromkeys(marked, gone))
        made.update_many(_INTERACTION, {i: gone for i in marked.values() if i is not None})
    return made.result


def export(
    desk: Desk,
    greeted: Sequence[Greeted],
    path: Path | str,
    text: str,
    words: Words,
    *,
    cancelled: Cancelled | None = None,
) -> int:
    """Write these with the text filled in for each into .xlsx or .csv, for a tool that sends messages or mail; returns
    how many. Without a text each gets the first that fits. The log of privacy says whose data it was.

    Raises UserError 'greeting-nobody', 'export-ending', 'attachment-save-own', 'write-…'; CancelledError. An old file
    then stays.
    """
    from crmdesk.services.targets import check_ending, refuse_own
    from crmdesk.sheets.plain import write_csv
    from crmdesk.sheets.tables import Column, Table
    from crmdesk.sheets.writing import write_xlsx

    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    if not greeted:
        raise UserError("greeting-nobody")
    columns = [Column(header, "date" if at == 0 else "text") for at, header in enumerate(_headers(desk, words))]
    table = Table(words.gettext("Greetings"), columns, _rows(desk, greeted, text, words))
    noted = privacy.logged(desk, "export", sorted({one.customer_id for one in greeted}), target=path.name)
    if path.suffix.lower() == ".csv":
        return write_csv(path, table, cancelled=cancelled, noted=noted).rows
    return write_xlsx(path, [table], cancelled=cancelled, noted=noted).rows


def _unmarked(desk: Desk, greeted: Sequence[Greeted]) -> list[Greeted]:
    """Each once: those of living customers that nobody marked meanwhile."""
    if not greeted:
        return []
    days = [one.day for one in greeted]
    marked = store.marked(desk.data, min(days), max(days))
    living = store.customers(desk.data, sorted({one.customer_id for one in greeted}))
    left: dict[tuple[str, str, int, int | None], Greeted] = {}
    for one in greeted:
        contact = one.contact_id if one.occasion == "birthday" else None
        key = (one.occasion, one.day.isoformat(), one.customer_id, contact)
        if key not in marked and one.customer_id in living:
            left.setdefault(key, one)
    return list(left.values())


def _contact_made(desk: Desk) -> Mapping[str, Any]:
    """What every contact made here has in common."""
    now = desk.clock().replace(second=0, microsecond=0, tzinfo=None)
    return {
        "at": to_text(now), "kind": "message", "by": desk.who or None, "role": staff.role_of(desk, desk.who),
        "exchanged": "feeling",
    }  # fmt: skip


def _headers(desk: Desk, words: Words) -> tuple[str, ...]:
    of_greeting, of_customer, of_contact = map(desk.fields, (_GREETING, "customer", "contact"))
    contact = ("name", "salutation", "mobile", "wechat", "email")
    labels = (
        of_greeting["day"], of_greeting["occasion"], of_customer["number"], of_customer["name"],
        *(of_contact[key] for key in contact), of_customer["address"], of_customer["tier"], of_greeting["text"],
    )  # fmt: skip
    return tuple(words.label(field.label) for field in labels)


def _rows(desk: Desk, greeted: Sequence[Greeted], text: str, words: Words) -> Iterator[tuple[Any, ...]]:
    by = sender(desk)
    tiers = {choice.key: words.label(choice.label) for choice in desk.fields("customer")["tier"].choices}
    usual = {} if text else _usual_texts(desk, greeted)
    for one in greeted:
        tier = tiers.get(one.tier) if one.tier else None
        filled = fill(text or usual[one.occasion, one.tier, one.kind], one, by)
        yield (
            one.day, words.label(label(one.occasion)), one.number, one.name, one.person, one.form_of_address,
            one.phone, one.wechat, one.email, one.address, tier, filled,
        )  # fmt: skip


def _usual_texts(desk: Desk, greeted: Sequence[Greeted]) -> dict[tuple[str, str | None, str], str]:
    """The first text that fits, by occasion, tier and kind; '' where every one was taken away."""
    whole = all_texts(desk)
    found = {}
    for occasion, tier, kind in {(one.occasion, one.tier, one.kind) for one in greeted}:
        fit = fitting((one for one in whole if one.occasion == occasion), tier, kind)
        found[occasion, tier, kind] = fit[0].text if fit else ""
    return found
