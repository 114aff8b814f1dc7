"""The file of a customer: read, edited, made."""
