"""What is said about files, tables, images and series."""

MESSAGES: dict[str, tuple[str, str]] = {
}
