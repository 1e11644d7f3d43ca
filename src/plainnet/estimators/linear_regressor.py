"""Linear regression, in closed form or by gradient descent, for scikit-learn."""

from typing import Any, Self

import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import check_is_fitted, validate_data

from plainnet.errors import SettingError
from plainnet.estimators.default_settings import TableSettings, linear_settings
from plainnet.estimators.dense_forward_pass import kernels_and_biases
from plainnet.estimators.distinct_rows import WeightedRows, distinct_rows
from plainnet.estimators.network_estimator import Array
from plainnet.estimators.network_regressor import NetworkRegressor
from plainnet.model import Model
from plainnet.networks.classic_networks import dense_network
from plainnet.networks.wiring import name_of
from plainnet.training.least_squares import least_squares


def _descends(estimator: "LinearRegressor") -> bool:
    """Tell whether the line is found step by step."""
    return estimator.solver == "gradient_descent"


class LinearRegressor(NetworkRegressor):
    """A straight line, or a plane, through the rows.

    What is None is chosen by the number of rows, see `plainnet.estimators.default_settings`.

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

    def _usual_settings(self, n_rows: int) -> TableSettings:
        """Give what a straight line is trained with."""
        return linear_settings(self.task, n_rows)

    def _trained_line(self) -> tuple[Array, Array]:
        """Give the network's weights and biases in the units of inputs and targets."""
        model = self.models_[0]
        [(kernel, bias)] = kernels_and_biases(model.network, model.weights)
        kernel = kernel / np.asarray(self.scaling_.scale)[:, None]  # (features, targets)
        stretch = np.asarray(self.target_scaling_.scale)
        bias = (bias - np.asarray(self.scaling_.offset) @ kernel) * stretch
        return kernel * stretch, bias + np.asarray(self.target_scaling_.offset)

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
        """Give the line as a network of one dense layer.

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
