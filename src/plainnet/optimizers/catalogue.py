"""Every optimizer and schedule by the names Keras knows it by, and its saved form."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from plainnet.errors import SettingError
from plainnet.late_table import LateTable
from plainnet.optimizers.optimizer import LearningRateSchedule, Optimizer

#: By class name; names are found whatever their case.
OPTIMIZERS: LateTable[Optimizer] = LateTable(
    "plainnet.optimizers",
    {
        "SGD": "optimizer",
        "RMSprop": "adaptive_optimizers",
        "Adam": "adam",
        "AdamW": "adam",
        "Adagrad": "adaptive_optimizers",
        "Adadelta": "adaptive_optimizers",
        "Adamax": "adam",
        "Nadam": "adam",
        "Ftrl": "adaptive_optimizers",
    },
)

SCHEDULES: LateTable[LearningRateSchedule] = LateTable(
    "plainnet.optimizers",
    {
        "ExponentialDecay": "learning_rate_schedules",
        "InverseTimeDecay": "learning_rate_schedules",
        "PolynomialDecay": "learning_rate_schedules",
        "PiecewiseConstantDecay": "learning_rate_schedules",
        "CosineDecay": "learning_rate_schedules",
        "CosineDecayRestarts": "learning_rate_schedules",
    },
)

#: Settings that Keras saves and that have one value here.
FIXED_SETTINGS: dict[str, object] = {
    "use_ema": False,
    "ema_momentum": 0.99,
    "ema_overwrite_frequency": None,
    "loss_scale_factor": None,
    "gradient_accumulation_steps": None,
}

Settings = TypeVar("Settings", Optimizer, LearningRateSchedule)


def find_optimizer(identifier: str | Mapping[str, Any] | Optimizer) -> Optimizer:
    """Return the optimizer that a name, a saved form or an optimizer itself stands for.

    >>> find_optimizer("sgd").learning_rate
    0.01
    """
    if isinstance(identifier, Optimizer):
        return identifier
    if not isinstance(identifier, Mapping):
        return _optimizer_class(str(identifier))()
    optimizer = _optimizer_class(str(identifier.get("class_name")))
    config = dict(identifier.get("config", {}))
    if isinstance(config.get("learning_rate"), Mapping):
        config["learning_rate"] = schedule_from(config["learning_rate"])
    excluded = identifier.get("exclude_from_weight_decay", ())
    return _from_config(optimizer, {**config, "exclude_from_weight_decay": excluded})


def saved_optimizer(optimizer: Optimizer) -> dict[str, Any]:
    """Return the form in which Keras saves an optimizer; `find_optimizer` reads it back.

    Keras has no setting for the weights that do not decay, so their names stand beside
    the settings, where Keras does not look.
    """
    own = {f.name: getattr(optimizer, f.name) for f in fields(optimizer)}
    excluded = own.pop("exclude_from_weight_decay")
    config = {**FIXED_SETTINGS, **own}
    if isinstance(optimizer.learning_rate, LearningRateSchedule):
        config["learning_rate"] = saved_schedule(optimizer.learning_rate)
    saved = _saved("keras.optimizers", type(optimizer).__name__, config)
    return {**saved, "exclude_from_weight_decay": list(excluded)} if excluded else saved


def schedule_from(saved: Mapping[str, Any]) -> LearningRateSchedule:
    """Make a schedule from its saved form."""
    name = str(saved.get("class_name"))
    if name not in SCHEDULES:
        choices = list(SCHEDULES)
        raise SettingError("optimizer.schedule.unknown", found=name, choices=choices)
    return _from_config(SCHEDULES[name], saved.get("config", {}))


def saved_schedule(schedule: LearningRateSchedule) -> dict[str, Any]:
    """Return the form in which Keras saves a schedule; `schedule_from` reads it back."""
    config = {f.name: getattr(schedule, f.name) for f in fields(schedule)}
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in config.items()}
    return _saved("keras.optimizers.schedules", type(schedule).__name__, plain)


def _optimizer_class(name: str) -> type[Optimizer]:
    """Find a class by its name in any case."""
    for known, optimizer in OPTIMIZERS.items():
        if known.lower() == name.lower():
            return optimizer
    raise SettingError("optimizer.unknown", found=name, choices=list(OPTIMIZERS))


def _from_config(settings: type[Settings], config: Mapping[str, Any]) -> Settings:
    """Make an optimizer or schedule, refusing settings it does not have."""
    names = {f.name for f in fields(settings)}
    for name, value in config.items():
        if name in names or name == "ema_momentum":  # of no effect without use_ema
            continue
        if name not in FIXED_SETTINGS or value != FIXED_SETTINGS[name]:
            raise SettingError(
                "optimizer.setting.unsupported", owner=settings.__name__, name=name, value=value
            )
    return settings(**{name: value for name, value in config.items() if name in names})


def _saved(module: str, class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Write the envelope Keras puts around settings."""
    return {
        "module": module,
        "class_name": class_name,
        "config": config,
        "registered_name": None,
    }
