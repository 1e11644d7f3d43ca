"""What callbacks are shown of a model: its weights, its learning rate, and a flag to stop."""

from typing import Any

from numpy.typing import NDArray


class OptimizerView:
    """Shows an optimizer whose learning rate may be set."""

    def __init__(self, state: Any) -> None:
        self._state = state

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        rate: float = self._state.learning_rate
        return rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._state.learning_rate = rate

    @property
    def iterations(self) -> int:
        """The steps taken so far."""
        steps: int = self._state.steps_taken
        return steps


class ModelView:
    """Shows a model; whatever else is asked for, the model itself answers."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.optimizer = OptimizerView(model.state)

    @property
    def stop_training(self) -> bool:
        """Whether the run ends after this batch or epoch."""
        is_over: bool = self._model.state.stop_training
        return is_over

    @stop_training.setter
    def stop_training(self, is_over: bool) -> None:
        self._model.state.stop_training = is_over

    @property
    def initial_epoch(self) -> int | None:
        """Where a run is taken up."""
        epoch: int | None = self._model.state.initial_epoch
        return epoch

    @initial_epoch.setter
    def initial_epoch(self, epoch: int) -> None:
        self._model.state.initial_epoch = epoch

    def get_weights(self) -> list[NDArray[Any]]:
        """Return copies of all weights, in the order of files."""
        weights: list[NDArray[Any]] = self._model.state.copy_weights()
        return weights

    def set_weights(self, weights: list[NDArray[Any]]) -> None:
        """Take other weights."""
        self._model.state.set_weights(weights)

    def save(self, filepath: str, overwrite: bool = True) -> None:
        """Write the whole model."""
        self._model.save(filepath)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)
