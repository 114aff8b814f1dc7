"""Lists that a value of the charts of the tab 80/20 opens: the best ones, and those of one cell."""

from __future__ import annotations

from array import array

from crmdesk.core.customers import CustomerRow
from crmdesk.core.growth import points
from crmdesk.core.loyalty_value import ADVICE, LOYALTIES, VALUES, Matrix, Placed, advice, of_place
from crmdesk.core.pareto import Pareto
from crmdesk.core.ranking import TierRow
from crmdesk.core.tier_words import TierWords
from crmdesk.gui.models.tiers_people import LOG, OFFER, PLAN, People, Person
from crmdesk.gui.ui import Ui
from crmdesk.services import loyalty_value
from crmdesk.services.tiers import Ranking

_DEEDS = (PLAN, LOG, OFFER)


def best(ui: Ui, ranking: Ranking, found: Pareto, matrix: Matrix, told: TierWords) -> People:
    """The first so many by value, with their share and their growth score."""
    _, n, number = ui.words.gettext, ui.words.ngettext, ui.words.number
    count = found.best if found.best_share is not None else 0

    def read(first: int, many: int) -> list[Person]:
        return [_person(row) for row in ranking.rows(ui.desk, first, min(many, count - first)) if row.number]

    def _person(row: TierRow) -> Person:
        customer = CustomerRow(
            row.customer_id,
            row.number,
            row.name,
            row.kind,
            None,
            None,
            row.city,
            row.owner,
            row.tier,
            row.grade,
            row.stage,
        )
        share = told.share(row.share)
        advised = ui.words.label(ADVICE[_advice(matrix, row.rank - 1)])
        return Person(customer, (told.value(row.value), _growth(matrix, row.rank - 1), share), advice=advised)

    title = n("The best 20%: {count} customer", "The best 20%: {count} customers", count)
    return People(
        "best", title.format(count=number(count)), ranking.ids[:count],
        (told.of_what(), _("Growth score"), _("Of all")), read, note=_growth_note(ui),
        why=found.why.told(ui.words) if found.why is not None else "", advised=_advised(ui),
        reasoned=False, deeds=_DEEDS,
    )  # fmt: skip


def in_cell(ui: Ui, ranking: Ranking, matrix: Matrix, loyalty: str, value: str, told: TierWords) -> People:
    """Those of a cell, best first; what is advised depends on whether one is promising."""
    _, words = ui.words.gettext, ui.words
    row, column = next(key for key in LOYALTIES if key == loyalty), next(key for key in VALUES if key == value)
    positions = array("q", matrix.positions(row, column))

    def read(first: int, many: int) -> list[Person]:
        shown = positions[first : first + many]
        place_of = {matrix.ids[at]: at for at in shown}
        return [_placed(each, place_of[each.customer.id]) for each in loyalty_value.rows_at(ui.desk, matrix, shown)]

    def _placed(each: Placed, at: int) -> Person:
        figures = told.value(ranking.value_at(at + 1)), _growth(matrix, at)
        return Person(each.customer, figures, advice=words.label(ADVICE[each.advice]))

    names = {"loyalty": words.label(LOYALTIES[row]), "value": words.label(VALUES[column])}
    title = _("{loyalty}, {value}: {count}").format(count=words.number(len(positions)), **names)
    return People(
        f"{loyalty}/{value}", title, array("q", (matrix.ids[at] for at in positions)),
        (told.of_what(), _("Growth score")), read,
        note=_growth_note(ui), why=_("Nobody stands here."),
        advised=_advised(ui), reasoned=False, deeds=_DEEDS,
    )  # fmt: skip


def _advised(ui: Ui) -> tuple[str, ...]:
    return tuple(ui.words.label(each) for each in ADVICE.values())


def _advice(matrix: Matrix, position: int) -> str:
    place = matrix.places[position]
    return advice(*of_place(place), promising=bool(place % 2))


def _growth(matrix: Matrix, position: int) -> str:
    score = points(matrix.growths[position]) if position < len(matrix.growths) else None
    return "" if score is None else f"{score:.0f}"


def _growth_note(ui: Ui) -> str:
    return ui.words.gettext("Growth score, 0 to 100: the trend of its own orders and the size of its need.")
