"""What is said about cases."""

MESSAGES: dict[str, tuple[str, str]] = {
}
