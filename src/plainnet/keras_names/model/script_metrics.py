"""Metrics that a script writes itself: a class with sums that batches are added to."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.files.layer_config import own_form
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.model.keras_layer import snake_case
from plainnet.keras_names.model.layer_arguments import plain_setting
from plainnet.metrics.metric import Metric as PlainMetric
from plainnet.metrics.metric import Tally


class Sums:
    """A variable of a metric: what was gathered so far."""

    __array_ufunc__ = None  # NumPy leaves operators with this object to it

    def __init__(self, start: Any) -> None:
        self.start = self.value = jnp.asarray(start, jnp.float32)

    def assign(self, value: Any) -> "Sums":
        """Replace what it holds."""
        self.value = jnp.asarray(_plain(value), jnp.float32)
        return self

    def assign_add(self, value: Any) -> "Sums":
        """Add to what it holds."""
        return self.assign(self.value + _plain(value))

    def assign_sub(self, value: Any) -> "Sums":
        """Subtract from what it holds."""
        return self.assign(self.value - _plain(value))

    @property
    def held(self) -> Any:
        """The array."""
        return self.value

    def numpy(self) -> Any:
        """Return a copy."""
        return np.array(self.value)

    def __jax_array__(self) -> Any:
        return self.value

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(self.value, dtype)

    def __getattr__(self, name: str) -> Any:
        """Answer for the array: `shape`, `dtype` and the like."""
        if name.startswith("__") or name in ("value", "held"):
            raise AttributeError(name)
        return getattr(self.value, name)


def _operator(function: Any, is_reflected: bool) -> Any:
    """Make an operator that works on what a variable holds."""

    def operate(self: Sums, *others: Any) -> Any:
        operands = [self.value, *map(_plain, others)]
        return function(*operands[:: -1 if is_reflected else 1])

    return operate


for _name in ("add", "sub", "mul", "truediv", "pow"):
    setattr(Sums, f"__{_name}__", _operator(getattr(operator, _name), False))
    setattr(Sums, f"__r{_name}__", _operator(getattr(operator, _name), True))
for _name in ("lt", "le", "gt", "ge", "neg", "abs", "getitem"):
    setattr(Sums, f"__{_name}__", _operator(getattr(operator, _name), False))


def _plain(value: Any) -> Any:
    """Return the array that a variable holds, anything else as it is."""
    return value.value if isinstance(value, Sums) else value


class Metric:
    """What a script derives a metric of its own from: it writes `update_state` and `result`.

    Parameters
    ----------
    name : str or None
    dtype : object
        Without effect: metrics are float32.
    **settings : object
        Without effect.
    """

    def __init__(self, name: str | None = None, dtype: Any = None, **settings: Any) -> None:
        self.name = name or snake_case(type(self).__name__)
        self.dtype = "float32"
        self._sums: list[Sums] = []

    def add_weight(self, *args: Any, **settings: Any) -> Sums:
        """Make a variable that starts from zeros, ones or an array, in the order of any version."""
        is_named_first = bool(args) and isinstance(args[0], str)
        order = ("name", "shape") if is_named_first else ("shape", "initializer")
        given = {**dict(zip(order, args, strict=False)), **settings}
        start = plain_setting("own_initializer", given.get("initializer") or "zeros")
        shape = tuple(np.atleast_1d(np.asarray(given.get("shape") or (), int)).tolist())
        made = Sums(start.fill(shape, np.random.default_rng(0)))
        self._sums.append(made)
        return made

    add_variable = add_weight

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch; the script says how."""
        raise NotImplementedError

    def result(self) -> Any:
        """Return the metric of all batches so far; the script says how."""
        raise NotImplementedError

    def reset_state(self) -> None:
        """Forget all batches."""
        for each in self._sums:
            each.value = each.start

    def reset_states(self) -> None:
        """Forget all batches, as Keras 2 calls it."""
        self.reset_state()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Add a batch, and give the metric so far."""
        self.update_state(*args, **kwargs)
        return eager(np.asarray(_plain(self.result())))

    def get_config(self) -> dict[str, Any]:
        """Return the name, to which a script adds its own settings."""
        return {"name": self.name}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Any:
        """Make a metric from settings."""
        return cls(**config)

    def as_plain(self) -> PlainMetric:
        """Return the engine's metric."""
        return ScriptMetric(self, name=self.name)

    def values_after(self, values: Mapping[str, Any], step: Any) -> tuple[Any, list[Any]]:
        """Run a step of the script on other numbers; return what it gives and what is left."""
        kept = [each.value for each in self._sums]
        for number, each in enumerate(self._sums):
            each.value = values.get(f"sum_{number}", each.start)
        try:
            return _plain(step()), [each.value for each in self._sums]
        finally:
            for each, value in zip(self._sums, kept, strict=True):
                each.value = value


@dataclass(frozen=True)
class ScriptMetric(PlainMetric):
    """A script's metric in the compiled run: what a batch adds to its variables is added up.

    `metric`: two of them are equal if theirs is the same object.
    """

    metric: Metric
    is_weighted: bool = False  # whether the script's code is handed the weights of the rows
    name: str = field(default="metric", kw_only=True)

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the metric: its settings, not its code."""
        return own_form(self.metric)

    @property
    def mixes_rows(self) -> bool:
        """Nobody knows what the script does with the rows of a batch."""
        return True

    def tally(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tally:
        """Let the script add the batch to its variables, and return what each has gained."""
        outputs = jnp.asarray(y_pred)
        targets = jnp.asarray(y_true, outputs.dtype)
        weights = {"sample_weight": jnp.asarray(sample_weight)} if self.is_weighted else {}

        def add() -> None:
            self.metric.update_state(targets, outputs, **weights)

        _, after = self.metric.values_after({}, add)
        started = (each.start for each in self.metric._sums)
        gained = zip(after, started, strict=True)
        return {f"sum_{number}": new - old for number, (new, old) in enumerate(gained)}

    def result(self, tally: Tally) -> jax.Array:
        """Let the script compute its value from the sums."""
        starts = enumerate(self.metric._sums)
        values = {f"sum_{number}": each.start + tally[f"sum_{number}"] for number, each in starts}
        given, _ = self.metric.values_after(values, self.metric.result)
        return jnp.asarray(given, jnp.float32)


class Sum(Metric):
    """Adds up numbers; what a script keeps account with.

    Parameters
    ----------
    name : str or None
    dtype : object
        Without effect.
    """

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name, dtype)
        self.total, self.count = self.add_weight(name="total"), self.add_weight(name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Add numbers, each times its weight."""
        numbers = jnp.asarray(_plain(values), jnp.float32)
        weights = jnp.ones(()) if sample_weight is None else jnp.asarray(sample_weight, jnp.float32)
        weights = jnp.broadcast_to(weights, numbers.shape)
        self.total.assign_add((numbers * weights).sum())
        self.count.assign_add(weights.sum())

    def result(self) -> Any:
        """Return the sum."""
        return eager(np.asarray(self.total.value))


class Mean(Sum):
    """Takes the mean of numbers; what a script keeps account with.

    Parameters
    ----------
    name : str or None
    dtype : object
        Without effect.
    """

    def result(self) -> Any:
        """Return the mean; 0 of nothing."""
        count = max(float(self.count.value), 1e-30)
        return eager(np.asarray(self.total.value / count))
