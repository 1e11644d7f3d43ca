"""How often Python looks for objects that only hold each other."""

import atexit
import gc

OBJECTS_BETWEEN_LOOKS = 100_000  # Python's own 700 looks hundreds of times during an import


def collect_garbage_rarely() -> None:
    """Look for garbage rarely, and not at all when the process ends.

    Importing the engine makes half a million objects that stay. Looking through them again and
    again takes a quarter of a second, and once more as long when they are taken down.
    """
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 100)
    atexit.register(gc.freeze)
