"""What it takes to go from a raw file to an answer, besides the weights.

The card travels inside the model file as `plainnet.json`: which columns in which order,
how they are scaled, what the classes are called, where the threshold lies, and what the
model was trained and tested on.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from plainnet.data.column_encoding import TableEncoding
from plainnet.data.dataset import Source
from plainnet.data.image_file import Levels, PixelScaling, Resize
from plainnet.data.row_hashes import TrainedRows
from plainnet.data.scaling import Scaling
from plainnet.data.sliding_windows import SeriesForm
from plainnet.data.table_layout import FOUND_OUT, TableForm
from plainnet.errors import FileError

CARD_VERSION = 1
ForecastOf = SeriesForm


@dataclass(frozen=True)
class TableInputs:
    """Columns of a table, in order, and how each is scaled or encoded."""

    columns: tuple[str, ...]
    scaling: Scaling | None = None
    encoding: TableEncoding | None = None
    form: TableForm = FOUND_OUT  # what was said of how the file is written


@dataclass(frozen=True)
class ImageInputs:
    """Size of the images in pixels, and how they and their grey levels are brought to it.

    `resize` and `pixels`: how images are brought to that size, and levels to numbers.
    `damaged`: what happens to files that cannot be used, when training and when answering.
    `colours`: what all training images were like; None if it is not known.
    `levels`: of images of more than eight bits, those that become black and white; None for all.
    `heights` and `widths`: of the training images as they were in their files; None if it is not
        known.
    """

    height: int
    width: int
    channels: Literal[1, 3]  # grey or colour
    resize: Resize
    pixels: PixelScaling = "zero_to_one"
    damaged: Literal["stop", "skip"] = "stop"
    colours: Literal["grey", "colour", "mixed"] | None = None
    levels: Levels | None = None
    heights: tuple[int, int] | None = None
    widths: tuple[int, int] | None = None


@dataclass(frozen=True)
class SeriesInputs:
    """The column of a series, how many steps are seen, and what is forecast.

    A forecast of the "change" is how far a value lies from the last one seen, and of the
    "log_change" the difference of their logarithms.

    `columns`: all that are seen, the one forecast first; empty for a single column forecast one
        step ahead as the cases do, whose holes are refused.
    `season`: steps after which the series repeats itself, for the simplest forecast by it.
    `lowest` and `highest`: of each of the columns in its form, over the rows trained on.
    `interval_level`: share of the true values that prediction intervals shall hold.
    `interval_half_widths`: for each step, in the scaled form that the network gives.
    `interval_level_share` and `interval_usual_level`: how much of the width follows the level of
        the forecast, and the level at which the half widths hold.
    `is_never_negative`: whether no value trained on lies below 0, so that no interval reaches below
        it.
    """

    column: str  # the one that is forecast
    window: int  # steps the network sees
    scaling: Scaling  # of the columns in their forms
    forecast: ForecastOf = "value"  # form of what is forecast
    columns: tuple[str, ...] = ()
    forms: tuple[SeriesForm, ...] = ()  # of each of the columns
    horizon: int = 1  # steps forecast
    season: int | None = None
    lowest: tuple[float, ...] = ()
    highest: tuple[float, ...] = ()
    interval_level: float | None = None
    interval_half_widths: tuple[float, ...] = ()
    interval_level_share: float = 0.0
    interval_usual_level: float = 1.0
    is_never_negative: bool = False
    only: tuple[str, ...] = ()  # `COLUMN=VALUE`: which of several series in the file was learned
    form: TableForm = FOUND_OUT  # what was said of how the file is written


@dataclass(frozen=True)
class ClassTarget:
    """The classes: as the file writes them and as people call them.

    `positive`: the class that precision and recall are about, where there are two.
    `threshold`: probability of the positive class above which it is said; None says the likeliest.
    """

    names: tuple[str, ...]  # in the order of the outputs
    column: str | None = None  # column of a table that holds them
    values: tuple[float | str, ...] = ()  # how the column writes each class
    positive: int | None = None
    threshold: float | None = None
    most_frequent: int = 0  # class with the most training rows


@dataclass(frozen=True)
class NumberTarget:
    """A number: its column, unit and scaling, and its mean over the training rows.

    Where `is_log` is set, the network learned the scaled logarithm.
    """

    column: str
    unit: str
    scaling: Scaling | None = None
    training_mean: float = 0.0
    is_log: bool = False


@dataclass(frozen=True)
class Origin:
    """What a model was trained and tested on.

    `test_rows`: rows (0-based) of those data that were kept for testing; for image folders the
        places in the list of all files, sorted by split, class and name.
    `trained`: the rows trained and validated on, known by what they hold; None in older files.
    """

    data: Source  # the training data
    test_rows: tuple[int, ...]
    seed: int  # of the training
    metrics: dict[str, float | None] = field(default_factory=dict)
    baselines: dict[str, dict[str, float | None]] = field(default_factory=dict)
    cores: int = 0
    devices: int = 0
    versions: dict[str, str] = field(default_factory=dict)  # of the libraries
    trained: TrainedRows | None = None


@dataclass(frozen=True)
class ModelCard:
    """Inputs, target and origin of a model."""

    inputs: TableInputs | ImageInputs | SeriesInputs
    target: ClassTarget | NumberTarget
    origin: Origin

    def with_scores(
        self, metrics: dict[str, float | None], baselines: dict[str, dict[str, float | None]]
    ) -> "ModelCard":
        """Return the card with what was measured on the test rows."""
        return replace(self, origin=replace(self.origin, metrics=metrics, baselines=baselines))

    def to_dict(self) -> dict[str, Any]:
        """Write the card as JSON will hold it."""
        return {
            "version": CARD_VERSION,
            "inputs": {"kind": type(self.inputs).__name__, **_plain(self.inputs)},
            "target": {"kind": type(self.target).__name__, **_plain(self.target)},
            "origin": asdict(self.origin),
        }


def card_from_dict(saved: Mapping[str, Any], file: object) -> ModelCard:
    """Read a card."""
    try:
        if saved["version"] > CARD_VERSION:
            raise FileError("file.card_too_new", file=file, version=saved["version"])
        inputs, target, origin = saved["inputs"], saved["target"], dict(saved["origin"])
        origin["data"] = Source(**origin["data"])
        origin["test_rows"] = tuple(origin["test_rows"])
        if origin.get("trained") is not None:
            origin["trained"] = TrainedRows(**origin["trained"])
        return ModelCard(
            _part(inputs, {k.__name__: k for k in get_args(_Inputs)}),
            _part(target, {k.__name__: k for k in get_args(_Target)}),
            Origin(**origin),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise FileError("file.damaged", file=file) from problem


_Inputs = TableInputs | ImageInputs | SeriesInputs
_Target = ClassTarget | NumberTarget


def _plain(part: Any) -> dict[str, Any]:
    """Turn one part of the card into JSON."""
    fields = dict(vars(part))
    if isinstance(fields.get("scaling"), Scaling):
        fields["scaling"] = fields["scaling"].to_dict()
    if isinstance(fields.get("encoding"), TableEncoding):
        fields["encoding"] = fields["encoding"].to_dict()
    if "form" in fields:
        form = asdict(fields.pop("form"))
        form = {name: value for name, value in form.items() if value not in (None, ())}
        fields |= {"form": form} if form else {}
    return fields


def _part(saved: Mapping[str, Any], kinds: Mapping[str, Any]) -> Any:
    """Make one part of the card from JSON."""
    fields: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in saved.items() if k != "kind"
    }
    if fields.get("scaling") is not None:
        fields["scaling"] = Scaling.from_dict(fields["scaling"])
    if fields.get("encoding") is not None:
        fields["encoding"] = TableEncoding.from_dict(fields["encoding"])
    if "form" in fields:
        form: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in fields["form"].items()
        }
        fields["form"] = TableForm(**form)
    return kinds[saved["kind"]](**fields)
