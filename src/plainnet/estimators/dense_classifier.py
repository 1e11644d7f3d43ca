"""Classes from rows of numbers, by a dense network or by logistic regression, for scikit-learn."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassifierMixin

from plainnet.errors import SettingError
from plainnet.estimators.dense_forward_pass import (
    layers_on_raw_inputs,
    network_on_raw_inputs,
)
from plainnet.estimators.network_estimator import (
    Array,
    ClassWeight,
    NetworkEstimator,
    at_least_two,
    classes_of,
    numbers_of_classes,
    weighted_by_class,
)
from plainnet.estimators.training_of_networks import linear_settings
from plainnet.estimators.training_rows import WeightedRows, distinct_rows
from plainnet.layers.activations import softmax_in_numpy
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
        """Return the sums before the softmax.

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
        """Return the probability of each class.

        Parameters
        ----------
        X : array-like of shape (rows, features)
            Inputs.

        Returns
        -------
        array of shape (rows, classes), float64
            In the order of `classes_`.
        """
        return softmax_in_numpy(self._sums(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most probable class.

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
        """Return one network that takes inputs as they come and gives probabilities.

        Returns
        -------
        Model
            Ready to be saved as a file that Keras opens; the scaling is part of its first layer.
        """
        return network_on_raw_inputs(self.models_, self.scaling_)


class DenseClassifier(NetworkClassifier):
    """A dense network that tells classes apart.

    Inputs are scaled to mean 0 and standard deviation 1 inside. What is None is chosen by the
    number of rows, see `plainnet.estimators.training_of_networks`.

    Parameters
    ----------
    hidden : sequence of int or None, default=None
        Units of each hidden layer.
    activation : {"relu", "tanh", "sigmoid", "linear"}, default="relu"
        Of the hidden layers.
    dropout : float, default=0
        Share of each hidden layer's outputs left out in a training step.
    epochs : int or None, default=None
        Rounds over the rows.
    batch_size : int or None, default=None
        Rows of a step.
    learning_rate : float or None, default=None
        Of the first step; it falls along half a cosine to zero. `partial_fit` keeps it.
    weight_decay : float or None, default=None
        Share of each kernel taken away in a step, times the learning rate.
    n_networks : int or None, default=None
        How many networks, from different first weights, are averaged.
    class_weight : mapping of class to float, "balanced" or None, default=None
        How much the rows of each class count.
    early_stopping : bool, default=False
        Whether to hold rows out, end when they get no better and keep the best weights.
    validation_fraction : float, default=0.1
        Of the rows, held out by early stopping.
    patience : int or None, default=None
        Epochs without a better validation loss before training ends.
    random_state : int, RandomState or None, default=None
        Of first weights, the order of rows and the rows held out.

    References
    ----------
    Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating
    errors", Nature 323.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> X, y = load_iris(return_X_y=True)
    >>> classifier = DenseClassifier(hidden=(10, 10), random_state=0).fit(X, y)
    >>> bool(classifier.score(X, y) > 0.9)
    True
    """

    def __init__(
        self,
        hidden: Sequence[int] | None = None,
        *,
        activation: str = "relu",
        dropout: float = 0.0,
        epochs: int | None = None,
        batch_size: int | None = None,
        learning_rate: float | None = None,
        weight_decay: float | None = None,
        n_networks: int | None = None,
        class_weight: ClassWeight = None,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.dropout = dropout
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.n_networks = n_networks
        self.class_weight = class_weight
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state


class LogisticClassifier(NetworkClassifier):
    """A network without hidden layers that tells classes apart.

    Inputs are scaled to mean 0 and standard deviation 1 inside. What is None is chosen by the
    number of rows, see `plainnet.estimators.training_of_networks`.

    Parameters
    ----------
    epochs : int or None, default=None
        Rounds over the rows.
    batch_size : int or None, default=None
        Rows of a step.
    learning_rate : float or None, default=None
        Of the first step; it falls along half a cosine to zero. `partial_fit` keeps it.
    weight_decay : float or None, default=None
        Share of each weight taken away in a step, times the learning rate.
    class_weight : mapping of class to float, "balanced" or None, default=None
        How much the rows of each class count.
    early_stopping : bool, default=False
        Whether to hold rows out, end when they get no better and keep the best weights.
    validation_fraction : float, default=0.1
        Of the rows, held out by early stopping.
    patience : int or None, default=None
        Epochs without a better validation loss before training ends.
    random_state : int, RandomState or None, default=None
        Of first weights, the order of rows and the rows held out.

    References
    ----------
    Cox (1958), "The regression analysis of binary sequences", Journal of the Royal
    Statistical Society B 20.

    Examples
    --------
    >>> classifier = LogisticClassifier(random_state=0)
    >>> classifier.fit([[0.0], [1.0], [2.0], [3.0]] * 5, [0, 0, 1, 1] * 5).predict([[0.2], [2.9]])
    array([0, 1])
    """

    _usual_settings = staticmethod(linear_settings)

    def __init__(
        self,
        *,
        epochs: int | None = None,
        batch_size: int | None = None,
        learning_rate: float | None = None,
        weight_decay: float | None = None,
        class_weight: ClassWeight = None,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.class_weight = class_weight
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state

    @property
    def coef_(self) -> Array:
        """How much each input moves the decision, `(1 or classes, features)`."""
        return self._line()[0]

    @property
    def intercept_(self) -> Array:
        """The decision where all inputs are 0, `(1 or classes,)`."""
        return self._line()[1]

    def _line(self) -> tuple[Array, Array]:
        """Return weights and biases for inputs as they come."""
        model = self.models_[0]
        [(kernel, bias)] = layers_on_raw_inputs(model.network, model.weights, self.scaling_)
        if len(self.classes_) == 2:
            kernel, bias = kernel[:, 1:] - kernel[:, :1], bias[1:] - bias[:1]
        return kernel.T, bias
