"""Answers for images.

Concepts: image, class folder
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import relative_paths
from plainnet.data.dataset import ImageFolder
from plainnet.data.image_file import is_image_name
from plainnet.data.image_folder import read_images
from plainnet.data.image_parts import read_all_parts
from plainnet.data.included_data import is_included, load_included
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
        paths = [data / path for path in relative_paths(data) if is_image_name(path)]
        if not paths:
            raise DataError("predictor.no_images", folder=data)
        return read_images(paths, class_names=names, **settings)

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Bring grey levels to what the network was trained on."""
        return scale_pixels(raw, self._inputs.pixels)
