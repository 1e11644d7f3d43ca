"""What classifiers made of dense networks share."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassifierMixin

from plainnet.errors import SettingError
from plainnet.estimators.class_labels import (
    ClassWeight,
    at_least_two,
    classes_of,
    numbers_of_classes,
    weighted_by_class,
)
from plainnet.estimators.dense_forward_pass import softmax_of
from plainnet.estimators.distinct_rows import WeightedRows, distinct_rows
from plainnet.estimators.network_estimator import Array, NetworkEstimator
from plainnet.estimators.network_on_raw_inputs import network_on_raw_inputs
from plainnet.model import Model


class NetworkClassifier(ClassifierMixin, NetworkEstimator):  # type: ignore[misc]
    """Networks with a softmax output, a unit for each class.

    Attributes
    ----------
    classes_ : array of shape (classes,)
        The labels, sorted.
    """

    task = "classes"
    loss = "sparse_categorical_crossentropy"
    output_activation = "softmax"
    class_weight: ClassWeight

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.
        y : array-like of shape (rows,)
            Class of each row.
        sample_weight : array-like of shape (rows,) or None
            How much each row counts: 2 is as good as the row twice, 0 as leaving it out.

        Returns
        -------
        self
        """
        inputs, labels, weights = self._read(X, y, sample_weight)
        self.classes_ = classes_of(labels, weights)
        self._train(self._rows(inputs, labels, weights), len(self.classes_))
        return self

    def partial_fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        classes: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Train for one epoch on some rows, going on from where the networks stand.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs. Those of the first call say how all are scaled.
        y : array-like of shape (rows,)
            Class of each row.
        classes : array-like of shape (classes,) or None
            All classes that will ever come; needed at the first call.
        sample_weight : array-like of shape (rows,) or None
            How much each row counts.

        Returns
        -------
        self
        """
        is_first = not hasattr(self, "models_")
        inputs, labels, weights = self._read(X, y, sample_weight, reset=is_first)
        named = None if classes is None else np.unique(np.asarray(classes))
        if is_first:
            if named is None:
                raise SettingError("estimator.first_classes")
            self.classes_ = at_least_two(named)
        elif named is not None and not np.array_equal(named, self.classes_):
            expected = self.classes_.tolist()
            raise SettingError("estimator.other_classes", found=named.tolist(), expected=expected)
        self._train_on(self._rows(inputs, labels, weights), len(self.classes_))
        return self

    def _rows(self, inputs: Array, labels: NDArray[Any], weights: Array) -> WeightedRows:
        """Number the classes, weigh the rows, merge equal ones."""
        numbers = numbers_of_classes(labels, self.classes_)
        strange = (numbers < 0) & (weights > 0)
        if strange.any():
            label, known = labels.tolist()[np.argmax(strange)], self.classes_.tolist()
            raise SettingError("estimator.unknown_class", label=label, expected=known)
        weights = weighted_by_class(numbers, weights, self.classes_, self.class_weight)
        return distinct_rows(inputs, numbers[:, None].astype(np.float64), weights)

    def decision_function(self, X: ArrayLike) -> Array:
        """Give the sums before the softmax.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.

        Returns
        -------
        array of shape (rows,) or (rows, classes), float64
            For two classes how far the sum of the second lies above that of the first.
        """
        sums = self._sums(X)
        return sums[:, 1] - sums[:, 0] if len(self.classes_) == 2 else sums

    def predict_proba(self, X: ArrayLike) -> Array:
        """Give the probability of each class.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.

        Returns
        -------
        array of shape (rows, classes), float64
            In the order of `classes_`.
        """
        return softmax_of(self._sums(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Give the most probable class.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.

        Returns
        -------
        array of shape (rows,)
            Labels as they were in `y`.
        """
        likeliest = self._sums(X).argmax(axis=1)
        labels: NDArray[Any] = self.classes_[likeliest]
        return labels

    def as_model(self) -> Model:
        """Give one network that takes inputs as they come and gives probabilities.

        Returns
        -------
        Model
            Ready to be saved as a file that Keras opens; the scaling is part of its first layer.
        """
        return network_on_raw_inputs(self.models_, self.scaling_)
