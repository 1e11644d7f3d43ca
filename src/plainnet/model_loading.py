"""Read a model from a file."""

from pathlib import Path

from plainnet.files.model_file import read_model_file
from plainnet.files.saved_model import SavedModel
from plainnet.model import Model
from plainnet.training.model_state import take_up


def load_model(path: str | Path) -> Model:
    """Read a model from a `.keras` or `.h5` file.

    Parameters
    ----------
    path : str or Path
        Written by plainnet, Keras or TensorFlow.

    Returns
    -------
    Model

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something not covered.
    """
    return model_from_saved(read_model_file(Path(path)))


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
        take_up(model.state, model.network, saved.optimizer_variables)
    return model
