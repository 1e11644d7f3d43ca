"""What estimators of dense networks share: settings, scaling, training, the forward pass."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets, unique_labels
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from plainnet.data.scaling import learn_standard
from plainnet.errors import SettingError
from plainnet.estimators.dense_forward_pass import (
    check_activation,
    kernels_and_biases,
    sums_before_output,
)
from plainnet.estimators.training_of_networks import (
    TableSettings,
    Task,
    default_settings,
    train_networks,
    train_on,
    untrained,
)
from plainnet.estimators.training_rows import WeightedRows, hold_out
from plainnet.networks.classic_networks import dense_network
from plainnet.networks.network import Stack

ClassWeight = Mapping[Any, float] | str | None


def classes_of(y: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[Any]:
    """List the classes that rows which count belong to, sorted.

    Shapes: `y` (rows,), `weights` (rows,) -> (classes,).
    """
    check_classification_targets(y)
    counting = y[weights > 0]
    if not len(counting):
        raise SettingError("estimator.no_weight")
    return at_least_two(unique_labels(counting))


def at_least_two(classes: Any) -> NDArray[Any]:
    """Refuse a single class: there is nothing to tell apart."""
    names = np.asarray(classes)
    if len(names) < 2:
        raise SettingError("estimator.one_class", label=names.tolist()[0])
    return names


def numbers_of_classes(y: NDArray[Any], classes: NDArray[Any]) -> NDArray[np.intp]:
    """Return the place of each label among the classes, -1 for a label that is none of them.

    >>> numbers_of_classes(np.array(["b", "c", "a"]), np.array(["a", "b"])).tolist()
    [1, -1, 0]
    """
    places = np.searchsorted(classes, y)
    places[places == len(classes)] = 0
    return np.where(classes[places] == y, places, -1)


def weighted_by_class(
    numbers: NDArray[np.intp],
    weights: NDArray[np.float64],
    classes: NDArray[Any],
    class_weight: ClassWeight,
) -> NDArray[np.float64]:
    """Multiply the weight of each row by that of its class.

    Shapes: `numbers` (rows,), `weights` (rows,), `classes` (classes,) -> (rows,).
    """
    if class_weight is None:
        return weights
    if class_weight == "balanced":
        sums = np.bincount(numbers, weights, minlength=len(classes))
        of_classes = np.divide(weights.sum(), len(classes) * sums, where=sums > 0, out=0 * sums)
    else:
        of_classes = compute_class_weight(class_weight, classes=classes, y=classes[numbers])
    weighted = np.asarray(weights * of_classes[numbers], np.float64)
    if not weighted.any():
        raise SettingError("estimator.no_weight")
    return weighted


Array = NDArray[np.float64]

# How estimators call what `TableSettings` holds.
_ASKED = {
    "hidden": "hidden",
    "epochs": "epochs",
    "batch_size": "batch",
    "learning_rate": "rate",
    "weight_decay": "weight_decay",
    "patience": "patience",
    "n_networks": "n_networks",
}


class NetworkEstimator(BaseEstimator):  # type: ignore[misc]
    """A dense network, or the average of several, behind a standard scaling.

    Attributes
    ----------
    models_ : list of Model
        The networks, for scaled inputs.
    histories_ : list of History
        What each epoch measured, by network.
    n_iter_ : int
        Epochs of the network that was trained longest.
    scaling_ : Scaling
        Of the inputs.
    """

    task: ClassVar[Task]
    loss: ClassVar[str]
    output_activation: ClassVar[str | None] = None
    _usual_settings = staticmethod(default_settings)  # where nothing was asked for

    def _settings(self, n_rows: int) -> TableSettings:
        """Put what was asked for in the place of what is usual for so many rows."""
        given = {field: getattr(self, name, None) for name, field in _ASKED.items()}
        asked = {field: value for field, value in given.items() if value is not None}
        settings = replace(self._usual_settings(n_rows), **asked)
        for name, field in _ASKED.items():
            check_setting(name, getattr(settings, field))
        return settings

    def _network(self, settings: TableSettings, n_outputs: int) -> Stack:
        """Build the network."""
        check_activation(self._activation)
        return dense_network(
            n_outputs,
            settings.hidden,
            activation=self._activation,
            output_activation=self.output_activation,
            dropout=getattr(self, "dropout", 0.0),
        )

    @property
    def _activation(self) -> str:
        """The activation of hidden layers."""
        return getattr(self, "activation", "relu")

    def _read(
        self, X: Any, y: Any, sample_weight: ArrayLike | None, *, reset: bool = True, **checks: Any
    ) -> tuple[Array, NDArray[Any], Array]:
        """Check what a user brings: inputs, targets and weights."""
        inputs, targets = validate_data(self, X, y, dtype=np.float64, reset=reset, **checks)
        weights = _check_sample_weight(
            sample_weight, inputs, dtype=np.float64, ensure_non_negative=True
        )
        return inputs, targets, weights

    def _train(self, rows: WeightedRows, n_outputs: int) -> None:
        """Learn the scaling and train the networks; rows are distinct, targets scaled."""
        random = check_random_state(self.random_state)
        held_out = None
        if getattr(self, "early_stopping", False):
            rows, held_out = hold_out(
                rows,
                self.validation_fraction,
                random.randint(np.iinfo(np.int32).max),
                stratify=self.task == "classes",
            )
        settings = self._settings(len(rows.weights))
        self.scaling_ = learn_standard(rows.inputs)
        self.models_, self.histories_ = train_networks(
            self._network(settings, n_outputs),
            self._scaled(rows),
            settings,
            loss=self.loss,
            seeds=_seeds(random, settings.n_networks),
            held_out=None if held_out is None else self._scaled(held_out),
        )
        self.n_iter_ = max(len(history.epochs) for history in self.histories_)

    def _train_on(self, rows: WeightedRows, n_outputs: int) -> None:
        """Train for one more epoch, on the first call from first weights."""
        settings = self._settings(len(rows.weights))
        if not hasattr(self, "models_"):
            self.scaling_ = learn_standard(rows.inputs)
            seeds = _seeds(check_random_state(self.random_state), settings.n_networks)
            self.models_ = untrained(self._network(settings, n_outputs), self.loss, seeds)
            self.n_iter_ = 0
        train_on(self.models_, self._scaled(rows), settings, self.n_iter_)
        self.n_iter_ += 1

    def _scaled(self, rows: WeightedRows) -> WeightedRows:
        """Scale the inputs."""
        return replace(rows, inputs=self.scaling_.apply(rows.inputs))

    def _sums(self, X: Any) -> Array:
        """Return the networks' sums before the output's activation, averaged."""
        check_is_fitted(self)
        inputs = self.scaling_.apply(validate_data(self, X, dtype=np.float64, reset=False))
        total = sum(
            sums_before_output(
                kernels_and_biases(model.network, model.weights), inputs, self._activation
            )
            for model in self.models_
        )
        return np.asarray(total / len(self.models_), np.float64)  # (rows, outputs)


def _seeds(random: np.random.RandomState, n_networks: int) -> Sequence[int]:
    """Draw a seed for each network."""
    seeds: list[int] = random.randint(np.iinfo(np.int32).max, size=n_networks).tolist()
    return seeds


def given_settings(estimator: Any, hidden: tuple[int, ...] = ()) -> TableSettings:
    """Check the settings of an estimator of one network, none of which is left open."""
    given: dict[str, Any] = {"hidden": hidden, "n_networks": 1}
    for name in ("epochs", "batch_size", "learning_rate", "weight_decay", "patience"):
        given[_ASKED[name]] = getattr(estimator, name)
        check_setting(name, given[_ASKED[name]])
    return TableSettings(**given)


def check_setting(name: str, value: Any) -> None:
    """Refuse a setting that makes no sense, before anything is trained."""
    if name in ("hidden", "units"):
        is_right = isinstance(value, Sequence | np.ndarray) and all(map(_counts, value))
        is_right = is_right and (name == "hidden" or len(value) > 0)
    elif name in ("learning_rate", "weight_decay"):
        is_right = isinstance(value, int | float | np.number) and bool(0 <= value < np.inf)
    else:
        is_right = _counts(value)
    if not is_right:
        raise SettingError(f"estimator.setting.{name}", value=value)


def _counts(value: Any) -> bool:
    """Return whether a value is a number of something."""
    return isinstance(value, int | np.integer) and bool(value >= 1)
