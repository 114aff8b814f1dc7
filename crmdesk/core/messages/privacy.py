"""Sentences about personal data: the log, requests, copies for a person and erasure, by code."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    # consent
    "consent-withdrawn": N_("Consent withdrawn on {day}: do not use for marketing."),
    "consent-order": N_("Withdrawn on {withdrawn}, before it was given on {given}. The later day counts."),
    # requests
    "request-unknown": N_("There is no request {number}."),
    "request-kind": N_("“{text}” is nothing a person can ask for here. Known: {known}."),
    "request-subject": N_("Say who asks: a customer or a name."),
    "request-future": N_("{day} is still to come. Give the day it happened."),
    "request-outcome": N_("“{text}” is no answer to a request. Known: {known}."),
    "request-order": N_("Answered on {answered}, before it was received on {received}."),
    "action-request-add": N_("Noted a request about personal data {number}"),
    "action-request-change": N_("Changed a request about personal data {number}"),
    "action-request-answer": N_("Answered a request about personal data {number}"),
    "action-request-delete": N_("Deleted a request about personal data {number}"),
    # erasure
    "erase-merged": N_("{number} was merged into {into}, where its content is now. Erase {into}, which takes both."),
    "erase-confirm": N_("Erasing cannot be undone. Repeat the command with --yes, or on a terminal."),
    "erase-contact-unknown": N_("There is no contact “{name}” in {number}."),
    "erase-contact-several": N_("{number} has {count} contacts called “{name}”. Rename the others first."),
    # copy for a person
}
