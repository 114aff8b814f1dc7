"""Settings."""

from crmdesk.core.marking import N_

MESSAGES: dict[str, str] = {
    "setting-unknown": N_("There is no setting “{key}”."),
    "setting-range": N_("{setting}: a number from {least} to {most}."),
    "setting-choice": N_("{setting}: one of {choices}."),
    "setting-grades": N_("{setting}: say it like gold=A, silver=A, bronze=B, iron=C (tiers {tiers}; grades {grades})."),
    "setting-image": N_("{setting} is a picture; choose it in the window."),
    "action-setting-change": N_("Changed the settings"),
}
