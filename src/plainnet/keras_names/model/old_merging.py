"""How Keras 1 and 2 merged models, and shared them among graphics processors."""

from collections.abc import Sequence
from typing import Any

from plainnet.keras_names.model.custom_layer import Lambda
from plainnet.keras_names.model.keras_model import Model
from plainnet.keras_names.model.layer_classes import layer_class

# Keras 1's modes and today's layers.
_MODES = {
    "sum": "Add",
    "mul": "Multiply",
    "ave": "Average",
    "max": "Maximum",
    "concat": "Concatenate",
    "dot": "Dot",
    "cos": "Dot",
}


def merge(
    inputs: Sequence[Any],
    mode: Any = "sum",
    concat_axis: int = -1,
    dot_axes: Any = -1,
    name: str | None = None,
    **settings: Any,
) -> Any:
    """Merge symbolic tensors.

    Parameters
    ----------
    inputs : sequence of symbolic tensor
    mode : str or callable
    concat_axis : int, default=-1
        For mode "concat".
    dot_axes : int or pair of int, default=-1
        For modes "dot" and "cos".
    name : str or None
    **settings : object
        Without effect.

    Returns
    -------
    symbolic tensor
    """
    return _merging(mode, concat_axis, dot_axes, name)(list(inputs))


def _merging(mode: Any, concat_axis: int, dot_axes: Any, name: str | None) -> Any:
    """Make the layer for a mode."""
    if callable(mode):
        return Lambda(mode, name=name)
    kind = layer_class(_MODES[mode])
    if mode == "concat":
        return kind(axis=concat_axis, name=name)
    if mode in ("dot", "cos"):
        return kind(axes=dot_axes, normalize=mode == "cos", name=name)
    return kind(name=name)


class Merge(Model):
    """What several models give, merged: the first layer of a Sequential in Keras 1.

    Parameters
    ----------
    layers : sequence of Model
    mode : str or callable
    concat_axis : int, default=-1
    dot_axes : int or pair of int, default=-1
    name : str or None
    **settings : object
        Without effect.
    """

    def __init__(
        self,
        layers: Sequence[Any],
        mode: Any = "sum",
        concat_axis: int = -1,
        dot_axes: Any = -1,
        name: str | None = None,
        **settings: Any,
    ) -> None:
        merging = _merging(mode, concat_axis, dot_axes, None)
        inputs = [tensor for layer in layers for tensor in layer.inputs]
        super().__init__(inputs, merging([layer.output for layer in layers]), name=name)


def multi_gpu_model(model: Any, gpus: Any = None, **without_effect: Any) -> Any:
    """Return the model itself: what it computes is the same on any number of processors.

    Parameters
    ----------
    model : Model
    gpus : int, list of int or None, default=None
        Without effect.
    **without_effect : object
        `cpu_merge` and `cpu_relocation`.

    Returns
    -------
    Model
    """
    return model
