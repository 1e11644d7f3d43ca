"""What regressors made of dense networks share."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import RegressorMixin
from sklearn.utils import Tags

from plainnet.data.scaling import learn_standard
from plainnet.errors import ShapeError
from plainnet.estimators.distinct_rows import WeightedRows, distinct_rows
from plainnet.estimators.network_estimator import Array, NetworkEstimator
from plainnet.estimators.network_on_raw_inputs import network_on_raw_inputs
from plainnet.model import Model


class NetworkRegressor(RegressorMixin, NetworkEstimator):  # type: ignore[misc]
    """Networks with a linear output, a unit for each number to predict.

    Attributes
    ----------
    target_scaling_ : Scaling
        Of the targets; undone in what is predicted.
    """

    task = "number"
    loss = "mean_squared_error"

    def __sklearn_tags__(self) -> Tags:
        """Say that several targets may be given."""
        tags = super().__sklearn_tags__()
        tags.target_tags.single_output = False
        return tags

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.
        y : array-like of shape (rows,) or (rows, targets)
            Numbers to predict.
        sample_weight : array-like of shape (rows,) or None
            How much each row counts: 2 is as good as the row twice, 0 as leaving it out.

        Returns
        -------
        self
        """
        inputs, targets, weights = self._read_numbers(X, y, sample_weight)
        rows = self._rows(inputs, targets, weights, is_first=True)
        self._train(rows, rows.targets.shape[1])
        return self

    def partial_fit(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Train for one epoch on some rows, going on from where the networks stand.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs. Those of the first call say how all are scaled; so do the targets.
        y : array-like of shape (rows,) or (rows, targets)
            Numbers to predict.
        sample_weight : array-like of shape (rows,) or None
            How much each row counts.

        Returns
        -------
        self
        """
        is_first = not hasattr(self, "models_")
        inputs, targets, weights = self._read_numbers(X, y, sample_weight, reset=is_first)
        rows = self._rows(inputs, targets, weights, is_first=is_first)
        self._train_on(rows, rows.targets.shape[1])
        return self

    def _read_numbers(
        self, X: Any, y: Any, sample_weight: ArrayLike | None, *, reset: bool = True
    ) -> tuple[Array, NDArray[Any], Array]:
        """Check what a user brings; targets are numbers."""
        return self._read(X, y, sample_weight, reset=reset, multi_output=True, y_numeric=True)

    def _rows(
        self, inputs: Array, targets: NDArray[Any], weights: Array, *, is_first: bool
    ) -> WeightedRows:
        """Merge equal rows and scale the targets."""
        columns = np.asarray(targets, np.float64).reshape(len(targets), -1)  # (rows, targets)
        rows = distinct_rows(inputs, columns, weights)
        if is_first:
            self.target_scaling_ = learn_standard(rows.targets)
            self._has_one_target = targets.ndim == 1
        elif len(self.target_scaling_.offset) != columns.shape[1]:
            expected = len(self.target_scaling_.offset)
            raise ShapeError("estimator.other_targets", found=columns.shape[1], expected=expected)
        return WeightedRows(rows.inputs, self.target_scaling_.apply(rows.targets), rows.weights)

    def predict(self, X: ArrayLike) -> Array:
        """Predict.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.

        Returns
        -------
        array of shape (rows,) or (rows, targets), float64
            In the units of the targets.
        """
        sums = self._sums(X)
        numbers = self.target_scaling_.undo(sums)
        return numbers[:, 0] if self._has_one_target else numbers

    def as_model(self) -> Model:
        """Give one network that takes inputs as they come and gives numbers in their units.

        Returns
        -------
        Model
            Ready to be saved as a file that Keras opens; the scalings are part of its first and
            last layers.
        """
        return network_on_raw_inputs(self.models_, self.scaling_, self.target_scaling_)
