"""Open a model file for testing and predicting."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from plainnet.data.table_layout import TableForm
from plainnet.errors import FileError, SettingError
from plainnet.files.card_schema import check_seals, read_card
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    SeriesInputs,
    TableInputs,
)
from plainnet.files.model_file import read_model_file
from plainnet.files.network_config import hash_network
from plainnet.model import Model, model_from_saved
from plainnet.pipeline.card_from_data import card_from_data
from plainnet.pipeline.image_predictor import ImagePredictor
from plainnet.pipeline.predictor import Predictor
from plainnet.pipeline.series_predictor import SeriesPredictor
from plainnet.pipeline.table_predictor import TablePredictor

KINDS: dict[type, type[Predictor]] = {
    TableInputs: TablePredictor,
    ImageInputs: ImagePredictor,
    SeriesInputs: SeriesPredictor,
}


def load_predictor(
    path: str | Path,
    only: tuple[str, ...] = (),
    *,
    scale_from: str | Path | None = None,
    target: str | None = None,
    scaling: str = "standard",
    **form: Any,
) -> Predictor:
    """Open a model file that carries a card, or one that Keras wrote with its training data.

    Parameters
    ----------
    path : str or Path
        Written by plainnet.
    only : tuple of str
        `COLUMN=VALUE`: which of several series in a file to answer for, unless the learned one.
    scale_from : str or Path or None
        For a file that Keras wrote: the table its script learned the scaling from, or the folder of
        class folders.
    target : str or None
        The column of that table that the model predicts.
    scaling : {"standard", "min-max", "no"}, default="standard"
        How the script scaled the columns of that table.
    **form : Any
        How the data are written, where not as in training: `decimal`, `encoding`, `sheet`,
        `header_row`, `comment`, `day_first`, `drop`, as the options of `plainnet predict`.

    Returns
    -------
    Predictor

    Raises
    ------
    FileError
        If the file is missing or damaged, or has no card and no training data are named.
    SettingError
        If one series is chosen and the model is of another kind.
    """
    path = Path(path)
    saved = read_model_file(path)
    model = model_from_saved(saved)
    if saved.card is None:
        if scale_from is None:
            raise FileError("file.no_card", file=path)
        card = card_from_data(model, Path(scale_from), target, scaling, TableForm(**form))
    else:
        if scale_from is not None:
            raise SettingError("card.is_there", file=path)
        card = read_card(saved.card, path)
        network_hash = hash_network(saved.network, saved.input_shape)
        check_seals(saved.card, model.weights_hash(), network_hash, path)
    predictor = predictor_of(model, card, str(path))
    if only:
        if not isinstance(predictor, SeriesPredictor):
            raise SettingError("predictor.only_series", file=path)
        predictor.only = only
    if form:
        if isinstance(card.inputs, ImageInputs):
            raise SettingError("predictor.form_of_images", file=path)
        predictor.form = replace(predictor.form, **form)
    return predictor


def predictor_of(model: Model, card: ModelCard, path: str = "") -> Predictor:
    """Put a model and its card together."""
    if isinstance(card.inputs, SeriesInputs):
        named = card.inputs.horizon
    else:
        named = len(card.target.names) if isinstance(card.target, ClassTarget) else 1
    outputs = (model.output_shape or (0,))[-1]
    if outputs != named and (outputs, named) != (1, 2):  # one probability tells two classes
        raise FileError("file.card_misfit", file=path, named=named, outputs=outputs)
    described, found = described_shape(card.inputs), model.input_shape
    if found is not None and found[-len(described) :] != described:
        raise FileError("file.card_shape", file=path, described=described, found=found)
    return KINDS[type(card.inputs)](model, card, path)


def described_shape(inputs: TableInputs | ImageInputs | SeriesInputs) -> tuple[int, ...]:
    """Return the shape of a row that a card describes, of a window the columns alone."""
    if isinstance(inputs, ImageInputs):
        return (inputs.height, inputs.width, inputs.channels)
    if isinstance(inputs, SeriesInputs):
        return (max(1, len(inputs.columns)),)
    encoding = inputs.encoding
    return (len(inputs.columns) if encoding is None else len(encoding.feature_names),)
