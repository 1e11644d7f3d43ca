"""How a model was trained as Keras 1, 2 and TensorFlow wrote it, in the words of Keras 3."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from plainnet.errors import SettingError
from plainnet.losses.catalogue import find_loss, saved_loss
from plainnet.messages.language import say
from plainnet.metrics.catalogue import find_metric, saved_metric
from plainnet.optimizers.catalogue import find_optimizer, saved_optimizer

Settings = dict[str, Any]

OPTIMIZER_SETTINGS = {"lr": "learning_rate"}
# Settings of optimizers that say how TensorFlow computes, not what.
OF_TENSORFLOW = {"is_legacy_optimizer", "jit_compile"}
WRAPPERS = ("LossFunctionWrapper", "MeanMetricWrapper")


def todays_compile_config(
    saved: Mapping[str, Any], generation: int, custom_names: Collection[str] = ()
) -> tuple[Settings | None, tuple[str, ...]]:
    """Write how a model was trained as Keras 3 would.

    `config`: None where it says nothing, or something that is not covered.
    """
    optimizer = saved.get("optimizer") or saved.get("optimizer_config")
    if not optimizer or not saved.get("loss"):
        return None, ()
    try:
        config = {
            "optimizer": _todays_optimizer(optimizer, generation),
            "loss": _each(saved["loss"], _todays_loss, custom_names),
            "loss_weights": saved.get("loss_weights"),
        }
        for name in ("metrics", "weighted_metrics"):
            metrics = saved.get(name)
            if not isinstance(metrics, list | dict | None):
                raise TypeError(type(metrics))
            config[name] = _each(metrics, _todays_metric, custom_names) or None
    except SettingError as problem:
        return None, (say("file.not_compiled", reason=problem),)
    return config, ()


def _each(given: Any, rename: Callable[[Any], Any], custom_names: Collection[str]) -> Any:
    """Rename every loss or metric in lists and dicts of them."""
    if isinstance(given, list):
        return [_each(one, rename, custom_names) for one in given]
    if isinstance(given, Mapping) and "class_name" not in given:
        return {name: _each(one, rename, custom_names) for name, one in given.items()}
    name = _name_of(given)
    if name in custom_names:  # an object of the program keeps its settings
        return given if isinstance(given, Mapping) and isinstance(given["config"], dict) else name
    return None if given is None else rename(given)


def _name_of(given: Any) -> Any:
    """Find what a loss or metric is called."""
    if not isinstance(given, Mapping):
        return given
    config = given.get("config")
    if isinstance(config, str):  # Keras 3 writes a function so
        return config
    return config.get("fn", given["class_name"]) if isinstance(config, Mapping) else None


def _todays_optimizer(saved: str | Mapping[str, Any], generation: int) -> Settings:
    """Rename an optimizer's settings; the decay of old is a schedule of today."""
    if isinstance(saved, str):  # early Keras 3 wrote the name that it was given
        return saved_optimizer(find_optimizer(saved))
    kind = str(saved.get("class_name", saved.get("name"))).rpartition(">")[2]
    config = {OPTIMIZER_SETTINGS.get(k, k): v for k, v in saved.get("config", {}).items()}
    config = {k: v for k, v in config.items() if k not in OF_TENSORFLOW}
    if not config.get("use_ema"):
        config.pop("ema_overwrite_frequency", None)
    if generation < 3:
        decay = config.pop("decay", 0.0)
        if decay:
            settings = {"initial_learning_rate": config["learning_rate"], "decay_steps": 1}
            schedule = {**settings, "decay_rate": decay}
            config["learning_rate"] = {"class_name": "InverseTimeDecay", "config": schedule}
        if config.get("epsilon", 0) is None:
            del config["epsilon"]
        if config.get("schedule_decay") == 0.004:  # today's Nadam has no other
            del config["schedule_decay"]
        if kind == "Adagrad":
            config.setdefault("initial_accumulator_value", 0.0)
    kept = {k: v for k, v in saved.items() if k == "exclude_from_weight_decay"}
    return saved_optimizer(find_optimizer({"class_name": kind, "config": config, **kept}))


def _todays_loss(saved: Any) -> Any:
    """Name a loss in full; raises SettingError for one that is not covered."""
    name = _name_of(saved)
    if isinstance(saved, Mapping) and isinstance(saved.get("config"), Mapping):
        config = {k: v for k, v in saved["config"].items() if k != "fn"}
        if config.get("reduction") == "auto":
            config["reduction"] = "sum_over_batch_size"
        saved = {"class_name": str(name), "config": config}
    else:
        saved = name
    return saved_loss(find_loss(saved))


def in_full(config: Mapping[str, Any]) -> Settings:
    """Write every loss and metric of a configuration of today as an object."""
    rules = {"loss": _todays_loss, "metrics": metric_in_full, "weighted_metrics": metric_in_full}
    functions = set(_functions_in([config.get(name) for name in rules]))
    return {k: _each(v, rules[k], functions) if k in rules else v for k, v in config.items()}


def _functions_in(given: Any) -> Iterator[str]:
    """Return the names of functions and of the program's own classes."""
    if isinstance(given, Mapping) and given.get("registered_name"):
        yield str(_name_of(given))
    elif isinstance(given, list):
        for one in given:
            yield from _functions_in(one)


def metric_in_full(metric: Any) -> Any:
    """Write a metric as an object: today's Keras does not find all names in an `.h5` file.

    Names that mean another metric for each shape of the outputs stay names.
    """
    found = find_metric(metric, output_shape=(1,), y_shape=())
    other = find_metric(metric, output_shape=(2,), y_shape=(2,))
    return saved_metric(found) if type(found) is type(other) else metric


def _todays_metric(saved: Any) -> Any:
    """Name a metric; raises SettingError for one that is not covered."""
    name = _name_of(saved)
    if isinstance(saved, Mapping) and isinstance(saved.get("config"), Mapping):
        config = saved["config"]
        if saved["class_name"] in WRAPPERS:
            config = {"name": config.get("name", name)}
        saved = {"class_name": str(name), "config": config}
    else:
        saved = name
    return metric_in_full(saved)
