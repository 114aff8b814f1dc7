"""Sentences about MAN, stages, life cycle, funnel; what the history calls what is done there."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "stage-intent": N_("A clear intent to buy"),
    "stage-money": N_("Buying power (Money: Yes)"),
    "stage-no-date": N_("An expected signing date within {days} days"),
    "stage-date-past": N_("The expected signing date {on} is past: a new one"),
    "stage-date-far": N_("Signing is expected on {on}; it must be within {days} days"),
    "stage-no-contract": N_("A signed contract"),
    "stage-first-payment": N_("{missing} of the first payment agreed in order {number} (received so far: {received})"),
    "stage-overdue": N_("{missing} overdue in order {number}"),
    "stage-none-paid": N_("One order paid in full"),
    "stage-late": N_("Order {number} was not paid in full in time: the next order must be"),
    "stage-late-next": N_(
        "Order {number} was not paid in full in time: order {next}, the next one, must be paid in full in time"
    ),
    "life-no-order": N_("No order yet."),
    "life-ended": N_("No order for {months} months; the last one was on {last_on}."),
    "life-silent": N_("{days} days since the last order on {last_on}; usually there are {usual} between two."),
    "life-new": N_("The first order, on {first_on}, is less than {months} months ago."),
    "life-nothing": N_("Nothing in the last {months} months; the last order was on {last_on}."),
    "life-again": N_("{sales} in the last {months} months, nothing in as many before."),
    "life-up": N_("{sales} in the last {months} months, {percent}% more than the {before} of as many before."),
    "life-down": N_("{sales} in the last {months} months, {percent}% less than the {before} of as many before."),
    "life-steady": N_("{sales} in the last {months} months and {before} in as many before: about the same."),
    "relationship-no-grade": N_("No suggestion without a grade."),
    "relationship-no-margin": N_("No suggestion without sales whose cost is known."),
    "relationship-figures": N_(
        "{count} of {all} customers are of grade {grade}; gross margin {margin}%, place {place} of {compared}."
    ),
    "overrule-reason": N_("Say why “{field}” is set by hand."),
    "screening-unknown": N_("There is no condition “{item}” in the screening list."),
    "action-life-cycle-overrule": N_("Set the life cycle of {number}"),
    "action-relationship-overrule": N_("Set the kind of relationship of {number}"),
    "action-screening-edit": N_("Screened {number}"),
}
