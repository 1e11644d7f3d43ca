"""Sentences about training on one's own data."""

MESSAGES: dict[str, tuple[str, str]] = {}
