"""Sentences about personal data: the log, requests, copies for a person and erasure, by code."""

MESSAGES: dict[str, str] = {}
