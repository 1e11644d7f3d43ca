"""Classes from images, by a LeNet, for scikit-learn."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import (
    _check_sample_weight,
    check_array,
    check_consistent_length,
    check_is_fitted,
    column_or_1d,
)

from plainnet.data.scaling import learn_standard
from plainnet.errors import ShapeError
from plainnet.estimators.network_estimator import (
    ClassWeight,
    classes_of,
    given_settings,
    numbers_of_classes,
    weighted_by_class,
)
from plainnet.estimators.training_of_networks import TableSettings, train_networks
from plainnet.estimators.training_rows import WeightedRows, hold_out
from plainnet.networks.classic_networks import lenet_of_size


class LeNetClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A LeNet that tells images apart.

    Channels are scaled to mean 0 and standard deviation 1 inside.

    Parameters
    ----------
    epochs : int, default=30
        Rounds over the images.
    batch_size : int, default=32
        Images of a step.
    learning_rate : float, default=0.003
        Of the first step; it falls along half a cosine to zero.
    weight_decay : float, default=0.05
        Share of each kernel taken away in a step, times the learning rate.
    class_weight : mapping of class to float, "balanced" or None, default=None
        How much the images of each class count.
    early_stopping : bool, default=False
        Whether to hold images out, end when they get no better and keep the best weights.
    validation_fraction : float, default=0.1
        Of the images, held out by early stopping.
    patience : int, default=5
        Epochs without a better validation loss before training ends.
    random_state : int, RandomState or None, default=None
        Of first weights, the order of images and those held out.

    Attributes
    ----------
    classes_ : array of shape (classes,)
        The labels, sorted.
    model_ : Model
        For scaled images.
    history_ : History
        What each epoch measured.
    n_iter_ : int
        Epochs trained.
    scaling_ : Scaling
        Of the channels.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition".

    Examples
    --------
    >>> images = np.random.default_rng(0).uniform(size=(40, 16, 16))
    >>> images[::2] += 1
    >>> classifier = LeNetClassifier(epochs=3, random_state=0)
    >>> classifier.fit(images, [1, 0] * 20).predict_proba(images).shape
    (40, 2)
    """

    def __init__(
        self,
        *,
        epochs: int = 30,
        batch_size: int = 32,
        learning_rate: float = 0.003,
        weight_decay: float = 0.05,
        class_weight: ClassWeight = None,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 5,
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

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : array-like of shape (images, height, width) or (images, height, width, channels)
            Pixels, in any range.
        y : array-like of shape (images,)
            Class of each image.
        sample_weight : array-like of shape (images,) or None
            How much each image counts.

        Returns
        -------
        self
        """
        settings = given_settings(self)
        images, labels = _images(X), column_or_1d(y, warn=True)
        check_consistent_length(images, labels)
        weights = _check_sample_weight(
            sample_weight, images, dtype=np.float64, ensure_non_negative=True
        )
        self.classes_ = classes_of(labels, weights)
        numbers = numbers_of_classes(labels, self.classes_)
        weights = weighted_by_class(numbers, weights, self.classes_, self.class_weight)
        counting = weights > 0
        weights = weights[counting] / weights[counting].mean()
        rows = WeightedRows(images[counting], numbers[counting, None], weights)
        self.image_shape_ = images.shape[1:]
        self._train(rows, settings)
        return self

    def _train(self, rows: WeightedRows, settings: TableSettings) -> None:
        """Learn the scaling and train the network."""
        random = check_random_state(self.random_state)
        seed, seed_of_split = random.randint(np.iinfo(np.int32).max, size=2)
        held_out = None
        if self.early_stopping:
            rows, held_out = hold_out(rows, self.validation_fraction, seed_of_split, stratify=True)
        height, width, channels = self.image_shape_
        self.scaling_ = learn_standard(rows.inputs.reshape(-1, channels))
        [self.model_], [self.history_] = train_networks(
            lenet_of_size(len(self.classes_), height, width),
            self._scaled(rows),
            settings,
            loss="sparse_categorical_crossentropy",
            seeds=[seed],
            held_out=None if held_out is None else self._scaled(held_out),
        )
        self.n_iter_ = len(self.history_.epochs)

    def _scaled(self, rows: WeightedRows) -> WeightedRows:
        """Scale the pixels."""
        return WeightedRows(self.scaling_.apply(rows.inputs), rows.targets, rows.weights)

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the probability of each class.

        Parameters
        ----------
        X : array-like of shape (images, height, width) or (images, height, width, channels)
            Pixels, of the size and in the range trained on.

        Returns
        -------
        array of shape (images, classes), float64
            In the order of `classes_`.
        """
        check_is_fitted(self)
        images = _images(X)
        if images.shape[1:] != self.image_shape_:
            found, expected = images.shape[1:], self.image_shape_
            raise ShapeError("estimator.new_images", found=found, expected=expected)
        probabilities = np.asarray(self.model_.predict(self.scaling_.apply(images)), np.float64)
        return np.asarray(probabilities / probabilities.sum(axis=1, keepdims=True))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most probable class.

        Parameters
        ----------
        X : array-like of shape (images, height, width) or (images, height, width, channels)
            Pixels, of the size and in the range trained on.

        Returns
        -------
        array of shape (images,)
            Labels as they were in `y`.
        """
        likeliest = self.predict_proba(X).argmax(axis=1)
        labels: NDArray[Any] = self.classes_[likeliest]
        return labels


def _images(X: ArrayLike) -> NDArray[np.float32]:
    """Check images, and give grey ones their channel: (images, height, width, channels)."""
    images: NDArray[np.float32] = check_array(
        X, dtype=np.float32, allow_nd=True, ensure_2d=False, input_name="X"
    )
    if images.ndim not in (3, 4):
        raise ShapeError("estimator.images", found=images.shape)
    return images if images.ndim == 4 else images[..., None]
