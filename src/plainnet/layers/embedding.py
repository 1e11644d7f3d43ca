"""Embedding of whole numbers as vectors, and masks: which times of a sequence are there."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules


@dataclass(frozen=True)
class Embedding(Layer):
    """Look up a row of numbers for each whole number.

    Parameters
    ----------
    input_dim : int
        Number of words; inputs are 0 to `input_dim - 1`.
    output_dim : int
        Length of each vector.
    embeddings_initializer : str or Initializer
        What the vectors start from.
    embeddings_regularizer : str, Regularizer or None
        What large vectors cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    embeddings_constraint : str, Constraint or None
        What the vectors are kept to.
    mask_zero : bool, default=False
        Whether 0 says that nothing is there.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Bengio et al. (2003), "A neural probabilistic language model", JMLR 3.

    Examples
    --------
    >>> Embedding(1000, 8).output_shape((20,))
    (20, 8)
    """

    input_dim: int
    output_dim: int
    embeddings_initializer: str | Initializer = "random_uniform"
    embeddings_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    embeddings_constraint: str | Constraint | None = None
    mask_zero: bool = False

    weight_names: ClassVar[tuple[str, ...]] = ("embeddings",)
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "input_dim", self.input_dim)
        check_positive(self, "output_dim", self.output_dim)
        settle_weight_rules(self)

    @property
    def makes_mask(self) -> bool:
        """Whether 0 says that nothing is there."""
        return self.mask_zero

    def output_shape(self, input_shape: Shape) -> Shape:
        """Append the length of the vectors."""
        return (*input_shape, self.output_dim)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `embeddings` (input_dim, output_dim)."""
        return {"embeddings": (self.input_dim, self.output_dim)}

    def places(self, input_shape: Shape) -> int:
        """Count none: looking up multiplies nothing."""
        return 0

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Look the vectors up; a word that is none gives NaN."""
        return jnp.take(weights["embeddings"], inputs.astype(jnp.int32), axis=0)

    def mask_after(self, inputs: jax.Array, mask: jax.Array | None) -> jax.Array | None:
        """Return where the word is not 0, if that means nothing."""
        return inputs != 0 if self.mask_zero else None


@dataclass(frozen=True)
class Masking(Layer):
    """Leave out the times all of whose features have one value.

    Parameters
    ----------
    mask_value : float, default=0
        What fills up short sequences.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> sequence = jnp.asarray([[[1.0, 2.0], [7.0, 7.0]]])
    >>> Masking(7.0).mask_after(sequence, None).tolist()
    [[True, False]]
    """

    mask_value: float = 0.0

    makes_mask: ClassVar[bool] = True

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Put zeros where nothing is there."""
        return inputs * (inputs != self.mask_value).any(-1, keepdims=True)

    def mask_after(self, inputs: jax.Array, mask: jax.Array | None) -> jax.Array | None:
        """Return which times are there."""
        return (inputs != self.mask_value).any(-1)
