"""The default estimators against scikit-learn's networks: score and time to fit, in one table.

    python benchmarks/estimators_against_scikit_learn.py [FOLDS]

Both stand behind the same preparation and are fitted on the same folds. Each is fitted once on
the first fold unmeasured, so that plainnet's programs are compiled; then the two take turns.
The interval is that of the mean difference over the folds (t distribution, 95 %).
"""

import sys
import time
import warnings

import numpy as np
from scipy import stats
from sklearn import datasets
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from plainnet import DenseClassifier, DenseRegressor

OWN = {
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "digits": datasets.load_digits,
    "diabetes": datasets.load_diabetes,
    "breast cancer": datasets.load_breast_cancer,
}


def generated(rows, kind, seed):
    """Make a table with categories and holes: two classes, four classes or a number."""
    import pandas

    random = np.random.default_rng(seed)
    numbers = random.normal(size=(rows, 6))
    colours, sizes = random.integers(0, 5, rows), random.integers(0, 3, rows)
    effect = random.normal(size=5)[colours] + np.array([-1.0, 0.0, 1.5])[sizes] * numbers[:, 0]
    signal = effect + np.sin(2 * numbers[:, 1]) + numbers[:, 2] * numbers[:, 3]
    noisy = signal + random.normal(0, 0.5, rows)
    frame = pandas.DataFrame(numbers, columns=list("abcdef"))
    frame = frame.mask(random.uniform(size=frame.shape) < 0.08)
    names = np.array(["red", "green", "blue", "grey", np.nan], object)
    frame["colour"] = pandas.Series(names[colours], dtype=object)
    frame["size"] = np.array(["S", "M", "L"])[sizes]
    cuts = {"two classes": [0.5], "four classes": [0.25, 0.5, 0.75]}.get(kind)
    target = (
        100 * np.exp(noisy / 4) if cuts is None else np.digitize(noisy, np.quantile(noisy, cuts))
    )
    return frame, target


def tables():
    """Return name, inputs and target of each table."""
    import pandas

    for name, load in OWN.items():
        inputs, target = load(return_X_y=True)
        yield name, pandas.DataFrame(inputs), target
    for seed, (kind, rows) in enumerate(
        [("two classes", 800), ("four classes", 2000), ("number", 1200)]
    ):
        yield f"generated, {kind}", *generated(rows, kind, seed)


def prepared(train, test):
    """Fill holes, encode categories, scale: learned on the training rows."""
    filled = SimpleImputer(add_indicator=True)
    encoded = make_pipeline(
        SimpleImputer(strategy="most_frequent"),
        OneHotEncoder(handle_unknown="ignore", sparse_output=False),
    )
    number = make_column_selector(dtype_include=np.number)
    other = make_column_selector(dtype_exclude=np.number)
    steps = make_pipeline(
        make_column_transformer((filled, number), (encoded, other)), StandardScaler()
    )
    return steps.fit_transform(train), steps.transform(test)


def timed(make, seed, train, target):
    """Fit, and say how long it took."""
    estimator = make(random_state=seed)
    started = time.perf_counter()
    estimator.fit(train, target)
    return estimator, time.perf_counter() - started


def compare(inputs, target, folds):
    """Return scores (folds, 2) and seconds (folds, 2): ours, theirs."""
    is_number = target.dtype.kind == "f"
    makes = (DenseRegressor, MLPRegressor) if is_number else (DenseClassifier, MLPClassifier)
    split = (KFold if is_number else StratifiedKFold)(folds, shuffle=True, random_state=0)
    scores, seconds = [], []
    for fold, (train, test) in enumerate(split.split(inputs, target)):
        known, new = prepared(inputs.iloc[train], inputs.iloc[test])
        if fold == 0:
            for make in makes:
                timed(make, 0, known, target[train])
        fitted = [timed(make, fold, known, target[train]) for make in makes]
        scores.append([estimator.score(new, target[test]) for estimator, _ in fitted])
        seconds.append([each for _, each in fitted])
    return np.array(scores), np.array(seconds)


def main(folds=5):
    """Print the table."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    sys.stdout.write(
        "| table | plainnet | scikit-learn | difference (95 %) | fit, s | theirs | ratio |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    for name, inputs, target in tables():
        scores, seconds = compare(inputs, target, folds)
        ours, theirs = scores.mean(0)
        gain = scores[:, 0] - scores[:, 1]
        wide = stats.t.ppf(0.975, folds - 1) * stats.sem(gain)
        fit, their_fit = np.median(seconds, axis=0)
        sys.stdout.write(
            f"| {name} | {ours:.4f} | {theirs:.4f} | {gain.mean():+.4f} ± {wide:.4f} "
            f"| {fit:.3f} | {their_fit:.3f} | {fit / their_fit:.2f} |\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
