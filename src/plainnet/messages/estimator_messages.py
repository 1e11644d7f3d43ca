"""Sentences about estimators."""

MESSAGES: dict[str, tuple[str, str]] = {}
