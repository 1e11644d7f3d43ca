"""Sentences about images that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {}
