"""The optimizer that a script holds: its learning rate can be read and set."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cache, lru_cache
from typing import Any, ClassVar, Self

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.eager_array import EagerArray, eager
from plainnet.keras_names.door.refusal import refusal_of, warn_once
from plainnet.keras_names.door.spelling import (
    OLD_RATES,
    is_of_old_keras,
    may_be_of_old_keras,
)
from plainnet.keras_names.tensorflow.gradient_tape import GradientTape
from plainnet.optimizers.catalogue import OPTIMIZERS, SCHEDULES, find_optimizer
from plainnet.optimizers.learning_rate_schedules import InverseTimeDecay
from plainnet.optimizers.optimizer import LearningRateSchedule, Optimizer, State
from plainnet.signatures import init_showing_fields
from plainnet.training.model_state import ModelState
from plainnet.training.objective import has_rate_to_set, rate_set, with_rate

# Settings without effect on a laptop, or written out at their usual value.
_USUAL_VALUES: dict[str, Any] = {
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
    "use_ema": False,
    "ema_momentum": None,
    "ema_overwrite_frequency": None,
    "jit_compile": None,
    "schedule_decay": 0.004,
    "is_legacy_optimizer": None,
}


class RateVariable:
    """The learning rate as a variable: a number that can be assigned."""

    def __init__(self, owner: "KerasOptimizer") -> None:
        self._owner = owner

    def numpy(self) -> np.float32:
        """Return the number."""
        return np.float32(self._owner.rate)

    value = eval = numpy

    def assign(self, value: Any) -> None:
        """Set the number."""
        self._owner.learning_rate = value

    def __float__(self) -> float:
        return float(self._owner.rate)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.asarray(self.numpy(), dtype)

    def __format__(self, form: str) -> str:
        return format(float(self), form)

    def __repr__(self) -> str:
        return repr(self.numpy())

    def __mul__(self, other: Any) -> Any:
        return float(self) * other

    def __truediv__(self, other: Any) -> Any:
        return float(self) / other

    def __add__(self, other: Any) -> Any:
        return float(self) + other

    def __sub__(self, other: Any) -> Any:
        return float(self) - other

    def __eq__(self, other: object) -> bool:
        return float(self) == other

    def __lt__(self, other: Any) -> bool:
        return bool(float(self) < other)

    def __gt__(self, other: Any) -> bool:
        return bool(float(self) > other)

    __rmul__, __radd__ = __mul__, __add__
    __hash__ = None  # type: ignore[assignment]


class ScheduledRate(RateVariable):
    """The learning rate where a schedule decides: a number now, and callable for any step."""

    def __init__(self, owner: "KerasOptimizer", schedule: LearningRateSchedule) -> None:
        super().__init__(owner)
        self._schedule = schedule

    def __call__(self, step: Any) -> EagerArray:
        return np.asarray(self._schedule(np.asarray(step))).view(EagerArray)

    def __getattr__(self, name: str) -> Any:
        """Answer for the schedule's settings."""
        if name == "_schedule":
            raise AttributeError(name)
        return getattr(self._schedule, name)


