"""Convolution along time: the same small kernel looks at every stretch of a series."""

from dataclasses import dataclass
from typing import ClassVar

from plainnet.layers.convolution import Convolution


@dataclass(frozen=True)
class Conv1D(Convolution):
    """Slide `filters` kernels along time; each gives one new series.

    The settings are those of every `Convolution`. The padding may also be "causal": then
    no output looks ahead in time.

    References
    ----------
    van den Oord et al. (2016), "WaveNet: a generative model for raw audio".

    Examples
    --------
    >>> layer = Conv1D(8, 3, padding="causal", dilation_rate=2)
    >>> weights, output_shape = layer.init((0,), (20, 5))
    >>> weights["kernel"].shape, output_shape
    ((3, 5, 8), (20, 8))
    """

    rank: ClassVar[int] = 1
    further_paddings: ClassVar[tuple[str, ...]] = ("causal",)
