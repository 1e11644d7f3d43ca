"""How often the intervals that a table's run prints hold the true score, by simulation.

    python benchmarks/coverage_of_tables.py [NETS [KIND]]

KIND is one of the tables' numbers, from 0; without it all are studied. For each kind of table and
each length it trains NETS nets (208 unless told otherwise), many in one program, on generated
tables of which the truth is known. Each net is scored on test rows of its own, a fifth of the
table, and on a large fresh sample, whose score is the true one. Counted are the 95 % intervals that
hold it; those that say "too few rows"; and how often one of two models that are equally good is
called better than the other: they answer each row as one or the other of two nets does, by the
toss of a coin.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from plainnet.estimators.training_of_networks import default_settings, falling_adamw
from plainnet.evaluation.score_estimates import Estimate, difference_interval, estimate
from plainnet.losses.catalogue import find_loss
from plainnet.networks.classic_networks import dense_network
from plainnet.training.compiled_run import Program
from plainnet.training.examples import examples_of
from plainnet.training.forward_pass import outputs_of
from plainnet.training.many_runs import train_many
from plainnet.training.minibatches import count_steps
from plainnet.training.training_loop import Plan

NETS = 208
NETS_AT_ONCE = 16
LENGTHS = (50, 100, 200, 500)
FRESH = 10_000
OF_CLASSES = (
    *("accuracy", "precision", "recall", "f1", "cost"),
    *("log_loss", "brier", "area", "average_precision"),
)
OF_NUMBERS = ("rmse", "mae", "mape", "r2", "bias")
COST = (1.0, 5.0)
FEATURES = 6


@dataclass(frozen=True)
class Kind:
    """A kind of table: how classes lie, or a number."""

    name: str
    slope: float = 0.0  # of the logit; 0 for a number
    share: float = 0.5  # of the positive class, about

    def draw(self, generator, rows):
        """Draw inputs and truth."""
        x = generator.normal(size=(rows, FEATURES)).astype(np.float32)
        signal = x[:, 0] + 0.5 * x[:, 1] * x[:, 2] - 0.5 * x[:, 3]
        if not self.slope:
            return x, (30 + 3 * signal + generator.normal(0, 2, rows)).astype(np.float64)
        # Where the logistic noise and the signal together leave `share` above zero.
        level = {0.5: 0.0, 1 / 21: -1.67 * np.sqrt(1.5 * self.slope**2 + 3.29)}[self.share]
        logit = level + self.slope * signal
        return x, (generator.random(rows) < 1 / (1 + np.exp(-logit))).astype(np.float64)


KINDS = (
    Kind("two classes", slope=1.5),
    Kind("two classes, 1:20", slope=2.5, share=1 / 21),
    Kind("two classes, scores near 1", slope=12.0),
    Kind("number"),
)


def trained(kind, rows, seed):
    """Train some nets on one table, and give what each predicts for inputs."""
    generator = np.random.default_rng((seed, rows))
    x, y = kind.draw(generator, rows * 4 // 5)
    while kind.slope and not 0 < y.sum() < len(y):
        x, y = kind.draw(generator, rows * 4 // 5)
    settings = default_settings(len(x))
    mean, scale = (0.0, 1.0) if kind.slope else (y.mean(), y.std())
    network = dense_network(1, settings.hidden, output_activation="sigmoid" if kind.slope else None)
    steps = settings.epochs * count_steps(len(x), settings.batch)
    optimizer = falling_adamw(settings.rate, settings.weight_decay, steps)
    loss = find_loss("binary_crossentropy" if kind.slope else "mean_squared_error")
    first = seed * NETS_AT_ONCE
    weights = [network.init((first + n,), (FEATURES,))[0] for n in range(NETS_AT_ONCE)]
    examples = examples_of(x, ((y - mean) / scale).astype(np.float32)[:, None])
    plan = Plan(settings.epochs, batch_size=settings.batch, seed=first)
    runs = train_many(Program(network, loss, (), (), optimizer), weights, examples, plan)
    return [
        lambda inputs, net=net: (
            np.asarray(outputs_of(network, net, inputs), np.float64)[:, 0] * scale + mean
        )
        for net in runs.weights
    ]


def scored(kind, truth, predicted) -> dict[str, Estimate | None]:
    """Estimate every score that a run shows."""
    if not kind.slope:
        return {metric: estimate(metric, truth, predicted) for metric in OF_NUMBERS}
    shares = np.stack([1 - predicted, predicted], axis=1)
    called = predicted > 0.5
    return {
        metric: estimate(metric, truth, called, probabilities=shares, cost=COST)
        for metric in OF_CLASSES
    }


def study(kind, rows, nets):
    """Count for each metric what its intervals hold, and verdicts between equals."""
    held, few, better = defaultdict(list), defaultdict(int), defaultdict(list)
    for seed in range(nets // NETS_AT_ONCE):
        generator = np.random.default_rng((seed, rows, 1))
        fresh, known = kind.draw(generator, FRESH)
        models = trained(kind, rows, seed)
        for own, other in zip(models, models[1:] + models[:1], strict=True):
            x, y = kind.draw(generator, rows // 5)
            true, first = scored(kind, known, own(fresh)), scored(kind, y, own(x))
            for metric, score in first.items():
                if score is None or score.interval is None or true[metric] is None:
                    few[metric] += 1
                else:
                    interval = score.interval
                    held[metric].append(interval.low <= true[metric].score <= interval.high)
            coins = generator.random(len(x)) < 0.5
            pair = [np.where(side, own(x), other(x)) for side in (coins, ~coins)]
            for metric, gap in between(kind, y, *pair).items():
                better[metric].append(gap.low > 0)
    return held, few, better


def between(kind, truth, first, second):
    """Return the intervals of the difference between two models, where there is one."""
    one, two = scored(kind, truth, first), scored(kind, truth, second)
    gaps = {
        metric: difference_interval(one[metric], two[metric])
        for metric in one
        if one[metric] is not None and two[metric] is not None
    }
    return {metric: gap for metric, gap in gaps.items() if gap is not None}


def percent(seen):
    """Write a share of what was seen."""
    return f"{100 * np.mean(seen):.1f} %" if seen else "–"


def show(*cells):
    """Write one row of the table."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def main():
    """Print the table."""
    nets = int(sys.argv[1]) if len(sys.argv) > 1 else NETS
    heads = ("table", "rows", "test rows", "metric", "holds the truth", "no interval")
    show(*heads, "equal is better")
    show(*["---"] * 7)
    kinds = KINDS if len(sys.argv) < 3 else (KINDS[int(sys.argv[2])],)
    for kind in kinds:
        for rows in LENGTHS:
            held, few, better = study(kind, rows, nets)
            for metric in OF_CLASSES if kind.slope else OF_NUMBERS:
                cells = [kind.name, rows, rows // 5, metric, percent(held[metric])]
                cells += [f"{few[metric]} of {nets}", percent(better[metric])]
                show(*cells)


if __name__ == "__main__":
    main()
