"""The table that `model.summary()` prints, laid out as Keras lays it out.

Concepts: summary, parameter count
"""

from collections.abc import Sequence
from math import prod
from typing import Any

# Inner widths of the columns: layer, shape, count, and what a layer reads.
_WIDTHS = (31, 22, 13)
_WIDTHS_OF_GRAPH = (19, 17, 10, 17)
_HEADINGS = ("Layer (type)", "Output Shape", "Param #", "Connected to")


def summary_text(model: Any, connections: Sequence[str] | None = None) -> str:
    """Write the table.

    Parameters
    ----------
    model : Model
    connections : sequence of str or None
        What each layer reads; None leaves the column out.

    Returns
    -------
    str
    """
    widths = _WIDTHS if connections is None else _WIDTHS_OF_GRAPH
    rows = [_row(layer) for layer in model.layers]
    if connections is not None:
        rows = [(*row, read) for row, read in zip(rows, connections, strict=True)]
    lines = [f'Model: "{model.name}"', _rule(widths, "┏━┳━┓")]
    lines += _cells(_HEADINGS[: len(widths)], widths, "┃")
    for number, row in enumerate(rows):
        lines.append(_rule(widths, "├─┼─┤" if number else "┡━╇━┩"))
        lines += _cells(row, widths, "│")
    lines.append(_rule(widths, "└─┴─┘"))
    return "\n".join([*lines, *_totals(model)])


def _row(layer: Any) -> tuple[str, str, str]:
    """Describe one layer."""
    title = f"{layer.name} ({type(layer).__name__})"
    if not layer.built:
        return title, "?", "0 (unbuilt)"
    shape = layer.output_shape
    shapes = shape if isinstance(shape, list) else [shape]
    return title, ", ".join(map(str, shapes)), f"{layer.count_params():,}"


def _rule(widths: Sequence[int], pieces: str) -> str:
    """Draw a line between rows."""
    left, dash, between, right = pieces[0], pieces[1], pieces[2], pieces[4]
    return left + between.join(dash * (width + 2) for width in widths) + right


def _cells(texts: Sequence[str], widths: Sequence[int], bar: str) -> list[str]:
    """Set one row, long texts in several lines."""
    columns = [_folded(text, width) for text, width in zip(texts, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for number in range(height):
        cells = []
        for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
            text = column[number] if number < len(column) else ""
            cells.append(text.rjust(width) if position == 2 else text.ljust(width))
        lines.append(f"{bar} " + f" {bar} ".join(cells) + f" {bar}")
    return lines


def _folded(text: str, width: int) -> list[str]:
    """Break a text between words; a word that is too long ends in dots."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line if len(line) <= width else line[: width - 1] + "…" for line in lines if line]


def _totals(model: Any) -> list[str]:
    """Count the weights."""
    moved = sum(prod(v.shape) for v in model.trainable_weights) if model.built else 0
    total = model.count_params() if model.built else 0
    return [
        f" Total params: {_count(total)}",
        f" Trainable params: {_count(moved)}",
        f" Non-trainable params: {_count(total - moved)}",
    ]


def _count(number: int) -> str:
    """Write a count with the memory it takes."""
    size = float(number * 4)
    for unit in ("B", "KB", "MB"):
        if size < 1024 or unit == "MB":
            break
        size /= 1024
    return f"{number:,} ({size:.2f} {unit})"
