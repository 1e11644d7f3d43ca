"""Sentences about tables that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {}
