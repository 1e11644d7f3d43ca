"""Where the weights of each layer lie in the weight file of Keras 3."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from plainnet.files.hdf5_content import Hdf5Content
from plainnet.layers.attention import MultiHeadAttention
from plainnet.layers.convolutional_lstm import ConvLSTM2D
from plainnet.layers.layer import Layer
from plainnet.layers.layer_within import LayerOfLayers
from plainnet.layers.recurrent_layer import RecurrentLayer
from plainnet.networks.wiring import in_small_letters, name_of

CONTAINER = "layers"
OLD_CONTAINER = "_layer_checkpoint_dependencies"


def place_in_file(content: Hdf5Content, place: str) -> str:
    """Return where a file has what Keras 3 puts at a place."""
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


Saved = Mapping[str, Any]


def groups_of_layers(config: Saved, above: str = "", within: str = "") -> dict[str, str]:
    """Return the group of each layer's weights.

    Keras numbers the layers of each class, whatever they are called.
    """
    groups: dict[str, str] = {}
    counts: dict[str, int] = {}
    for layer in config["layers"]:
        base = in_small_letters(str(layer["class_name"]))
        number = counts[base] = counts.get(base, -1) + 1
        group = f"{above}layers/{base}{f'_{number}' if number else ''}"
        name = f"{within}{layer['config'].get('name')}"
        if "layers" in layer["config"]:
            groups |= groups_of_layers(layer["config"], f"{group}/", f"{name}/")
        else:
            groups[name] = group
    return groups


def settings_of_layers(config: Saved, within: str = "") -> dict[str, Any]:
    """Return the saved settings of each layer by the same names as `groups_of_layers`."""
    settings: dict[str, Any] = {}
    for layer in config["layers"]:
        name = f"{within}{layer['config'].get('name')}"
        if "layers" in layer["config"]:
            settings |= settings_of_layers(layer["config"], f"{name}/")
        else:
            settings[name] = layer["config"]
    return settings


def places_of_weights(
    layer: Layer, names: Iterable[str], group: str, settings: Saved
) -> dict[str, str]:
    """Return the data set of each weight of a layer.

    Keras keeps the weights of recurrent layers one level deeper.

    >>> from plainnet.layers.dense import Dense
    >>> places_of_weights(Dense(2), ["kernel", "bias"], "layers/dense", {})
    {'kernel': 'layers/dense/vars/0', 'bias': 'layers/dense/vars/1'}
    """
    if isinstance(layer, MultiHeadAttention):
        parts = {name: name.partition("/")[::2] for name in names}
        return {
            name: f"{group}/{projection}/vars/{('kernel', 'bias').index(weight)}"
            for name, (projection, weight) in parts.items()
        }
    if not isinstance(layer, LayerOfLayers):
        deeper = "/cell" if isinstance(layer, RecurrentLayer | ConvLSTM2D) else ""
        return {name: f"{group}{deeper}/vars/{number}" for number, name in enumerate(names)}
    places: dict[str, str] = {}
    for each in layer.within:
        own, inner_group = _below(f"{each.place}/", names), f"{group}/{each.place}"
        saved: Saved = settings.get(each.place) or settings["layer"]
        inner: dict[str, str] = {}
        if isinstance(each.layer, Layer):
            inner = places_of_weights(each.layer, own, inner_group, saved["config"])
        else:
            groups = groups_of_layers(saved["config"], f"{inner_group}/")
            for held in each.layer.hidden:
                prefix = f"{name_of(held)}/"
                found = places_of_weights(held, _below(prefix, own), groups[prefix[:-1]], {})
                inner |= {f"{prefix}{name}": place for name, place in found.items()}
        places |= {f"{each.place}/{name}": place for name, place in inner.items()}
    return places


def _below(prefix: str, names: Iterable[str]) -> list[str]:
    """Pick out the names with a prefix, and leave it off."""
    return [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
