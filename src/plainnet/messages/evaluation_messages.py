"""Sentences about scores and what they are made of."""

MESSAGES: dict[str, tuple[str, str]] = {}
