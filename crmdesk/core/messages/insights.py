"""Sentences of the six questions, growth, loyalty × value, and the policy of each tier."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "six-gold-medal": N_("No. {place} of {year} with {amount}."),
    "six-wanted-enough": N_("Contacts that can be reached: {reached}."),
    "six-wanted-few": N_("Contacts that can be reached: {reached} of {aim}, {lacking} more needed."),
    "six-complained": N_("Complaints in the last 12 months: {count}."),
    "six-complained-open": N_("Complaints in the last 12 months: {count}, still open: {open}."),
    "six-complained-before": N_("Complaints in {year}: {count}."),
    "six-nothing-yet": N_("Nothing ordered this year; {before} in the same days of last year."),
    "six-less": N_("{now} this year, {percent}% less than in the same days of last year ({before})."),
    "six-elsewhere": N_("Buys {product} elsewhere."),
    "six-elsewhere-from": N_("Buys {product} from {competitor}."),
    "six-elsewhere-ours": N_("Buys {product} elsewhere; ours in its place: {ours}."),
    "six-elsewhere-from-ours": N_("Buys {product} from {competitor}; ours in its place: {ours}."),
    "six-few-categories": N_("Buys only this from us: {categories}."),
    "six-note-gold-medal": N_("The first {percent}% of customers by sales of {year}."),
    "six-note-only-cost": N_("Looked at: the last {percent}% by profit of 12 months (customers: {count})."),
    "six-note-cost-unknown": N_("Not looked at, as the cost of what they bought is not known: {count}."),
    "six-note-complained": N_("Big customers: gold and silver, by last year's sales or as set."),
    "six-note-ordering-less": N_(
        "Gold and silver by sales of {year}; {first} to {last} against the same days of last year."
    ),
    "six-note-elsewhere": N_(
        "By what their files say they buy elsewhere; without it, by buying one or two of our {count} categories."
    ),
    "six-note-elsewhere-noted": N_("By what their files say they buy elsewhere."),
    "six-none-gold-medal": N_("Nobody bought anything in {year}."),
    "six-none-only-cost": N_("Nobody of the last 20% by profit only costs."),
    "six-none-wanted": N_("No enterprise is marked as wanted this year."),
    "six-none-complained": N_("No big customer complained more than once, last year or in the last 12 months."),
    "six-none-ordering-less": N_("Last year's largest customers all order as much as in the same days of last year."),
    "six-none-elsewhere": N_("Nobody is known to buy only one or two of our products and the rest elsewhere."),
    "six-nothing-to-compare": N_("Nobody bought anything in {year}, so there is nothing to compare with."),
    "six-unknown": N_("“{key}” is none of the six questions."),
    "matrix-repeat-purchases": N_(
        "There are no surveys yet: loyalty is told from repeat purchases of the last 24 months."
    ),
    "matrix-promising": N_("Promising: a growth score of 60 points or more."),
    "growth-both": N_("{now} in the last 12 months, {before} in the 12 before; needs {need} a year."),
    "growth-trend": N_("{now} in the last 12 months, {before} in the 12 before."),
    "growth-need": N_("Needs {need} a year; its own orders tell nothing yet."),
    "growth-unknown": N_("Neither orders of two years nor its need are known."),
    "policy-discount": N_("A discount is from 0 to below 100 percent."),
    "policy-most": N_("It cannot be below 0."),
    "policy-tier-unknown": N_("“{tier}” is no tier."),
    "action-policy-set": N_("Changed the policy of a tier"),
    "action-policy-reset": N_("Put the proposed policy of a tier back"),
}
