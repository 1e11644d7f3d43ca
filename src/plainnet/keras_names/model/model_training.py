"""How a script trains, measures and uses a model, in the words of any Keras version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from math import ceil
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.coach.call_site import script_position
from plainnet.coach.finding import Position
from plainnet.coach.training_watch import Positions
from plainnet.errors import SettingError
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.keras_optimizer import KerasOptimizer, optimizer_of
from plainnet.keras_names.model.own_steps import (
    CompiledLoss,
    CompiledMetrics,
    fit_by_own_step,
    has_own_step,
    kept_metrics,
)
from plainnet.keras_names.model.progress_lines import EvaluationLines, ProgressLines, verbosity_of
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor
from plainnet.keras_names.model.target_matching import KerasDataReader
from plainnet.keras_names.model.training_arguments import (
    FIT_POSITIONS,
    CompileSettings,
    fit_arguments,
    generator_arguments,
)
from plainnet.layers.added_loss import AddLoss
from plainnet.losses.loss import CustomLoss
from plainnet.model import Model as PlainModel
from plainnet.networks.network import Network, NetworkWeights, Shapes
from plainnet.training.callbacks.callback import HistoryCallback
from plainnet.training.callbacks.early_stopping_callback import known_name
from plainnet.training.model_state import ModelState
from plainnet.training.training_data import DataReader

# The loss of a model whose layers add all there is to it.
NO_LOSS = CustomLoss(lambda y_true, y_pred: jnp.zeros(len(y_pred)))


class EngineModel(PlainModel):
    """A model of the engine whose first weights are those of a script's layers.

    `seed`: of the order of rows, dropout and augmentation.
    `move_in`: lets the layers' weights stand in a state, and gives them, for a shape of inputs.
    `code`: returns data as they go into the network.
    """

    def __init__(
        self,
        network: Network,
        seed: int,
        move_in: Callable[[ModelState, Any], NetworkWeights],
        code: Callable[[Any], Any],
    ) -> None:
        self._move_in, self._code = move_in, code
        super().__init__(network, seed)

    def build(self, input_shape: Shapes, weights: NetworkWeights | None = None) -> None:
        """Take the weights of the layers for a shape of inputs."""
        super().build(input_shape, self._move_in(self.state, input_shape))

    def _reader(self, needs_targets: bool = True) -> DataReader:
        """Return what makes examples, targets brought to the outputs as Keras does it."""
        needs_targets = needs_targets and self.loss is not NO_LOSS
        plain = super()._reader(needs_targets)
        settings = {each.name: getattr(plain, each.name) for each in fields(plain)}
        matches = needs_targets and self.input_shape is not None
        output_shape = self.output_shape if matches else None
        return KerasDataReader(
            **settings, loss=self.loss, output_shape=output_shape, code=self._code
        )


class MetricsByName(dict[str, Any]):
    """A dict that also answers to a metric's name of another year, and holds only one.

    >>> metrics = MetricsByName(accuracy=[0.5])
    >>> metrics["acc"], list(metrics)
    ([0.5], ['accuracy'])
    """

    def __missing__(self, name: str) -> Any:
        other = known_name(name, self.keys())
        if other is None:
            raise KeyError(name)
        return self[other]

    def __contains__(self, name: object) -> bool:
        return known_name(str(name), self.keys()) is not None

    def get(self, name: str, default: Any = None) -> Any:
        """Return the metrics of a name, or something else if there are none."""
        try:
            return self[name]
        except KeyError:
            return default


class History(HistoryCallback):
    """Collects what each epoch measured; `fit` gives it back."""

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[Any]] = MetricsByName()


class ModelTraining:
    """What `Sequential` and `Model` have in common once their network is known."""

    name: str

    def engine(self, x: Any = None) -> EngineModel:
        """Return the engine's model, holding the weights of the layers as they are now."""
        raise NotImplementedError

    def _begin_training(self) -> None:
        """Start without a loss."""
        self._compiled: CompileSettings | None = None
        self._taken_over: Any = None  # the model of a file, whose training goes on
        self._compiled_at: Position | None = None  # file and line of the script
        self._stops = False  # of a run by a `train_step` of the script's own
        self._for_own_step: tuple[CompiledLoss, CompiledMetrics] | None = None
        self.optimizer: KerasOptimizer | None = None
        self.history: Any = None

    def _forget_engine(self) -> None:
        """Let the engine be made anew."""
        raise NotImplementedError

    def _fix_trainable(self) -> None:
        """Train what is trainable now, whatever is set afterwards."""
        raise NotImplementedError

    # Compiling

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        metrics: Any = None,
        loss_weights: Any = None,
        weighted_metrics: Any = None,
        **further: Any,
    ) -> None:
        """Describe how to train.

        Parameters
        ----------
        optimizer : str, optimizer, class or dict
        loss : str, loss or callable; or list or dict of such
        metrics : str, metric or callable; or list or dict of such
        loss_weights : list or dict of float, or None
        weighted_metrics : str, metric or callable; or list or dict of such
        **further : object
            What has no effect on the outcome, such as `run_eagerly`.
        """
        self.optimizer = optimizer_of(optimizer)
        self._compiled = CompileSettings.read(
            loss, metrics, loss_weights, weighted_metrics, further
        )
        self._taken_over = self._for_own_step = None
        self._compiled_at = script_position()
        self._forget_engine()
        self._fix_trainable()

    def _compile_engine(self, engine: EngineModel) -> None:
        """Return a new engine how to train."""
        if self._compiled is not None and self.optimizer is not None:
            settings = self._compiled.for_engine()
            adds_loss = any(isinstance(layer, AddLoss) for layer in engine.network.hidden)
            if settings["loss"] is None and adds_loss:
                settings["loss"] = NO_LOSS
            engine.compile(self.optimizer.plain_now(), **settings)
            if self._taken_over is not None:
                engine.state.optimizer_state = self._taken_over.state.optimizer_state
                engine.state.steps_taken = self._taken_over.state.steps_taken
            self.optimizer.bind(engine.state)

    def take_over(self, optimizer: KerasOptimizer, plain: PlainModel) -> None:
        """Go on training where a model of the engine stands."""
        self.optimizer, self._taken_over = optimizer, plain
        weighted = list(plain.weighted_metrics)
        self._compiled = CompileSettings(plain.loss, list(plain.metrics), None, weighted)

    @property
    def loss(self) -> Any:
        """What is made small, as the script named it."""
        return None if self._compiled is None else self._compiled.loss

    @property
    def metrics_names(self) -> list[str]:
        """The names of what `evaluate` gives."""
        if self._compiled is None:
            return ["loss"]
        metrics, outputs = self._compiled.metric_names(), self._names_of_outputs()
        if len(outputs) == 1:
            return ["loss", *metrics]
        by_output = self._compiled.metric_names_by_output(outputs)
        losses = [f"{output}_loss" for output in outputs]
        return ["loss", *losses, *by_output]

    def _names_of_outputs(self) -> list[str]:
        """Name the outputs; one, as long as nothing is known of the layers."""
        try:
            return list(self.engine().network.output_names)
        except SettingError:
            return ["y"]

    @property
    def metrics(self) -> list[Any]:
        """The metrics that a `train_step` of the script keeps account with."""
        if self.loss is None or not has_own_step(self, "train_step"):
            return kept_metrics(self)
        return [self.compiled_loss.mean, *self.compiled_metrics.metrics, *kept_metrics(self)]

    @property
    def compiled_loss(self) -> CompiledLoss:
        """The loss of `compile`, for a `train_step` of the script."""
        return self._of_compile()[0]

    @property
    def compiled_metrics(self) -> CompiledMetrics:
        """The metrics of `compile`, for a `train_step` of the script."""
        return self._of_compile()[1]

    def _of_compile(self) -> tuple[CompiledLoss, CompiledMetrics]:
        """Return the loss and the metrics of `compile`, the same ones until it is called again."""
        if self._compiled is None or self.loss is None:
            raise SettingError("model.not_compiled")
        if self._for_own_step is None:
            metrics = CompiledMetrics(self._compiled.metrics_as_given())
            self._for_own_step = CompiledLoss(self.loss), metrics
        return self._for_own_step

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the loss of a batch, what weights cost by their regularizers included.

        Parameters
        ----------
        x : object
            Without effect.
        y, y_pred : array of shape (rows, ...)
            Targets and predictions.
        sample_weight : array of shape (rows,), or None
            How much each row counts.
        training : bool
            Without effect.

        Returns
        -------
        tensor
            One number.
        """
        return self.compiled_loss.of(y, y_pred, sample_weight, self.losses)

    @property
    def stop_training(self) -> bool:
        """Whether the run ends after this batch or epoch."""
        return (
            self._stops if has_own_step(self, "train_step") else self.engine().state.stop_training
        )

    @stop_training.setter
    def stop_training(self, is_over: bool) -> None:
        self._stops = bool(is_over)
        if not has_own_step(self, "train_step"):
            self.engine().state.stop_training = self._stops

    @property
    def losses(self) -> list[Any]:
        """What the weights of each layer cost by its regularizers."""
        raise NotImplementedError

    def add_loss(self, losses: Any, inputs: Any = None) -> None:
        """Add to the loss what tensors of the model are worth.

        Parameters
        ----------
        losses : tensor or list of tensor
            A number for each row, or one for the batch.
        inputs : object
            Without effect.
        """
        added = list(losses) if isinstance(losses, list | tuple) else [losses]
        if not all(isinstance(each, SymbolicTensor) for each in added):
            raise refusal_of(f"{self.name}.add_loss", "script.hint.add_loss")
        self._take_losses(added)

    def _take_losses(self, losses: list[Any]) -> None:
        """Let the outputs carry losses."""
        raise NotImplementedError

    def add_metric(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a metric that is no function of targets and outputs."""
        raise refusal_of(f"{self.name}.add_metric", "script.hint.metric")

    def _check_compiled(self, *own_steps: str) -> None:
        """Refuse to train without a loss, and steps of the script's own that are not run here."""
        steps = ("train_step", "test_step", "compute_loss", "compute_metrics")
        self._check_steps(*(each for each in steps if each not in own_steps))
        if self._compiled is None:
            raise SettingError("model.not_compiled")

    def _check_steps(self, *names: str) -> None:
        """Refuse what a class of the script puts in the place of a step: it would not be run."""
        for name in names:
            if has_own_step(self, name):
                raise refusal_of(f"{type(self).__name__}.{name}", "script_data.hint.training")

    # Training

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | Sequence[int] = 1,
        **old_names: Any,
    ) -> History:
        """Train.

        Parameters
        ----------
        x, y : object
            Arrays, or a generator, sequence or dataset as `x` alone.
        batch_size : int or None
            Rows a step; None means 32.
        epochs : int, default=1
            The epoch to reach.
        verbose : {"auto", 0, 1, 2}
            Whether each epoch is printed.
        callbacks : Callback or iterable of Callback, or None
        validation_split : float, default=0.0
            Fraction of the rows, from the end, to validate on.
        validation_data : tuple, generator, sequence or dataset, or None
            Rows to validate on.
        shuffle : bool, default=True
            Whether each epoch has an order of its own.
        class_weight : dict of int to float, or None
            How much the rows of each class count.
        sample_weight : array of shape (rows,), or None
            How much each row counts.
        initial_epoch : int, default=0
            Epochs done before.
        steps_per_epoch, validation_steps : int or None
            Batches of an epoch and of a validation; None takes all.
        validation_batch_size : int or None
            Rows of a batch in validation; None takes `batch_size`.
        validation_freq : int or sequence of int, default=1
            Epochs from one validation to the next, or those that validate.
        **old_names : object
            What older Keras versions called these, such as `nb_epoch`; and `coach=False`, for a
            training that the coach does not look at.

        Returns
        -------
        History
        """
        is_own = has_own_step(self, "train_step")
        self._check_compiled(*(("train_step", "test_step", "compute_loss") if is_own else ()))
        given = {name: value for name, value in locals().items() if name in FIT_POSITIONS}
        coach = bool(old_names.pop("coach", True))
        return self._fit(x, y, fit_arguments({**given, **old_names}), coach)

    def _fit(self, x: Any, y: Any, settings: dict[str, Any], coach: bool) -> History:
        """Train with the settings in today's words."""
        verbose = verbosity_of(settings.pop("verbose", "auto"))
        callbacks = jax.tree.leaves(settings.pop("callbacks", None))  # Keras takes one alone, too
        history = next((each for each in callbacks if isinstance(each, History)), None) or History()
        lines = ProgressLines(verbose)
        own: list[Any] = [] if history in callbacks else [history]
        own += [lines] if verbose else []
        self._settle_rate()
        if has_own_step(self, "train_step"):
            fit_by_own_step(self, x, y, [*callbacks, *own], settings)
            self.history = history
            return history
        engine = self.engine(x)
        _show_validation_rows(callbacks, x, y, settings)
        engine.positions = self._positions()
        engine.fit(x, y, callbacks=[*callbacks, *own], shown_as=self, coach=coach, **settings)
        self.history = history
        return history

    def _settle_rate(self) -> None:
        """Take the learning rate that the script's years had as their default."""
        if self.optimizer is not None:
            self.optimizer.settle_rate(is_last_word=True)

    def _positions(self) -> Positions:
        """Tell where the script compiled the model and made its layers."""
        return Positions(self._compiled_at, self._layer_positions())

    def _layer_positions(self) -> dict[str, Position | None]:
        """Tell where the script made each layer, by its name in the engine's network."""
        raise NotImplementedError

    def fit_generator(self, generator: Any, *args: Any, **kwargs: Any) -> History:
        """Train on a generator, as Keras 1 and 2 had it."""
        generator, settings = generator_arguments("fit_generator", generator, args, kwargs)
        return self.fit(generator, **settings)

    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Mapping[int, float] | None = None,
        reset_metrics: bool = True,
        return_dict: bool = False,
    ) -> Any:
        """Take one step; give the loss and the metrics of the batch."""
        self._check_compiled()
        self._settle_rate()
        figures = self.engine(x).train_on_batch(x, y, sample_weight, class_weight)
        return figures if return_dict else _row_or_number(figures)

    def test_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        reset_metrics: bool = True,
        return_dict: bool = False,
    ) -> Any:
        """Measure one batch."""
        self._check_compiled()
        figures = self.engine(x).test_on_batch(x, y, sample_weight)
        return figures if return_dict else _row_or_number(figures)

    # Measuring

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Any = None,
        return_dict: bool = False,
        **without_effect: Any,
    ) -> Any:
        """Measure the loss and every metric.

        Returns
        -------
        float, list of float or dict
            The loss alone where there are no metrics.
        """
        self._check_compiled()
        engine = self.engine(x)
        lines = EvaluationLines(verbosity_of(verbose), n_batches(x, batch_size, steps))
        figures = engine.evaluate(
            lines.counted(x, y),
            y,
            batch_size=batch_size,
            sample_weight=sample_weight,
            steps=steps,
            callbacks=jax.tree.leaves(callbacks),
            shown_as=self,
        )
        lines.show(figures)
        return figures if return_dict else _row_or_number(figures)

    def evaluate_generator(self, generator: Any, *args: Any, **kwargs: Any) -> Any:
        """Measure on a generator, as Keras 1 and 2 had it."""
        generator, settings = generator_arguments("evaluate_generator", generator, args, kwargs)
        return self.evaluate(generator, **settings)

    # Using

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: Any = "auto",
        steps: int | None = None,
        callbacks: Any = None,
        **without_effect: Any,
    ) -> Any:
        """Compute the outputs.

        Returns
        -------
        array of shape (rows, ...), or list of such
        """
        self._check_steps("predict_step")
        engine = self.engine(x)
        lines = EvaluationLines(verbosity_of(verbose), n_batches(x, batch_size, steps))
        outputs = engine.predict(lines.counted(x), batch_size=batch_size, steps=steps)
        lines.show({})
        return list(outputs) if isinstance(outputs, tuple) else outputs

    def predict_on_batch(self, x: Any) -> Any:
        """Compute the outputs of one batch."""
        return self.predict(x, verbose=0)

    def predict_generator(self, generator: Any, *args: Any, **kwargs: Any) -> Any:
        """Compute the outputs for a generator, as Keras 1 and 2 had it."""
        generator, settings = generator_arguments("predict_generator", generator, args, kwargs)
        return self.predict(generator, **settings)

    def predict_classes(
        self, x: Any, batch_size: int = 32, verbose: Any = 0
    ) -> NDArray[np.integer[Any]]:
        """Return the number of the class, or 0 or 1 where there is one output."""
        outputs = np.asarray(self.predict(x, batch_size=batch_size, verbose=verbose))
        if outputs.shape[-1] > 1:
            largest: NDArray[np.integer[Any]] = outputs.argmax(-1)
            return largest
        return (outputs > 0.5).astype(np.int32)

    def predict_proba(self, x: Any, batch_size: int = 32, verbose: Any = 0) -> NDArray[Any]:
        """Return the outputs of a classifier."""
        return np.asarray(self.predict(x, batch_size=batch_size, verbose=verbose))


