"""Whether new images are like those a model was trained on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import ImageFolder, ImageNotes, Repair
from plainnet.errors import DataError
from plainnet.files.model_card import ImageInputs

MOST_TIMES = 4  # so much larger or smaller than any training image is another kind of picture


def with_likeness(inputs: ImageInputs, notes: Sequence[ImageNotes]) -> ImageInputs:
    """Write down what the training images were like."""
    if not notes:
        return inputs
    coloured = [own.is_coloured for own in notes]
    colours: Literal["grey", "colour", "mixed"] = (
        "mixed" if any(coloured) and not all(coloured) else "colour" if any(coloured) else "grey"
    )
    heights, widths = [own.height for own in notes], [own.width for own in notes]
    return replace(
        inputs,
        colours=colours,
        heights=(min(heights), max(heights)),
        widths=(min(widths), max(widths)),
    )


def only_alike(images: ImageFolder, inputs: ImageInputs) -> ImageFolder:
    """Refuse images unlike those trained on, or leave them out where that was asked for."""
    for key, is_odd in misfits(images.notes, inputs).items():
        odd = np.flatnonzero(is_odd)
        if not len(odd):
            continue
        first = int(odd[0])
        values: dict[str, object] = {
            "file": images.files[first],
            "count": len(odd),
            "found": f"{images.notes[first].height} x {images.notes[first].width}",
            "trained": _sizes_of(inputs),
        }
        if inputs.damaged == "stop" or is_odd.all():
            raise DataError(f"predictor.image_{key}", **values)
        left_out = Repair(f"predictor.images_{key}_skipped", values)
        fitting = np.flatnonzero(~is_odd)
        images = replace(
            images,
            pixels=images.pixels[fitting],
            labels=images.labels[fitting],
            files=tuple(images.files[place] for place in fitting),
            notes=tuple(images.notes[place] for place in fitting),
            repairs=(*images.repairs, left_out),
        )
        return only_alike(images, inputs)
    return images


def misfits(notes: Sequence[ImageNotes], inputs: ImageInputs) -> dict[str, NDArray[np.bool_]]:
    """Tell which images are unlike those trained on, by what is odd about them."""
    coloured = np.array([own.is_coloured for own in notes], bool)
    sizes = np.array([(own.height, own.width) for own in notes], np.int64).reshape(-1, 2)
    far = np.zeros(len(notes), bool)
    for side, trained in zip(sizes.T, (inputs.heights, inputs.widths), strict=True):
        if trained is not None:
            far |= (side * MOST_TIMES < trained[0]) | (side > trained[1] * MOST_TIMES)
    return {
        "coloured": coloured & (inputs.colours == "grey"),
        "grey": ~coloured & (inputs.colours == "colour"),
        "size": far,
    }


def _sizes_of(inputs: ImageInputs) -> str:
    """Write the sizes of the training images."""
    if inputs.heights is None or inputs.widths is None:
        return ""
    least, most = zip(inputs.heights, inputs.widths, strict=True)
    written = [f"{height} x {width}" for height, width in (least, most)]
    return written[0] if least == most else " ... ".join(written)
