"""What scikit-learn took away since 0.15."""

from functools import wraps
from inspect import isclass, isfunction
from types import ModuleType
from typing import Any

from plainnet.keras_names.door.refusal import RefusedName
from plainnet.keras_names.old_libraries.old_spelling import (
    add_method,
    give_names,
    object_named,
    take_old_arguments,
    tell_old_name,
)

#: Modules of scikit-learn and what they are called today.
MOVED_MODULES = {
    "sklearn.cross_validation": "plainnet.keras_names.old_libraries.old_cross_validation",
    "sklearn.grid_search": "sklearn.model_selection",
    "sklearn.learning_curve": "sklearn.model_selection",
    "sklearn.externals.joblib": "joblib",
    "sklearn.externals.six": "six",
    "sklearn.utils.testing": "sklearn.utils._testing",
    "sklearn.metrics.scorer": "sklearn.metrics",
    "sklearn.metrics.classification": "sklearn.metrics",
    "sklearn.metrics.regression": "sklearn.metrics",
    "sklearn.metrics.ranking": "sklearn.metrics",
    "sklearn.preprocessing.data": "sklearn.preprocessing",
    "sklearn.preprocessing.label": "sklearn.preprocessing",
    "sklearn.preprocessing.imputation": "sklearn.preprocessing",
    "sklearn.datasets.samples_generator": "sklearn.datasets",
    "sklearn.datasets.base": "sklearn.datasets",
    "sklearn.linear_model.logistic": "sklearn.linear_model",
    "sklearn.linear_model.base": "sklearn.linear_model",
    "sklearn.linear_model.stochastic_gradient": "sklearn.linear_model",
    "sklearn.ensemble.forest": "sklearn.ensemble",
    "sklearn.ensemble.gradient_boosting": "sklearn.ensemble",
    "sklearn.ensemble.weight_boosting": "sklearn.ensemble",
    "sklearn.tree.tree": "sklearn.tree",
    "sklearn.svm.classes": "sklearn.svm",
    "sklearn.neighbors.classification": "sklearn.neighbors",
    "sklearn.neural_network.multilayer_perceptron": "sklearn.neural_network",
    "sklearn.cluster.k_means_": "sklearn.cluster",
    "sklearn.decomposition.pca": "sklearn.decomposition",
    "sklearn.feature_selection.univariate_selection": "sklearn.feature_selection",
    "sklearn.lda": "sklearn.discriminant_analysis",
    "sklearn.qda": "sklearn.discriminant_analysis",
}
#: Names of scikit-learn's modules and what they are called today.
OLD_NAMES: dict[str, dict[str, str]] = {
    "sklearn.preprocessing": {"Imputer": "sklearn.impute.SimpleImputer"},
    "sklearn.metrics": {
        "jaccard_similarity_score": "sklearn.metrics.accuracy_score",
        "plot_confusion_matrix": "sklearn.metrics.ConfusionMatrixDisplay.from_estimator",
        "plot_roc_curve": "sklearn.metrics.RocCurveDisplay.from_estimator",
        "plot_precision_recall_curve": "sklearn.metrics.PrecisionRecallDisplay.from_estimator",
        "SCORERS": "sklearn.metrics.get_scorer_names()",
    },
    "sklearn.decomposition": {"RandomizedPCA": "sklearn.decomposition.PCA"},
    "sklearn.discriminant_analysis": {
        "LDA": "sklearn.discriminant_analysis.LinearDiscriminantAnalysis",
        "QDA": "sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis",
    },
    "sklearn.model_selection": {},
    "sklearn.utils.class_weight": {},
    "sklearn.feature_extraction.text": {},
    "sklearn.feature_extraction": {},
    "sklearn.linear_model": {},
    "sklearn.ensemble": {},
    "sklearn.tree": {},
    "sklearn.svm": {},
    "sklearn.cluster": {},
    "sklearn.manifold": {},
    "sklearn.datasets": {},
    "sklearn.neighbors": {},
    "sklearn.neural_network": {},
}
#: Arguments of classes by their old names; None for one that no longer does anything.
OLD_ARGUMENTS: dict[str, dict[str, str | None]] = {
    "OneHotEncoder": {"sparse": "sparse_output", "n_values": None, "categorical_features": None},
    "TSNE": {"n_iter": "max_iter"},
    "KMeans": {"n_jobs": None, "precompute_distances": None},
    "GridSearchCV": {"iid": None},
    "RandomizedSearchCV": {"iid": None},
    "LogisticRegression": {"multi_class": None},
    "LinearRegression": {"normalize": None},
    "SGDClassifier": {"n_iter": "max_iter"},
    "SGDRegressor": {"n_iter": "max_iter"},
    "Perceptron": {"n_iter": "max_iter"},
    "AdaBoostClassifier": {"base_estimator": "estimator"},
    "AdaBoostRegressor": {"base_estimator": "estimator"},
    "BaggingClassifier": {"base_estimator": "estimator"},
    "BaggingRegressor": {"base_estimator": "estimator"},
    "AgglomerativeClustering": {"affinity": "metric"},
    "RandomForestClassifier": {"min_impurity_split": None},
    "RandomForestRegressor": {"min_impurity_split": None},
    "DecisionTreeClassifier": {"presort": None, "min_impurity_split": None},
    "DecisionTreeRegressor": {"presort": None, "min_impurity_split": None},
    "GradientBoostingClassifier": {"presort": None},
    "GradientBoostingRegressor": {"presort": None},
}
_SQUARED = {"mse": "squared_error", "mae": "absolute_error"}
#: Values of arguments by their old names.
OLD_VALUES: dict[str, dict[str, dict[str, Any]]] = {
    "RandomForestClassifier": {"max_features": {"auto": "sqrt"}},
    "ExtraTreesClassifier": {"max_features": {"auto": "sqrt"}},
    "RandomForestRegressor": {"max_features": {"auto": 1.0}, "criterion": _SQUARED},
    "ExtraTreesRegressor": {"max_features": {"auto": 1.0}, "criterion": _SQUARED},
    "DecisionTreeClassifier": {"max_features": {"auto": "sqrt"}},
    "DecisionTreeRegressor": {"max_features": {"auto": 1.0}, "criterion": _SQUARED},
    "GradientBoostingRegressor": {"loss": {"ls": "squared_error", "lad": "absolute_error"}},
    "GradientBoostingClassifier": {"loss": {"deviance": "log_loss"}},
    "SGDClassifier": {"loss": {"log": "log_loss"}},
    "SGDRegressor": {"loss": {"squared_loss": "squared_error"}},
    "LinearSVC": {"loss": {"l1": "hinge", "l2": "squared_hinge"}},
}
#: Data that scikit-learn no longer brings along, and what is said instead.
REFUSED_DATA = {
    "load_boston": "script.hint.boston_housing",
    "fetch_mldata": "script.hint.mldata",
}


