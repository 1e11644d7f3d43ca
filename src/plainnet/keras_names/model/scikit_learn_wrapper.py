"""Keras models as scikit-learn estimators: `KerasClassifier` and `KerasRegressor`."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Self

import numpy as np
from joblib.externals.loky import cloudpickle_wrapper
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.metrics import accuracy_score, r2_score

from plainnet.errors import SettingError
from plainnet.keras_names.door.door import Installation, how_installed, install_again
from plainnet.keras_names.preprocessing.label_coding import to_categorical

_OF_FIT = {
    *("batch_size", "callbacks", "class_weight", "epochs", "initial_epoch", "nb_epoch"),
    *("sample_weight", "shuffle", "steps_per_epoch", "validation_data", "validation_freq"),
    *("validation_split", "validation_steps", "verbose"),
}
_OF_PREDICT = ("batch_size", "verbose", "steps")
_OF_COMPILE = ("loss", "optimizer", "metrics")
_PREFIXES = ("model__", "fit__", "predict__", "compile__")


class KerasEstimator(BaseEstimator):  # type: ignore[misc]
    """What both wrappers share: settings of three functions in one place.

    Parameters
    ----------
    build_fn : callable or None, default=None
        Gives a compiled model; None means the subclass's `__call__` does.
    **sk_params : object
        Arguments of `build_fn`, of `fit` and of `predict`, told apart by their names.
    """

    def __init__(self, build_fn: Callable[..., Any] | None = None, **sk_params: Any) -> None:
        # scikeras says `model`, and names it in `get_params`.
        self._build_name = "model" if "model" in sk_params else "build_fn"
        self.build_fn = sk_params.pop("model", build_fn)
        self.sk_params = sk_params
        self._check_names()

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return all settings."""
        return {**self.sk_params, self._build_name: self.build_fn}

    def set_params(self, **params: Any) -> Self:
        """Change settings."""
        for name in ("model", "build_fn"):
            if name in params:
                self._build_name, self.build_fn = name, params.pop(name)
        self.sk_params.update(params)
        self._check_names()
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle for another process, where the door has to be open before the rest is read."""
        return _restored, (how_installed(), cloudpickle_wrapper.dumps((type(self), self.__dict__)))

    def fit(self, x: Any, y: ArrayLike, **kwargs: Any) -> Any:
        """Build a model and train it.

        Parameters
        ----------
        x : array of shape (rows, ...)
            Inputs.
        y : array of shape (rows, ...)
            Targets.
        **kwargs : object
            Arguments of the model's `fit`; they win over those set before.

        Returns
        -------
        History
            As Keras' own wrapper does; scikit-learn does not look at it.
        """
        self.model_ = self.model = self._built()
        self.n_features_in_ = np.shape(x)[-1]
        targets = self._fitting_targets(_labels(y))
        settings = {**self._settings_for(_OF_FIT), **kwargs}
        self.history_ = self.model.fit(_plain(x), targets, **settings)
        return self.history_

    def _fitting_targets(self, y: NDArray[Any]) -> NDArray[Any]:
        """Return targets as the model takes them."""
        return y

    def _built(self) -> Any:
        """Call the function that builds the model, or compile the model there is."""
        builder = self.build_fn
        if builder is None:
            builder = self.__call__
        if not callable(builder) or hasattr(builder, "predict"):
            model = builder
        else:
            model = builder(**self._settings_for(_argument_names(builder)))
        compiling = self._settings_for(_OF_COMPILE)
        if not getattr(model, "compiled", True) and "loss" in compiling:
            model.compile(**compiling)
        return model

    def _settings_for(self, names: Any) -> dict[str, Any]:
        """Return the settings of these names, with or without scikeras' prefixes."""
        plain = {_unprefixed(name): value for name, value in self.sk_params.items()}
        return {name: value for name, value in plain.items() if name in names}

    def _check_names(self) -> None:
        """Refuse settings that no function takes."""
        if self.build_fn is None or not self.sk_params or hasattr(self.build_fn, "predict"):
            return
        arguments = _argument_names(self.build_fn)
        known = {*_OF_FIT, *_OF_PREDICT, *_OF_COMPILE, *arguments, "random_state", "warm_start"}
        if _takes_any(self.build_fn):
            return
        for name in self.sk_params:
            if _unprefixed(name) not in known:
                listed = ", ".join(sorted(arguments)) or "-"
                raise SettingError("script_data.wrapper_setting", name=name, known=listed)

    def _check_fitted(self) -> Any:
        """Return the model, or refuse if there is none yet."""
        if not hasattr(self, "model_"):
            raise SettingError("script_data.not_trained")
        return self.model_

    def _predicted(self, x: Any, kwargs: Mapping[str, Any]) -> NDArray[Any]:
        """Return what the model predicts."""
        settings = {"verbose": 0, **self._settings_for(_OF_PREDICT), **kwargs}
        return np.asarray(self._check_fitted().predict(_plain(x), **settings))


