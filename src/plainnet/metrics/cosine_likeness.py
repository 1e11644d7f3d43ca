"""How alike the directions of targets and outputs are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax

from plainnet.losses.cosine_similarity import cosine
from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class CosineSimilarity(MeanMetric):
    """The mean cosine of the angle between target and output; the loss is minus that.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> alike = CosineSimilarity()
    >>> float(alike.result(alike.tally([[0.0, 1.0]], [[0.0, 2.0]], [1.0])))
    1.0
    """

    name: str = field(default="cosine_similarity", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give the cosine along the last axis."""
        return cosine(*match_shapes(self.name, y_true, y_pred))
