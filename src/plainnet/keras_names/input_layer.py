"""The head of a network: what comes in."""

from typing import Any

import numpy as np

from plainnet.keras_names.automatic_names import automatic_name
from plainnet.keras_names.keras_layer import KerasLayer
from plainnet.keras_names.layer_arguments import LayerArguments, sizes_of
from plainnet.keras_names.refusal import refusal_of
from plainnet.keras_names.symbolic_tensor import LayerCall
from plainnet.layers.input import Input as PlainInput

# The name `Input` is told apart from a layer's: the first is `input_layer`, as in Keras 3.
_BASE_NAME = "InputLayer"


class InputLayer(KerasLayer):
    """Says the shape of what a network is given.

    Parameters
    ----------
    shape : tuple of int or None
        Without the batch axis; None where a length may differ.
    batch_size : int or None
    dtype : str or None
    batch_shape : tuple of int or None
        With the batch axis.
    input_shape : tuple of int or None
        `shape` in older scripts.
    batch_input_shape : tuple of int or None
        `batch_shape` in older scripts.
    name : str or None
    input_tensor : None
        A tensor of TensorFlow is refused.
    **ignored : object
        Without effect: `sparse`, `ragged` and the like.
    """

    kind = PlainInput

    def __init__(
        self,
        shape: Any = None,
        batch_size: int | None = None,
        dtype: Any = None,
        batch_shape: Any = None,
        input_shape: Any = None,
        batch_input_shape: Any = None,
        name: str | None = None,
        input_tensor: Any = None,
        **ignored: Any,
    ) -> None:
        if input_tensor is not None or ignored.get("tensor") is not None:
            raise refusal_of("Input(tensor=...)")
        whole = batch_shape or batch_input_shape
        if whole is not None:
            batch_size, shape = whole[0], tuple(whole)[1:]
        inner = sizes_of(shape if shape is not None else input_shape)
        name = name or automatic_name(_BASE_NAME)
        plain = PlainInput(inner, batch_size=batch_size)  # type: ignore[arg-type]
        self._take(LayerArguments(plain, name, True, inner, batch_size, None))
        self.dtype = np.dtype(dtype).name if isinstance(dtype, type | np.dtype) else dtype
        self.build_for(inner)
        self.tensor = self._give()

    def _give(self) -> Any:
        """Make the symbolic tensor of the input."""
        call = LayerCall(self)
        self._calls.append(call)
        return call.give([self._input_shape])


def Input(*args: Any, **kwargs: Any) -> Any:  # noqa: N802 - its name in Keras
    """Make the symbolic tensor that a functional model starts from."""
    return InputLayer(*args, **kwargs).tensor
