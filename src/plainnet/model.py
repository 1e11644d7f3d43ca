"""The model: a network together with its weights.

Concepts: model, compile, fit, evaluate, predict
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError
from plainnet.files.keras_archive import SavedModel, read_archive, write_archive
from plainnet.files.optimizer_variables import from_variables, to_variables
from plainnet.layers.layer import Shape
from plainnet.losses.catalogue import find_loss, saved_loss
from plainnet.losses.loss import Loss
from plainnet.losses.target_check import check_targets
from plainnet.metrics.catalogue import find_metric, saved_metric
from plainnet.metrics.metric import Metric
from plainnet.networks.network import Network, NetworkWeights
from plainnet.networks.summary import summarise
from plainnet.optimizers.catalogue import find_optimizer, saved_optimizer
from plainnet.optimizers.optimizer import Optimizer, State
from plainnet.training.augmentation import Augmentation
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.compiled_run import Program
from plainnet.training.examples import (
    Examples,
    check_inputs,
    examples_of,
    split_off,
    weighted_by_class,
)
from plainnet.training.forward_pass import outputs_of
from plainnet.training.history import History
from plainnet.training.measuring import measure
from plainnet.training.progress import SILENT, Watcher
from plainnet.training.training_loop import Plan, train

MetricName = str | Metric | Loss
Pair = tuple[ArrayLike, ArrayLike]
Triple = tuple[ArrayLike, ArrayLike, ArrayLike]


class Model:
    """A network, its weights, and how it is trained.

    Parameters
    ----------
    network : Network
        The layers.
    seed : int, default=0
        Of the first weights, the order of rows, dropout and augmentation.
    built : (input_shape, weights) or None
        Weights to start from; None draws them as soon as the shape of the inputs is known.

    Examples
    --------
    >>> from plainnet.layers.dense import Dense
    >>> model = Model(Stack((Dense(1),)))
    >>> model.compile(optimizer="sgd", loss="mse")
    >>> history = model.fit([[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0], epochs=2000)
    >>> round(float(model.predict([[4.0]])[0, 0]), 1)
    8.0
    """

    def __init__(
        self,
        network: Network,
        seed: int = 0,
        *,
        built: tuple[Shape, NetworkWeights] | None = None,
    ) -> None:
        self.network = network
        self.seed = seed
        self.input_shape: Shape | None = None
        self.output_shape: Shape | None = None
        self.weights: NetworkWeights = {}
        self.optimizer: Optimizer | None = None
        self.loss: Loss | None = None
        self.metrics: tuple[MetricName, ...] = ()
        self.weighted_metrics: tuple[MetricName, ...] = ()
        self._optimizer_state: State | None = None
        self._steps_taken = 0
        if built is not None:
            self.build(*built)
        elif network.input_shape is not None:
            self.build(network.input_shape)

    def build(self, input_shape: Shape, weights: NetworkWeights | None = None) -> None:
        """Draw the first weights, or take those given, for a shape without the batch axis."""
        self.output_shape = self.network.output_shape(input_shape)
        if weights is None:
            weights, _ = self.network.init((self.seed,), input_shape)
        self.weights, self.input_shape = weights, tuple(input_shape)

    def compile(
        self,
        optimizer: str | Optimizer = "rmsprop",
        loss: str | Loss = "mean_squared_error",
        metrics: Sequence[MetricName] = (),
        weighted_metrics: Sequence[MetricName] = (),
    ) -> None:
        """Say how to train.

        Parameters
        ----------
        optimizer : str or Optimizer
            What moves the weights.
        loss : str or Loss
            What is made small.
        metrics : sequence of str, Metric or Loss
            What is measured besides, each row counting once.
        weighted_metrics : sequence of str, Metric or Loss
            The same, rows counting by their sample weights.
        """
        self.optimizer, self.loss = find_optimizer(optimizer), find_loss(loss)
        self.metrics, self.weighted_metrics = tuple(metrics), tuple(weighted_metrics)
        self._optimizer_state, self._steps_taken = None, 0

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        batch_size: int = 32,
        epochs: int = 1,
        validation_split: float = 0.0,
        validation_data: Pair | Triple | None = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: ArrayLike | None = None,
        initial_epoch: int = 0,
        stopping: EarlyStopping | None = None,
        augmentation: Augmentation | None = None,
        watcher: Watcher = SILENT,
        title: str = "",
    ) -> History:
        """Train.

        Parameters
        ----------
        x : array of shape (rows, *input_shape)
            Inputs.
        y : array of shape (rows, ...)
            Targets.
        batch_size : int, default=32
            Rows a step; the last step of an epoch takes what is left.
        epochs : int, default=1
            The epoch to reach.
        validation_split : float, default=0
            Fraction of the rows, taken from the end before any shuffling, to validate on.
        validation_data : (x, y) or (x, y, sample_weight), or None
            Rows to validate on; they are never trained on.
        shuffle : bool, default=True
            Whether each epoch has an order of its own.
        class_weight : mapping of class number to float, or None
            How much the rows of each class count.
        sample_weight : array of shape (rows,) or None
            How much each row counts.
        initial_epoch : int, default=0
            Epochs done before.
        stopping : EarlyStopping or None
            When to end early.
        augmentation : Augmentation or None
            What happens to each batch of images.
        watcher : Watcher
            Who is told how far it is.
        title : str
            What the watcher shows.

        Returns
        -------
        History

        Raises
        ------
        ShapeError
            If inputs and targets do not fit the network or each other.
        SettingError
            If a setting is not what it may be.
        """
        examples = examples_of(x, y, sample_weight)
        validation = None if validation_data is None else examples_of(*validation_data)
        if validation is None and validation_split:
            examples, validation = split_off(examples, validation_split)
        if class_weight is not None:
            examples = weighted_by_class(examples, class_weight)
        program = self._program(examples, stopping, augmentation, validation is not None)
        self._check(examples, *([] if validation is None else [validation]))
        plan = Plan(epochs, initial_epoch, batch_size, shuffle, self.seed, title)
        self.weights, self._optimizer_state, history = train(
            program,
            self.weights,
            examples,
            validation,
            plan,
            optimizer_state=self._optimizer_state,
            step=self._steps_taken,
            watcher=watcher,
        )
        steps = -(-len(examples.inputs) // batch_size)
        self._steps_taken += steps * len(history.epochs)
        return history

    def _program(
        self,
        examples: Examples,
        stopping: EarlyStopping | None,
        augmentation: Augmentation | None,
        has_validation: bool,
    ) -> Program:
        """Put together all that has to be compiled in."""
        if self.loss is None or self.optimizer is None:
            raise SettingError("model.not_compiled")
        if self.input_shape is None:
            self.build(examples.inputs.shape[1:])
        shapes = {"output_shape": self.output_shape or (), "y_shape": examples.targets.shape[1:]}
        program = Program(
            self.network,
            self.loss,
            tuple(find_metric(metric, **shapes) for metric in self.metrics),
            tuple(find_metric(metric, **shapes) for metric in self.weighted_metrics),
            self.optimizer,
            augmentation,
            stopping,
            has_validation,
        )
        if stopping is not None and stopping.monitor not in program.figure_names:
            known = ", ".join(program.figure_names)
            raise SettingError("stopping.monitor", monitor=stopping.monitor, known=known)
        return program

    def _check(self, *parts: Examples) -> None:
        """Hold inputs and targets against what the network takes and gives."""
        assert self.input_shape is not None
        assert self.output_shape is not None
        assert self.loss is not None
        for part in parts:
            check_inputs(part.inputs, self.input_shape)
            check_targets(self.loss, part.targets, self.output_shape)

    def evaluate(
        self, x: ArrayLike, y: ArrayLike, *, sample_weight: ArrayLike | None = None
    ) -> dict[str, float]:
        """Measure the loss and every metric.

        Parameters
        ----------
        x : array of shape (rows, *input_shape)
            Inputs.
        y : array of shape (rows, ...)
            Targets.
        sample_weight : array of shape (rows,) or None
            How much each row counts.

        Returns
        -------
        dict of str to float
        """
        examples = examples_of(x, y, sample_weight)
        program = self._program(examples, None, None, True)
        self._check(examples)
        return measure(program, self.weights, examples)

    def predict(self, x: ArrayLike) -> NDArray[np.float32]:
        """Compute the outputs.

        Parameters
        ----------
        x : array of shape (rows, *input_shape)
            Inputs.

        Returns
        -------
        array of shape (rows, *output_shape)
        """
        inputs = np.asarray(x, np.float32)
        if self.input_shape is None:
            self.build(inputs.shape[1:])
        assert self.input_shape is not None
        check_inputs(inputs, self.input_shape)
        return outputs_of(self.network, self.weights, inputs)

    def trace(self, x: ArrayLike) -> dict[str, dict[str, jax.Array]]:
        """Give every number inside, by layer and name.

        Parameters
        ----------
        x : array of shape (rows, *input_shape)
            Inputs.

        Returns
        -------
        dict of str to dict of str to array
        """
        return self.network.trace(self.weights, jnp.asarray(x, jnp.float32))

    def summary(self) -> str:
        """Write a table of layers, shapes and numbers of weights."""
        if self.input_shape is None:
            raise SettingError("model.not_built")
        return summarise(self.network, self.input_shape)

    def save(self, path: str | Path, card: dict[str, Any] | None = None) -> None:
        """Write a `.keras` archive that Keras 3 opens as well.

        Parameters
        ----------
        path : str or Path
            The file to write.
        card : dict or None
            What goes into its member `plainnet.json`.
        """
        if self.input_shape is None:
            raise SettingError("model.not_built")
        compiled = self._compile_config()
        variables = () if self.optimizer is None else self._optimizer_variables(self.optimizer)
        saved = SavedModel(self.network, self.weights, self.input_shape, compiled, card, variables)
        write_archive(Path(path), saved)

    def take_up_training(self, variables: Sequence[NDArray[Any]]) -> None:
        """Go on where training stopped, as saved variables of the optimizer tell."""
        assert self.optimizer is not None
        moved, _ = self.network.split_statistics(self.weights)
        self._optimizer_state = from_variables(self.optimizer, variables, moved)
        if self._optimizer_state is not None:
            self._steps_taken = int(self._optimizer_state["iterations"])

    def _optimizer_variables(self, optimizer: Optimizer) -> tuple[NDArray[Any], ...]:
        """Write the optimizer's state as Keras does."""
        moved, _ = self.network.split_statistics(self.weights)
        return tuple(to_variables(optimizer, self._optimizer_state, moved))

    def _compile_config(self) -> dict[str, Any] | None:
        """Write loss, optimizer and metrics as Keras does."""
        if self.optimizer is None or self.loss is None:
            return None
        return {
            "optimizer": saved_optimizer(self.optimizer),
            "loss": saved_loss(self.loss),
            "metrics": [_saved_metric(metric) for metric in self.metrics] or None,
            "weighted_metrics": [_saved_metric(m) for m in self.weighted_metrics] or None,
        }

    def weights_hash(self) -> str:
        """Give the sha256 of all weights: little-endian bytes in the order of the layers."""
        digest = hashlib.sha256()
        for weights in self.weights.values():
            for array in weights.values():
                digest.update(np.asarray(array).astype("<f4").tobytes())
        return digest.hexdigest()


def load_model(path: str | Path) -> Model:
    """Read a model from a `.keras` archive.

    Parameters
    ----------
    path : str or Path
        Written by plainnet or Keras 3.

    Returns
    -------
    Model

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something not covered.
    """
    return model_from_saved(read_archive(Path(path)))


def model_from_saved(saved: SavedModel) -> Model:
    """Make a model of what an archive holds."""
    model = Model(saved.network, built=(saved.input_shape, saved.weights))
    compiled = saved.compile_config or {}
    if compiled.get("optimizer") and compiled.get("loss"):
        model.compile(
            find_optimizer(compiled["optimizer"]),
            find_loss(compiled["loss"]),
            compiled.get("metrics") or (),
            compiled.get("weighted_metrics") or (),
        )
        model.take_up_training(saved.optimizer_variables)
    return model


def _saved_metric(metric: MetricName) -> Any:
    """Write a metric as Keras does: its name, or its settings."""
    if isinstance(metric, str | Mapping):
        return metric
    return saved_loss(metric) if isinstance(metric, Loss) else saved_metric(metric)
