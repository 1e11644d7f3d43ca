"""Answers for images."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import relative_paths
from plainnet.data.dataset import DataNote, ImageFolder, ImageNotes
from plainnet.data.image_file import is_image_name, scale_pixels
from plainnet.data.image_folder import find_splits, read_all_parts, read_images
from plainnet.data.included_data import load_included
from plainnet.data.input_path import is_included, list_folder, readable_name
from plainnet.data.row_hashes import Hashes, hash_images
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.pipeline.predictor import Predictor, RawRows

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
        left_out = DataNote(f"predictor.images_{key}_skipped", values)
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


class ImagePredictor(Predictor):
    """A model of images."""

    label_column = "file"

    def read(self, data: Any, *, with_truth: bool) -> RawRows:
        """Read class folders, also apart in training and validation, or loose images."""
        folder = self._images(data, with_truth)
        if folder.source.sha256 != self.card.origin.data.sha256 and folder.notes:
            if with_truth and data.is_dir():
                self._check_classes(data)
            folder = only_alike(folder, self._inputs)
        truth = folder.labels.astype(np.int64) if with_truth else None
        return RawRows(folder.pixels, truth, folder.files, folder.source, folder.repairs)

    @property
    def _inputs(self) -> ImageInputs:
        """Size and channels."""
        assert isinstance(self.card.inputs, ImageInputs)
        return self.card.inputs

    def hashes(self, rows: RawRows) -> Hashes | None:
        """Hash the pixels as the network sees them, whatever a file is called."""
        return hash_images(rows.inputs)

    def _images(self, data: Path, with_truth: bool) -> ImageFolder:
        """Read the images in the model's size."""
        inputs = self._inputs
        settings: dict[str, Any] = {
            name: getattr(inputs, name) for name in ("height", "width", "channels", "resize")
        }
        if is_included(data):
            return load_included(data, ImageFolder, **settings)
        names, settings["damaged"] = self._class_names, inputs.damaged
        settings["levels"] = inputs.levels
        if with_truth and data.is_file():
            return self._one_of_a_class(data, read_images([data], class_names=names, **settings))
        if with_truth:
            return read_all_parts(data, class_names=names, may_lack=True, **settings)
        if not data.is_dir():
            return read_images([data], class_names=names, **settings)
        paths = [data / path for path in relative_paths(data) if is_image_name(path)]
        if not paths:
            raise DataError("predictor.no_images", folder=data)
        return read_images(paths, class_names=names, **settings)

    def _one_of_a_class(self, file: Path, image: ImageFolder) -> ImageFolder:
        """Take the class of a single image from the folder it lies in."""
        folder = readable_name(file.resolve().parent)
        if folder not in self._class_names:
            known = list(self._class_names)
            raise DataError("predictor.image_of_no_class", file=file, folder=folder, known=known)
        labels = np.full(len(image.labels), self._class_names.index(folder), image.labels.dtype)
        return replace(image, labels=labels)

    @property
    def _class_names(self) -> tuple[str, ...]:
        """The classes, in the order of the outputs."""
        assert isinstance(self.card.target, ClassTarget)
        return self.card.target.names

    def _check_classes(self, data: Path) -> None:
        """Refuse folders of classes that the model cannot tell."""
        places = list(find_splits(data).values()) or [data]
        for folder in places:
            names = [readable_name(entry) for entry in list_folder(folder) if entry.is_dir()]
            unknown = [name for name in names if name not in self._class_names]
            if unknown:
                raise DataError(
                    "predictor.unknown_class_folder",
                    folder=folder,
                    names=list(unknown),
                    known=list(self._class_names),
                )

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Bring grey levels to what the network was trained on."""
        return scale_pixels(raw, self._inputs.pixels)
