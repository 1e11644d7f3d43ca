"""Rules about what is only read: formulas, thresholds, and the script that trained the model."""

import ast
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from plainnet.coach.finding import Severity
from plainnet.coach.rule_book import BY_CHANCE, HYNDMAN, KAUFMAN, SCORES, Seen, rule
from plainnet.coach.source_seen import SourceSeen, called, keyword, names_in, number_of, text_of

PROVOST = "Provost and Fawcett (2001), Robust classification for imprecise environments"
TRUTH_WORDS = ("real", "true", "actual", "test", "label", "target", "truth", "obs")


@rule("source", "error-over-prediction", "metric_misuse", "serious", HYNDMAN, weight=0.7)
def error_over_prediction(script: SourceSeen) -> Iterator[Seen]:
    """A percentage error divides by what happened, not by the forecast."""
    for call in script.calls:
        if called(call) not in ("abs", "fabs", "absolute") or not call.args:
            continue
        for node in ast.walk(call):
            if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
                continue
            ends = _ends_of_difference(node.left)
            divisor = ast.dump(node.right)
            if ends is None or divisor not in ends:
                continue
            other = ends[divisor]
            is_predicted = _is_prediction(script, node.right, node.lineno)
            if is_predicted and not _is_prediction(script, other, node.lineno):
                values = {"divisor": ast.unparse(node.right), "truth": ast.unparse(other)}
                yield Seen(values, (script.at(node.lineno),))


def _ends_of_difference(node: ast.expr) -> dict[str, ast.expr] | None:
    """Return the two ends of a difference, each under the text of the other."""
    if isinstance(node, ast.Call) and called(node) in ("abs", "fabs", "absolute") and node.args:
        node = node.args[0]
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)):
        return None
    return {ast.dump(node.left): node.right, ast.dump(node.right): node.left}


def _is_prediction(script: SourceSeen, expression: ast.AST, line: int) -> bool:
    """Return whether an expression comes from a call of `predict`."""
    values = [value for *_, value in script.leading_to(expression, line)]
    found = [node for each in (expression, *values) for node in ast.walk(each)]
    return any(isinstance(node, ast.Call) and called(node) in PREDICTING for node in found)


PREDICTING = {"predict", "predict_proba", "predict_on_batch"}


@rule(
    "source",
    "labels-shuffled-apart",
    "data_quality",
    "serious",
    "NumPy documentation, numpy.random.Generator.shuffle",
    causes=(BY_CHANCE,),
    weight=0.9,
)
def labels_shuffled_apart(script: SourceSeen) -> Iterator[Seen]:
    """Find inputs and labels in two orders: no label belongs to its row any more."""
    shuffles = sorted(_unseeded_shuffles(script))
    for fit in (*script.calls_of("fit"), *script.calls_of("train_test_split")):
        if len(fit.args) < 2:
            continue
        inputs, targets = (_made_from(script, each, fit.lineno) for each in fit.args[:2])
        for (line, name), (later, other) in combinations(shuffles, 2):
            labels = {name, other} & targets - inputs
            is_pair = len(labels) == 1 and bool(({name, other} - labels) & inputs)
            if is_pair and later < fit.lineno and not _seeded_between(script, line, later):
                values = {"first": name, "second": other}
                yield Seen(values, (script.at(later), script.at(line)))
                return


def _unseeded_shuffles(script: SourceSeen) -> Iterator[tuple[int, str]]:
    """Return line and name of what is shuffled without a seed of the call's own."""
    for call in (*script.calls_of("shuffle"), *script.calls_of("permutation")):
        of_library = _root_of(call) in ("np", "numpy", "random", "rng", "")
        is_seeded = bool(call.keywords) or _calls_within(call.func)
        if of_library and not is_seeded and [type(each) for each in call.args] == [ast.Name]:
            yield call.lineno, ast.unparse(call.args[0])


