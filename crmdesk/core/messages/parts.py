"""What lies in a customer's file beside its fields: notes, attachments, photo, addresses, what is bought elsewhere."""

MESSAGES: dict[str, str] = {}
