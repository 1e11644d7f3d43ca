"""Whether there is a coach at all: `PLAINNET_COACH=off` in the environment says no."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH = "PLAINNET_COACH"


def is_switched_off() -> bool:
    """Return whether the environment wants no coach."""
    return os.environ.get(SWITCH, "").lower() in ("off", "0", "no", "false")


@contextmanager
def switched_off() -> Iterator[None]:
    """Let no coach look on inside a `with` block, nor in the processes that it starts."""
    before = os.environ.get(SWITCH)
    os.environ[SWITCH] = "off"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SWITCH]
        else:
            os.environ[SWITCH] = before