def bring_back(module: ModuleType) -> None:
    """Bring the old names of one of scikit-learn's modules back."""
    name = module.__name__
    if name == "sklearn.datasets":
        _refuse_data(module)
        return
    give_names(module, OLD_NAMES[name], _made(name))
    for each in list(getattr(module, "__all__", ())) or ["compute_class_weight"]:
        found = vars(module).get(each)
        if isfunction(found):
            take_old_arguments(module, each)
        elif isclass(found) and found.__init__ is not object.__init__:
            _take_old_settings(found)
    if name == "sklearn.metrics":
        _take_squared(module)
        take_old_arguments(module, "log_loss", dropped=("eps",))


def _made(name: str) -> dict[str, Any]:
    """Return what stands for names whose spelling of today is more than a name."""
    if name == "sklearn.preprocessing":
        return {"Imputer": _imputer}
    if name == "sklearn.metrics":
        return {"SCORERS": {}}
    return {}


def _imputer(
    missing_values: Any = "NaN", strategy: str = "mean", axis: int = 0, **settings: Any
) -> Any:
    """Return what fills gaps, column by column."""
    if missing_values == "NaN":
        missing_values = float("nan")
    if axis != 0:
        settings["axis"] = axis  # refused by name
    settings.pop("verbose", None)
    make = object_named("sklearn.impute.SimpleImputer")
    return make(missing_values=missing_values, strategy=strategy, **settings)


