"""The course's two dense networks as scikit-learn has them.

For two classes scikit-learn builds one logistic output where the course has a softmax of two.
Its squared error is half of Keras', so the rate is doubled to take the same steps.
"""

import pickle

from peers.stopwatch import Stopwatch, read_task, versions_of

watch = Stopwatch()
task = read_task()
with watch.lap("import_tools"):
    import numpy as np

    from peers.course_arrays import CourseArrays, read_arrays
    from peers.recipes import RECIPES, SGD_RATE
with watch.lap("import_framework"):
    from sklearn.metrics import log_loss, mean_squared_error
    from sklearn.neural_network import MLPClassifier, MLPRegressor


def run(arrays: CourseArrays) -> dict[str, float]:
    """Train an epoch at a time, validate after each, evaluate and save."""
    is_classifier = task.case == "breast"
    kind = MLPClassifier if is_classifier else MLPRegressor
    parts = vars(arrays).values()
    x, y, x_validation, y_validation, x_test, y_test = (
        array if array.ndim == 2 and place % 2 == 0 else array[:, -1]
        for place, array in enumerate(parts)
    )
    with watch.lap("build"):
        model = kind(
            hidden_layer_sizes=(10, 10),
            solver="sgd",
            alpha=0.0,
            momentum=0.0,
            batch_size=RECIPES[task.case].batch_size,
            learning_rate_init=SGD_RATE if is_classifier else 2 * SGD_RATE,
            random_state=task.seed,
        )
        more = {"classes": np.array([0.0, 1.0], np.float32)} if is_classifier else {}
    with watch.lap("train"):
        for _ in range(task.epochs):
            model.partial_fit(x, y, **more)
            if is_classifier:
                validation_loss = log_loss(y_validation, model.predict_proba(x_validation))
            else:
                validation_loss = mean_squared_error(y_validation, model.predict(x_validation))
    with watch.lap("evaluate"):
        metric = (
            model.score(x_test, y_test)
            if is_classifier
            else mean_squared_error(y_test, model.predict(x_test)) ** 0.5
        )
    with watch.lap("save"):
        (task.out / "model.pkl").write_bytes(pickle.dumps(model))
    loss = model.loss_ if is_classifier else 2 * model.loss_
    return {"loss": float(loss), "val_loss": float(validation_loss), "metric": float(metric)}


with watch.lap("read"):
    course_arrays = read_arrays(task.case, task.data)
final = run(course_arrays)
watch.report(
    case=task.case,
    epochs=task.epochs,
    rows={"train": len(course_arrays.x), "validation": len(course_arrays.x_validation)},
    framework="scikit-learn",
    versions=versions_of("scikit-learn", "numpy"),
    final=final,
)
