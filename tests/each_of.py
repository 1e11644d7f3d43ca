"""One test over many small things, where a test for each would cost more than it checks."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each_of(items: Iterable[Any]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """Let a test of one item run over all, and list all that fail."""
    everything = list(items)

    def over_all(test: Callable[[Any], None]) -> Callable[[], None]:
        def run() -> None:
            failures = []
            for item in everything:
                try:
                    test(item)
                except AssertionError as failure:
                    failures.append(f"{item}: {failure}")
            assert everything
            if failures:
                pytest.fail("\n".join(failures), pytrace=False)

        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        return run

    return over_all
