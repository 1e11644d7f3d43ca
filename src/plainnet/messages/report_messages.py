"""What is said about reports."""

MESSAGES: dict[str, tuple[str, str]] = {
}
