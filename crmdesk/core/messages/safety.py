"""Sentences about backups, passwords and damaged files, by code."""

from crmdesk.core.messages.marking import N_

MESSAGES: dict[str, str] = {
    "backup-failed": N_("No backup could be made in “{folder}” ({reason}). The data file was left as it is."),
    "password-needed": N_("The data file “{path}” is protected by a password."),
    "password-wrong": N_("The password is wrong."),
    "password-empty": N_("An empty password protects nothing. Type one, or remove the password."),
}
