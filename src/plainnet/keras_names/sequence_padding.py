"""Sequences of different lengths brought to one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from plainnet.errors import DataError, SettingError


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: DTypeLike = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> NDArray[Any]:
    """Cut or fill sequences so that all have the same length.

    Parameters
    ----------
    sequences : sequence of sequences
        Of numbers, or of arrays of one shape.
    maxlen : int or None, default=None
        Length wanted; None means that of the longest.
    dtype : dtype, default="int32"
        Type of the result; `object` for texts.
    padding : {"pre", "post"}, default="pre"
        Where short sequences are filled.
    truncating : {"pre", "post"}, default="pre"
        Where long sequences are cut.
    value : number, default=0.0
        What they are filled with.

    Returns
    -------
    array of shape (sequences, maxlen, ...)

    Raises
    ------
    DataError
        If something is no sequence, or its steps have another shape.
    SettingError
        If a setting is neither "pre" nor "post".

    Examples
    --------
    >>> pad_sequences([[1], [2, 3, 4]], maxlen=2).tolist()
    [[0, 1], [3, 4]]
    """
    for name, where in (("padding", padding), ("truncating", truncating)):
        if where not in ("pre", "post"):
            raise SettingError("script_data.padding", name=name, found=where)
    for row, sequence in enumerate(sequences):
        if not hasattr(sequence, "__len__"):
            raise DataError("script_data.no_sequence", row=row, found=sequence)
    length = max(map(len, sequences), default=0) if maxlen is None else int(maxlen)
    filled = [sequence for sequence in sequences if len(sequence)]
    inner = np.asarray(filled[0]).shape[1:] if filled else ()
    result = np.full((len(sequences), length, *inner), value, dtype)
    for row, sequence in enumerate(sequences):
        kept = sequence[len(sequence) - length :] if truncating == "pre" else sequence[:length]
        kept = kept if len(sequence) > length else sequence
        steps = np.asarray(kept, dtype)
        if not len(sequence) or not length:
            continue
        if steps.shape[1:] != inner:
            raise DataError("script_data.steps", row=row, found=steps.shape[1:], expected=inner)
        result[row, slice(-len(steps), None) if padding == "pre" else slice(len(steps))] = steps
    return result
