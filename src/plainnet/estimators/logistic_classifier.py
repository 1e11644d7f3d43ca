"""Logistic regression by gradient descent, for scikit-learn."""

import numpy as np

from plainnet.estimators.class_labels import ClassWeight
from plainnet.estimators.default_settings import TableSettings, linear_settings
from plainnet.estimators.dense_forward_pass import kernels_and_biases
from plainnet.estimators.network_classifier import NetworkClassifier
from plainnet.estimators.network_estimator import Array


class LogisticClassifier(NetworkClassifier):
    """A network without hidden layers that tells classes apart.

    Inputs are scaled to mean 0 and standard deviation 1 inside. What is None is chosen by the
    number of rows, see `plainnet.estimators.default_settings`.

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

    def _usual_settings(self, n_rows: int) -> TableSettings:
        """Give what a straight line is trained with."""
        return linear_settings(self.task, n_rows)

    @property
    def coef_(self) -> Array:
        """How much each input moves the decision, `(1 or classes, features)`."""
        return self._line()[0]

    @property
    def intercept_(self) -> Array:
        """The decision where all inputs are 0, `(1 or classes,)`."""
        return self._line()[1]

    def _line(self) -> tuple[Array, Array]:
        """Give weights and biases for inputs as they come."""
        model = self.models_[0]
        [(kernel, bias)] = kernels_and_biases(model.network, model.weights)
        kernel = kernel / np.asarray(self.scaling_.scale)[:, None]  # (features, classes)
        bias = bias - np.asarray(self.scaling_.offset) @ kernel
        if len(self.classes_) == 2:
            kernel, bias = kernel[:, 1:] - kernel[:, :1], bias[1:] - bias[:1]
        return kernel.T, bias
