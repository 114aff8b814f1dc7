"""Sentences for problems and refusals of this family, by code."""

MESSAGES: dict[str, str] = {}
