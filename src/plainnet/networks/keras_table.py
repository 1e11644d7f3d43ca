"""The table of layers as Keras 3 prints it."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.networks.graph import Graph
from plainnet.networks.network import Network, Shapes, Stack, each_shape, shapes_after
from plainnet.networks.wiring import name_of

BYTES_OF_A_WEIGHT = 4
WITHOUT_CONNECTIONS = (88, (0.45, 0.80, 1.0))  # widest table, where columns end
WITH_CONNECTIONS = (108, (0.3, 0.56, 0.74, 1.0))


@dataclass(frozen=True)
class Row:
    """What the table says about a layer.

    `moved` and `held`: weights that training moves, and those that it does not; -1 before they are
    made.
    """

    name: str
    kind: str  # its class
    shape: str  # of its outputs
    moved: int
    held: int
    connections: str = ""  # what it reads
    depth: int = 0  # how many networks it is within


def keras_table(
    network: Network,
    input_shape: Shapes | None,
    *,
    optimizer_numbers: int | None = None,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    expand_nested: bool = False,
) -> str:
    """Write a network's layers as `summary` of Keras 3 does.

    `input_shape`: None before the weights are made.
    `line_length`: None takes what fits the terminal.

    >>> from plainnet.layers.dense import Dense
    >>> print(keras_table(Stack((Dense(2),)), (3,), line_length=60).splitlines()[-2])
     Trainable params: 8 (32.00 B)
    """
    rows = rows_of(network, input_shape)
    is_line = not isinstance(network, Graph) or is_straight(network)
    widest, ends = WITHOUT_CONNECTIONS if is_line else WITH_CONNECTIONS
    length = line_length or min(widest, shutil.get_terminal_size().columns - 4)
    widths = column_widths(length, positions or ends)
    header = ["Layer (type)", "Output Shape", "Param #", "Connected to"][: len(widths)]
    listed = [row for row in rows if expand_nested or not row.depth]
    table = boxed([header, *(_cells(row, len(widths)) for row in listed)], widths)
    own = [row for row in rows if not row.depth]
    sums = sum(max(row.moved, 0) for row in own), sum(row.held for row in own)
    totals = _totals(*sums, optimizer_numbers)
    return "\n".join([f'Model: "{network.name}"', *table, *totals])


def rows_of(network: Network, input_shape: Shapes | None, depth: int = 0) -> list[Row]:
    """Say about each layer what the table says, networks within and their layers too."""
    rows = []
    for layer, before, after, connections in _members(network, input_shape):
        shape = "?" if after is None else _shape_text(after)
        moved, held = (-1, 0) if after is None else count_weights_of(layer, before)
        rows.append(Row(name_of(layer), kind_of(layer), shape, moved, held, connections, depth))
        if isinstance(layer, Network):
            rows += rows_of(layer, before, depth + 1)
    return rows


def count_weights_of(layer: Layer | Network, before: Shapes) -> tuple[int, int]:
    """Count the weights that training moves, and those that it does not."""
    if isinstance(layer, Input):
        return 0, 0
    layers = [layer] if isinstance(layer, Layer) else layer.hidden
    shapes = (
        {name_of(layer): layer.weight_shapes(before)}
        if isinstance(layer, Layer)
        else layer.weight_shapes(before)
    )
    moved = held = 0
    for each in layers:
        for weight, shape in shapes[name_of(each)].items():
            is_held = weight in each.running_statistics or not each.trainable
            moved, held = moved + prod(shape) * (not is_held), held + prod(shape) * is_held
    return moved, held


def kind_of(layer: Layer | Network) -> str:
    """Return the name of Keras' class."""
    if isinstance(layer, Network):
        return "Sequential" if isinstance(layer, Stack) else "Functional"
    return "InputLayer" if isinstance(layer, Input) else type(layer).__name__


def is_straight(graph: Graph) -> bool:
    """Return whether each layer reads the one before and nothing else, none being shared."""
    return len(graph.layers) == len(graph.nodes) and all(
        node.parents == (((number - 1, 0),) if number else ())
        for number, node in enumerate(graph.nodes)
    )


def _members(
    network: Network, input_shape: Shapes | None
) -> list[tuple[Layer | Network, Shapes, Shapes, str]]:
    """List each layer with its shapes and with what it reads."""
    if isinstance(network, Graph):
        return _members_of_graph(network, input_shape)
    assert isinstance(network, Stack)
    members: list[tuple[Layer | Network, Shapes, Shapes, str]] = []
    shape = input_shape
    for layer in network.layers:
        if not isinstance(layer, Input):
            before, shape = shape, None if shape is None else shapes_after(layer, shape)
            members.append((layer, before, shape, ""))
    return members


