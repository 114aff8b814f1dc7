"""Verbs: one user action = one function = one transaction = one history entry."""
