"""Targets brought to the outputs as every Keras does it, with a warning: it is rarely meant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.keras_names.door.refusal import warn_once
from plainnet.losses import regression_losses
from plainnet.losses.classification_losses import SparseCategoricalCrossentropy
from plainnet.losses.loss import JointLoss, Loss, NoLoss
from plainnet.networks.network import Shapes, alone_or_tuple, each_array, each_shape
from plainnet.training.examples import Examples
from plainnet.training.training_data import DataReader


@dataclass(frozen=True)
class KerasDataReader(DataReader):
    """Makes examples whose targets have the shape of the outputs, and codes the inputs.

    `output_shape`: None where nothing is known of it yet; `code`: returns data as they go in.
    """

    loss: Loss | None = None
    output_shape: Shapes | None = None
    code: Callable[[Any], Any] = field(default=lambda x: x)

    def examples(self, x: Any, y: Any, sample_weight: Any = None) -> Examples:
        """Make examples of arrays, then match their targets."""
        parts = self.loss.parts if isinstance(self.loss, JointLoss) else (self.loss or NoLoss(),)
        y = _for_each(parts, y) if len(parts) > 1 else y
        made = super().examples(self.code(x), y, sample_weight)
        if self.output_shape is None or self.loss is None:
            return made
        shapes = each_shape(self.output_shape)
        arrays = each_array(made.targets)
        if not len(parts) == len(shapes) == len(arrays):
            return made
        matched = [_matched(*each) for each in zip(parts, arrays, shapes, strict=True)]
        return replace(made, targets=alone_or_tuple(matched))


def _for_each(parts: Sequence[Loss], y: Any) -> Any:
    """Give outputs that are not trained on targets, too, where the script gives none for them."""
    trained = [not isinstance(part, NoLoss) for part in parts]
    given = list(y) if isinstance(y, list | tuple) else [y]
    if all(trained) or y is None or isinstance(y, Mapping) or len(given) != sum(trained):
        return y
    own, nothing = iter(given), np.zeros(len(given[0]), np.float32)
    return [next(own) if is_trained else nothing for is_trained in trained]


def _matched(loss: Loss, targets: NDArray[Any], output_shape: Any) -> NDArray[Any]:
    """Match the targets of one output."""
    if isinstance(loss, SparseCategoricalCrossentropy):
        return _whole(targets)
    if type(loss).__module__ != regression_losses.__name__ or None in output_shape:
        return targets
    return broadcast_targets(loss.name, targets, (len(targets), *output_shape))


def _whole(targets: NDArray[Any]) -> NDArray[Any]:
    """Cut class numbers to whole ones."""
    cut: NDArray[Any] = np.trunc(targets)
    if np.array_equal(cut, targets):
        return targets
    first = targets[cut != targets].flat[0]
    warn_once("script.labels_cut", found=f"{first:g}", cut=f"{np.trunc(first):g}")
    return cut


def broadcast_targets(loss: str, targets: NDArray[Any], wanted: tuple[int, ...]) -> NDArray[Any]:
    """Repeat targets along the axes where outputs have more than one number.

    Shapes: `targets` (rows, ...) -> (rows, ...).
    `wanted`: the shape of the outputs.

    >>> broadcast_targets("mse", np.zeros((3, 1)), (3, 2)).shape
    (3, 2)
    """
    column = targets[:, np.newaxis] if targets.ndim == 1 else targets
    if len(wanted) == column.ndim + 1 and wanted[-1] == 1:
        wanted = wanted[:-1]
    is_one_more = column.ndim == len(wanted) + 1 and column.shape[-1] == 1
    if column.shape == wanted or is_one_more or column.ndim > len(wanted):
        return targets
    try:
        repeated = np.broadcast_to(column, wanted)
    except ValueError:
        return targets
    warn_once("script.targets_repeated", loss=loss, targets=targets.shape, outputs=wanted)
    return repeated
