"""Where TensorFlow 2.12 and 2.13 put the groups of layers in a weight file of Keras 3.

At every level of networks within networks they named the list of layers otherwise, and
counted a layer that has weights twice: the second of two is `dense_2`.
"""

import re

from plainnet.files.hdf5_content import Hdf5Content

CONTAINER = "layers"
OLD_CONTAINER = "_layer_checkpoint_dependencies"


def place_in_file(content: Hdf5Content, place: str) -> str:
    """Tell where a file has what Keras 3 puts at a place."""
    *containers, rest = re.split(rf"(?:^|/){CONTAINER}/", place)
    if OLD_CONTAINER not in content.root or not containers:
        return place
    found = containers[0]
    for inner in (*containers[1:], rest):
        found = f"{found}/{OLD_CONTAINER}".lstrip("/")
        group, _, below = inner.partition("/")
        found = f"{found}/{_old_name(content, found, group)}" + (below and f"/{below}")
    return found


def _old_name(content: Hdf5Content, container: str, group: str) -> str:
    """Find the group that is as far behind the first of its class as today's name says."""
    base, position = _class_and_number(group)
    numbers = [
        number for kind, number in map(_class_and_number, content.at(container)) if kind == base
    ]
    if position >= len(numbers):
        raise KeyError(group)
    number = sorted(numbers)[position]
    return f"{base}_{number}" if number else base


def _class_and_number(group: str) -> tuple[str, int]:
    """Take the name of a group apart: `dense_2` is Dense, number 2."""
    base, number = re.fullmatch(r"(.*?)(?:_(\d+))?", group, re.DOTALL).groups()  # type: ignore[union-attr]
    return base, int(number or 0)
