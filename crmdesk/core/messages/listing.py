"""Lists of customers: filters, columns, changing many at once; drafts."""

MESSAGES: dict[str, str] = {}
