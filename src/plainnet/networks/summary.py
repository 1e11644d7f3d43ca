"""A table of a network's layers, shapes and numbers of weights."""

from math import prod

from plainnet.layers.layer import Shape
from plainnet.messages.language import say
from plainnet.networks.layer_names import name_of
from plainnet.networks.network import Network


def layer_rows(network: Network, input_shape: Shape) -> list[tuple[str, str, Shape, int]]:
    """Give name, class, output shape and number of weights of each layer."""
    rows = []
    for layer, before, after in network.layer_shapes(input_shape):
        count = sum(prod(shape) for shape in layer.weight_shapes(before).values())
        rows.append((name_of(layer), type(layer).__name__, after, count))
    return rows


def count_weights(network: Network, input_shape: Shape) -> int:
    """Count the numbers a network has learned, running statistics included."""
    return sum(count for *_, count in layer_rows(network, input_shape))


def summarise(network: Network, input_shape: Shape) -> str:
    """Write the table as plain text."""
    rows = [(say("summary.layer"), say("summary.output_shape"), say("summary.weights"))]
    for name, kind, shape, count in layer_rows(network, input_shape):
        rows.append((f"{name} ({kind})", str((None, *shape)), f"{count:,}"))
    widths = [max(len(row[column]) for row in rows) + 2 for column in range(3)]
    lines = ["".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "-" * sum(widths))
    total = count_weights(network, input_shape)
    return "\n".join([*(line.rstrip() for line in lines), say("summary.total", count=f"{total:,}")])
