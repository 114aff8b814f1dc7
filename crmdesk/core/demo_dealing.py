"""What a sample customer and we had to do with each other in three years, fixed by seed and place like the customer.

It draws from dice of its own, so that the customers of a seed stay as they are.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from msgspec import Struct

from crmdesk.core import demo_contacting, demo_orders, demo_tiers
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_complaints import SampleComplaint
from crmdesk.core.demo_goods import STAFF
from crmdesk.core.demo_orders import SampleOrder, Values


class Dealing(Struct, frozen=True):
    """Typed values by field key: more of the customer, and what belongs to it. A `contact` is a place among the
    customer's contacts. Complaints follow from those of the customers before: whoever writes the dealings adds them."""

    values: Values
    orders: Sequence[SampleOrder]
    interactions: Sequence[Values]
    objections: Sequence[Values]
    monthly: Sequence[Values]
    screenings: Sequence[Values]
    complaints: Sequence[SampleComplaint] = ()
    elsewhere: Sequence[Values] = ()

    @property
    def first_on(self) -> dt.date | None:
        """The day of the first contact or order; None without any."""
        days = [*(order.values["date"] for order in self.orders), *(each["at"].date() for each in self.interactions)]
        return min(days, default=None)


def dealing(seed: int, index: int, today: dt.date, sample: SampleCustomer) -> Dealing:
    """Orders, payments, contacts made and the rest of the customer at this place."""
    dice = random.Random(f"{seed}/{index}/dealing")  # noqa: S311
    who = demo_orders.buyer(dice, today, sample.story, sample.values)
    orders = demo_orders.orders(who)
    ordered = [order.values["date"] for order in orders if order.values["state"] == "ordered"]
    contacts = len(sample.contacts)
    values = demo_contacting.prospects(who, orders)
    return Dealing(
        values,
        orders,
        demo_contacting.interactions(who, contacts, ordered, dict(STAFF)),
        demo_contacting.objections(who, contacts),
        demo_contacting.monthly(who),
        demo_contacting.screenings(who, values),
        elsewhere=demo_tiers.elsewhere(seed, index, today, sample),
    )