def _show_validation_rows(callbacks: list[Any], x: Any, y: Any, settings: Any) -> None:
    """Let callbacks find the rows to validate on, inputs then targets, as Keras had it to 2.2."""
    held, share = settings.get("validation_data"), settings.get("validation_split")
    if share and held is None and all(hasattr(each, "shape") for each in (x, y)):
        start = int(len(x) * (1 - share))
        held = (x[start:], y[start:])
    if not isinstance(held, tuple | list) or len(held) < 2 or not hasattr(held[1], "shape"):
        return
    inputs = list(held[0]) if isinstance(held[0], list | tuple) else [held[0]]
    for callback in callbacks:
        callback.validation_data = [*inputs, held[1], np.ones(len(held[1]), np.float32)]


def n_batches(x: Any, batch_size: int | None, steps: int | None) -> int | None:
    """Count the batches that Keras would show; None if nobody knows."""
    if steps is not None:
        return steps
    if hasattr(x, "shape") or isinstance(x, list | tuple):
        first = x[0] if isinstance(x, list | tuple) and x and hasattr(x[0], "shape") else x
        return ceil(len(first) / (batch_size or 32))
    return len(x) if hasattr(x, "__len__") else None


def _row_or_number(figures: Mapping[str, float]) -> Any:
    """Write metrics without their names, losses first; a single one as it is."""
    losses = [figure for name, figure in figures.items() if name.endswith("loss")]
    row = [*losses, *(figure for name, figure in figures.items() if not name.endswith("loss"))]
    return row[0] if len(row) == 1 else row
