"""Every metric by the names Keras knows it by."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from plainnet.errors import SettingError
from plainnet.late_table import LateTable
from plainnet.losses.catalogue import LOSSES, OLD_NAMES
from plainnet.losses.loss import Loss
from plainnet.metrics.accuracy_metrics import (
    Accuracy,
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
)
from plainnet.metrics.metric import CustomMetric, MeanOfLoss, Metric, MetricOfOutput

#: Metrics of their own; every loss is a metric as well, by its names in `LOSSES`.
METRICS: LateTable[Metric] = LateTable(
    "plainnet.metrics",
    {
        "BinaryAccuracy": "accuracy_metrics",
        "CategoricalAccuracy": "accuracy_metrics",
        "SparseCategoricalAccuracy": "accuracy_metrics",
        "Precision": "confusion_metrics",
        "Recall": "confusion_metrics",
        "RootMeanSquaredError": "regression_metrics",
        "AUC": "area_under_curve",
        "TopKCategoricalAccuracy": "accuracy_metrics",
        "SparseTopKCategoricalAccuracy": "accuracy_metrics",
        "CosineSimilarity": "regression_metrics",
        "TruePositives": "confusion_metrics",
        "FalsePositives": "confusion_metrics",
        "TrueNegatives": "confusion_metrics",
        "FalseNegatives": "confusion_metrics",
        "F1Score": "confusion_metrics",
        "FBetaScore": "confusion_metrics",
        "R2Score": "regression_metrics",
    },
    aliases={
        "binary_accuracy": "BinaryAccuracy",
        "categorical_accuracy": "CategoricalAccuracy",
        "sparse_categorical_accuracy": "SparseCategoricalAccuracy",
        "precision": "Precision",
        "recall": "Recall",
        "root_mean_squared_error": "RootMeanSquaredError",
        "auc": "AUC",
        "top_k_categorical_accuracy": "TopKCategoricalAccuracy",
        "sparse_top_k_categorical_accuracy": "SparseTopKCategoricalAccuracy",
        "cosine_similarity": "CosineSimilarity",
        "true_positives": "TruePositives",
        "false_positives": "FalsePositives",
        "true_negatives": "TrueNegatives",
        "false_negatives": "FalseNegatives",
        "f1_score": "F1Score",
        "f_beta_score": "FBetaScore",
        "r2_score": "R2Score",
    },
)

#: What Keras calls a loss as a metric, where the names differ.
KERAS_METRICS = {"LogCosh": "LogCoshError"}
#: Losses that Keras has no metric for, and the functions it would wrap.
WRAPPED = {
    "Huber": "huber",
    "CosineSimilarity": "cosine_similarity",
    "BinaryFocalCrossentropy": "binary_focal_crossentropy",
    "CategoricalFocalCrossentropy": "categorical_focal_crossentropy",
}


def find_metric(
    identifier: str | Mapping[str, Any] | Metric | Loss | Callable[..., Any],
    *,
    output_shape: Sequence[int],
    y_shape: Sequence[int],
) -> Metric:
    """Return the metric that a name, a saved form, a loss or a metric stands for.

    >>> find_metric("accuracy", output_shape=(6,), y_shape=())
    SparseCategoricalAccuracy(name='accuracy')
    >>> find_metric("mse", output_shape=(1,), y_shape=()).name
    'mse'
    """
    if isinstance(identifier, Metric):
        return identifier
    if isinstance(identifier, Loss):
        return MeanOfLoss(identifier, name=identifier.name)
    if callable(identifier):
        return CustomMetric(identifier, name=getattr(identifier, "__name__", "custom_metric"))
    if isinstance(identifier, Mapping):
        return _named_metric(str(identifier.get("class_name")), identifier.get("config", {}))
    if identifier.lower() in ("accuracy", "acc"):
        return fitting_accuracy(output_shape, y_shape)(name=identifier)
    return replace(_named_metric(identifier, {}), name=identifier)


def fitting_accuracy(output_shape: Sequence[int], y_shape: Sequence[int]) -> type[Metric]:
    """Return the accuracy that Keras takes "accuracy" to mean.

    >>> fitting_accuracy((1,), ()).__name__
    'BinaryAccuracy'
    """
    if not output_shape or output_shape[-1] == 1:
        return BinaryAccuracy
    if len(y_shape) < len(output_shape) or y_shape[-1] == 1:
        return SparseCategoricalAccuracy
    return CategoricalAccuracy


def history_names(metrics: Sequence[Metric], weighted: Sequence[Metric] = ()) -> list[str]:
    """Return the metrics' names in the history.

    The second of one name ends in `_1`; a weighted metric whose name is taken begins with
    `weighted_`, after the name of its output if there is one.

    >>> from plainnet.metrics.confusion_metrics import Precision
    >>> from plainnet.metrics.confusion_metrics import Recall
    >>> history_names([Precision(), Recall(), Precision(thresholds=0.3)], [Recall()])
    ['precision', 'recall', 'precision_1', 'weighted_recall']
    """
    taken: Counter[str] = Counter()
    names = []
    for position, metric in enumerate([*metrics, *weighted]):
        name = metric.name
        if position >= len(metrics) and name in taken:
            name = _weighted_name(metric)
        names.append(f"{name}_{taken[name]}" if taken[name] else name)
        taken[name] += 1
    return names


def _weighted_name(metric: Metric) -> str:
    """Name a metric by its weights, after its output."""
    if not isinstance(metric, MetricOfOutput):
        return f"weighted_{metric.name}"
    own = metric.metric.name
    return f"{metric.name.removesuffix(own)}weighted_{own}"


def saved_metric(metric: Metric) -> dict[str, Any]:
    """Return the form in which Keras saves a metric; `find_metric` reads it back."""
    if isinstance(metric, MeanOfLoss):
        loss, kind = replace(metric.loss, name=metric.name), type(metric.loss).__name__
        own = {f.name: getattr(loss, f.name) for f in fields(loss) if f.name != "reduction"}
        class_name, config = KERAS_METRICS.get(kind, kind), {"dtype": "float32", **own}
        if kind in WRAPPED:
            class_name, config["fn"] = "MeanMetricWrapper", saved_function(WRAPPED[kind])
    else:
        class_name, config = type(metric).__name__, metric.to_config()
    return {
        "module": "keras.metrics",
        "class_name": class_name,
        "config": config,
        "registered_name": None,
    }


def _named_metric(name: str, config: Mapping[str, Any]) -> Metric:
    """Make the metric of this name with these settings."""
    if name == "MeanMetricWrapper":
        settings = {setting: value for setting, value in config.items() if setting != "fn"}
        function = config["fn"]
        inner = function.get("config") if isinstance(function, Mapping) else function
        return _named_metric(str(inner), settings)
    # As a name "accuracy" means what fits; as a class, outputs that equal their targets.
    metric_class = Accuracy if name == "Accuracy" else METRICS.get(name)
    if metric_class is not None:
        return metric_class.from_config(config)
    by_class = {keras: ours for ours, keras in KERAS_METRICS.items()}
    loss_class = LOSSES.get({**OLD_NAMES, **by_class}.get(name, name))
    if loss_class is not None:
        loss = loss_class.from_config(config)
        return MeanOfLoss(loss, name=loss.name)
    choices = [name for name in ("accuracy", *METRICS, *LOSSES) if name.islower()]
    raise SettingError("metric.unknown", found=name, choices=choices)


def saved_function(name: str) -> dict[str, str]:
    """Write the name of a function as Keras does; whoever reads it has to bring the function."""
    return {
        "module": "builtins",
        "class_name": "function",
        "config": name,
        "registered_name": "function",
    }