class KerasClassifier(ClassifierMixin, KerasEstimator):  # type: ignore[misc]
    """A Keras model that gives classes.

    Parameters
    ----------
    build_fn : callable or None, default=None
        Gives a compiled model; None means the subclass's `__call__` does.
    **sk_params : object
        Arguments of `build_fn`, of `fit` and of `predict`, told apart by their names.
    """

    def _fitting_targets(self, y: NDArray[Any]) -> NDArray[Any]:
        """Number the classes; for a categorical loss, give each a row."""
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = np.arange(y.shape[1])
            numbers = y
        else:
            self.classes_, numbers = np.unique(y.ravel(), return_inverse=True)
            if _loss_name(self.model) == "categorical_crossentropy":
                numbers = to_categorical(numbers, len(self.classes_))
        self.n_classes_ = len(self.classes_)
        return numbers

    def predict(self, x: Any, **kwargs: Any) -> NDArray[Any]:
        """Return the class of each row."""
        probabilities = self._predicted(x, kwargs)
        if probabilities.shape[-1] > 1:
            places = probabilities.argmax(axis=-1)
        else:
            places = (probabilities > 0.5).astype(np.int64).ravel()
        classes: NDArray[Any] = self.classes_[places]
        return classes

    def predict_proba(self, x: Any, **kwargs: Any) -> NDArray[Any]:
        """Return the probability of each class for each row."""
        probabilities = self._predicted(x, kwargs)
        if probabilities.shape[1] == 1:
            return np.hstack([1 - probabilities, probabilities])
        return probabilities

    def score(self, x: Any, y: ArrayLike, sample_weight: Any = None, **kwargs: Any) -> float:
        """Return the share of rows whose class is right."""
        truth = _labels(y)
        if truth.ndim == 2 and truth.shape[1] > 1:
            truth = truth.argmax(axis=1)
        guess = self.predict(x, **kwargs)
        return float(accuracy_score(truth.ravel(), guess, sample_weight=sample_weight))


class KerasRegressor(RegressorMixin, KerasEstimator):  # type: ignore[misc]
    """A Keras model that gives numbers.

    Parameters
    ----------
    build_fn : callable or None, default=None
        Gives a compiled model; None means the subclass's `__call__` does.
    **sk_params : object
        Arguments of `build_fn`, of `fit` and of `predict`, told apart by their names.
    """

    def predict(self, x: Any, **kwargs: Any) -> NDArray[Any]:
        """Return the number, or the numbers, of each row."""
        found = self._predicted(x, kwargs)
        return found[:, 0] if found.ndim == 2 and found.shape[1] == 1 else found

    def score(self, x: Any, y: ArrayLike, sample_weight: Any = None, **kwargs: Any) -> float:
        """Return minus the loss, or the coefficient of determination where scikeras was asked."""
        if self._build_name == "model":
            return float(r2_score(y, self.predict(x, **kwargs), sample_weight=sample_weight))
        settings = {"verbose": 0, **self._settings_for(_OF_PREDICT), **kwargs}
        loss = self._check_fitted().evaluate(
            _plain(x), np.asarray(y), sample_weight=sample_weight, **settings
        )
        return -float(np.ravel(loss)[0])


def _restored(installed: Installation | None, content: bytes) -> KerasEstimator:
    """Open the door as in the process before, then read an estimator."""
    if installed is not None:
        install_again(*installed)
    kind, attributes = cloudpickle_wrapper.loads(content)
    estimator: KerasEstimator = kind.__new__(kind)
    estimator.__dict__.update(attributes)
    return estimator


def _plain(x: Any) -> Any:
    """Return tables of pandas as arrays."""
    return x.to_numpy() if hasattr(x, "to_numpy") else x


def _labels(y: ArrayLike) -> NDArray[Any]:
    """Return targets as an array of their own kind, where a mixed table made objects of them."""
    targets = np.asarray(y)
    return np.asarray(targets.tolist()) if targets.dtype == object else targets


def _unprefixed(name: str) -> str:
    """Take scikeras' prefix off a setting's name."""
    return next((name.removeprefix(each) for each in _PREFIXES if name.startswith(each)), name)


def _argument_names(function: Callable[..., Any]) -> set[str]:
    """Name the arguments of a function."""
    return set(inspect.signature(function).parameters)


def _takes_any(function: Callable[..., Any]) -> bool:
    """Whether a function takes arguments of any name."""
    kinds = [each.kind for each in inspect.signature(function).parameters.values()]
    return inspect.Parameter.VAR_KEYWORD in kinds


def _loss_name(model: Any) -> str:
    """Name the loss a model was compiled with."""
    loss = getattr(model, "loss", None)
    name = getattr(loss, "name", None) or getattr(loss, "__name__", None) or loss
    return str(name)
