"""The six questions as lists: headings, figures and notes in words (METHOD.md section 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core.six_questions import ADVICE, TITLES, WHAT_TO_DO, Key, Named, Question
from crmdesk.core.words import Words
from crmdesk.gui.models.paged import Value
from crmdesk.gui.models.tiers_people import CONTACT, LOG, OFF_GROUP, OFFER, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.services import six_questions

_FIGURES: Mapping[Key, tuple[str, ...]] = {
    "gold-medal": ("rank", "sales"),
    "only-cost": ("serving", "last_order_on", "profit"),
    "wanted": ("contacts",),
    "complained": ("complaints", "open", "last_on"),
    "ordering-less": ("now", "before", "year"),
    "elsewhere": ("products", "sales"),
}
_DEEDS: Mapping[Key, tuple[str, ...]] = {
    "gold-medal": (PLAN, LOG, OFFER),
    "only-cost": (OFF_GROUP, LOG),
    "wanted": (CONTACT, PLAN),
    "complained": (LOG, PLAN),
    "ordering-less": (PLAN, LOG, OFFER),
    "elsewhere": (OFFER, PLAN),
}


def title(key: Key, words: Words) -> str:
    return words.label(TITLES[key])


def advice(key: Key, words: Words) -> str:
    """What a question advises, in its order, in one line."""
    return words.gettext(" → ").join(words.label(ADVICE[each]) for each in WHAT_TO_DO[key])


def people(ui: Ui, asked: Question) -> People:
    """The list of a question."""
    words = ui.words
    return People(
        asked.key,
        title(asked.key, words),
        asked.ids,
        tuple(_headings(asked, words)),
        lambda first, count: [
            _person(each, asked.key, words) for each in six_questions.rows(ui.desk, asked, first, count)
        ],
        note="  ".join(note.told(words) for note in asked.notes),
        why=asked.why.told(words) if asked.why is not None else "",
        advised=_advised(asked.key, words),
        deeds=_DEEDS[asked.key],
    )


def _advised(key: Key, words: Words) -> tuple[str, ...]:
    told = tuple(words.label(ADVICE[each]) for each in WHAT_TO_DO[key])
    return told if len(told) > 1 else ()


def _person(named: Named, key: Key, words: Words) -> Person:
    figures: tuple[Value, ...] = tuple(named.figures.get(name) for name in _FIGURES[key])
    return Person(named.customer, figures, named.reasons, words.label(ADVICE[named.advice]))


def _headings(asked: Question, words: Words) -> Sequence[str]:
    _, year = words.gettext, asked.today.year
    told = {
        "rank": _("Place"), "sales": _("{year} sales").format(year=year - 1), "profit": _("Gross profit"),
        "serving": _("Cost to serve"), "last_order_on": _("Last order"), "contacts": _("Contacts"),
        "complaints": _("Complaints"), "open": _("Still open"), "last_on": _("Last on"),
        "now": _("This year"), "before": _("Same days of {year}").format(year=year - 1),
        "year": _("All of {year}").format(year=year - 1), "products": _("Our products"),
    }  # fmt: skip
    if asked.key == "elsewhere":
        told["sales"] = _("Sales, 12 months")
    return [told[name] for name in _FIGURES[asked.key]]
