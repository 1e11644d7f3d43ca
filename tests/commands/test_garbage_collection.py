"""Garbage is found still, but rarely looked for."""

import subprocess
import sys

PROGRAM = """
import gc, weakref
from plainnet.commands.garbage_collection import collect_garbage_rarely

class Ring:
    def __init__(self):
        self.itself = self

collect_garbage_rarely()
first = weakref.ref(Ring())
rings = [Ring() for _ in range(150_000)]
print(gc.isenabled(), first() is None)
"""


def test_objects_that_only_hold_themselves_are_found_in_the_end() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("True True\n", "")
