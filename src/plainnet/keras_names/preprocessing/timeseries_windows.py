"""Windows of time series with their targets."""

import json
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.preprocessing.batch_iterators import PyDataset, WholeArrays
from plainnet.keras_names.tensorflow.data_pipeline import Dataset

_MOST_BYTES = 1 << 30  # of windows written out side by side


class TimeseriesGenerator(PyDataset):
    """Batches of windows, each with the target of the step behind it.

    Parameters
    ----------
    data : array of shape (steps, ...)
        The series.
    targets : array of shape (steps, ...)
        Targets, step by step.
    length : int
        Steps from the beginning of a window to its target.
    sampling_rate : int, default=1
        Every how many steps a window holds one.
    stride : int, default=1
        Steps between the beginnings of windows.
    start_index : int, default=0
        First step used.
    end_index : int or None, default=None
        Last step used.
    shuffle : bool, default=False
        Whether rows are drawn at random.
    reverse : bool, default=False
        Whether windows run backwards.
    batch_size : int, default=128
        Windows of a batch.
    """

    def __init__(
        self,
        data: ArrayLike,
        targets: ArrayLike,
        length: int,
        sampling_rate: int = 1,
        stride: int = 1,
        start_index: int = 0,
        end_index: int | None = None,
        shuffle: bool = False,
        reverse: bool = False,
        batch_size: int = 128,
    ) -> None:
        super().__init__()
        self.data, self.targets = np.asarray(data), np.asarray(targets)
        if len(self.data) != len(self.targets):
            counts = {"data": len(self.data), "targets": len(self.targets)}
            raise ShapeError("script_data.series_length", **counts)
        self.length = length
        self.sampling_rate = sampling_rate
        self.stride = stride
        self.start_index = start_index + length
        self.end_index = len(self.data) - 1 if end_index is None else end_index
        self.shuffle = shuffle
        self.reverse = reverse
        self.batch_size = batch_size
        if self.start_index > self.end_index:
            bounds = {"start": start_index, "end": self.end_index}
            raise SettingError("script_data.series_short", length=length, **bounds)

    def __len__(self) -> int:
        steps = self.end_index - self.start_index + self.batch_size * self.stride
        return steps // (self.batch_size * self.stride)

    def __getitem__(self, index: int) -> tuple[NDArray[Any], NDArray[Any]]:
        if index >= len(self):
            raise IndexError(index)
        if self.shuffle:
            bounds = self.start_index, self.end_index + 1
            rows = np.random.randint(*bounds, size=self.batch_size)
        else:
            first = self.start_index + self.batch_size * self.stride * index
            beyond = min(first + self.batch_size * self.stride, self.end_index + 1)
            rows = np.arange(first, beyond, self.stride)
        return self._windows(rows)

    def as_arrays(self) -> WholeArrays | None:
        """Return all windows and targets; None if rows are drawn at random, some of them twice."""
        rows = np.arange(self.start_index, self.end_index + 1, self.stride)
        values = len(rows) * self.length // self.sampling_rate * self.data[0].size
        if self.shuffle or 8 * values > _MOST_BYTES:
            return None
        return WholeArrays(*self._windows(rows), self.batch_size, False, None)

    def _windows(self, rows: NDArray[np.intp]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the windows before the steps `rows`, and the targets of these."""
        before = np.arange(-self.length, 0, self.sampling_rate)
        windows = self.data[rows[:, None] + before]  # (rows, steps, ...)
        return (windows[:, ::-1] if self.reverse else windows), self.targets[rows]

    def get_config(self) -> dict[str, Any]:
        """Return series and settings as Keras writes them."""
        return {
            "data": json.dumps(self.data.tolist()),
            "targets": json.dumps(self.targets.tolist()),
            "length": self.length,
            "sampling_rate": self.sampling_rate,
            "stride": self.stride,
            "start_index": self.start_index,
            "end_index": self.end_index,
            "shuffle": self.shuffle,
            "reverse": self.reverse,
            "batch_size": self.batch_size,
        }

    def to_json(self, **settings: Any) -> str:
        """Return series and settings as text; the settings are those of `json.dumps`."""
        content = {"class_name": "TimeseriesGenerator", "config": self.get_config()}
        return json.dumps(content, **settings)


def timeseries_dataset_from_array(
    data: ArrayLike,
    targets: ArrayLike | None,
    sequence_length: int,
    sequence_stride: int = 1,
    sampling_rate: int = 1,
    batch_size: int | None = 128,
    shuffle: bool = False,
    seed: int | None = None,
    start_index: int | None = None,
    end_index: int | None = None,
    format: str = "tf",
) -> Dataset:
    """Return windows of a series, batch by batch.

    Parameters
    ----------
    data : array of shape (steps, ...)
        The series.
    targets : array of shape (steps, ...) or None
        That of a window stands at the place where the window begins.
    sequence_length : int
        Steps of a window.
    sequence_stride : int, default=1
        Steps between the beginnings of windows.
    sampling_rate : int, default=1
        Every how many steps a window holds one.
    batch_size : int or None, default=128
        Windows of a batch; None gives them one by one.
    shuffle : bool, default=False
        Whether to draw a new order each epoch.
    seed : int or None, default=None
        Of the order.
    start_index : int or None, default=None
        First step used.
    end_index : int or None, default=None
        First step not used.
    format : str, default="tf"
        Without effect: there is one kind of dataset.

    Returns
    -------
    Dataset

    Raises
    ------
    SettingError
        If a setting makes no sense.
    """
    series = np.asarray(data)
    first, beyond = start_index or 0, len(series) if end_index is None else end_index
    for name, found, least, limit in (
        ("sequence_length", sequence_length, 1, len(series) + 1),
        ("sequence_stride", sequence_stride, 1, len(series)),
        ("sampling_rate", sampling_rate, 1, len(series)),
        ("start_index", first, 0, len(series)),
        ("end_index", beyond, 1, len(series) + 1),
    ):
        if not least <= found < limit:
            bounds = {"least": least, "beyond": limit}
            raise SettingError("script_data.series_setting", name=name, found=found, **bounds)
    used = series[first:beyond]
    last = len(used) - (sequence_length - 1) * sampling_rate
    beside = None if targets is None else np.asarray(targets)[first:beyond]
    if beside is not None:
        last = min(last, len(beside))
    starts = np.arange(0, max(last, 0), sequence_stride)
    steps = np.arange(sequence_length) * sampling_rate
    windows = _cut(used, starts, steps)
    rows = windows if beside is None else (windows, beside[starts])
    dataset = Dataset.from_tensor_slices(rows)
    if shuffle:
        dataset = dataset.shuffle(max(len(starts), 1), seed)
    return dataset if batch_size is None else dataset.batch(batch_size)


def _cut(series: NDArray[Any], starts: NDArray[np.intp], steps: NDArray[np.intp]) -> NDArray[Any]:
    """Return the windows that begin at `starts`."""
    windows: NDArray[Any] = series[starts[:, None] + steps]  # (windows, steps, ...)
    return windows
