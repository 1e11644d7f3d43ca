"""Attention: each query takes a mean of the values, weighted by how its keys answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import prod, sqrt
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.layers.dropout import check_rate, dropped
from plainnet.layers.initializers import GlorotUniform, Initializer, Ones
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, settle
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules

# What `MultiHeadAttention` is called with; last, which keys each query sees.
CALL_INPUTS = ("query", "value", "key", "attention_mask")
FAR_BELOW = 1e9  # taken off the scores of what is masked


@dataclass(frozen=True)
class AttentionLayer(Layer):
    """What attention layers share.

    Query, value and perhaps key go in, each (batch, time, features). A mask of the values hides
    times from all queries; that of the queries is passed on.
    """

    # Said when the layer is called, not when it is made.
    use_causal_mask: bool = field(default=False, kw_only=True)
    return_attention_scores: bool = field(default=False, kw_only=True)

    takes_several: ClassVar[bool] = True
    uses_mask: ClassVar[bool] = True
    call_settings: ClassVar[tuple[str, ...]] = ("use_causal_mask", "return_attention_scores")
    most_inputs: ClassVar[int] = 3

    def check_inputs(self, input_shape: Any) -> None:
        """Refuse anything but two or three sequences, for `MultiHeadAttention` with a mask."""
        is_few = 2 <= len(input_shape) <= self.most_inputs
        if not is_few or {len(each) for each in input_shape} != {2}:
            shapes = [str(("batch", *shape)) for shape in input_shape]
            raise ShapeError("layer.attention_inputs", layer=type(self).__name__, shapes=shapes)

    def seen(self, scores: jax.Array, *masks: jax.Array | None) -> jax.Array | None:
        """Return which scores count; None where all do.

        Shapes: `scores` (batch, queries, keys), `masks` (batch, queries or 1, keys or 1).
        """
        known = [each for each in masks if each is not None]
        if self.use_causal_mask:
            known.append(jnp.tri(scores.shape[-2], scores.shape[-1], dtype=bool)[None])
        return reduce(jnp.logical_and, known) if known else None

    def mask_after(self, inputs: Any, mask: Any) -> jax.Array | None:
        """Return the mask of the queries."""
        return None if mask is None else mask[0]

    def places(self, input_shape: Any) -> int:
        """Count the queries."""
        return int(input_shape[0][0])


@dataclass(frozen=True)
class SingleAttention(AttentionLayer):
    """What attention with one set of scores shares.

    Parameters
    ----------
    use_scale : bool
        Whether scores have a factor that is learned.
    dropout : float, default=0
        Fraction of the shares that training leaves out.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    use_causal_mask : bool, default=False
        Whether a query looks at no later time.
    return_attention_scores : bool, default=False
        Whether the shares are given, too.
    """

    use_scale: bool = False
    dropout: float = 0.0

    def __post_init__(self) -> None:
        check_rate(self, self.dropout)

    def output_shape(self, input_shape: Any) -> Any:
        """Return the times of the queries and the features of the values; scores may follow."""
        self.check_inputs(input_shape)
        (queries, _), (keys, features) = input_shape[:2]
        outputs = (queries, features)
        return (outputs, (queries, keys)) if self.return_attention_scores else outputs

    def scores(self, weights: Weights, query: jax.Array, key: jax.Array) -> jax.Array:
        """Compute how each key answers each query: (batch, queries, keys)."""
        raise NotImplementedError

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Any:
        """Take the weighted means.

        Shapes: `inputs` (batch, queries, features), (batch, keys, features) -> (batch, queries,
        features).
        """
        query, value = inputs[:2]
        of_query, of_value = (mask or (None, None))[:2]
        scores = self.scores(weights, query, inputs[2] if len(inputs) > 2 else value)
        seen = self.seen(scores, None if of_value is None else of_value[:, None])
        shares = jax.nn.softmax(scores if seen is None else scores - FAR_BELOW * ~seen)
        if training and self.dropout:
            shares = dropped(self, shares, self.dropout, key, shares.shape)
        outputs = jnp.einsum("bqk,bkf->bqf", shares, value)
        if of_query is not None:
            outputs = jnp.where(of_query[..., None], outputs, 0)
        return (outputs, shares) if self.return_attention_scores else outputs


@dataclass(frozen=True)
class Attention(SingleAttention):
    """Weigh values by the product of query and key.

    The further settings are those of every `SingleAttention`.

    Attributes
    ----------
    score_mode : {"dot", "concat"}
        Whether scores are products, or sums of `tanh(query + key)`.

    References
    ----------
    Luong, Pham and Manning (2015), "Effective approaches to attention-based neural machine
    translation", EMNLP.

    Examples
    --------
    >>> Attention().output_shape(((5, 3), (7, 3)))
    (5, 3)
    """

    score_mode: Literal["dot", "concat"] = "dot"

    @property
    def weight_names(self) -> tuple[str, ...]:
        """Order of the weights in files."""
        used = {"scale": self.use_scale, "concat_score_weight": self.score_mode == "concat"}
        return tuple(name for name, is_used in used.items() if is_used)

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return one number for each of the weights."""
        return dict.fromkeys(self.weight_names, ())

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from: 1."""
        return Ones()

    def scores(self, weights: Weights, query: jax.Array, key: jax.Array) -> jax.Array:
        """Compute how each key answers each query: (batch, queries, keys)."""
        scale = weights.get("scale", jnp.ones(()))
        if self.score_mode == "dot":
            return jnp.einsum("bqf,bkf->bqk", query, key) * scale
        both = jnp.tanh(scale * (query[:, :, None] + key[:, None]))
        return weights["concat_score_weight"] * both.sum(-1)


@dataclass(frozen=True)
class AdditiveAttention(SingleAttention):
    """Weigh values by the sum of `scale * tanh(query + key)`.

    The settings are those of every `SingleAttention`.

    References
    ----------
    Bahdanau, Cho and Bengio (2015), "Neural machine translation by jointly learning to
    align and translate", ICLR.

    Examples
    --------
    >>> AdditiveAttention().weight_shapes(((5, 3), (7, 3)))
    {'scale': (3,)}
    """

    use_scale: bool = True

    weight_names: ClassVar[tuple[str, ...]] = ("scale",)

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return `scale`, one number for each feature."""
        return {"scale": (input_shape[0][-1],)} if self.use_scale else {}

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from."""
        return GlorotUniform()

    def scores(self, weights: Weights, query: jax.Array, key: jax.Array) -> jax.Array:
        """Compute how each key answers each query: (batch, queries, keys)."""
        both = jnp.tanh(query[:, :, None] + key[:, None])
        return (weights.get("scale", jnp.ones(())) * both).sum(-1)


@dataclass(frozen=True)
class MultiHeadAttention(AttentionLayer):
    """Let several heads attend, each with projections of its own, and join what they find.

    Parameters
    ----------
    num_heads : int
        Number of heads.
    key_dim : int
        Features of the queries and keys of each head.
    value_dim : int or None
        Features of the values of each head; None takes `key_dim`.
    dropout : float, default=0
        Fraction of the shares that training leaves out.
    use_bias : bool, default=True
        Whether each projection has a bias.
    kernel_initializer, bias_initializer : str or Initializer
        What the weights start from.
    kernel_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    kernel_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    use_causal_mask : bool, default=False
        Whether a query looks at no later time.
    return_attention_scores : bool, default=False
        Whether the shares of all heads are given, too.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", NIPS.

    Examples
    --------
    >>> layer = MultiHeadAttention(2, 4)
    >>> shapes = layer.weight_shapes(((5, 3), (5, 3)))
    >>> shapes["query_dense/kernel"], shapes["output_dense/kernel"]
    ((3, 2, 4), (2, 4, 3))
    """

    num_heads: int
    key_dim: int
    value_dim: int | None = None
    dropout: float = 0.0
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    kernel_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    most_inputs: ClassVar[int] = 4

    def __post_init__(self) -> None:
        check_positive(self, "num_heads", self.num_heads)
        check_positive(self, "key_dim", self.key_dim)
        settle(self, value_dim=self.value_dim or self.key_dim)
        check_rate(self, self.dropout)
        settle_weight_rules(self)

    @property
    def weight_names(self) -> tuple[str, ...]:
        """Order of the weights in files: kernel and bias of each projection."""
        own = ("kernel", "bias") if self.use_bias else ("kernel",)
        projections = ("query", "key", "value", "output")
        return tuple(f"{projection}_dense/{name}" for projection in projections for name in own)

    @staticmethod
    def called_with(given: list[Any], settings: Mapping[str, Any]) -> tuple[list[Any], Any]:
        """Put what the layer is called with in order; return it with the settings left over.

        A mask comes after a key: without one the values are the keys.
        """
        named = dict(zip(CALL_INPUTS, given, strict=False)) | dict(settings)
        inputs = [named.pop(name, None) for name in CALL_INPUTS]
        if inputs[2] is None and inputs[3] is not None:
            inputs[2] = inputs[1]
        return [each for each in inputs if each is not None], named

    def output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the queries; scores may follow."""
        self.check_inputs(input_shape)
        outputs = tuple(input_shape[0])
        scores = (self.num_heads, outputs[0], input_shape[1][0])
        return (outputs, scores) if self.return_attention_scores else outputs

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return kernel and bias of each projection, the heads in the middle."""
        heads, size = self.num_heads, int(self.value_dim or 0)
        query, value = input_shape[0][-1], input_shape[1][-1]
        key = input_shape[2][-1] if len(input_shape) > 2 else value
        shapes: list[Shape] = []
        for features, width in ((query, self.key_dim), (key, self.key_dim), (value, size)):
            shapes += [(features, heads, width), (heads, width)][: 1 + self.use_bias]
        shapes += [(heads, size, query), (query,)][: 1 + self.use_bias]
        return dict(zip(self.weight_names, shapes, strict=True))

    def multiplications(self, input_shape: Any) -> int:
        """Count those with weights: each projection at each of its times."""
        shapes = self.weight_shapes(input_shape)
        times = {"query": 0, "key": 1, "value": 1, "output": 0}
        return sum(
            input_shape[times[name.partition("_dense")[0]]][0] * prod(shape)
            for name, shape in shapes.items()
            if name.endswith("kernel")
        )

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Any:
        """Project, attend with every head, and project what they found.

        Shapes: `inputs` (batch, queries, features), (batch, keys, features) -> (batch, queries,
        features).
        """
        query, value, keys, *given = (*inputs, inputs[1])[: max(3, len(inputs))]
        projected = self._projected(weights, "query", query) / sqrt(self.key_dim)
        scores = jnp.einsum("bqhf,bkhf->bhqk", projected, self._projected(weights, "key", keys))
        masks = mask or (None,) * 3
        seen = self.seen(
            scores[:, 0],
            None if masks[0] is None else masks[0][:, :, None],
            *(None if each is None else each[:, None] for each in masks[1:3]),
            *(each > 0.5 for each in given),
        )
        if seen is not None:
            scores = jnp.where(seen[:, None], scores, -FAR_BELOW)
        shares = jax.nn.softmax(scores)
        if seen is not None and (self.dropout or self.return_attention_scores):
            # A query that sees no key gets nothing; else, as in Keras, the mean of all values.
            shares = jnp.where(seen[:, None], shares, 0)
        kept = shares
        if training and self.dropout:
            kept = dropped(self, shares, self.dropout, key, shares.shape)
        found = jnp.einsum("bhqk,bkhf->bqhf", kept, self._projected(weights, "value", value))
        outputs = jnp.einsum("bqhf,hfo->bqo", found, weights["output_dense/kernel"])
        outputs = outputs + weights["output_dense/bias"] if self.use_bias else outputs
        return (outputs, shares) if self.return_attention_scores else outputs

    def _projected(self, weights: Weights, name: str, sequence: jax.Array) -> jax.Array:
        """Project a sequence for every head: (batch, time, heads, features)."""
        sums = jnp.einsum("btf,fhw->bthw", sequence, weights[f"{name}_dense/kernel"])
        return sums + weights[f"{name}_dense/bias"] if self.use_bias else sums