def _refuse_data(datasets: ModuleType) -> None:
    """Refuse data by name, when it is used."""
    for name, hint in REFUSED_DATA.items():
        datasets.__dict__[name] = RefusedName(f"sklearn.datasets.{name}", hint)


def _take_old_settings(estimator: type) -> None:
    """Let one class take its settings by their old names, values and positions."""
    name = estimator.__name__
    if name == "OneHotEncoder":
        _take_columns(estimator)
    arguments = OLD_ARGUMENTS.get(name, {})
    take_old_arguments(
        estimator,
        "__init__",
        renamed={old: new for old, new in arguments.items() if new is not None},
        dropped=[old for old, new in arguments.items() if new is None],
    )
    if name in OLD_VALUES:
        _take_old_values(estimator, OLD_VALUES[name])
    if name in ("KFold", "StratifiedKFold"):
        _leave_seed_out(estimator)
    if hasattr(estimator, "get_feature_names_out"):
        add_method(
            estimator, "get_feature_names", f"{name}.get_feature_names_out()",
            lambda self, *given: self.get_feature_names_out(*given).tolist(),
        )  # fmt: skip


def _take_columns(encoder: Any) -> None:
    """Let `OneHotEncoder(categorical_features=[1])` code these columns and keep the others."""
    today = encoder.__new__

    def __new__(cls: Any, *args: Any, **settings: Any) -> Any:  # noqa: N807
        columns = settings.pop("categorical_features", "all")
        if isinstance(columns, str):
            return today(cls)
        tell_old_name("OneHotEncoder(categorical_features=)", "sklearn.compose.ColumnTransformer")
        is_sparse = settings.pop("sparse", True)
        settings["sparse_output"] = is_sparse
        steps = [("one_hot", encoder(**settings), columns)]
        make = object_named("sklearn.compose.ColumnTransformer")
        return make(steps, remainder="passthrough", sparse_threshold=float(is_sparse))

    encoder.__new__ = __new__


def _take_old_values(estimator: type, values: dict[str, dict[str, Any]]) -> None:
    """Let one class take the values of settings by their old names."""
    today = estimator.__init__  # type: ignore[misc]

    @wraps(today)
    def __init__(self: Any, *args: Any, **settings: Any) -> None:  # noqa: N807
        for setting, renamed in values.items():
            old = settings.get(setting)
            if isinstance(old, str) and old in renamed:
                told = f"{estimator.__name__}({setting}="
                tell_old_name(f"{told}{old!r})", f"{told}{renamed[old]!r})")
                settings[setting] = renamed[old]
        today(self, *args, **settings)

    estimator.__init__ = __init__  # type: ignore[misc]


def _leave_seed_out(splitter: type) -> None:
    """Let folds that are not shuffled have a seed, without effect, again."""
    today = splitter.__init__  # type: ignore[misc]

    @wraps(today)
    def __init__(self: Any, *args: Any, **settings: Any) -> None:  # noqa: N807
        is_idle = not settings.get("shuffle") and len(args) < 2
        if settings.get("random_state") is not None and is_idle:
            told = splitter.__name__
            tell_old_name(f"{told}(random_state=), not shuffled", f"{told}() without a seed")

            del settings["random_state"]
        today(self, *args, **settings)

    splitter.__init__ = __init__  # type: ignore[misc]


def _take_squared(metrics: ModuleType) -> None:
    """Let `mean_squared_error(squared=False)` be the root again."""
    for name in ("mean_squared_error", "mean_squared_log_error"):
        today = getattr(metrics, name)
        root = f"root_{name}"

        @wraps(today)
        def error(*args: Any, _today: Any = today, _root: str = root, **settings: Any) -> Any:
            if settings.pop("squared", True):
                return _today(*args, **settings)
            tell_old_name(f"{_root[5:]}(squared=False)", f"{_root}()")
            return getattr(metrics, _root)(*args, **settings)

        setattr(metrics, name, error)
