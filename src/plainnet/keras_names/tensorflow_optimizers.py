"""The optimizers of TensorFlow 1, `tf.train`, in the words of today."""

from typing import Any

from plainnet.keras_names.keras_optimizer import KerasOptimizer, optimizer_class

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
    """Give the function that makes one of these optimizers; None if it is not covered."""
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