def _calls_within(node: ast.AST) -> bool:
    """Return whether something is called, as `RandomState(0)` in front of a method is."""
    return any(isinstance(each, ast.Call) for each in ast.walk(node))


def _made_from(script: SourceSeen, expression: ast.expr, line: int) -> set[str]:
    """Return the names that an expression is made of."""
    led = script.leading_to(expression, line)
    return {*names_in(expression), *(name for name, *_ in led)}


def _seeded_between(script: SourceSeen, first: int, last: int) -> bool:
    """Return whether the state of the random numbers is set between two lines."""
    seeds = ("seed", "set_state", "set_random_seed", "default_rng", "RandomState")
    return any(called(call) in seeds and first < call.lineno <= last for call in script.calls)


@rule(
    "source",
    "shuffled-predictions",
    "metric_misuse",
    "serious",
    "Keras documentation, flow_from_directory, argument shuffle",
    weight=0.85,
)
def shuffled_predictions(script: SourceSeen) -> Iterator[Seen]:
    """A generator that shuffles predicts in one order and lists its classes in another."""
    listed = {
        node.value.id
        for node in ast.walk(script.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.attr in ("classes", "labels", "filenames")
    }
    predicted = [*script.calls_of("predict"), *script.calls_of("predict_generator")]
    for call in predicted:
        for name in listed.intersection(names_in(call.args[0]) if call.args else ()):
            made = script.leading_to(ast.Name(name, ast.Load()), call.lineno)[:1]
            for _, line, value in made:
                if not isinstance(value, ast.Call) or called(value) not in FLOWS:
                    continue
                if keyword(value, "shuffle") is None:
                    where = (script.at(line), script.at(call.lineno))
                    yield Seen({"name": name}, where)
                    return


FLOWS = {"flow_from_directory", "flow_from_dataframe"}


@rule(
    "source",
    "validation-data-in-a-list",
    "api_misuse",
    "note",
    "Keras documentation, Model.fit, argument validation_data: a tuple",
    weight=0.8,
)
def validation_data_in_a_list(script: SourceSeen) -> Iterator[Seen]:
    """Some versions of Keras take a list for several inputs, and validate on no targets."""
    for call in (*script.calls_of("fit"), *script.calls_of("fit_generator")):
        if isinstance(keyword(call, "validation_data"), ast.List):
            yield Seen({}, (script.at(call.lineno),))


@rule("source", "threshold-set-by-hand", "claim", "warning", PROVOST, weight=0.5, lesson=SCORES)
def threshold_set_by_hand(script: SourceSeen) -> Iterator[Seen]:
    """A threshold other than a half that no validation rows chose."""
    told = set()
    for node in ast.walk(script.tree):
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1):
            continue
        left, right = node.left, node.comparators[0]
        for scores, bound in ((left, right), (right, left)):
            level, line = _level_of(script, bound, node.lineno)
            is_score = _is_probability(script, scores, node.lineno)
            if level is None or not 0 < level < 1 or level == 0.5 or not is_score:
                continue
            if line not in told and _is_scored(script):
                told.add(line)
                yield Seen({"threshold": level}, (script.at(line),))


def argmax_of_predictions(script: SourceSeen) -> Iterator[int]:
    """Return the lines that take the column of the largest prediction of each row."""
    for call in script.calls_of("argmax"):
        axes = [keyword(call, "axis"), *call.args[1:2]]
        is_by_row = any(axis is not None and number_of(axis) in (1, -1) for axis in axes)
        if is_by_row and call.args and _is_prediction(script, call.args[0], call.lineno):
            yield call.lineno


def _level_of(script: SourceSeen, bound: ast.expr, line: int) -> tuple[float | None, int]:
    """Return the number that is compared with, and the line where it is set."""
    number = number_of(bound)
    if number is not None:
        return number, line
    if isinstance(bound, ast.Name):
        made = script.leading_to(bound, line)
        if made and number_of(made[0][2]) is not None:
            return number_of(made[0][2]), made[0][1]
    return None, line


