"""Whether there is a coach at all: `PLAINNET_COACH=off` in the environment says no."""

import os

SWITCH = "PLAINNET_COACH"


def is_switched_off() -> bool:
    """Return whether the environment wants no coach."""
    return os.environ.get(SWITCH, "").lower() in ("off", "0", "no", "false")
