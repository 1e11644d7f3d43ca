"""How little time the arithmetic of each case could take: operations, bytes, and their floor.

A multiply and an add are two operations. Going backward costs a layer twice its forward
operations - one product for its weights, one for its inputs - and the first layer once, as
nobody asks for the gradient of the data. Only products count; activations, pooling and the
optimizer are left out, so the true floor is a little higher.

    python benchmarks/floor.py      # the counts, without measuring
"""

import sys
from dataclasses import dataclass
from typing import Any

from peers.recipes import RECIPES

BYTES = 4  # of a float32


@dataclass(frozen=True)
class Product:
    """The matrix products of one layer for one row.

    Attributes
    ----------
    multiply_adds : int
        Forward.
    weights : int
        Numbers in kernel and bias.
    outputs : int
        Numbers it hands on.
    input_share : float
        Share of the multiply-adds that take the layer's inputs, not its own last outputs.
    """

    multiply_adds: int
    weights: int
    outputs: int
    input_share: float = 1.0


def dense(inputs: int, units: int) -> Product:
    """Count a dense layer."""
    return Product(inputs * units, (inputs + 1) * units, units)


def convolution(side: int, channels: int, filters: int, kernel: int = 5) -> Product:
    """Count a convolution of a square image without padding."""
    places = (side - kernel + 1) ** 2
    field = kernel * kernel * channels
    return Product(places * field * filters, (field + 1) * filters, places * filters)


def lstm(steps: int, features: int, units: int) -> Product:
    """Count an LSTM: four gates, each of the inputs and of the last outputs."""
    seen = features + units
    return Product(steps * 4 * units * seen, 4 * units * (seen + 1), steps * units, features / seen)


NETWORKS = {
    "breast": (dense(30, 10), dense(10, 10), dense(10, 2)),
    "air": (dense(6, 10), dense(10, 10), dense(10, 1)),
    "gold": (lstm(5, 1, 80), lstm(5, 80, 100), dense(100, 10), dense(10, 1)),
    "defects": (
        convolution(32, 3, 6),
        convolution(14, 6, 16),
        convolution(5, 16, 120),
        dense(120, 84),
        dense(84, 6),
    ),
}
MOMENTS = {"SGD": 0, "Adam": 2}  # numbers an optimizer keeps for each weight


def forward_operations(case: str) -> int:
    """Count the operations of one row, forward."""
    return sum(2 * product.multiply_adds for product in NETWORKS[case])


def training_operations(case: str) -> int:
    """Count the operations of one row, forward and backward."""
    first = NETWORKS[case][0]
    not_asked_for = 2 * first.multiply_adds * first.input_share
    return round(3 * forward_operations(case) - not_asked_for)


def run_operations(case: str, train_rows: int, validation_rows: int, epochs: int) -> int:
    """Count the operations of a whole run."""
    a_row = training_operations(case) * train_rows + forward_operations(case) * validation_rows
    return a_row * epochs


def run_bytes(case: str, train_rows: int, validation_rows: int, epochs: int) -> int:
    """Count the bytes moved at least, were nothing kept in a cache between layers.

    A step reads the weights forward and backward and writes them once, and reads and writes
    what the optimizer keeps; a row's outputs are written and read forward, and read backward.
    """
    recipe = RECIPES[case]
    weights = sum(product.weights for product in NETWORKS[case])
    outputs = sum(product.outputs for product in NETWORKS[case])
    steps = -(-train_rows // recipe.batch_size)
    a_step = weights * (3 + 2 * MOMENTS[recipe.optimizer])
    rows = outputs * (3 * train_rows + 2 * validation_rows)
    return BYTES * epochs * (steps * a_step + rows)


def floor_of(
    case: str, rows: dict[str, int], epochs: int, train_seconds: float, peak_gflops: float
) -> dict[str, Any]:
    """Hold a measured training time against the machine's peak.

    Parameters
    ----------
    case : str
    rows : dict
        `train` and `validation`.
    epochs : int
    train_seconds : float
        Of the `fit` call.
    peak_gflops : float
        Of large matrix products, in the same run.

    Returns
    -------
    dict
        Giga-operations, gigabytes, seconds at the peak, and the fraction of the peak reached.
    """
    operations = run_operations(case, rows["train"], rows["validation"], epochs) / 1e9
    at_peak = operations / peak_gflops
    return {
        "giga_operations": operations,
        "gigabytes": run_bytes(case, rows["train"], rows["validation"], epochs) / 1e9,
        "seconds_at_peak": at_peak,
        "fraction_of_peak": at_peak / train_seconds,
    }


if __name__ == "__main__":
    for name in NETWORKS:
        sys.stdout.write(
            f"{name}: {training_operations(name):,} operations a row forward and backward, "
            f"{forward_operations(name):,} forward\n"
        )
