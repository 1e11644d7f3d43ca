"""Sentences about series that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {}
