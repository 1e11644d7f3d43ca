"""What cases, ways and classes are called by a person."""

from collections.abc import Callable, Sequence
from functools import partial

from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import say


def way_title(case: str, way: str) -> str:
    """Name one way of a case, as a progress bar shows it."""
    return f"{case}: {way_name(way)}"


def seeds_title(case: str, way: str) -> str:
    """Name the runs of a way with the seeds that follow, as a progress bar shows them."""
    return say("case.more_seeds", title=way_title(case, way))


def way_name(way: str) -> str:
    """Name a way."""
    return say("case.way.taught") if way == "taught" else say("case.way.should")


def class_label(name: str) -> str:
    """Give the name of a class in the reader's language, else as it travels in the file."""
    key = f"class.{name}"
    return say(key) if key in CATALOGUE else name


def class_labels(names: Sequence[str]) -> list[Callable[[], str]]:
    """Give class names that a plot says when it is drawn."""
    return [partial(class_label, name) for name in names]


def baseline_label(name: str) -> str:
    """Name a baseline."""
    return say(f"baseline.{name}")
