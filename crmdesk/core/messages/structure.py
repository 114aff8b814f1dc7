"""Groups, the user's own fields, lists of choices, competitors."""

MESSAGES: dict[str, str] = {}
