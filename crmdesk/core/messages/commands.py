"""Sentences of the command line, by code."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "command-pair": N_("“{text}” is not FIELD=VALUE."),
    "command-twice": N_("The field “{field}” is given twice."),
    "command-customer-needed": N_("Say which customer: customer=NUMBER."),
    "command-no-display": N_("There is no display to open the window on. Give a command instead (see --help)."),
    "command-stopped": N_("Stopped. What was not finished was not saved."),
    "unexpected": N_("Something went wrong that should not ({kind}, {place}). Nothing was saved by this command."),
}
