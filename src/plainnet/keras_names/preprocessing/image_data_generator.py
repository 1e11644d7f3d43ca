"""Images for training, changed at random: `ImageDataGenerator`."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.backend_settings import checked_data_format, floatx
from plainnet.keras_names.preprocessing.affine_images import (
    apply_affine_transform,
    apply_brightness_shift,
    apply_channel_shift,
)
from plainnet.keras_names.preprocessing.batch_iterators import NumpyArrayIterator
from plainnet.keras_names.preprocessing.folder_iterators import DataFrameIterator, DirectoryIterator
from plainnet.keras_names.preprocessing.image_standardization import (
    ImageStandardization,
    checked_images,
)

Shift = float | int | Sequence[float]


@dataclass(eq=False)
class ImageDataGenerator:
    """Batches of images, each turned, shifted, sheared, zoomed and scaled as asked.

    Parameters
    ----------
    featurewise_center : bool, default=False
        Whether to subtract the channels' means; needs `fit`.
    samplewise_center : bool, default=False
        Whether to subtract each image's mean.
    featurewise_std_normalization : bool, default=False
        Whether to divide by the channels' standard deviations; needs `fit`.
    samplewise_std_normalization : bool, default=False
        Whether to divide by each image's standard deviation.
    zca_whitening : bool, default=False
        Whether to take the correlations out; needs `fit`.
    zca_epsilon : float, default=1e-6
        Added to the singular values.
    rotation_range : float, default=0
        Degrees either way.
    width_shift_range : float, int or sequence, default=0.0
        Share of the width if below 1, else pixels; a sequence lists the choices.
    height_shift_range : float, int or sequence, default=0.0
        Likewise.
    brightness_range : (float, float) or None, default=None
        Bounds of the factor.
    shear_range : float, default=0.0
        Degrees either way.
    zoom_range : float or (float, float), default=0.0
        Bounds of the factor; one number z means 1 - z to 1 + z.
    channel_shift_range : float, default=0.0
        Values either way.
    fill_mode : {"nearest", "constant", "reflect", "wrap"}, default="nearest"
        What is beyond the edges.
    cval : float, default=0.0
        Value beyond the edges if `fill_mode` is "constant".
    horizontal_flip : bool, default=False
        Whether half of the images are mirrored.
    vertical_flip : bool, default=False
        Whether half of the images stand on their heads.
    rescale : float or None, default=None
        Factor of all values.
    preprocessing_function : callable or None, default=None
        The script's own step for each image, after the random ones.
    data_format : {"channels_last", "channels_first"} or None, default=None
        None means as set for the whole program.
    validation_split : float, default=0.0
        Share of the images that `subset="validation"` gets.
    interpolation_order : int, default=1
        Order of the spline.
    dtype : str or None, default=None
        None means the float type of the whole program.
    dim_ordering : {"tf", "th"} or None, default=None
        Keras 1's name for `data_format`.
    """

    featurewise_center: bool = False
    samplewise_center: bool = False
    featurewise_std_normalization: bool = False
    samplewise_std_normalization: bool = False
    zca_whitening: bool = False
    zca_epsilon: float = 1e-6
    rotation_range: float = 0
    width_shift_range: Shift = 0.0
    height_shift_range: Shift = 0.0
    brightness_range: Any = None
    shear_range: float = 0.0
    zoom_range: Any = 0.0
    channel_shift_range: float = 0.0
    fill_mode: str = "nearest"
    cval: float = 0.0
    horizontal_flip: bool = False
    vertical_flip: bool = False
    rescale: float | None = None
    preprocessing_function: Callable[[NDArray[Any]], NDArray[Any]] | None = None
    data_format: Any = None
    validation_split: float = 0.0
    interpolation_order: int = 1
    dtype: Any = None
    dim_ordering: str | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        self.data_format = checked_data_format(self.data_format or self.dim_ordering)
        self.row_axis, self.col_axis, self.channel_axis = (
            (2, 3, 1) if self.data_format == "channels_first" else (1, 2, 3)
        )
        self.brightness_range = _bounds("brightness_range", self.brightness_range)
        self.zoom_range = _zoom_bounds(self.zoom_range)
        self.dtype = self.dtype or floatx()
        if self.validation_split and not 0 < self.validation_split < 1:
            raise SettingError("script_data.share", found=self.validation_split)
        # One step contains the other, as in Keras.
        self.samplewise_center |= self.samplewise_std_normalization
        self.featurewise_center |= self.featurewise_std_normalization or self.zca_whitening
        self.featurewise_std_normalization &= not self.zca_whitening
        self.standardization = ImageStandardization(
            self.channel_axis - 1,
            self.rescale,
            self.preprocessing_function,
            self.samplewise_center,
            self.samplewise_std_normalization,
            self.featurewise_center,
            self.featurewise_std_normalization,
            self.zca_whitening,
            self.zca_epsilon,
        )

    @property
    def is_plain(self) -> bool:
        """Whether an image is the same each time it is asked for."""
        return self.standardization.preprocessing_function is None and not self.is_random

    @property
    def is_random(self) -> bool:
        """Whether images are changed at random."""
        changes = (
            self.rotation_range,
            np.any(self.width_shift_range),
            np.any(self.height_shift_range),
            self.brightness_range,
            self.shear_range,
            self.zoom_range != (1, 1),
            self.channel_shift_range,
            self.horizontal_flip,
            self.vertical_flip,
        )
        return any(bool(change) for change in changes)

    def flow(
        self,
        x: Any,
        y: Any = None,
        batch_size: int = 32,
        shuffle: bool = True,
        sample_weight: ArrayLike | None = None,
        seed: int | None = None,
        save_to_dir: str | None = None,
        save_prefix: str = "",
        save_format: str = "png",
        ignore_class_split: bool = False,
        subset: str | None = None,
    ) -> NumpyArrayIterator:
        """Return batches of the images of an array; the settings are Keras' own."""
        return NumpyArrayIterator(
            x,
            y,
            self,
            batch_size=batch_size,
            shuffle=shuffle,
            sample_weight=sample_weight,
            seed=seed,
            data_format=self.data_format,
            save_to_dir=save_to_dir,
            save_prefix=save_prefix,
            save_format=save_format,
            subset=subset,
        )

    def flow_from_directory(self, directory: str, *args: Any, **settings: Any) -> DirectoryIterator:
        """Return batches of the images in a folder of class folders, as `DirectoryIterator`.

        Parameters
        ----------
        directory : str or Path
            The folder.
        *args : object
            As `DirectoryIterator` takes them after the generator.
        **settings : object
            Likewise.

        Returns
        -------
        DirectoryIterator
        """
        settings.setdefault("data_format", self.data_format)
        return DirectoryIterator(directory, self, *args, **settings)

    def flow_from_dataframe(
        self,
        dataframe: Any,
        directory: str | None = None,
        x_col: str = "filename",
        y_col: Any = "class",
        *args: Any,
        **settings: Any,
    ) -> DataFrameIterator:
        """Return batches of the images that a table names, as `DataFrameIterator`.

        Parameters
        ----------
        dataframe : pandas.DataFrame
            A row for each image.
        directory : str or None, default=None
            What the names in the table are relative to.
        x_col : str, default="filename"
            Column of the names.
        y_col : str or list of str, default="class"
            Column or columns of the targets.
        *args : object
            As `DataFrameIterator` takes them after these.
        **settings : object
            Likewise.

        Returns
        -------
        DataFrameIterator
        """
        settings.pop("drop_duplicates", None)  # Keras ignores it too
        settings.pop("has_ext", None)
        settings.setdefault("data_format", self.data_format)
        return DataFrameIterator(dataframe, directory, self, x_col, y_col, *args, **settings)

    def standardize(self, x: NDArray[Any]) -> NDArray[Any]:
        """Scale and centre one image of shape (height, width, channels)."""
        return self.standardization.apply(x)

    def get_random_transform(
        self, img_shape: Sequence[int], seed: int | None = None
    ) -> dict[str, Any]:
        """Draw a random change.

        Parameters
        ----------
        img_shape : (int, int, int)
            Shape of the image.
        seed : int or None, default=None
            Seeds NumPy's global generator.

        Returns
        -------
        dict of str to number
            For `apply_transform`.
        """
        if seed is not None:
            np.random.seed(seed)
        draw = np.random.uniform
        rotation, shear = self.rotation_range, self.shear_range
        theta = draw(-rotation, rotation) if rotation else 0
        tx = _drawn_shift(self.height_shift_range, img_shape[self.row_axis - 1])
        ty = _drawn_shift(self.width_shift_range, img_shape[self.col_axis - 1])
        angle = draw(-shear, shear) if shear else 0
        zx, zy = (
            (1, 1) if self.zoom_range == (1, 1) else draw(self.zoom_range[0], self.zoom_range[1], 2)
        )
        # Both coins are tossed in any case, so that the numbers drawn next are Keras'.
        mirrored = bool(np.random.random() < 0.5) and self.horizontal_flip
        overturned = bool(np.random.random() < 0.5) and self.vertical_flip
        channel, brightness = self.channel_shift_range, self.brightness_range
        return {
            "theta": theta,
            "tx": tx,
            "ty": ty,
            "shear": angle,
            "zx": zx,
            "zy": zy,
            "flip_horizontal": mirrored,
            "flip_vertical": overturned,
            "channel_shift_intensity": draw(-channel, channel) if channel else None,
            "brightness": draw(*brightness) if brightness else None,
        }

    def apply_transform(
        self, x: NDArray[Any], transform_parameters: dict[str, Any]
    ) -> NDArray[Any]:
        """Change one image as `get_random_transform` drew."""
        get = transform_parameters.get
        rows, columns, channels = self.row_axis - 1, self.col_axis - 1, self.channel_axis - 1
        x = apply_affine_transform(
            x,
            *(get("theta", 0), get("tx", 0), get("ty", 0)),
            *(get("shear", 0), get("zx", 1), get("zy", 1)),
            *(rows, columns, channels),
            fill_mode=self.fill_mode,
            cval=self.cval,
            order=self.interpolation_order,
        )
        if (intensity := get("channel_shift_intensity")) is not None:
            x = apply_channel_shift(x, intensity, channels)
        if get("flip_horizontal"):
            x = np.flip(x, columns)
        if get("flip_vertical"):
            x = np.flip(x, rows)
        if (brightness := get("brightness")) is not None:
            x = apply_brightness_shift(x, brightness, False)
        return x

    def random_transform(self, x: NDArray[Any], seed: int | None = None) -> NDArray[Any]:
        """Change one image at random."""
        return self.apply_transform(x, self.get_random_transform(x.shape, seed))

    def transformed(self, images: NDArray[Any]) -> NDArray[Any]:
        """Change and scale a batch of images of shape (images, height, width, channels)."""
        if self.is_plain:
            np.random.random(2 * len(images))  # the coins above
            return self.standardization.apply_arithmetic(images).astype(self.dtype, copy=False)
        drawn = [self.get_random_transform(image.shape) for image in images]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            changed = list(threads.map(self.apply_transform, images, drawn))
        finished = [self.standardize(image) for image in changed]
        return np.stack(finished).astype(self.dtype, copy=False)

    def fit(
        self, x: ArrayLike, augment: bool = False, rounds: int = 1, seed: int | None = None
    ) -> None:
        """Learn what `featurewise_center` and its like need.

        Parameters
        ----------
        x : array of shape (images, height, width, channels)
            Sample images.
        augment : bool, default=False
            Whether to learn from randomly changed images.
        rounds : int, default=1
            How often to change each of them.
        seed : int or None, default=None
            Seeds NumPy's global generator.
        """
        images = checked_images(x, self.dtype)
        if seed is not None:
            np.random.seed(seed)
        if self.standardization.rescale:
            images = images * self.standardization.rescale
        if augment:
            images = np.stack(
                [self.random_transform(each) for _ in range(rounds) for each in images]
            )
        self.standardization.learn(images)


def _drawn_shift(choices: Shift, pixels: int) -> float:
    """Draw a shift in pixels: of a share, of whole pixels, or one of several."""
    if np.ndim(choices):
        shift = float(np.random.choice(np.asarray(choices)) * np.random.choice([-1, 1]))
    elif not choices:
        return 0
    elif isinstance(choices, int | np.integer):  # Keras draws whole pixels below the bound
        shift = float(np.random.choice(int(choices)) * np.random.choice([-1, 1]))
    else:
        shift = float(np.random.uniform(-choices, choices))  # type: ignore[operator]
    return shift * pixels if np.max(choices) < 1 else shift


def _bounds(name: str, given: Sequence[float] | None) -> tuple[float, float] | None:
    """Check the two bounds of a factor."""
    if given is None:
        return None
    if len(given) != 2:
        raise SettingError("script_data.range", name=name, found=given)
    return float(given[0]), float(given[1])


def _zoom_bounds(given: float | Sequence[float]) -> tuple[float, float]:
    """Turn one number into bounds about 1."""
    if isinstance(given, int | float):
        return 1 - given, 1 + given
    return _bounds("zoom_range", given) or (1.0, 1.0)
