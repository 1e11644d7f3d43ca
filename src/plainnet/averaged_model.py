"""A model that is the average of several nets, trained at once and merged into one.

Concepts: ensemble
"""

from typing import Any

from numpy.typing import ArrayLike

from plainnet.losses.catalogue import find_loss
from plainnet.model import Model
from plainnet.networks.merged_network import merge_dense_networks
from plainnet.networks.stack import Stack
from plainnet.optimizers.optimizer import Optimizer
from plainnet.training.compiled_run import Program
from plainnet.training.examples import examples_of
from plainnet.training.history import History
from plainnet.training.many_runs import train_many
from plainnet.training.progress import SILENT, Watcher
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
    watcher: Watcher = SILENT,
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
    watcher : Watcher
        Who is told how far it is.
    title : str
        What the watcher shows.

    Returns
    -------
    model : Model
        One wide network; before its last activation it gives the average of all.
    history : History
        Means over the nets.
    """
    examples = examples_of(x, y)
    shape = examples.inputs.shape[1:]
    first = seed * n_networks  # so that no net of one seed is a net of the next
    weights = [network.init((first + number,), shape)[0] for number in range(n_networks)]
    program = Program(network, find_loss(loss), metrics, (), optimizer)
    plan = Plan(epochs, batch_size=batch_size, seed=first, title=title)
    each, history = train_many(program, weights, examples, plan, watcher)
    merged, merged_weights = merge_dense_networks(network, each)
    model = Model(merged, seed, built=(shape, merged_weights))
    model.compile(optimizer, loss)
    return model, history
