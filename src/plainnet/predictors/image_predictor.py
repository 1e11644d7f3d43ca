"""Answers for images."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import relative_paths
from plainnet.data.dataset import ImageFolder
from plainnet.data.image_file import is_image_name
from plainnet.data.image_folder import find_splits, read_images
from plainnet.data.image_parts import read_all_parts
from plainnet.data.included_data import is_included, load_included
from plainnet.data.input_path import list_folder
from plainnet.data.pixel_scaling import scale_pixels
from plainnet.data.row_hashes import Hashes, hash_images
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.predictors.image_fit import only_alike
from plainnet.predictors.predictor import Predictor, RawRows


class ImagePredictor(Predictor):
    """A model of images."""

    label_column = "file"

    def read(self, data: Path, *, with_truth: bool) -> RawRows:
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
        folder = file.resolve().parent.name
        if folder not in self._class_names:
            known = ", ".join(self._class_names)
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
            names = [entry.name for entry in list_folder(folder) if entry.is_dir()]
            unknown = [name for name in names if name not in self._class_names]
            if unknown:
                raise DataError(
                    "predictor.unknown_class_folder",
                    folder=folder,
                    names=", ".join(unknown),
                    known=", ".join(self._class_names),
                )

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Bring grey levels to what the network was trained on."""
        return scale_pixels(raw, self._inputs.pixels)
