"""Answers for images.

Concepts: image, class folder
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import hash_path
from plainnet.data.dataset import ImageFolder, Source
from plainnet.data.image_file import is_image_name
from plainnet.data.image_folder import find_splits, read_image_folder, read_images
from plainnet.data.included_data import is_included, load_included
from plainnet.data.input_path import list_folder
from plainnet.data.pixel_scaling import scale_pixels
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.predictors.predictor import Predictor, RawRows


class ImagePredictor(Predictor):
    """A model of images."""

    label_column = "file"

    def read(self, data: Path, *, with_truth: bool) -> RawRows:
        """Read class folders, also apart in training and validation, or loose images."""
        folder = self._images(data, with_truth)
        truth = folder.labels.astype(np.int64) if with_truth else None
        return RawRows(folder.pixels, truth, folder.files, folder.source, folder.repairs)

    @property
    def _inputs(self) -> ImageInputs:
        """Size and channels."""
        assert isinstance(self.card.inputs, ImageInputs)
        return self.card.inputs

    def _images(self, data: Path, with_truth: bool) -> ImageFolder:
        """Read the images in the model's size."""
        settings = {name: v for name, v in vars(self._inputs).items() if name != "pixels"}
        assert isinstance(self.card.target, ClassTarget)
        names = self.card.target.names
        if is_included(data):
            return load_included(data, ImageFolder, **settings)
        if with_truth:
            return read_all_parts(data, class_names=names, **settings)
        if not data.is_dir():
            return read_images([data], class_names=names, **settings)
        paths = [path for path in sorted(data.rglob("*")) if is_image_name(path.name)]
        if not paths:
            raise DataError("predictor.no_images", folder=data)
        return read_images(paths, class_names=names, **settings)

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Bring grey levels to what the network was trained on."""
        return scale_pixels(raw, self._inputs.pixels)


def read_all_parts(folder: Path, **settings: Any) -> ImageFolder:
    """Read class folders; where they lie apart in parts, one part after the other.

    Parameters
    ----------
    folder : Path
        With class folders, or with folders such as `train` and `val` that hold them.
    **settings : object
        As for `read_image_folder`.

    Returns
    -------
    ImageFolder
        Training images first, then validation, then test.
    """
    parts = find_splits(folder) if list_folder(folder) else {}
    if not parts:
        return read_image_folder(folder, **settings)
    order = [part for part in ("train", "validation", "test") if part in parts]
    read = [(parts[part], read_image_folder(parts[part], **settings)) for part in order]
    return ImageFolder(
        np.concatenate([images.pixels for _, images in read]),
        np.concatenate([images.labels for _, images in read]),
        read[0][1].class_names,
        tuple(f"{path.name}/{file}" for path, images in read for file in images.files),
        Source(str(folder), hash_path(folder)),
        tuple(repair for _, images in read for repair in images.repairs),
    )


def part_of(images: ImageFolder, rows: NDArray[np.int64]) -> ImageFolder:
    """Keep some images."""
    return replace(
        images,
        pixels=images.pixels[rows],
        labels=images.labels[rows],
        files=tuple(images.files[row] for row in rows),
    )
