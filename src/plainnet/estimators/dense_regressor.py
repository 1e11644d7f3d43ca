"""Numbers from rows of numbers, by a dense network or by linear regression, for scikit-learn."""

from collections.abc import Sequence
from typing import Any, Self

import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import RegressorMixin
from sklearn.utils import Tags
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted, validate_data

from plainnet.data.scaling import learn_standard
from plainnet.errors import SettingError, ShapeError
from plainnet.estimators.dense_forward_pass import layers_on_raw_inputs, network_on_raw_inputs
from plainnet.estimators.network_estimator import Array, NetworkEstimator
from plainnet.estimators.training_of_networks import linear_settings
from plainnet.estimators.training_rows import WeightedRows, distinct_rows
from plainnet.model import Model
from plainnet.networks.classic_networks import dense_network
from plainnet.networks.wiring import name_of
from plainnet.training.least_squares import least_squares


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
        """Return one network that takes inputs as they come and gives numbers in their units.

        Returns
        -------
        Model
            Ready to be saved as a file that Keras opens; the scalings are part of its first and
            last layers.
        """
        return network_on_raw_inputs(self.models_, self.scaling_, self.target_scaling_)


class DenseRegressor(NetworkRegressor):
    """A dense network that predicts a number, or several.

    Inputs and targets are scaled to mean 0 and standard deviation 1 inside. What is None is
    chosen by the number of rows, see `plainnet.estimators.training_of_networks`.

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
    >>> from sklearn.datasets import load_diabetes
    >>> X, y = load_diabetes(return_X_y=True)
    >>> regressor = DenseRegressor(hidden=(10, 10), random_state=0).fit(X, y)
    >>> bool(regressor.score(X, y) > 0.5)
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
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state


def _descends(estimator: "LinearRegressor") -> bool:
    """Return whether the line is found step by step."""
    return estimator.solver == "gradient_descent"


class LinearRegressor(NetworkRegressor):
    """A straight line, or a plane, through the rows.

    What is None is chosen by the number of rows, see `plainnet.estimators.training_of_networks`.

    Parameters
    ----------
    solver : {"closed_form", "gradient_descent"}, default="closed_form"
        Whether to solve the normal equations, or to train a network without hidden layers; the
        settings below are for the latter.
    epochs : int or None, default=None
        Rounds over the rows.
    batch_size : int or None, default=None
        Rows of a step.
    learning_rate : float or None, default=None
        Of the first step; it falls along half a cosine to zero. `partial_fit` keeps it.
    weight_decay : float or None, default=None
        Share of each weight taken away in a step, times the learning rate.
    early_stopping : bool, default=False
        Whether to hold rows out, end when they get no better and keep the best weights.
    validation_fraction : float, default=0.1
        Of the rows, held out by early stopping.
    patience : int or None, default=None
        Epochs without a better validation loss before training ends.
    random_state : int, RandomState or None, default=None
        Of first weights, the order of rows and the rows held out.

    Attributes
    ----------
    coef_ : array of shape (features,) or (targets, features)
        How much each input moves a target, in their units.
    intercept_ : float or array of shape (targets,)
        The target where all inputs are 0.

    References
    ----------
    Legendre (1805), "Nouvelles methodes pour la determination des orbites des cometes".

    Examples
    --------
    >>> line = LinearRegressor().fit([[1.0], [2.0], [3.0]], [3.0, 5.0, 7.0])
    >>> line.coef_.round(6).tolist(), round(float(line.intercept_), 6)
    ([2.0], 1.0)
    """

    _usual_settings = staticmethod(linear_settings)

    def __init__(
        self,
        solver: str = "closed_form",
        *,
        epochs: int | None = None,
        batch_size: int | None = None,
        learning_rate: float | None = None,
        weight_decay: float | None = None,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.solver = solver
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the line.

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
        if self.solver == "gradient_descent":
            super().fit(X, y, sample_weight)
            return self._with_line(*self._trained_line())
        if self.solver != "closed_form":
            raise SettingError("estimator.solver", value=self.solver)
        inputs, targets, weights = self._read_numbers(X, y, sample_weight)
        self._has_one_target = targets.ndim == 1
        columns = np.asarray(targets, np.float64).reshape(len(targets), -1)  # (rows, targets)
        return self._with_line(*_solved(distinct_rows(inputs, columns, weights)))

    @available_if(_descends)  # type: ignore[untyped-decorator]
    def partial_fit(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Train for one epoch on some rows, going on from where the line stands.

        Shapes: `X` (rows, features), `y` (rows,), `sample_weight` (rows,).
        `X`: those of the first call say how all are scaled.
        """
        super().partial_fit(X, y, sample_weight)
        return self._with_line(*self._trained_line())

    def _trained_line(self) -> tuple[Array, Array]:
        """Return the network's weights and biases in the units of inputs and targets."""
        model = self.models_[0]
        scalings = (self.scaling_, self.target_scaling_)
        [line] = layers_on_raw_inputs(model.network, model.weights, *scalings)
        return line

    def _with_line(self, kernel: Array, bias: Array) -> Self:
        """Keep the line, in shapes that fit the targets."""
        one = self._has_one_target
        self.coef_ = kernel[:, 0] if one else kernel.T
        self.intercept_ = float(bias[0]) if one else bias
        return self

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
        check_is_fitted(self)
        inputs: Any = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(inputs @ np.transpose(self.coef_) + self.intercept_, np.float64)

    def as_model(self) -> Model:
        """Return the line as a network of one dense layer.

        Returns
        -------
        Model
            Ready to be saved as a file that Keras opens.
        """
        check_is_fitted(self)
        kernel = np.atleast_2d(self.coef_).T  # (features, targets)
        network = dense_network(kernel.shape[1])
        own = {"kernel": kernel, "bias": np.atleast_1d(self.intercept_)}
        arrays = {name: jnp.asarray(array, jnp.float32) for name, array in own.items()}
        model = Model(network, built=((len(kernel),), {name_of(network.hidden[0]): arrays}))
        model.compile("adam", self.loss)
        return model


def _solved(rows: WeightedRows) -> tuple[Array, Array]:
    """Solve the normal equations for weighted rows: kernel (features, targets) and bias."""
    shares = rows.weights[:, None] / rows.weights.sum()
    # Around the weighted means the line has no bias; rows count by the roots of their weights.
    middle, level = (shares * rows.inputs).sum(0), (shares * rows.targets).sum(0)
    roots = np.sqrt(rows.weights)[:, None]
    centred, lifted = roots * (rows.inputs - middle), roots * (rows.targets - level)
    columns = [least_squares(centred, column, has_bias=False)[0] for column in lifted.T]
    kernel = np.stack(columns, axis=1)
    return kernel, np.asarray(level - middle @ kernel)
