"""A model with all it takes to answer for raw rows, images or a series."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import DataNote, Source
from plainnet.data.row_hashes import Hashes
from plainnet.data.table_layout import FOUND_OUT, TableForm
from plainnet.errors import DataError, FileError, SettingError
from plainnet.evaluation.baselines import majority_class, mean_value
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.forecast_intervals import compare_forecasts
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.score_comparison import compare_models
from plainnet.files.model_card import ClassTarget, ModelCard, NumberTarget, SeriesInputs
from plainnet.messages.language import say
from plainnet.model import Model

OF_CLASSES = ("accuracy", "precision", "recall", "f1")
OF_NUMBERS = ("rmse", "mae", "mape", "skill")


def score_intervals(
    card: ModelCard,
    truth: NDArray[np.generic],
    predictions: NDArray[np.generic],
    simplest: NDArray[np.generic],
) -> dict[str, list[float] | None]:
    """Return the interval of each figure that `plainnet test` shows.

    Shapes: `truth` and `predictions` (rows,), `simplest` (rows,).
    `truth` and `predictions`: class numbers, or values in the target's unit.
    Result: None where undefined.
    """
    flat = {"model": predictions.reshape(-1)}
    target = card.target
    if isinstance(target, ClassTarget):
        compared = compare_models(
            OF_CLASSES, truth, flat, n_classes=len(target.names), positive=target.positive
        )
    elif isinstance(card.inputs, SeriesInputs):
        compared = compare_forecasts(
            OF_NUMBERS,
            truth,
            {"model": predictions},
            reference=simplest,
            season=card.inputs.season,
        )
    else:
        compared = compare_models(OF_NUMBERS, truth, flat, reference=simplest)
    return {metric: ends(interval) for metric, interval in compared["model"].intervals.items()}


def ends(interval: Interval | None) -> list[float] | None:
    """Write an interval as a pair; none that has no end."""
    is_known = interval is not None and np.isfinite([interval.low, interval.high]).all()
    return [interval.low, interval.high] if interval is not None and is_known else None


Scores = dict[str, float | None]
ROWS = ("test", "all")


@dataclass(frozen=True)
class Answer:
    """What a model says.

    `low` and `high`: (rows, steps), ends of the prediction interval of each forecast.
    """

    predictions: NDArray[Any]  # (rows,), Class numbers, or values in the target's unit
    probabilities: NDArray[np.float64] | None = None  # (rows, classes), Of each class
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class RawRows:
    """What was read to be answered for.

    `truth`: (rows,), class numbers or values; None where the file does not tell.
    """

    inputs: NDArray[Any]  # (rows, ...), In the units of the file
    truth: NDArray[Any] | None
    labels: tuple[int | str, ...]  # what each row is called: its number, its file, its step
    source: Source  # where they came from
    repairs: tuple[DataNote, ...] = ()  # what the reader decided
    dates: tuple[str, ...] = ()  # of the steps of a series, as written

    def only(self, rows: NDArray[np.int64]) -> "RawRows":
        """Keep some rows."""
        truth = None if self.truth is None else self.truth[rows]
        labels = tuple(self.labels[row] for row in rows)
        return RawRows(self.inputs[rows], truth, labels, self.source, self.repairs)


class Predictor(ABC):
    """Answers for raw rows, by a model and the card that says what goes before and after it.

    `path` is the model file, for messages.
    """

    #: What the first column of the answers is called.
    label_column = "row"

    def __init__(self, model: Model, card: ModelCard, path: str = "") -> None:
        self.model, self.card, self.path = model, card, path
        #: How files are written, as far as it is given; at first as it was given in training.
        self.form: TableForm = getattr(card.inputs, "form", FOUND_OUT)

    @abstractmethod
    def read(self, data: Any, *, with_truth: bool) -> RawRows:
        """Read a file or folder, with the truth to test against or without."""

    @abstractmethod
    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Bring raw inputs to what the network was trained on."""

    def answer(self, raw: NDArray[Any]) -> Answer:
        """Answer for raw inputs, (rows, ...), in the units of the file."""
        outputs = self.model.predict(self.network_inputs(raw)).astype(np.float64)
        if isinstance(self.card.target, ClassTarget):
            return decide(outputs, self.card.target)
        return Answer(self.values(raw, outputs))

    def checked_answer(self, rows: RawRows) -> Answer:
        """Answer for rows that were read; an answer that is no number is none."""
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows is refused below
            answer = self.answer(rows.inputs)
        values = answer.predictions if answer.probabilities is None else answer.probabilities
        is_number = np.isfinite(values.reshape(len(rows.inputs), -1).astype(np.float64)).all(axis=1)
        if is_number.all():
            return answer
        if not is_number.any() and self._is_damaged():
            raise FileError("predictor.no_numbers_at_all", file=self.path)
        label = f"{self.label_column} {rows.labels[int(is_number.argmin())]}"
        count = int((~is_number).sum())
        raise DataError("predictor.no_number", file=rows.source.path, label=label, count=count)

    def _is_damaged(self) -> bool:
        """Whether a weight is no number."""
        return not all(np.isfinite(own).all() for own in jax.tree.leaves(self.model.weights))

    def values(self, raw: NDArray[Any], outputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring a network's outputs back to the target's unit."""
        target = self.card.target
        assert isinstance(target, NumberTarget)
        outputs = outputs.reshape(-1, 1)
        return (target.scaling.undo(outputs) if target.scaling else outputs)[:, 0]

    def baseline_predictions(self, rows: RawRows) -> dict[str, NDArray[Any]]:
        """Predict without a model: the simplest answers there are, (rows,), by baseline."""
        target, count = self.card.target, len(rows.inputs)
        if isinstance(target, ClassTarget):
            return {"majority": majority_class([target.most_frequent], count)}
        return {"mean": mean_value([target.training_mean], count)}

    def score(self, rows: RawRows, predictions: NDArray[Any]) -> Scores:
        """Measure predictions, (rows,), against the truth, as `metrics.json` names the scores."""
        target = self.card.target
        assert rows.truth is not None
        if isinstance(target, ClassTarget):
            return score_classification(rows.truth, predictions, len(target.names), target.positive)
        scores = score_regression(rows.truth, predictions)
        simplest = next(iter(self.baseline_predictions(rows).values()))
        return scores | {"skill": skill(rows.truth, predictions, simplest)}

    def test(self, data: Any, rows: str = "test") -> dict[str, Any]:
        """Score a file or folder.

        Parameters
        ----------
        data : str, Path, DataFrame, dict of columns or list of dicts
            With the truth in it.
        rows : {"test", "all"}, default="test"
            Whether rows that the model was trained on are left out: of the training file all but
            its test rows, of any other file those with the same content.

        Returns
        -------
        dict
            `model`, `data`, `rows`, `rows_trained_on`, `metrics`, `intervals` (95 %),
            `baselines`, and `notes` for a person.

        Raises
        ------
        DataError
            If the model was trained on all rows of another file.
        """
        if rows not in ROWS:
            raise SettingError("predictor.rows", rows=rows)
        raw = self.read(place_of(data), with_truth=True)
        notes = [str(repair) for repair in raw.repairs]
        baselines: Mapping[str, Scores] = {}
        new = self.new_places(raw)
        n_trained = len(raw.inputs) - len(new)
        if rows == "all":
            if n_trained:
                counts = {"count": len(raw.inputs), "trained": n_trained}
                notes.append(say("predictor.training_rows_too", **counts))
        elif self._is_training_data(raw):
            raw, baselines = raw.only(self._checked_places(raw)), self.card.origin.baselines
            notes.append(say("predictor.test_rows_only", count=len(new)))
        elif n_trained:
            counts = {"trained": n_trained, "all": len(raw.inputs), "count": len(new)}
            if not len(new):
                raise DataError("predictor.all_trained_on", file=data, **counts)
            raw = raw.only(new)
            notes.append(say("predictor.trained_rows_left_out", **counts))
        without_model = self.baseline_predictions(raw)
        simple = {name: self.score(raw, predictions) for name, predictions in without_model.items()}
        predicted = self.checked_answer(raw).predictions
        assert raw.truth is not None
        simplest = next(iter(without_model.values()))
        return {
            "model": self.path,
            "data": {"path": raw.source.path, "sha256": raw.source.sha256},
            "rows": len(raw.inputs),
            "rows_trained_on": n_trained,
            "metrics": self.score(raw, predicted),
            "intervals": score_intervals(self.card, raw.truth, predicted, simplest),
            "baselines": {**simple, **baselines},
            "notes": notes,
        }

    def hashes(self, rows: RawRows) -> Hashes | None:
        """Hash what each row holds, as for the rows trained on; None where this is not done."""
        return None

    def _is_training_data(self, rows: RawRows) -> bool:
        """Whether these are the very data that the model was trained on."""
        return rows.source.sha256 == self.card.origin.data.sha256

    def new_places(self, rows: RawRows) -> NDArray[np.int64]:
        """Find the rows that the model was neither trained nor validated on."""
        if self._is_training_data(rows):
            return self.test_places(rows)
        trained, hashes = self.card.origin.trained, self.hashes(rows)
        if trained is None or hashes is None:
            return np.arange(len(rows.inputs))
        is_trained, is_unknown = trained.where_trained(hashes)
        return np.flatnonzero(~is_trained & ~is_unknown)

    def test_places(self, rows: RawRows) -> NDArray[np.int64]:
        """Where the rows kept for testing stand among those that `read` gave."""
        return np.asarray(self.card.origin.test_rows, np.int64)

    def _checked_places(self, rows: RawRows) -> NDArray[np.int64]:
        """Refuse test rows that do not lie among those that were read."""
        places = self.test_places(rows)
        if not len(places) or places.min() < 0 or places.max() >= len(rows.inputs):
            raise FileError("predictor.no_test_rows", file=self.path)
        return places

    def predict(
        self, data: Any, tell: Callable[[str], None] = lambda sentence: None
    ) -> list[dict[str, Any]]:
        """Answer for every row, image or step of a file or folder.

        Parameters
        ----------
        data : str, Path, DataFrame, dict of columns or list of dicts
            The target may be absent.
        tell : callable
            Called with each sentence about what the reader decided, or does not trust.

        Returns
        -------
        list of dict
            `row`, `file` or `step`; `prediction`; and for classes the probability of each.
        """
        raw = self.read(place_of(data), with_truth=False)
        for repair in raw.repairs:
            tell(str(repair))
        target = self.card.target
        if isinstance(target, NumberTarget) and target.unit:
            tell(say("predictor.unit", column=target.column, unit=target.unit))
        columns = self.answer_columns(raw, self.checked_answer(raw))
        cells = zip(*columns.values(), strict=True)
        return [dict(zip(columns, of_row, strict=True)) for of_row in cells]

    def with_ids(
        self, answers: list[dict[str, Any]], data: Any, column: str
    ) -> list[dict[str, Any]]:
        """Write the name of each row, a column of the data of a table, beside its answer."""
        raise SettingError("predictor.id_of_rows", file=self.path)

    def answer_columns(self, rows: RawRows, answer: Answer) -> dict[str, list[Any]]:
        """Name the columns of answers, the truth before them where it is known.

        Result: for classes the probability of each, for forecasts the ends of the interval, and
        of several steps each with the step behind its name.
        """
        target = self.card.target
        columns: dict[str, list[Any]] = {self.label_column: list(rows.labels)}
        if not isinstance(target, ClassTarget):
            values = {"truth": rows.truth, "prediction": answer.predictions}
            for name, own in {**values, "low": answer.low, "high": answer.high}.items():
                columns |= steps_by_name(name, own)
            return columns
        for name, numbers in (("truth", rows.truth), ("prediction", answer.predictions)):
            if numbers is not None:
                columns[name] = [target.names[number] for number in numbers.astype(int)]
        if answer.probabilities is not None:
            for name, shares in zip(target.names, answer.probabilities.T, strict=True):
                columns[f"probability_{name}"] = shares.tolist()
        return columns


def place_of(data: Any) -> Any:
    """Return a name of a file as a path, and rows in memory as they are."""
    return Path(data) if isinstance(data, str) else data


def steps_by_name(name: str, values: NDArray[Any] | None) -> dict[str, list[float]]:
    """Return one column of values, or one for each of several steps; none without values."""
    if values is None:
        return {}
    by_step = values.reshape(len(values), -1).astype(float).T  # (steps, rows)
    if len(by_step) == 1:
        return {name: by_step[0].tolist()}
    return {f"{name}_step_{step}": of.tolist() for step, of in enumerate(by_step, start=1)}


def decide(outputs: NDArray[np.float64], target: ClassTarget) -> Answer:
    """Turn a network's outputs into classes.

    Shapes: `outputs` (rows, classes).
    `outputs`: a single one is that of the second class.
    """
    if outputs.shape[1] == 1:
        outputs = np.concatenate([1 - outputs, outputs], axis=1)
    if target.threshold is None or target.positive is None:
        return Answer(outputs.argmax(1), outputs)
    is_positive = outputs[:, target.positive] > target.threshold
    return Answer(np.where(is_positive, target.positive, 1 - target.positive), outputs)
