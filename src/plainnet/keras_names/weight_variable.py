"""One weight of a layer as a variable: to be read, printed and assigned."""

from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray


class WeightVariable:
    """Shows a weight of a layer; what is read is the weight of that moment."""

    __array_priority__ = 1000

    def __init__(self, owner: Any, weight: str) -> None:
        self.owner = owner
        self.weight = weight

    @property
    def value(self) -> Any:
        """The numbers."""
        return self.owner.plain_weights()[self.weight]

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the numbers."""
        return tuple(self.value.shape)

    @property
    def dtype(self) -> str:
        """Type of the numbers."""
        return "float32"

    @property
    def name(self) -> str:
        """Name of the weight."""
        return self.weight

    @property
    def path(self) -> str:
        """Layer and weight."""
        return f"{self.owner.name}/{self.weight}"

    def numpy(self) -> NDArray[Any]:
        """Give a copy."""
        return np.array(self.value)

    eval = numpy

    def assign(self, value: Any) -> None:
        """Put other numbers in."""
        self.owner.put_weight(self.weight, value)

    def get_shape(self) -> tuple[int, ...]:
        """Give the shape."""
        return self.shape

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.value, dtype)

    def __jax_array__(self) -> Any:
        return jnp.asarray(self.value)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, place: Any) -> Any:
        return self.numpy()[place]

    def __repr__(self) -> str:
        return f"<Variable path={self.path}, shape={self.shape}, value={self.numpy()}>"
