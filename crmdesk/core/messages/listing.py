"""Lists of customers: filters, columns, changing many at once; drafts."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "filter-unfit": N_("Filter by {field}: {reason}"),
    "filter-unreadable": N_("“{text}” is not a condition. Write FIELD TEST VALUE; tests: {known}."),
    "filter-field": N_("there is no field “{field}” any more."),
    "filter-test": N_("“{test}” cannot be asked of this field. Possible: {known}."),
    "filter-values": N_("“{test}” was given too few or too many values."),
    "filter-value": N_("“{text}” cannot be read here."),
    "filter-days": N_("“{text}” is not a number of days."),
    "filter-group": N_("the filter of the group “{name}” cannot be read."),
    "filter-circle": N_("the group “{name}” would depend on itself."),
    "sort-unknown": N_("The list cannot be sorted by “{sort}”."),
    "bulk-field": N_("{field} belongs to one customer alone and cannot be changed in several at once."),
    "bulk-nothing": N_("Say which values or groups are to be changed."),
    "bulk-kind": N_("{field} is not part of this kind of customer’s file."),
    "bulk-everybody": N_(
        "This would change every customer. Say which ones (--where, --query, --group, --tier), or --all."
    ),
    "action-customers-edit": N_("Changed {count} files together: {numbers}"),
}
