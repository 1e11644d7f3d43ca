"""What an `ImageDataGenerator` does to the values of images: scaling and centring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError
from plainnet.keras_names.door.refusal import warn_once

_FUZZ = 1e-6  # added to standard deviations


@dataclass
class ImageStandardization:
    """The settings, and what the images given to `fit` taught.

    `preprocessing_function`: the script's own step, image by image, before all others.
    `featurewise_std_normalization`: whether to divide by the standard deviation of each channel
        over all images.
    """

    channel_axis: int  # where the channels stand in an image: 0 or 2
    rescale: float | None  # factor of all values
    preprocessing_function: Callable[[NDArray[Any]], NDArray[Any]] | None
    samplewise_center: bool  # whether to subtract each image's mean
    samplewise_std_normalization: bool  # whether to divide by each image's standard deviation
    featurewise_center: bool  # whether to subtract the mean of each channel over all images
    featurewise_std_normalization: bool
    zca_whitening: bool  # whether to take the correlations out
    zca_epsilon: float  # added to the singular values
    mean: NDArray[Any] | None = None  # learned by `fit`, as are the next two
    std: NDArray[Any] | None = None  # one value a channel
    whitening: NDArray[Any] | None = None  # matrix of (values of an image, values of an image)

    def apply(self, image: NDArray[Any]) -> NDArray[Any]:
        """Standardize one image; what is not learned yet is left out and told."""
        if self.preprocessing_function is not None:
            image = self.preprocessing_function(image)
        standardized: NDArray[Any] = self.apply_arithmetic(np.asarray(image)[None])[0]
        return standardized

    def apply_arithmetic(self, images: NDArray[Any]) -> NDArray[Any]:
        """Standardize images of shape (images, ...) by all steps but the script's own."""
        each = (1, 2, 3)
        if self.rescale:
            images = images * self.rescale
        if self.samplewise_center:
            images = images - np.mean(images, axis=each, keepdims=True)
        if self.samplewise_std_normalization:
            images = images / (np.std(images, axis=each, keepdims=True) + _FUZZ)
        if self.featurewise_center:
            if self.mean is None:
                warn_once("script_data.not_fitted", setting="featurewise_center")
            else:
                images = images - self.mean
        if self.featurewise_std_normalization:
            if self.std is None:
                warn_once("script_data.not_fitted", setting="featurewise_std_normalization")
            else:
                images = images / (self.std + _FUZZ)
        if self.zca_whitening:
            if self.whitening is None:
                warn_once("script_data.not_fitted", setting="zca_whitening")
            else:
                flat = images.reshape(len(images), -1)
                images = (flat @ self.whitening).reshape(images.shape)
        return images

    def learn(self, images: NDArray[Any]) -> None:
        """Learn means, deviations and correlations from rescaled images."""
        axes = tuple(axis for axis in range(4) if axis != self.channel_axis + 1)
        if self.featurewise_center:
            self.mean = np.mean(images, axis=axes, keepdims=True)[0]
            images = images - self.mean
        if self.featurewise_std_normalization:
            self.std = np.std(images, axis=axes, keepdims=True)[0]
            images = images / (self.std + _FUZZ)
        if self.zca_whitening:
            flat = images.reshape(len(images), -1)
            directions, lengths, _ = np.linalg.svd(flat.T, full_matrices=False)
            scaled = directions * (np.sqrt(len(flat)) / (lengths + self.zca_epsilon))
            self.whitening = scaled @ directions.T


def checked_images(x: ArrayLike, dtype: str) -> NDArray[Any]:
    """Return images as an array of four axes, or refuse them."""
    images = np.asarray(x, dtype=dtype)
    if images.ndim != 4:
        raise ShapeError("script_data.images_axes", shape=images.shape)
    return images