def _is_probability(script: SourceSeen, expression: ast.AST, line: int) -> bool:
    """Return whether an expression holds predicted probabilities, and no error or share of them."""
    if isinstance(expression, ast.Constant):
        return False
    if any(isinstance(each, ast.BinOp) for each in ast.walk(expression)):
        return False
    return _is_prediction(script, expression, line)


def _is_scored(script: SourceSeen) -> bool:
    """Return whether the script computes a score of classes."""
    scores = ("classification_report", "accuracy_score", "precision_score", "recall_score",
              "f1_score", "confusion_matrix")  # fmt: skip
    return any(called(call) in scores for call in script.calls)


@rule("source", "scripts-disagree", "data_leak", "serious", KAUFMAN, weight=0.6, lesson=SCORES)
def scripts_disagree(script: SourceSeen) -> Iterator[Seen]:
    """The script that tests cuts or prepares the data otherwise than the one that trained."""
    trainer = training_script_of(script)
    if trainer is None:
        return
    own, others = script.constants(), trainer.constants()
    for name in sorted(own.keys() & others.keys()):
        (line, value), (other_line, other) = own[name], others[name]
        if value != other and _cuts_rows(script, name):
            numbers = {"here": f"{value:g}", "there": f"{other:g}"}
            values = {"name": name, **numbers, "file": trainer.path.name}
            yield Seen(values, (script.at(line), trainer.at(other_line)))
    yield from _different_splits(script, trainer)


def _cuts_rows(script: SourceSeen, name: str) -> bool:
    """Return whether a number is used to cut an array."""
    slices = (node for node in ast.walk(script.tree) if isinstance(node, ast.Slice))
    return any(name in names_in(each) for each in slices)


def _different_splits(script: SourceSeen, trainer: SourceSeen) -> Iterable[Seen]:
    """Compare the test share and seed of `train_test_split`."""
    for ours in script.calls_of("train_test_split"):
        for theirs in trainer.calls_of("train_test_split"):
            for name in ("test_size", "train_size", "random_state"):
                numbers = [keyword(each, name) for each in (ours, theirs)]
                values = [None if each is None else number_of(each) for each in numbers]
                if None not in values and values[0] != values[1]:
                    shown = {"name": name, "here": values[0], "there": values[1]}
                    where = (script.at(ours.lineno), trainer.at(theirs.lineno))
                    # A smaller test part under the same seed is a part of the larger one.
                    is_subset = name == "test_size" and (values[0] or 0) < (values[1] or 0)
                    severity: Severity | None = "warning" if is_subset else None
                    yield Seen({**shown, "file": trainer.path.name}, where, severity)


@rule(
    "source",
    "images-resized-differently",
    "input_scaling",
    "warning",
    "Parmar, Zhang and Zhu (2022), On aliased resizing and surprising subtleties",
    weight=0.5,
    lesson="lenet-inside",
)
def images_resized_differently(script: SourceSeen) -> Iterator[Seen]:
    """Keras' generators take the nearest pixel, OpenCV mixes four: other images are predicted."""
    trainer = training_script_of(script)
    resizes = [call for call in script.calls_of("resize") if _root_of(call) == "cv2"]
    if trainer is None or not resizes or keyword(resizes[0], "interpolation") is not None:
        return
    loads = [*trainer.calls_of("flow_from_directory"), *trainer.calls_of("flow_from_dataframe")]
    if loads and all(keyword(each, "interpolation") is None for each in loads):
        values = {"here": "bilinear", "there": "nearest", "file": trainer.path.name}
        made = [at for name, at, _ in trainer.leading_to(loads[0].func, loads[0].lineno)]
        places = [trainer.at(line) for line in (*made[:1], loads[0].lineno)]
        yield Seen(values, (script.at(resizes[0].lineno), *places))


def _root_of(call: ast.Call) -> str:
    """Return the module that a function is called from."""
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


