"""Read a model from a file.

Concepts: model file
"""

from pathlib import Path

from plainnet.files.keras_archive import SavedModel, read_archive
from plainnet.model import Model


def load_model(path: str | Path) -> Model:
    """Read a model from a `.keras` archive.

    Parameters
    ----------
    path : str or Path
        Written by plainnet or Keras 3.

    Returns
    -------
    Model

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something not covered.
    """
    return model_from_saved(read_archive(Path(path)))


def model_from_saved(saved: SavedModel) -> Model:
    """Make a model of what an archive holds."""
    model = Model(saved.network, built=(saved.input_shape, saved.weights))
    compiled = saved.compile_config or {}
    if compiled.get("optimizer") and compiled.get("loss"):
        model.compile(
            compiled["optimizer"],
            compiled["loss"],
            compiled.get("metrics"),
            compiled.get("weighted_metrics"),
            compiled.get("loss_weights"),
        )
        model.take_up_training(saved.optimizer_variables)
    return model
