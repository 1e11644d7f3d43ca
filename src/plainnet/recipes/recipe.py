"""Everything that can be asked for when a model is trained on one's own data.

Concepts: recipe, setting
"""

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

    Attributes
    ----------
    data : str
        A table, a folder of images, a series, or data that come with plainnet.
    target : str or None
        Column of a table to predict.
    series : tuple of str
        Columns of a series to learn from; the first is forecast. Empty for other data.
    only : tuple of str
        `COLUMN=VALUE`: rows of a file of several series that are looked at.
    task : "classes", "number" or None
        Whether the target names classes or is a number.
    model : str or None
        Kind of network.
    hidden : tuple of int or None
        Units of each hidden layer, or of the recurrent layers.
    drop : tuple of str
        Columns not to be looked at.
    keep : tuple of str
        Columns to learn from though they look like numbers or names of the rows.
    categories : tuple of str
        Columns of numbers that are names.
    log_target : bool or None
        Whether the logarithm of the target is learned.
    size : (height, width) or None
        Of images, in pixels.
    grey : bool or None
        Whether images are read without colours.
    augmentation : tuple of str
        What happens to training images.
    damaged : "stop" or "skip"
        What to do about images that cannot be read.
    window, horizon : int or None
        Steps of a series that are seen, and that are forecast.
    season : int or None
        Steps after which a series repeats itself.
    split : str or None
        How test rows are chosen.
    group, time : str or None
        Column whose values stay together, or that orders the rows.
    test_fraction, validation_fraction : float
        Of all rows, and of those left for training.
    epochs, batch : int or None
        At most so many epochs; rows of a step.
    rate : float or None
        Learning rate.
    patience : int or None
        Epochs without a better validation loss before training ends.
    positive : str or None
        Class that precision and recall are about.
    cost : (float, float) or None
        What a false alarm costs, and a miss; the threshold is chosen by it.
    metric : str or None
        What the run is judged by, beside its baselines.
    class_weight : "balanced" or None
        Whether the rows of rare classes count for more in training.
    seed : int
        Of the split, the first weights, the order of rows.
    out : str or None
        Where the model file goes besides the run's folder.
    runs : str
        Folder that holds a folder for each run.
    """

    data: str
    target: str | None = None
    series: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    task: Task | None = None
    model: ModelKind | None = None
    hidden: tuple[int, ...] | None = None
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    log_target: bool | None = None
    size: tuple[int, int] | None = None
    grey: bool | None = None
    augmentation: tuple[Augmentation, ...] | None = None
    damaged: Literal["stop", "skip"] = "stop"
    window: int | None = None
    horizon: int | None = None
    season: int | None = None
    split: Split | None = None
    group: str | None = None
    time: str | None = None
    test_fraction: float = 0.2
    validation_fraction: float = 0.2
    epochs: int | None = None
    batch: int | None = None
    rate: float | None = None
    patience: int | None = None
    positive: str | None = None
    cost: tuple[float, float] | None = None
    metric: JudgedBy | None = None
    class_weight: ClassWeight | None = None
    seed: int = 0
    out: str | None = None
    runs: str = "runs"
