"""Sentences of the command line, by code."""

from crmdesk.core.messages.marking import N_

MESSAGES: dict[str, str] = {
    "command-pair": N_("“{text}” is not FIELD=VALUE."),
    "command-twice": N_("The field “{field}” is given twice."),
    "command-customer-needed": N_("Say which customer: customer=NUMBER."),
    "command-window-failed": N_("The window could not be opened: {reason}"),
    "unexpected": N_("Something went wrong that should not ({kind}, {place}). Nothing was saved by this command."),
}
