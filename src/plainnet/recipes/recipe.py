"""Everything that can be asked for when a model is trained on one's own data."""

from dataclasses import dataclass
from typing import Literal

Split = Literal["random", "stratified", "group", "time"]
Task = Literal["classes", "number"]
ModelKind = Literal["linear", "logistic", "dense", "lenet", "simple_rnn", "lstm"]
JudgedBy = Literal[
    "accuracy", "f1", "recall", "auc", "average_precision", "log_loss", "rmse", "mae", "mape"
]
ClassWeight = Literal["balanced"]
Augmentation = Literal["flip", "shift", "rotate", "contrast"]


@dataclass(frozen=True)
class Recipe:
    """What is trained on what, and how; None leaves a setting to be found out.

    `series`: columns of a series to learn from; the first is forecast. Empty for other data.
    `only`: `COLUMN=VALUE`: rows of a file of several series that are looked at.
    `keep`: columns to learn from though they look like numbers or names of the rows.
    `window` and `horizon`: steps of a series that are seen, and that are forecast.
    `group` and `time`: column whose values stay together, or that orders the rows.
    `cost`: what a false alarm costs, and a miss; the threshold is chosen by it.
    `class_weight`: whether the rows of rare classes count for more in training.
    """

    data: str  # a table, a folder of images, a series, or data that come with plainnet
    target: str | None = None  # column of a table to predict
    series: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    task: Task | None = None  # whether the target names classes or is a number
    model: ModelKind | None = None  # kind of network
    hidden: tuple[int, ...] | None = None  # units of each hidden layer, or of the recurrent layers
    drop: tuple[str, ...] = ()  # columns not to be looked at
    keep: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # columns of numbers that are names
    log_target: bool | None = None  # whether the logarithm of the target is learned
    size: tuple[int, int] | None = None  # of images, in pixels
    grey: bool | None = None  # whether images are read without colours
    augmentation: tuple[Augmentation, ...] | None = None  # what happens to training images
    damaged: Literal["stop", "skip"] = "stop"  # what to do about images that cannot be read
    window: int | None = None
    horizon: int | None = None
    season: int | None = None  # steps after which a series repeats itself
    split: Split | None = None  # how test rows are chosen
    group: str | None = None
    time: str | None = None
    test_fraction: float = 0.2
    validation_fraction: float = 0.2
    epochs: int | None = None
    batch: int | None = None
    rate: float | None = None  # learning rate
    patience: int | None = None  # epochs without a better validation loss before training ends
    positive: str | None = None  # class that precision and recall are about
    cost: tuple[float, float] | None = None
    metric: JudgedBy | None = None  # what the run is judged by, beside its baselines
    class_weight: ClassWeight | None = None
    seed: int = 0  # of the split, the first weights, the order of rows
    out: str | None = None  # where the model file goes besides the run's folder
    runs: str = "runs"  # folder that holds a folder for each run
