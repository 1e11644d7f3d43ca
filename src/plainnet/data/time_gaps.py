"""Gaps in a column of dates: steps of time much longer than the steps usually are."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

_USUAL_SHARE = 0.05  # of all steps: a weekend is usual, a holiday is not
_MUCH_LONGER = 1.5  # a holiday beside a weekend is no gap


def find_gaps(times: Sequence[datetime]) -> list[int]:
    """Find the rows before which time seems to be missing.

    Steps that occur in at least 5 percent of all places are usual ones; a gap is longer
    than one and a half times the longest of them.

    >>> find_gaps([datetime(2020, 1, day) for day in (1, 2, 3, 4, 9, 10)])
    [4]
    """
    steps = [later - earlier for earlier, later in pairwise(times)]
    counts = Counter(steps)
    least = max(2.0, _USUAL_SHARE * len(steps))
    usual = [step for step, count in counts.items() if count >= least]
    if not usual:
        return []
    longest = _MUCH_LONGER * max(usual)
    return [place + 1 for place, step in enumerate(steps) if step > longest]
