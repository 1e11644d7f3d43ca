"""Several nets trained at once with different seeds, and the model that is their average."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import ArrayLike

from plainnet.losses.catalogue import find_loss
from plainnet.model import Model
from plainnet.networks.classic_networks import merge_dense_networks
from plainnet.networks.network import Network, Stack
from plainnet.optimizers.catalogue import find_optimizer
from plainnet.optimizers.optimizer import Optimizer
from plainnet.training.augmentation import Augmentation
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.compilation import has_long_steps
from plainnet.training.compiled_run import Program
from plainnet.training.examples import examples_of, shape_of
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.many_runs import ManyRuns, train_many
from plainnet.training.objective import find_metrics
from plainnet.training.training_loop import Plan


def fit_average(
    network: Stack,
    x: ArrayLike,
    y: ArrayLike,
    *,
    n_networks: int,
    optimizer: Optimizer,
    loss: str,
    metrics: tuple[Any, ...] = (),
    epochs: int,
    batch_size: int = 32,
    seed: int = 0,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[Model, History]:
    """Train some nets of the same layers and make one model of them.

    Parameters
    ----------
    network : Stack
        Of Dense layers.
    x : array of shape (rows, features)
        Inputs.
    y : array of shape (rows, ...)
        Targets.
    n_networks : int
        How many nets are averaged.
    optimizer : Optimizer
        What moves the weights.
    loss : str
        What is made small.
    metrics : tuple of Metric
        What is measured besides.
    epochs, batch_size : int
        Of each net.
    seed : int
        All nets differ in first weights and order of rows; the same seed gives the same.
    listener : ProgressListener
        Listens to how far it is.
    title : str
        What the listener shows.

    Returns
    -------
    model : Model
        One wide network; before its last activation it gives the average of all.
    history : History
        Means over the nets.
    """
    first = seed * n_networks  # so that no net of one seed is a net of the next
    models, runs = fit_many(
        network,
        x,
        y,
        seeds=range(first, first + n_networks),
        optimizer=optimizer,
        loss=loss,
        metrics=metrics,
        epochs=epochs,
        batch_size=batch_size,
        listener=listener,
        title=title,
    )
    return average_of(models, seed), runs.history


def average_of(models: Sequence[Model], seed: int = 0) -> Model:
    """Merge models of the same dense layers into one wide one that gives their average."""
    first = models[0]
    assert isinstance(first.network, Stack)
    assert first.input_shape is not None
    merged, weights = merge_dense_networks(first.network, [model.weights for model in models])
    model = Model(merged, seed, built=(first.input_shape, weights))
    model.compile(first.optimizer, first.loss)
    return model


def fit_many(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    seeds: range,
    optimizer: Any,
    loss: Any,
    metrics: tuple[Any, ...] = (),
    epochs: int,
    batch_size: int = 32,
    validation_data: tuple[ArrayLike, ...] | None = None,
    stopping: EarlyStopping | None = None,
    augmentation: Augmentation | None = None,
    sample_weight: ArrayLike | None = None,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[list[Model], ManyRuns]:
    """Train a network once with each seed, all in one program, as `Model.fit` would each alone."""
    examples = examples_of(x, y, sample_weight)
    shape = examples.inputs.shape[1:]
    validation = None if validation_data is None else examples_of(*validation_data)
    optimizer, loss = find_optimizer(optimizer), find_loss(loss)
    found = find_metrics(
        metrics, network.output_names, network.output_shape(shape), shape_of(examples.targets)
    )
    is_validated, is_long = validation is not None, has_long_steps(network, shape)
    program = Program(
        network, loss, found, (), optimizer, augmentation, stopping, is_validated,
        has_long_steps=is_long,
    )  # fmt: skip
    plan = Plan(epochs, batch_size=batch_size, seed=seeds.start, title=title)
    weights = [network.init((seed,), shape)[0] for seed in seeds]
    runs = train_many(program, weights, examples, plan, listener, validation=validation)
    models = [
        Model(network, seed, built=(shape, trained))
        for seed, trained in zip(seeds, runs.weights, strict=True)
    ]
    for model in models:
        model.compile(optimizer, loss)
    return models, runs