class KerasOptimizer:
    """An optimizer as a Keras script knows it.

    Parameters
    ----------
    *args, **kwargs : object
        Settings in the spelling of any Keras version.
    """

    kind: ClassVar[type[Optimizer]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not hasattr(self, "kind"):
            raise refusal_of("Optimizer(...)", "script.hint.optimizer")
        settings = todays_settings(self.kind, args, kwargs)
        self.plain = self.kind(**settings)
        self._state: ModelState | None = None
        self._loops: dict[Any, State] = {}  # of loops that the script writes, by their variables
        self._has_usual_rate = "learning_rate" not in settings
        self.settle_rate()

    def settle_rate(self, is_last_word: bool = False) -> None:
        """Take the rate that was usual when the script was written, if it says none.

        `is_last_word`: whether training begins, so that the script has told all of its years.
        """
        name = self.kind.__name__
        before = OLD_RATES.get(name)
        is_settled = self._state is not None and self._state.steps_taken > 0
        if before is None or is_settled or not self._has_usual_rate:
            return
        told = {"where": name, "setting": "learning_rate", "before": before, "today": 0.001}
        if is_of_old_keras():
            self._has_usual_rate = False
            self.learning_rate = before
            warn_once("script.default_as_before", **told)
        elif is_last_word and may_be_of_old_keras():
            warn_once("script.default_may_have_changed", **told)

    @classmethod
    def around(cls, plain: Optimizer) -> "KerasOptimizer":
        """Wrap an optimizer of the engine."""
        wrapped: KerasOptimizer = optimizer_class(type(plain).__name__).__new__(
            optimizer_class(type(plain).__name__)
        )
        wrapped.plain, wrapped._state, wrapped._has_usual_rate = plain, None, False
        wrapped._loops = {}
        return wrapped

    def plain_now(self) -> Optimizer:
        """Return the engine's optimizer with the learning rate in force."""
        if self._state is not None and self._state.optimizer is not None:
            self.plain = self._state.optimizer
        return self.plain

    def bind(self, state: ModelState) -> None:
        """Act on a model from now on."""
        self._state = state

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        if self._state is not None and self._state.optimizer is not None:
            return self._state.learning_rate
        return float(rate_set(self.plain) if has_rate_to_set(self.plain) else self.plain.rate_at(0))

    @property
    def learning_rate(self) -> Any:
        """The learning rate as it is now; where a schedule decides, callable for any step."""
        plain = self.plain_now()
        rate = plain.learning_rate
        if has_rate_to_set(plain) or not isinstance(rate, LearningRateSchedule):
            return RateVariable(self)
        return ScheduledRate(self, rate)

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if hasattr(value, "__dataclass_fields__") or not np.isscalar(value):
            value = value if hasattr(value, "__dataclass_fields__") else float(np.asarray(value))
        plain = self.plain_now()
        is_number = np.isscalar(value) and has_rate_to_set(plain)
        self.plain = (
            with_rate(plain, float(value)) if is_number else replace(plain, learning_rate=value)
        )
        if self._state is not None and self._state.optimizer is not None:
            self._state.optimizer = self.plain

    lr = learning_rate

    @property
    def iterations(self) -> Any:
        """The steps taken so far."""
        return np.int64(0 if self._state is None else self._state.steps_taken)

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]], **settings: Any) -> None:
        """Move variables by their gradients, as a loop of the script asks.

        Parameters
        ----------
        grads_and_vars : iterable of (gradient, variable)
            A gradient of None leaves its variable.
        **settings : object
            Without effect.
        """
        pairs = [(each, variable) for each, variable in grads_and_vars if each is not None]
        if not pairs:
            raise SettingError("script.no_gradients")
        if self._state is None:
            self.bind(ModelState(optimizer=self.plain))
        assert self._state is not None
        names = [f"{place} {_name_of(variable)}" for place, (_, variable) in enumerate(pairs)]
        gradients = {name: jnp.asarray(each) for name, (each, _) in zip(names, pairs, strict=True)}
        weights = {name: jnp.asarray(each) for name, (_, each) in zip(names, pairs, strict=True)}
        optimizer, key = self.plain_now(), tuple(variable.tape_key for _, variable in pairs)
        state = self._loops.get(key) or optimizer.transformation().init(weights)
        rate = optimizer.rate_at(state["iterations"])
        update = _compiled_update(optimizer.without_rate())
        added, self._loops[key] = update(gradients, state, weights, learning_rate=rate)
        for name, (_, variable) in zip(names, pairs, strict=True):
            variable.assign(np.asarray(weights[name] + added[name]))
        self._state.steps_taken = int(self._loops[key]["iterations"])

    def minimize(self, loss: Any, var_list: Any = None, tape: Any = None, **settings: Any) -> None:
        """Make one step that lowers what a function computes."""
        with tape or GradientTape() as own:
            value = loss() if callable(loss) else loss
        variables = var_list() if callable(var_list) else var_list
        self.apply_gradients(zip(own.gradient(value, variables), variables, strict=True))

    def get_config(self) -> dict[str, Any]:
        """Return the settings by today's names."""
        return {each.name: getattr(self.plain_now(), each.name) for each in fields(self.plain)}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make an optimizer from settings."""
        known = {each.name for each in fields(cls.kind)}
        return cls(**{name: value for name, value in config.items() if name in known})

    def __getattr__(self, name: str) -> Any:
        """Answer for settings."""
        plain = self.__dict__.get("plain")
        if plain is not None and name in {each.name for each in fields(plain)}:
            return getattr(plain, name)
        raise AttributeError(name)


def todays_settings(
    kind: type[Optimizer], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """Name the settings of an optimizer as Keras 3 does."""
    names = [each.name for each in fields(kind)]
    settings = {**dict(zip(names, args, strict=False)), **kwargs}
    if "lr" in settings:
        settings["learning_rate"] = settings.pop("lr")
        _tell_changed_defaults(kind.__name__, settings)
    decay = settings.pop("decay", None)
    rate = settings.get("learning_rate")
    if isinstance(rate, KerasOptimizer | RateVariable) or callable(getattr(rate, "numpy", None)):
        settings["learning_rate"] = float(rate)  # type: ignore[arg-type]
    if decay:
        first = settings.get("learning_rate", kind().learning_rate)
        settings["learning_rate"] = InverseTimeDecay(
            float(first), decay_steps=1, decay_rate=float(decay)
        )
    for name in list(settings):
        if name not in names:
            _drop(kind.__name__, name, settings.pop(name))
        elif settings[name] is None and name not in ("weight_decay", "clipnorm", "clipvalue"):
            del settings[name]
    if isinstance(settings.get("learning_rate"), int):
        settings["learning_rate"] = float(settings["learning_rate"])
    return settings


def _drop(kind: str, name: str, value: Any) -> None:
    """Leave out a setting without effect; refuse any other."""
    if name not in _USUAL_VALUES or (
        value != _USUAL_VALUES[name] and name not in ("ema_momentum", "schedule_decay")
    ):
        raise refusal_of(f"{kind}({name}={value!r})", "script.hint.setting")


def _tell_changed_defaults(kind: str, settings: Mapping[str, Any]) -> None:
    """Name the defaults that a script with the old spelling counted on."""
    if kind == "Adagrad" and "initial_accumulator_value" not in settings:
        warn_once(
            "script.default_changed",
            where=kind,
            setting="initial_accumulator_value",
            today=0.1,
            before=0,
        )


@lru_cache(maxsize=64)
def _compiled_update(optimizer: Optimizer) -> Any:
    """Compile a step of an optimizer."""
    return jax.jit(optimizer.transformation().update)


def _name_of(variable: Any) -> str:
    """Name a variable by its layer, too, as what is left out of weight decay is told by."""
    return str(getattr(variable, "path", variable.name))


@cache
def optimizer_class(name: str) -> Any:
    """Return the class of an optimizer by its name in any case; None if it is not covered."""
    if name == "*":
        return [kind.__name__ for kind in OPTIMIZERS.values()]
    for known, kind in OPTIMIZERS.items():
        if known.lower() == name.lower():
            settings: dict[str, Any] = {
                "kind": kind,
                "__doc__": kind.__doc__,
                "__module__": "keras.optimizers",
            }
            order = [each.name for each in fields(kind)]
            settings["__init__"] = init_showing_fields(KerasOptimizer.__init__, kind, order)
            return type(kind.__name__, (KerasOptimizer,), settings)
    return None


class CallableSchedule(LearningRateSchedule):
    """A schedule of the engine that a script may ask for a step."""

    def __call__(self, step: Any) -> Any:
        """Return the learning rate of a step."""
        rate = super().__call__(getattr(step, "held", step))  # type: ignore[safe-super]
        return rate if isinstance(rate, jax.core.Tracer) else eager(np.asarray(rate))


@cache
def schedule_named(name: str) -> Any:
    """Return the class of a schedule; None if it is not covered. The names of all for `*`."""
    if name == "*":
        return list(SCHEDULES)
    if name not in SCHEDULES:
        return None
    kind = SCHEDULES[name]
    shown = {"__doc__": kind.__doc__, "__module__": "keras.optimizers.schedules"}
    return type(name, (CallableSchedule, kind), shown)


def optimizer_of(identifier: Any) -> KerasOptimizer:
    """Find the optimizer that a name, a class, an object or a saved form stands for."""
    if isinstance(identifier, KerasOptimizer):
        return identifier
    if isinstance(identifier, type):
        made: KerasOptimizer = identifier()
        return made
    by_name = optimizer_class(identifier) if isinstance(identifier, str) else None
    if by_name is not None and identifier != "*":
        return optimizer_of(by_name)
    return KerasOptimizer.around(find_optimizer(identifier))


# Today's class, and the settings by position: their old names and today's.
_OPTIMIZERS: dict[str, tuple[str, dict[str, str]]] = {
    "AdadeltaOptimizer": ("Adadelta", {"rho": "rho", "epsilon": "epsilon"}),
    "AdagradOptimizer": (
        "Adagrad",
        {"initial_accumulator_value": "initial_accumulator_value"},
    ),
    "AdamOptimizer": ("Adam", {"beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}),
    "GradientDescentOptimizer": ("SGD", {}),
    "MomentumOptimizer": ("SGD", {"momentum": "momentum"}),
    "RMSPropOptimizer": (
        "RMSprop",
        {"decay": "rho", "momentum": "momentum", "epsilon": "epsilon"},
    ),
}
# Settings that say how TensorFlow computes, not what.
_OF_TENSORFLOW = ("use_locking", "name")


def train_optimizer(name: str) -> Any:
    """Return the function that makes one of these optimizers; None if it is not covered."""
    if name not in _OPTIMIZERS:
        return None
    today, renamed = _OPTIMIZERS[name]

    def make(*args: Any, **kwargs: Any) -> KerasOptimizer:
        positions = ("learning_rate", *renamed)
        given = {**dict(zip(positions, args, strict=False)), **kwargs}
        settings = {
            renamed.get(each, each): value
            for each, value in given.items()
            if each not in _OF_TENSORFLOW
        }
        if settings.pop("use_nesterov", False):
            settings["nesterov"] = True
        made: KerasOptimizer = optimizer_class(today)(**settings)
        return made

    make.__name__ = name
    return make
