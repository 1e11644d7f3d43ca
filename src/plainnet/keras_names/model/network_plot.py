"""A picture of a network's layers and arrows, as `plot_model` draws it: SVG."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from plainnet.files.whole_file import write_whole
from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.model.layer_classes import InputLayer

_WIDTH, _HEIGHT, _GAP = 230, 50, 30  # of a box and between boxes, in pixels


class ModelPicture:
    """A picture that a notebook shows."""

    def __init__(self, svg: str) -> None:
        self._svg = svg

    def _repr_svg_(self) -> str:
        """Return the picture to a notebook."""
        return self._svg

    def create(self, *args: Any, **settings: Any) -> bytes:
        """Return the picture as bytes."""
        return self._svg.encode()


def model_to_dot(model: Any, show_shapes: bool = False, **settings: Any) -> ModelPicture:
    """Draw a model."""
    return ModelPicture(_svg(model, show_shapes))


def plot_model(
    model: Any, to_file: Any = "model.png", show_shapes: bool = False, *args: Any, **settings: Any
) -> ModelPicture:
    """Draw a model to an SVG file beside the name asked for.

    Parameters
    ----------
    model : Sequential or Model
    to_file : str or Path, default="model.png"
        Its ending becomes `.svg`.
    show_shapes : bool, default=False
        Whether to write the shapes of outputs into the boxes.
    *args, **settings : object
        Without effect.

    Returns
    -------
    ModelPicture
    """
    picture = model_to_dot(model, show_shapes)
    if to_file is not None:
        path = Path(to_file).with_suffix(".svg")
        write_whole(path, picture.create())
        if path != Path(to_file):
            warn_once("script.plot_is_svg", file=path)
    return picture


def _svg(model: Any, show_shapes: bool) -> str:
    """Set the boxes in rows by their distance from the inputs, and join them."""
    layers, reads = _layers_and_arrows(model)
    rows: dict[str, int] = {}
    for layer in layers:
        rows[layer.name] = max((rows[name] + 1 for name in reads[layer.name]), default=0)
    places: dict[str, tuple[int, int]] = {}
    for layer in layers:
        row = rows[layer.name]
        column = sum(1 for name in places if rows[name] == row)
        places[layer.name] = (_GAP + column * (_WIDTH + _GAP), _GAP + row * (_HEIGHT + _GAP))
    width = max(x for x, _ in places.values()) + _WIDTH + _GAP
    height = max(y for _, y in places.values()) + _HEIGHT + _GAP
    drawn = [_arrow(places[start], places[end]) for end, all_ in reads.items() for start in all_]
    drawn += [_box(layer, *places[layer.name], show_shapes) for layer in layers]
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    style = 'font-family="sans-serif" font-size="12" text-anchor="middle"'
    content = "\n".join(drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n{content}\n</svg>\n'


def _layers_and_arrows(model: Any) -> tuple[list[Any], dict[str, list[str]]]:
    """List the layers, each after those it reads, with the names of those."""
    tensors = {tensor.name: tensor.call.keras_layer for tensor in model.inputs}
    layers = [*tensors.values(), *(each for each in model.layers if each.name not in tensors)]
    inside = {layer.name for layer in layers}
    reads: dict[str, list[str]] = {}
    for before, layer in zip([None, *layers], layers, strict=False):
        if isinstance(layer, InputLayer):
            reads[layer.name] = []
            continue
        named = {
            argument.name
            for call in layer._calls
            for argument in call.arguments
            if argument.name in inside
        }
        reads[layer.name] = sorted(named) or ([before.name] if before is not None else [])
    return layers, reads


def _box(layer: Any, x: int, y: int, show_shapes: bool) -> str:
    """Draw a layer."""
    title = escape(f"{layer.name} ({type(layer).__name__})")
    lines = [title, escape(str(layer.output_shape))] if show_shapes else [title]
    first = y + _HEIGHT / 2 + 4 - 8 * (len(lines) - 1)
    texts = "".join(
        f'<text x="{x + _WIDTH / 2}" y="{first + 16 * number}">{line}</text>'
        for number, line in enumerate(lines)
    )
    box = f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4"'
    return f'{box} fill="#f4f4f4" stroke="#444"/>{texts}'


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Draw a line from the bottom of one box to the top of another, with a point."""
    x1, y1 = start[0] + _WIDTH / 2, start[1] + _HEIGHT
    x2, y2 = end[0] + _WIDTH / 2, end[1]
    point = f"{x2 - 4},{y2 - 7} {x2 + 4},{y2 - 7} {x2},{y2}"
    line = f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#444"/>'
    return f'{line}<polygon points="{point}" fill="#444"/>'
