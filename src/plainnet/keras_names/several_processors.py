"""Sharing batches among graphics processors, as scripts ask for it."""

from typing import Any


def multi_gpu_model(model: Any, gpus: Any = None, **without_effect: Any) -> Any:
    """Give the model itself: what it computes is the same on any number of processors.

    Parameters
    ----------
    model : Model
    gpus : int, list of int or None, default=None
        Without effect.
    **without_effect : object
        `cpu_merge` and `cpu_relocation`.

    Returns
    -------
    Model
    """
    return model