@rule(
    "source", "column-from-the-future", "data_leak", "serious", KAUFMAN, weight=0.8, lesson=SCORES
)
def column_from_the_future(script: SourceSeen) -> Iterator[Seen]:
    """Find an input made of later rows, as the target is: by shift with a negative number."""
    future = _future_columns(script)
    for fit in (*script.calls_of("fit"), *script.calls_of("train_test_split")):
        if len(fit.args) < 2:
            continue
        inputs, targets = (_columns_of(script, each, fit.lineno) for each in fit.args[:2])
        for name in sorted(future.keys() & inputs - targets):
            yield Seen({"name": name}, (script.at(future[name]), script.at(fit.lineno)))
            return


def _future_columns(script: SourceSeen) -> dict[str, int]:
    """Return the columns that a script makes of later rows, with the line."""
    found: dict[str, int] = {}
    for node in ast.walk(script.tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            name = text_of(node.targets[0].slice)
            calls = [each for each in ast.walk(node.value) if isinstance(each, ast.Call)]
            steps = (
                number_of(each.args[0]) for each in calls if called(each) == "shift" and each.args
            )
            if name and (
                any(step is not None and step < 0 for step in steps)
                or found.keys() & _columns_in(node.value)
            ):
                found[name] = node.lineno
    return found


def _columns_in(expression: ast.AST) -> set[str]:
    """Name the columns that an expression takes by their names."""
    slices = [each.slice for each in ast.walk(expression) if isinstance(each, ast.Subscript)]
    named = [text_of(each) for part in slices for each in ast.walk(part)]
    return {each for each in named if each}


def _columns_of(script: SourceSeen, expression: ast.expr, line: int) -> set[str]:
    """Name the columns that an argument was made of."""
    led = script.leading_to(expression, line)
    return set().union(*(_columns_in(each) for each in (expression, *(value for *_, value in led))))


def reads_blue_first(script: SourceSeen, read: ast.Call) -> bool:
    """Return whether what OpenCV reads stays in its order of channels: blue, green, red."""
    if _root_of(read) != "cv2" or len(read.args) + len(read.keywords) > 1:
        return False  # a flag asks for grey, or for something else of its own
    turned = any(True for _ in script.calls_of("cvtColor"))
    backwards = (each for each in ast.walk(script.tree) if isinstance(each, ast.Slice))
    return not turned and not any(each.step is not None for each in backwards)


def training_script_of(script: SourceSeen) -> SourceSeen | None:
    """Find the script in the same folder that saves the model which this one loads."""
    loads = [*script.calls_of("load_model"), *script.calls_of("load_weights")]
    names = {Path(text).name for call in loads if call.args and (text := text_of(call.args[0]))}
    if not names or any(True for _ in script.calls_of("fit")):
        return None
    for path in sorted(script.path.parent.glob("*.py"))[:50]:
        other = None if path.samefile(script.path) else SourceSeen.read(path)
        if other is not None and names & _saved_names(other):
            return other
    return None


def _saved_names(script: SourceSeen) -> set[str]:
    """Name the files that a script saves models to."""
    saves = [*script.calls_of("save"), *script.calls_of("save_weights")]
    return {Path(text).name for call in saves if call.args and (text := text_of(call.args[0]))}


def line_where_parts_meet(script: SourceSeen, fit_line: int) -> int | None:
    """Find the assignment by which the validation data come to be the training data."""
    fit = script.call_at("fit", fit_line) or script.call_at("fit_generator", fit_line)
    held_out = None if fit is None else keyword(fit, "validation_data")
    if fit is None or held_out is None or not fit.args:
        return None
    trained = set(names_in(fit.args[0]))
    trained |= {name for name, *_ in script.leading_to(fit.args[0], fit_line)}
    own = script.leading_to(held_out, fit_line)
    on_both = {(name, line) for name, line, _ in script.leading_to(fit.args[0], fit_line)}
    for name, line, value in reversed(own):
        if (name, line) not in on_both and trained.intersection(names_in(value)):
            return line
    return None
