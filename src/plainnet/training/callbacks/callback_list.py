"""All callbacks of a run, called one after the other."""

from collections.abc import Iterable, Mapping
from typing import Any

from plainnet.training.callbacks.callback import Callback, Logs, acts_on
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.callbacks.early_stopping_callback import EarlyStoppingCallback, known_name

EPOCH_HOOKS = ("on_epoch_begin", "on_epoch_end")
TRAIN_BATCH_HOOKS = (
    "on_batch_begin",
    "on_batch_end",
    "on_train_batch_begin",
    "on_train_batch_end",
)
TEST_HOOKS = ("on_test_begin", "on_test_end", "on_test_batch_begin", "on_test_batch_end")


class CallbackList:
    """Calls every hook of every callback, in their order."""

    def __init__(
        self, callbacks: Iterable[Callback] = (), model: Any = None, params: Any = None
    ) -> None:
        self.callbacks: list[Callback] = []
        self.model, self.params = model, {} if params is None else params
        for callback in callbacks:
            self.add(callback)

    def add(self, callback: Callback) -> None:
        """Add one at the end."""
        callback.set_params(self.params)
        callback.set_model(self.model)
        self.callbacks.append(callback)

    def call(self, hook: str, *position: int, logs: Logs | None = None) -> None:
        """Call one hook of all callbacks; what one adds to the logs, the next ones see."""
        shown: Logs = {} if logs is None else logs
        for callback in self.callbacks:
            getattr(callback, hook)(*position, shown)

    def learn_steps(self, n_steps: int | None) -> None:
        """Hear how many steps an epoch has, where nobody knew before the first one's end."""
        if self.params.get("steps") is None:
            self.params["steps"] = n_steps

    def end_epoch(self, epoch: int, logs: Logs, seconds: float) -> None:
        """Call `on_epoch_end`; readers of logs learn how long the epoch took, too."""
        for callback in self.callbacks:
            if callback.reads_logs_only:
                callback.epoch_seconds = seconds
        self.call("on_epoch_end", epoch, logs=logs)

    def act_on(self, *hooks: str) -> bool:
        """Return whether any callback does something in one of these hooks."""
        return any(acts_on(callback, *hooks) for callback in self.callbacks)

    @property
    def need_every_batch(self) -> bool:
        """Whether steps or validation have to be handed out batch by batch."""
        return self.act_on(*TRAIN_BATCH_HOOKS, *TEST_HOOKS)

    @property
    def need_every_epoch(self) -> bool:
        """Whether a callback may change what the next epoch does."""
        return bool(self._stepping_in())

    def _stepping_in(self) -> list[Callback]:
        """List the callbacks that do more in an epoch's hooks than read its logs."""
        return [
            callback
            for callback in self.callbacks
            if acts_on(callback, *EPOCH_HOOKS) and not callback.reads_logs_only
            if not getattr(callback, "is_handed_over", False)
        ]

    def compiled_stopping(self, metric_names: tuple[str, ...]) -> EarlyStopping | None:
        """Hand the only callback that steps in over to the compiled program, if it may be.

        That is plain early stopping on a metric the program measures: it is decided inside,
        and the callback only hears what was decided.
        """
        stepping_in = self._stepping_in()
        callback = stepping_in[0] if len(stepping_in) == 1 else None
        if not isinstance(callback, EarlyStoppingCallback) or not callback.is_plain:
            return None
        monitor = known_name(callback.monitor, metric_names)
        return None if monitor is None else callback.hand_over(monitor)


def as_logs(figures: Mapping[str, float]) -> Logs:
    """Put metrics in the order that callbacks expect: by name, those of validation last.

    >>> list(as_logs({"loss": 1.0, "accuracy": 0.5, "val_loss": 2.0, "val_accuracy": 0.4}))
    ['accuracy', 'loss', 'val_accuracy', 'val_loss']
    """
    return dict(sorted(figures.items(), key=lambda item: (item[0].startswith("val_"), item[0])))
