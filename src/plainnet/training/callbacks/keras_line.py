"""Lines that callbacks print on standard output, in the words scripts have come to expect."""

import sys


def print_line(text: str) -> None:
    """Print a line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
