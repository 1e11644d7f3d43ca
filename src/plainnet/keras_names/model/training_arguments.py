"""What a script hands to `compile` and `fit`, in the words of today."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain
from math import ceil
from typing import Any

from plainnet.errors import SettingError
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.door.spelling import is_written, note_old_argument
from plainnet.keras_names.model.script_metrics import ScriptMetric
from plainnet.training.callbacks.early_stopping_callback import OTHER_NAMES
from plainnet.training.objective import metrics_asked_for

FIT_POSITIONS = (
    "batch_size",
    "epochs",
    "verbose",
    "callbacks",
    "validation_split",
    "validation_data",
    "shuffle",
    "class_weight",
    "sample_weight",
    "initial_epoch",
    "steps_per_epoch",
    "validation_steps",
    "validation_batch_size",
    "validation_freq",
)
_POSITIONS = {
    "fit_generator": (
        "steps_per_epoch",
        "epochs",
        "verbose",
        "callbacks",
        "validation_data",
        "validation_steps",
        "class_weight",
    ),
    "evaluate_generator": ("steps",),
    "predict_generator": ("steps",),
}
_OLD_NAMES = {
    "nb_epoch": "epochs",
    "nb_val_samples": "validation_samples",
    "samples_per_epoch": "samples",
    "val_samples": "samples",
}
# Who says one of these to a method for generators counts samples, not batches.
_KERAS_1_WORDS = {"nb_epoch", "nb_val_samples", "max_q_size", "nb_worker", "pickle_safe"}
# How batches are fetched; they are the same however that happens.
_FETCHING = {
    "max_queue_size",
    "max_q_size",
    "workers",
    "nb_worker",
    "use_multiprocessing",
    "pickle_safe",
    "wait_time",
}
_COMPILE_WORDS = ("optimizer", "loss", "metrics", "loss_weights", "weighted_metrics")
_COMPILE_OF_OTHER_YEARS = {"sample_weight_mode", "target_tensors", "distribute"}
# Ways to compute the same.
_WAYS_TO_COMPUTE = {"run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss"}


@dataclass(frozen=True)
class CompileSettings:
    """What a script gave to `compile` beside the optimizer."""

    loss: Any
    metrics: Any
    loss_weights: Any
    weighted_metrics: Any

    @classmethod
    def read(
        cls, loss: Any, metrics: Any, loss_weights: Any, weighted_metrics: Any, further: Any
    ) -> "CompileSettings":
        """Keep what matters, and refuse what would change the outcome."""
        for name, value in further.items():
            if name in _WAYS_TO_COMPUTE or value is None or value is False:
                continue
            if name in _COMPILE_OF_OTHER_YEARS:
                raise refusal_of(f"compile({name}={value!r})", "script.hint.setting")
            raise unknown_argument("compile", name, _COMPILE_WORDS)
        return cls(_plain_loss(loss), metrics, loss_weights, weighted_metrics)

    def for_engine(self) -> dict[str, Any]:
        """Return the arguments of the engine's `compile`."""
        return {
            "loss": self.loss,
            "metrics": _listed(self.metrics),
            "weighted_metrics": _weighted(_listed(self.weighted_metrics)),
            "loss_weights": self.loss_weights,
        }

    def metrics_as_given(self) -> list[Any]:
        """List the metrics, of several outputs as well."""
        if isinstance(self.metrics, Mapping):
            return list(self.metrics.values())
        if self.metrics is None or isinstance(self.metrics, list | tuple):
            return list(self.metrics or ())
        return [self.metrics]

    def metric_names(self) -> list[str]:
        """Name the metrics as the script did."""
        listed = _listed(self.metrics) or []
        if isinstance(listed, Mapping):
            listed = list(listed.values())
        return [each if isinstance(each, str) else _name_of(each) for each in listed]

    def metric_names_by_output(self, outputs: list[str]) -> list[str]:
        """Name the metrics of each of several outputs, in the order of `evaluate`."""
        found = []
        for asked in metrics_asked_for(_listed(self.metrics), tuple(outputs)):
            metric = asked.metric
            name = metric if isinstance(metric, str) else _name_of(metric)
            found.append(f"{outputs[asked.number]}_{name}")
        return found


def _plain_loss(loss: Any) -> Any:
    """Make objects of loss classes; the engine takes losses by name where they have one."""
    if isinstance(loss, type):
        return _plain_loss(loss())
    if hasattr(loss, "as_plain"):
        return loss.as_plain()
    if isinstance(loss, list | tuple):
        return [_plain_loss(each) for each in loss]
    if isinstance(loss, Mapping) and "class_name" not in loss:
        return {name: _plain_loss(each) for name, each in loss.items()}
    return loss


