"""The model: a network together with its weights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import ArrayLike

from plainnet.coach.call_site import script_position
from plainnet.coach.training_watch import Positions, show_batch, show_use, watched_training
from plainnet.errors import SettingError
from plainnet.files.card_schema import sealed
from plainnet.files.model_file import read_model_file, write_model_file
from plainnet.files.network_config import hash_network
from plainnet.files.saved_model import SavedModel
from plainnet.losses.loss import Loss
from plainnet.networks.network import Arrays, Network, NetworkWeights, Shapes, summarise
from plainnet.optimizers.catalogue import find_optimizer
from plainnet.optimizers.optimizer import Optimizer
from plainnet.signatures import showing_fields
from plainnet.training.augmentation import Augmentation
from plainnet.training.batch_by_batch import SingleBatches, measure_batch_by_batch
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.callback_list import TEST_HOOKS, CallbackList
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.callbacks.model_view import ModelView
from plainnet.training.checkpoint import Checkpoint
from plainnet.training.compilation import has_long_steps
from plainnet.training.compile_config import compile_config
from plainnet.training.compiled_run import Program
from plainnet.training.examples import Examples, check_inputs, shape_of
from plainnet.training.fitting import FitSettings, fit, read_data
from plainnet.training.forward_pass import measure, outputs_of, trace_of
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.minibatches import check_whole_batches, outputs_and_states
from plainnet.training.model_state import ModelState, optimizer_variables, restore_optimizer
from plainnet.training.objective import (
    check_all_targets,
    find_metrics,
    losses_of_outputs,
    metrics_asked_for,
    objective_of,
)
from plainnet.training.training_data import DataReader, inputs_of_batches

MetricName = Any  # a name, a saved form, a function, a Metric or a Loss


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
    >>> from plainnet.networks.network import Stack
    >>> model = Model(Stack((Dense(1),)))
    >>> model.compile(optimizer="sgd", loss="mse")
    >>> history = model.fit([[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0], epochs=2000)
    >>> round(float(model.predict([[4.0]])[0, 0]), 1)
    8.0
    """

    def __init__(
        self, network: Network, seed: int = 0, *, built: tuple[Shapes, NetworkWeights] | None = None
    ) -> None:
        self.network, self.seed = network, seed
        self.input_shape: Shapes | None = None
        self.output_shape: Shapes | None = None
        self.state = ModelState()
        self.loss: Loss | None = None
        self.metrics: tuple[MetricName, ...] = ()
        self.weighted_metrics: tuple[MetricName, ...] = ()
        self.positions = Positions()
        self._single_batches = SingleBatches(self.state)
        if built is not None:
            self.build(*built)
        elif network.input_shape is not None:
            self.build(network.input_shape)

    @property
    def weights(self) -> NetworkWeights:
        """The weights by layer and name; during training those of the moment."""
        return self.state.weights

    @weights.setter
    def weights(self, weights: NetworkWeights) -> None:
        self.state.weights = weights

    @property
    def optimizer(self) -> Optimizer | None:
        """What moves the weights, with the learning rate in force."""
        return self.state.optimizer

    def build(self, input_shape: Shapes, weights: NetworkWeights | None = None) -> None:
        """Draw the first weights, or take those given, for a shape without the batch axis."""
        self.output_shape = self.network.output_shape(input_shape)
        if weights is None:
            weights, _ = self.network.init((self.seed,), input_shape)
        elif self.network.carries_states:
            at_first = self.network.with_first_states(weights)
            weights = {name: {**own, **weights[name]} for name, own in at_first.items()}
        self.weights, self.input_shape = weights, tuple(input_shape)

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = "mean_squared_error",
        metrics: Any = (),
        weighted_metrics: Any = (),
        loss_weights: Any = None,
    ) -> None:
        """Describe how to train.

        Parameters
        ----------
        optimizer : str, mapping or Optimizer
            What moves the weights.
        loss : str, Loss or callable; or list or dict of such
            What is made small; for several outputs one for all or one for each.
        metrics : str, Metric, Loss or callable; or list or dict of such
            What is measured besides, each row counting once.
        weighted_metrics : str, Metric, Loss or callable; or list or dict of such
            The same, rows counting by their sample weights.
        loss_weights : list or dict of float, or None
            How much each of several outputs counts.
        """
        names = self.network.output_names
        self.loss = objective_of(loss, names, loss_weights)
        self.metrics = metrics_asked_for(metrics, names)
        self.weighted_metrics = metrics_asked_for(weighted_metrics, names)
        self.state.optimizer = find_optimizer(optimizer)
        self.state.optimizer_state, self.state.steps_taken = None, 0
        self.positions.compiled_at = script_position()

    def fit(
        self,
        x: Any,
        y: Any = None,
        *,
        stopping: EarlyStopping | None = None,
        augmentation: Augmentation | None = None,
        callbacks: Iterable[Callback | EarlyStopping] = (),
        shown_as: Any = None,
        listener: ProgressListener = SILENT,
        title: str = "",
        checkpoint: Checkpoint | None = None,
        coach: bool = True,
        **settings: Any,
    ) -> History:
        """Train.

        Parameters
        ----------
        x : array of shape (rows, *input_shape); or generator, sequence or iterable
            Inputs, a list or dict of arrays for several; or what gives batches of inputs,
            targets and sample weights.
        y : array of shape (rows, ...) or None
            Targets; None where `x` gives batches.
        stopping : EarlyStopping or None
            When to end early.
        augmentation : Augmentation or None
            What happens to each batch of images.
        callbacks : iterable of Callback or EarlyStopping
            Listeners to what happens, which may step in.
        shown_as : object or None
            What callbacks see as their `model`; None shows them this model.
        listener : ProgressListener
            Listens to how far it is.
        title : str
            What the listener shows.
        checkpoint : Checkpoint or None
            Where the run is kept while it trains, to be taken up if it is broken off.
        coach : bool, default=True
            Whether the coach sees this training; `PLAINNET_COACH=off` keeps it from all.
        **settings : object
            Fields of `FitSettings`: `batch_size`, `epochs`, `validation_data` and others.

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
        asked, callbacks = FitSettings(**settings), list(callbacks)
        data = read_data(self._reader(), x, y, asked)
        stops, others = _stops_apart([stopping, *callbacks])
        stopping = next(iter(stops), None)
        with watched_training(self, data, asked, [*others, *stops], coach) as watch:
            plan = asked.plan(data.training, self.seed, title)
            program = self._program(data.first[0], augmentation, data.validation is not None)
            if stopping is not None and stopping.monitor not in program.metric_names:
                known = list(program.metric_names)
                raise SettingError("stopping.monitor", monitor=stopping.monitor, known=known)
            self._check(*data.first)
            n_rows = data.first[0].n_rows
            is_batch = data.training.source is not None  # the source says how many rows it has
            check_whole_batches(self.network, n_rows, n_rows if is_batch else plan.batch_size)
            steps = data.training.by_batches(asked.steps_per_epoch).n_steps
            params = {"epochs": asked.epochs, "steps": steps}
            hooks = self._callback_list([*others, *watch.callbacks()], shown_as, params)
            watch.begin()
            history = fit(
                program, self.state, data, plan, asked, hooks, stopping, listener, checkpoint
            )
            watch.end(history)
        return history

    def _callback_list(
        self, callbacks: Iterable[Callback], shown_as: Any, params: dict[str, Any]
    ) -> CallbackList:
        """Introduce callbacks to the model."""
        shown = ModelView(self) if shown_as is None else shown_as
        return CallbackList(callbacks, shown, {"verbose": 0, **params})

    def _reader(self, needs_targets: bool = True) -> DataReader:
        """Return what makes examples for this network."""
        names = self.network.input_names, self.network.output_names
        return DataReader(*names, self.input_shape, needs_targets=needs_targets)

    def _program(
        self,
        examples: Examples,
        augmentation: Augmentation | None = None,
        has_validation: bool = False,
    ) -> Program:
        """Put together all that has to be compiled in."""
        if self.loss is None or self.optimizer is None:
            raise SettingError("model.not_compiled")
        if self.input_shape is None:
            self.build(shape_of(examples.inputs))
        names = self.network.output_names
        shapes = self.output_shape, shape_of(examples.targets)
        metrics = find_metrics(self.metrics, names, *shapes)
        return Program(
            self.network,
            self.loss,
            metrics,
            (
                *losses_of_outputs(self.loss, names),
                *find_metrics(self.weighted_metrics, names, *shapes),
            ),
            self.optimizer,
            augmentation,
            has_validation=has_validation,
            has_long_steps=has_long_steps(self.network, self.input_shape),
        )

    def _check(self, *parts: Examples) -> None:
        """Hold inputs and targets against what the network takes and gives."""
        assert self.loss is not None
        for part in parts:
            check_inputs(part.inputs, self.input_shape)
            check_all_targets(self.loss, part.targets, self.output_shape)

    def evaluate(
        self,
        x: Any,
        y: Any = None,
        *,
        batch_size: int | None = None,
        sample_weight: ArrayLike | None = None,
        steps: int | None = None,
        callbacks: Iterable[Callback] = (),
        shown_as: Any = None,
    ) -> dict[str, float]:
        """Measure the loss and every metric.

        Parameters
        ----------
        x : array of shape (rows, *input_shape); or generator, sequence or iterable
            Inputs, or what gives batches of inputs and targets.
        y : array of shape (rows, ...) or None
            Targets; None where `x` gives batches.
        batch_size : int or None
            Rows of a batch, 32 if None; where that changes what is measured.
        sample_weight : array of shape (rows,) or None
            How much each row counts.
        steps : int or None
            Batches to take; None takes all.
        callbacks : iterable of Callback
            Listeners to the batches.
        shown_as : object or None
            What callbacks see as their `model`; None shows them this model.

        Returns
        -------
        dict of str to float
        """
        data = self._reader().read(x, y, sample_weight, batch_size=batch_size)
        program = self._program(data.first)
        self._check(data.first)
        show_use(self, "evaluate", data.first.inputs, data.first.targets)
        batches = data.by_batches(steps)
        hooks = self._callback_list(callbacks, shown_as, {"epochs": 1, "steps": batches.n_steps})
        if data.source is None and steps is None and not hooks.act_on(*TEST_HOOKS):
            return measure(program, self.weights, data.first, data.batch_size)
        return measure_batch_by_batch(program, self.state, batches, hooks)

    def predict(self, x: Any, *, batch_size: int | None = None, steps: int | None = None) -> Any:
        """Compute the outputs.

        Parameters
        ----------
        x : array of shape (rows, *input_shape); or generator, sequence or iterable
            Inputs, or what gives batches of them.
        batch_size : int or None
            Rows of a batch, where `steps` counts batches.
        steps : int or None
            Batches to take; None takes all.

        Returns
        -------
        array of shape (rows, *output_shape), or tuple of such
        """
        data = self._reader(needs_targets=False).read(x, batch_size=batch_size)
        if self.input_shape is None:
            self.build(shape_of(data.first.inputs))
        check_inputs(data.first.inputs, self.input_shape)
        show_use(self, "predict", data.first.inputs, None)
        if data.source is None and steps is None:
            return self._outputs(data.first.inputs, data.batch_size)
        parts = [self._outputs(inputs, None) for inputs in inputs_of_batches(data, steps)]
        return jax.tree.map(lambda *arrays: np.concatenate(arrays), *parts)

    def _outputs(self, inputs: Arrays, batch_size: int | None) -> Arrays:
        """Compute the outputs of some rows; states are carried on from one call to the next."""
        if not self.network.carries_states:
            own = self._next_use(), batch_size
            return outputs_of(self.network, self.weights, inputs, *own)
        outputs, self.weights = outputs_and_states(self.network, self.weights, inputs)
        return outputs

    def _next_use(self) -> tuple[int, int]:
        """Return the seed of the model and the number of this use of it."""
        self.state.uses += 1
        return self.seed, self.state.uses

    def train_on_batch(
        self,
        x: Any,
        y: Any,
        sample_weight: ArrayLike | None = None,
        class_weight: Mapping[int, float] | None = None,
    ) -> dict[str, float]:
        """Take one step; give what the batch measured before it."""
        reader = replace(self._reader(), class_weight=class_weight)
        examples = reader.examples(x, y, sample_weight)
        program = self._program(examples)
        show_batch(self, examples)
        self._check(examples)
        return self._single_batches.train(program, examples, self.seed)

    def test_on_batch(
        self, x: Any, y: Any, sample_weight: ArrayLike | None = None
    ) -> dict[str, float]:
        """Measure one batch."""
        examples = self._reader().examples(x, y, sample_weight)
        program = self._program(examples)
        self._check(examples)
        return self._single_batches.measure(program, examples)

    def trace(self, x: Any) -> dict[str, dict[str, jax.Array]]:
        """Compute every number inside, by layer and name.

        The first call for so many rows compiles; later ones take less than a millisecond.

        Parameters
        ----------
        x : array of shape (rows, *input_shape), or tuple of such
            Inputs.

        Returns
        -------
        dict of str to dict of str to array
            Each with one entry a row: `outputs` of every layer, and what is inside it, as
            `pre_activation`, or the gates of an LSTM.

        Raises
        ------
        ShapeError
            If the inputs do not have the shape that the network takes.

        Examples
        --------
        >>> from plainnet.layers.dense import Dense
        >>> from plainnet.networks.network import Stack
        >>> model = Model(Stack((Dense(2, "relu", name="hidden"),)), seed=0)
        >>> sorted(model.trace([[1.0, 2.0, 3.0]])["hidden"])
        ['outputs', 'pre_activation']
        """
        inputs = self._reader(needs_targets=False).read(x).first.inputs
        if self.input_shape is None:
            self.build(shape_of(inputs))
        check_inputs(inputs, self.input_shape)
        return trace_of(self.network, self.weights, inputs)

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
        compiled = compile_config(self.optimizer, self.loss, self.metrics, self.weighted_metrics)
        variables = optimizer_variables(self.state, self.network)
        if card is not None:
            network_hash = hash_network(self.network, self.input_shape)
            card = sealed(card, self.weights_hash(), network_hash)
        saved = SavedModel(self.network, self.weights, self.input_shape, compiled, card, variables)
        write_model_file(Path(path), saved)

    def weights_hash(self) -> str:
        """Return the sha256 of all weights: little-endian bytes in the order of the layers."""
        return self.state.weights_hash()


# An editor completes the settings by name.
showing_fields(Model.fit, FitSettings)


def load_model(path: str | Path) -> Model:
    """Read a model from a `.keras` or `.h5` file.

    Parameters
    ----------
    path : str or Path
        Written by plainnet, Keras or TensorFlow.

    Returns
    -------
    Model

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something not covered.
    """
    return model_from_saved(read_model_file(Path(path)))


def model_from_saved(saved: SavedModel) -> Model:
    """Make a model of what an archive holds."""
    model = Model(saved.network, built=(saved.input_shape, saved.weights))
    compiled = saved.compile_config or {}
    if compiled.get("optimizer") and compiled.get("loss"):
        model.compile(
            compiled["optimizer"],
            compiled["loss"],
            compiled.get("metrics"),
            compiled.get("weighted_metrics"),
            compiled.get("loss_weights"),
        )
        restore_optimizer(model.state, model.network, saved.optimizer_variables)
    return model


def _stops_apart(
    callbacks: Sequence[Callback | EarlyStopping | None],
) -> tuple[list[EarlyStopping], list[Callback]]:
    """Part early stopping, which belongs to the compiled run, from callbacks."""
    stops = [each for each in callbacks if isinstance(each, EarlyStopping)]
    if len(stops) > 1:
        raise SettingError("stopping.twice", count=len(stops))
    others = (each for each in callbacks if each is not None)
    return stops, [each for each in others if not isinstance(each, EarlyStopping)]
