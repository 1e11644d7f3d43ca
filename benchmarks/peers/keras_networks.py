"""The course's four networks in Keras 3, on the backend that KERAS_BACKEND names."""

from peers.stopwatch import Stopwatch, read_task, versions_of

watch = Stopwatch()
task = read_task()
with watch.lap("import_tools"):
    from peers.course_arrays import CourseArrays, read_arrays
    from peers.recipes import ADAM_RATE, CLASS_NAMES, RECIPES, SGD_RATE, SIDE, WINDOW
with watch.lap("import_framework"):
    import keras
    from keras import layers


def build(case: str) -> keras.Sequential:
    """Stack the layers as the course's script does."""
    stacks = {
        "breast": lambda: [
            layers.Input((30,)),
            layers.Dense(10, activation="relu"),
            layers.Dense(10, activation="relu"),
            layers.Dense(2, activation="softmax"),
        ],
        "air": lambda: [
            layers.Input((6,)),
            layers.Dense(10, activation="relu"),
            layers.Dense(10, activation="relu"),
            layers.Dense(1),
        ],
        "gold": lambda: [
            layers.Input((WINDOW, 1)),
            layers.LSTM(80, activation="relu", return_sequences=True),
            layers.LSTM(100, activation="relu"),
            layers.Dense(10, activation="relu"),
            layers.Dense(1),
        ],
        "defects": lambda: [
            layers.Input((SIDE, SIDE, 3)),
            layers.Conv2D(6, 5, activation="relu"),
            layers.MaxPooling2D(2, 2),
            layers.Conv2D(16, 5, activation="relu"),
            layers.MaxPooling2D(2, 2),
            layers.Conv2D(120, 5, activation="relu"),
            layers.Flatten(),
            layers.Dense(84, activation="relu"),
            layers.Dense(len(CLASS_NAMES), activation="softmax"),
        ],
    }
    return keras.Sequential(stacks[case]())


def run(arrays: CourseArrays) -> dict[str, float]:
    """Train, evaluate and save."""
    recipe = RECIPES[task.case]
    keras.utils.set_random_seed(task.seed)
    rules = {
        "SGD": lambda: keras.optimizers.SGD(SGD_RATE),
        "Adam": lambda: keras.optimizers.Adam(ADAM_RATE),
    }
    with watch.lap("build"):
        model = build(task.case)
        metrics = ["accuracy"] if recipe.has_accuracy else None
        model.compile(loss=recipe.loss, optimizer=rules[recipe.optimizer](), metrics=metrics)
    with watch.lap("train"):
        history = model.fit(
            arrays.x,
            arrays.y,
            batch_size=recipe.batch_size,
            epochs=task.epochs,
            validation_data=(arrays.x_validation, arrays.y_validation),
            verbose=0,
        ).history
    with watch.lap("evaluate"):
        measured = model.evaluate(arrays.x_test, arrays.y_test, verbose=0, return_dict=True)
    with watch.lap("save"):
        model.save(task.out / "model.keras")
    metric = measured["accuracy"] if recipe.has_accuracy else measured["loss"] ** 0.5
    return {"loss": history["loss"][-1], "val_loss": history["val_loss"][-1], "metric": metric}


with watch.lap("read"):
    course_arrays = read_arrays(task.case, task.data)
final = run(course_arrays)
backend = keras.backend.backend()
watch.report(
    case=task.case,
    epochs=task.epochs,
    rows={"train": len(course_arrays.x), "validation": len(course_arrays.x_validation)},
    framework=f"keras-{backend}",
    versions=versions_of("keras", backend, "numpy"),
    final=final,
)
