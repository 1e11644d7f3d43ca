"""Turning, shifting, shearing, zooming and recolouring one image, as Keras' old functions do."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ImageEnhance

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.preprocessing.image_loading import array_to_img, img_to_array

Image3D = NDArray[Any]  # (height, width, channels), or with the channels elsewhere


def apply_affine_transform(
    x: Image3D,
    theta: float = 0,
    tx: float = 0,
    ty: float = 0,
    shear: float = 0,
    zx: float = 1,
    zy: float = 1,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    order: int = 1,
) -> Image3D:
    """Turn, shift, shear and zoom an image about its centre, in one step.

    Parameters
    ----------
    x : array of three axes
        An image.
    theta : float, default=0
        Angle of the turn, in degrees.
    tx : float, default=0
        Shift along the rows' axis, in pixels.
    ty : float, default=0
        Shift along the columns' axis, in pixels.
    shear : float, default=0
        Angle of the shear, in degrees.
    zx : float, default=1
        Zoom along the rows' axis; below 1 enlarges.
    zy : float, default=1
        Zoom along the columns' axis.
    row_axis : int, default=1
        Where the rows stand.
    col_axis : int, default=2
        Where the columns stand.
    channel_axis : int, default=0
        Where the channels stand: first or last.
    fill_mode : {"nearest", "constant", "reflect", "wrap"}, default="nearest"
        What is beyond the edges.
    cval : float, default=0.0
        Value beyond the edges if `fill_mode` is "constant".
    order : int, default=1
        Order of the spline that interpolates.

    Returns
    -------
    array of the shape of `x`

    Raises
    ------
    ShapeError
        If the axes do not make an image.
    """
    from scipy import ndimage  # an image without augmentation needs none of it

    if sorted((row_axis, col_axis, channel_axis)) != [0, 1, 2] or np.ndim(x) != 3:
        raise ShapeError("script_data.image_axes", shape=np.shape(x))
    matrix = _affine_matrix(theta, (tx, ty), shear, (zx, zy))
    if matrix is None:
        return x
    matrix = _about_centre(matrix, x.shape[row_axis], x.shape[col_axis])
    planes = np.moveaxis(x, channel_axis, 0)
    if col_axis > row_axis:  # the matrix speaks of x and y, the planes have rows first
        matrix = matrix[[1, 0, 2]][:, [1, 0, 2]]
    moved = [
        ndimage.affine_transform(
            plane, matrix[:2, :2], matrix[:2, 2], order=order, mode=fill_mode, cval=cval
        )
        for plane in planes
    ]
    return np.moveaxis(np.stack(moved), 0, channel_axis)


def _affine_matrix(
    theta: float, shift: tuple[float, float], shear: float, zoom: tuple[float, float]
) -> NDArray[np.float64] | None:
    """Multiply the steps that do anything; None if none does."""
    steps: list[list[list[float]]] = []
    if theta != 0:
        angle = np.deg2rad(theta)
        cosine, sine = np.cos(angle), np.sin(angle)
        steps.append([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    if shift != (0, 0):
        steps.append([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]])
    if shear != 0:
        angle = np.deg2rad(shear)
        steps.append([[1, -np.sin(angle), 0], [0, np.cos(angle), 0], [0, 0, 1]])
    if zoom != (1, 1):
        steps.append([[zoom[0], 0, 0], [0, zoom[1], 0], [0, 0, 1]])
    if not steps:
        return None
    matrix = np.array(steps[0], np.float64)
    for step in steps[1:]:
        matrix = matrix @ np.array(step, np.float64)
    return matrix


def _about_centre(matrix: NDArray[np.float64], rows: int, columns: int) -> NDArray[np.float64]:
    """Let a transformation leave the centre of the image where it is."""
    there, back = np.eye(3), np.eye(3)
    there[:2, 2] = rows / 2 - 0.5, columns / 2 - 0.5
    back[:2, 2] = -there[:2, 2]
    return there @ matrix @ back


def apply_channel_shift(x: Image3D, intensity: float, channel_axis: int = 0) -> Image3D:
    """Add to all channels, within the range of values the image has."""
    shifted: Image3D = np.clip(x + np.asarray(intensity, x.dtype), np.min(x), np.max(x))
    return shifted


def apply_brightness_shift(x: Image3D, brightness: float, scale: bool = True) -> Image3D:
    """Make an image brighter or darker, in eight bits.

    Parameters
    ----------
    x : array of shape (height, width, channels)
        An image.
    brightness : float
        1 leaves it as it is, 0 makes it black.
    scale : bool, default=True
        Whether to stretch the values to 0 to 255 first.

    Returns
    -------
    array of shape (height, width, channels)
    """
    least, largest = np.min(x), np.max(x)
    is_beyond = bool(least < 0 or largest > 255)
    image = array_to_img(x, scale=is_beyond or scale)
    shifted: Image3D = img_to_array(ImageEnhance.Brightness(image).enhance(brightness))
    if is_beyond and not scale:
        shifted = shifted / 255 * (largest - least) + least
    return shifted


def random_rotation(
    x: Image3D,
    rg: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Image3D:
    """Turn an image by up to `rg` degrees either way."""
    axes = row_axis, col_axis, channel_axis
    theta = np.random.uniform(-rg, rg)
    return apply_affine_transform(
        x, theta, 0, 0, 0, 1, 1, *axes, fill_mode, cval, interpolation_order
    )


def random_shift(
    x: Image3D,
    wrg: float,
    hrg: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Image3D:
    """Shift an image by up to the shares `wrg` of its width and `hrg` of its height."""
    axes = row_axis, col_axis, channel_axis
    tx = np.random.uniform(-hrg, hrg) * x.shape[row_axis]
    ty = np.random.uniform(-wrg, wrg) * x.shape[col_axis]
    return apply_affine_transform(
        x, 0, tx, ty, 0, 1, 1, *axes, fill_mode, cval, interpolation_order
    )


def random_shear(
    x: Image3D,
    intensity: float,
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Image3D:
    """Shear an image by up to `intensity` degrees either way."""
    axes = row_axis, col_axis, channel_axis
    shear = np.random.uniform(-intensity, intensity)
    return apply_affine_transform(
        x, 0, 0, 0, shear, 1, 1, *axes, fill_mode, cval, interpolation_order
    )


def random_zoom(
    x: Image3D,
    zoom_range: tuple[float, float],
    row_axis: int = 1,
    col_axis: int = 2,
    channel_axis: int = 0,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    interpolation_order: int = 1,
) -> Image3D:
    """Zoom an image by two factors between the bounds of `zoom_range`."""
    if len(zoom_range) != 2:
        raise SettingError("script_data.range", name="zoom_range", found=zoom_range)
    axes = row_axis, col_axis, channel_axis
    zx, zy = (1.0, 1.0) if tuple(zoom_range) == (1, 1) else np.random.uniform(*zoom_range, 2)
    return apply_affine_transform(
        x, 0, 0, 0, 0, zx, zy, *axes, fill_mode, cval, interpolation_order
    )


def random_channel_shift(x: Image3D, intensity_range: float, channel_axis: int = 0) -> Image3D:
    """Add a random number of up to `intensity_range` to all channels."""
    intensity = np.random.uniform(-intensity_range, intensity_range)
    return apply_channel_shift(x, intensity, channel_axis)


def random_brightness(
    x: Image3D, brightness_range: tuple[float, float], scale: bool = True
) -> Image3D:
    """Make an image brighter or darker by a factor between two bounds."""
    if len(brightness_range) != 2:
        raise SettingError("script_data.range", name="brightness_range", found=brightness_range)
    return apply_brightness_shift(x, np.random.uniform(*brightness_range), scale)
