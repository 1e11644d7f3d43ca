"""What is said about commands."""

MESSAGES: dict[str, tuple[str, str]] = {
}