def _listed(metrics: Any) -> Any:
    """Put a single metric in a list, and make objects of classes."""
    if metrics is None:
        return ()
    if isinstance(metrics, Mapping):
        return {name: _listed(own) for name, own in metrics.items()}
    if not isinstance(metrics, list | tuple):
        metrics = [metrics]
    return [_plain_loss(_as_written(each)) for each in metrics]


def _as_written(metric: Any) -> Any:
    """Name a metric as the script's years did: `acc` where it looks for `val_acc`."""
    other = OTHER_NAMES.get(metric) if isinstance(metric, str) else None
    is_other = is_written(f"val_{other}") and not is_written(f"val_{metric}")
    return other if is_other else metric


def _weighted(metrics: Any) -> Any:
    """Let metrics that a script wrote take the weights of the rows."""
    if isinstance(metrics, Mapping):
        return {name: _weighted(own) for name, own in metrics.items()}
    return [
        replace(each, is_weighted=True) if isinstance(each, ScriptMetric) else each
        for each in metrics
    ]


def _name_of(metric: Any) -> str:
    """Name a metric that is an object or a function."""
    return str(getattr(metric, "name", None) or getattr(metric, "__name__", "metric"))


def unknown_argument(call: str, name: str, known: Iterable[str]) -> SettingError:
    """Return the error for an argument that Keras has in no year, with those spelled alike."""
    near = get_close_matches(name, list(known), 1)
    return SettingError("script.unknown_argument", call=call, name=name, known=list(near or known))


def fit_arguments(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Name the arguments of `fit` as today; old names come last and count."""
    if not _KERAS_1_WORDS.isdisjoint(settings):
        note_old_argument()
    renamed = {_OLD_NAMES.get(name, name): value for name, value in settings.items()}
    kept = {name: value for name, value in renamed.items() if name not in _FETCHING}
    for name in kept:
        if name not in FIT_POSITIONS:
            raise unknown_argument("fit", name, FIT_POSITIONS)
    usual = {"epochs": 1, "validation_split": 0.0, "shuffle": True, "initial_epoch": 0}
    kept = {name: value for name, value in kept.items() if value is not None}
    whole = {**usual, **kept}
    whole["shuffle"] = bool(whole["shuffle"])
    whole["epochs"] = int(whole["epochs"])
    return whole


def generator_arguments(
    method: str, generator: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """Name the arguments of the methods for generators as today.

    Keras 1 counted samples, not batches.
    """
    positions = _POSITIONS[method]
    if not _KERAS_1_WORDS.isdisjoint(kwargs):
        positions = ("samples", *positions[1:])
    settings = {**dict(zip(positions, args, strict=False)), **kwargs}
    renamed = {_OLD_NAMES.get(name, name): value for name, value in settings.items()}
    kept = {name: value for name, value in renamed.items() if name not in _FETCHING}
    if "samples" in kept:
        generator, batch = _peeked(generator)
        name = "steps_per_epoch" if method == "fit_generator" else "steps"
        kept[name] = ceil(kept.pop("samples") / batch)  # Keras 1 went on until it had them all
    if "validation_samples" in kept:
        samples = kept.pop("validation_samples")
        if samples is not None and kept.get("validation_data") is not None:
            kept["validation_data"], batch = _peeked(kept["validation_data"])
            kept["validation_steps"] = ceil(samples / batch)
    if method == "fit_generator":
        generator = _going_round(generator, kept.get("steps_per_epoch"))
        kept["validation_data"] = _going_round(
            kept.get("validation_data"), kept.get("validation_steps")
        )
    return generator, kept


def _going_round(batches: Any, steps: float | None) -> Any:
    """Let a sequence start over where more batches are asked for than it has, as in Keras 2."""
    is_sequence = hasattr(batches, "__getitem__") and not isinstance(batches, tuple | list)
    if steps is None or not is_sequence or steps <= len(batches):
        return batches
    return _endless(batches)


def _endless(sequence: Any) -> Iterator[Any]:
    """Return the batches of a sequence again and again."""
    at_end = getattr(sequence, "on_epoch_end", None)
    while True:
        for number in range(len(sequence)):
            yield sequence[number]
        if at_end is not None:
            at_end()


def _peeked(generator: Any) -> tuple[Any, int]:
    """Return how many rows a batch has, giving no batch away."""
    if hasattr(generator, "batch_size"):
        return generator, int(generator.batch_size)
    if hasattr(generator, "__getitem__"):
        return generator, len(generator[0][1])
    first = next(generator)
    return chain([first], generator), len(first[1])
