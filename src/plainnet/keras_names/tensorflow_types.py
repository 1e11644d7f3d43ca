"""TensorFlow's types of numbers, and the descriptions of arrays made of them."""

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.eager_array import TensorShape, numpy_dtype


class DType:
    """A type of numbers that NumPy and TensorFlow scripts both understand.

    Parameters
    ----------
    name : str
        As NumPy spells it; "string" for texts.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.dtype: np.dtype[Any] = np.dtype(object) if name == "string" else jnp.dtype(name)

    @property
    def as_numpy_dtype(self) -> Any:
        """The type of NumPy."""
        return self.dtype.type

    @property
    def is_floating(self) -> bool:
        """Whether the numbers have a point."""
        return self.dtype.kind == "f" or self.name == "bfloat16"

    @property
    def is_integer(self) -> bool:
        """Whether the numbers are whole."""
        return self.dtype.kind in "iu"

    @property
    def max(self) -> Any:
        """Largest number."""
        return (np.iinfo if self.is_integer else jnp.finfo)(self.dtype).max

    @property
    def min(self) -> Any:
        """Smallest number."""
        return (np.iinfo if self.is_integer else jnp.finfo)(self.dtype).min

    def __eq__(self, other: object) -> bool:
        try:
            return bool(self.dtype == numpy_dtype(other))
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    def __repr__(self) -> str:
        return f"tf.{self.name}"


class TensorSpec(NamedTuple):
    """What an array will look like.

    Attributes
    ----------
    shape : tuple or None
        Lengths of its axes.
    dtype : dtype
        Type of its numbers.
    name : str or None
        Kept for the script.
    """

    shape: Any = None
    dtype: Any = "float32"
    name: str | None = None


def make_shape(dims: Any = ()) -> TensorShape:
    """Give a shape that answers as TensorFlow's does."""
    return TensorShape(() if dims is None else dims)


def as_dtype(type_value: Any) -> DType:
    """Give the type of a name or of NumPy's type."""
    return DType(numpy_dtype(type_value).name)


float16, float32, float64 = DType("float16"), DType("float32"), DType("float64")
int8, int16, int32, int64 = DType("int8"), DType("int16"), DType("int32"), DType("int64")
uint8, uint16, uint32, uint64 = DType("uint8"), DType("uint16"), DType("uint32"), DType("uint64")
bool_, string, bfloat16 = DType("bool"), DType("string"), DType("bfloat16")
complex64, complex128 = DType("complex64"), DType("complex128")
