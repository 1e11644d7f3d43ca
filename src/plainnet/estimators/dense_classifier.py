"""Classes from rows of numbers, by a dense network, for scikit-learn."""

from collections.abc import Sequence

import numpy as np

from plainnet.estimators.class_labels import ClassWeight
from plainnet.estimators.network_classifier import NetworkClassifier


class DenseClassifier(NetworkClassifier):
    """A dense network that tells classes apart.

    Inputs are scaled to mean 0 and standard deviation 1 inside. What is None is chosen by the
    number of rows, see `plainnet.estimators.default_settings`.

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