def _members_of_graph(
    graph: Graph, input_shape: Shapes | None
) -> list[tuple[Layer | Network, Shapes, Shapes, str]]:
    """List each layer once, with all that it reads wherever it stands."""
    shapes = graph.node_shapes(graph.input_shape if input_shape is None else input_shape)
    names = [name_of(node.layer) for node in graph.nodes]
    reads: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, node in enumerate(graph.nodes):
        last[names[number]] = number
        reads.setdefault(names[number], []).extend(
            f"{names[at]}[{names[:at].count(names[at])}][{output}]" for at, output in node.parents
        )
    return [
        (graph.nodes[number].layer, *shapes[number], ", ".join(reads[name]) or "-")
        for name, number in last.items()
    ]


def _shape_text(shape: Shapes) -> str:
    """Write a shape with its batch axis, several as a list."""
    texts = [str((None, *one)) for one in each_shape(shape)]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _cells(row: Row, n_columns: int) -> list[str]:
    """Write what stands in the columns."""
    indent = "   " * row.depth + "└ " if row.depth else ""
    count = "0 (unbuilt)" if row.moved < 0 else f"{row.moved + row.held:,}"
    reads = "-" if row.depth else row.connections
    return [f"{indent}{row.name} ({row.kind})", row.shape, count, reads][:n_columns]


def _totals(moved: int, held: int, optimizer_numbers: int | None) -> list[str]:
    """Write the counts below the table."""
    counts = {
        "Total": moved + held + (optimizer_numbers or 0),
        "Trainable": moved,
        "Non-trainable": held,
    }
    if optimizer_numbers is not None:
        counts["Optimizer"] = optimizer_numbers
    return [f" {name} params: {count:,} ({memory_text(count)})" for name, count in counts.items()]


def memory_text(count: int) -> str:
    """Write what some weights take.

    >>> memory_text(300), memory_text(4)
    ('1.17 KB', '16.00 B')
    """
    size, units = float(count * BYTES_OF_A_WEIGHT), ["B", "KB", "MB", "GB", "TB", "PB"]
    while size >= 1024 and len(units) > 1:
        size, units = size / 1024, units[1:]
    return f"{size:.2f} {units[0]}"


def column_widths(length: int, positions: Sequence[float]) -> list[int]:
    """Return the widths of the texts in a table of a certain width.

    The columns end where the positions say; what borders and margins take is taken from
    all columns alike.
    """
    ends = [int(position * length) for position in positions]
    widths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    left = sum(widths) + 2 * len(widths) - (length - len(widths) - 1)
    narrowed = []
    for number, width in enumerate(widths):
        taken = min(width + 2, round(left / (len(widths) - number)))
        narrowed.append(max(1, width - taken))
        left -= taken
    return narrowed


def boxed(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Draw a table with a line between any two rows; the third column stands right."""
    lines = [_rule("┏━┳┓", widths)]
    for number, row in enumerate(rows):
        edge = "┃" if number == 0 else "│"
        cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        filled = [_filled_up(cell, height, at_top=number == 0) for cell in cells]
        for texts in zip(*filled, strict=True):
            padded = [
                text.rjust(width) if column == 2 else text.ljust(width)
                for column, (text, width) in enumerate(zip(texts, widths, strict=True))
            ]
            lines.append(f"{edge} {f' {edge} '.join(padded)} {edge}")
        is_last = number == len(rows) - 1
        lines.append(_rule("┡━╇┩" if number == 0 else "└─┴┘" if is_last else "├─┼┤", widths))
    return lines


def _filled_up(lines: list[str], height: int, *, at_top: bool) -> list[str]:
    """Add empty lines, for headings above them."""
    empty = [""] * (height - len(lines))
    return empty + lines if at_top else lines + empty


def _rule(corners: str, widths: Sequence[int]) -> str:
    """Draw a line between rows."""
    line = corners[2].join(corners[1] * (width + 2) for width in widths)
    return corners[0] + line + corners[3]


def wrapped(text: str, width: int) -> list[str]:
    """Break a text between words; a word that is too long is cut.

    >>> wrapped("concatenate (Concatenate)", 12)
    ['concatenate', '(Concatenat…']
    """
    lines = [""]
    for word in re.findall(r"\s*\S+\s*", text):
        if lines[-1] and len(lines[-1]) + len(word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    short = [line.rstrip() for line in lines]
    return [line if len(line) <= width else line[: width - 1] + "…" for line in short]
