"""What training measured, in the names of any Keras version."""

from typing import Any

from plainnet.training.callbacks.history_callback import HistoryCallback

_OTHER_NAMES = {
    "acc": "accuracy",
    "val_acc": "val_accuracy",
    "accuracy": "acc",
    "val_accuracy": "val_acc",
    "lr": "learning_rate",
}


class FiguresByName(dict[str, Any]):
    """A dict that also answers to the old or new name of accuracy, and holds only one.

    >>> figures = FiguresByName(accuracy=[0.5])
    >>> figures["acc"], list(figures)
    ([0.5], ['accuracy'])
    """

    def __missing__(self, name: str) -> Any:
        other = _OTHER_NAMES.get(name)
        if other is None or not super().__contains__(other):
            raise KeyError(name)
        return self[other]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (
            name in _OTHER_NAMES and super().__contains__(_OTHER_NAMES[str(name)])
        )

    def get(self, name: str, default: Any = None) -> Any:
        """Give the figures of a name, or something else if there are none."""
        try:
            return self[name]
        except KeyError:
            return default


class History(HistoryCallback):
    """Collects what each epoch measured; `fit` gives it back."""

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[Any]] = FiguresByName()
