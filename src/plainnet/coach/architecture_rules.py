"""Rules about layers: what each of them makes of the one before, and how weights start and move."""

from collections.abc import Iterable, Iterator
from math import prod

from plainnet.coach.rule_book import (
    BROKEN,
    BY_CHANCE,
    GAP,
    GOODFELLOW,
    NOT_A_NUMBER,
    UNLEARNED,
    Seen,
    rule,
)
from plainnet.coach.training_seen import CLASS_LOSSES, RECURRENT, LayerSeen, TrainingSeen

GERON = "Géron (2022), Hands-On Machine Learning, 3rd ed., chapter 11"
WEIGHTED = {"Dense", "Conv2D", "Conv1D"}
ATTENDING = {"Dot", "Multiply", "Attention", "MultiHeadAttention", "Lambda", "Permute"}
STRONG_L1, STRONG_L2 = 0.1, 0.5  # 0.01 and less is usual
LINEAR_KINDS = {"Dropout", "BatchNormalization", "Flatten"}
KEEPING_SIGN = {"Dropout", "Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D"}


@rule(
    "program",
    "linear-layers-in-a-row",
    "architecture",
    "warning",
    f"{GOODFELLOW}, section 6.1",
    causes=UNLEARNED,
    weight=0.6,
    lesson="activations",
)
def linear_layers_in_a_row(t: TrainingSeen) -> Iterator[Seen]:
    """Straight lines in a row are one straight line."""
    if not t.steps_in_line or t.reproduces_inputs:
        return
    weighted = [each for each in t.layers if each.kind in WEIGHTED]
    linear = [each for each in weighted[:-1] if _is_straight(t.layers, each)]
    if linear:
        first = linear[0]
        values = {"layers": len(linear), "units": _width(first), "kind": first.kind}
        yield Seen(values, (first.position,))


def _is_straight(layers: list[LayerSeen], one: LayerSeen) -> bool:
    """Return whether nothing bends between a layer and the next one with weights."""
    if one.activation != "linear":
        return False
    for each in layers[layers.index(one) + 1 :]:
        if each.kind in WEIGHTED:
            return True
        if each.kind not in LINEAR_KINDS:
            return False
    return False


def _width(one: LayerSeen) -> int:
    """Return the units or filters of a layer."""
    return int(getattr(one.layer, "units", 0) or getattr(one.layer, "filters", 0))


@rule(
    "program",
    "softmax-in-the-middle",
    "architecture",
    "serious",
    f"{GOODFELLOW}, section 6.3",
    causes=UNLEARNED,
    weight=0.85,
    lesson="activations",
)
def softmax_in_the_middle(t: TrainingSeen) -> Iterator[Seen]:
    """Find hidden units that have to add up to 1, and so pass on little."""
    if not t.steps_in_line or t.has(ATTENDING):
        return
    softmaxes = [each for each in t.layers[:-1] if each.activation == "softmax"]
    before_output = [each for each in softmaxes if each is not t.last]
    if before_output:
        first = before_output[0]
        is_twice = t.last.activation == "softmax" and t.last.kind in ("Activation", "Softmax")
        yield Seen({"units": _width(first), "twice": is_twice}, (first.position, t.last.position))


@rule(
    "program",
    "relu-before-softmax",
    "architecture",
    "warning",
    GERON,
    causes=UNLEARNED,
    weight=0.6,
    lesson="activations",
)
def relu_before_softmax(t: TrainingSeen) -> Iterator[Seen]:
    """Find scores cut off at 0: a class with a negative score gets no gradient any more."""
    at = t.layers.index(t.last) - 1
    while at > 0 and t.layers[at].kind in KEEPING_SIGN:
        at -= 1
    is_last = t.steps_in_line and t.last.kind in ("Activation", "Softmax")
    if is_last and at >= 0 and t.last.activation in ("softmax", "sigmoid"):
        before = t.layers[at]
        if before.activation in ("relu", "relu6") and before.kind in WEIGHTED:
            values = {"first": before.activation, "second": t.last.activation, "kind": before.kind}
            where = (before.position, t.last.position)
            yield Seen({**values, "units": _width(before)}, where)


@rule(
    "program",
    "one-time-step",
    "architecture",
    "warning",
    "Keras documentation, LSTM: inputs of batch, time steps, features",
    causes=(BY_CHANCE,),
    weight=0.4,
    lesson="recurrence",
)
def one_time_step(t: TrainingSeen) -> Iterator[Seen]:
    """A recurrent layer that sees one step has nothing to remember."""
    first = t.layers[0]
    is_sequence = first.kind in RECURRENT and len(first.before) == 2
    stateful = bool(getattr(first.layer, "stateful", False))
    if is_sequence and not stateful and first.before[0] == 1 and (first.before[1] or 0) >= 3:
        yield Seen({"kind": first.kind, "features": first.before[1]}, (first.position,))


@rule(
    "program",
    "relu-in-recurrent-layer",
    "architecture",
    "warning",
    "Hochreiter and Schmidhuber (1997), Long short-term memory",
    causes=(NOT_A_NUMBER,),
    weight=0.4,
    lesson="lstm-gates",
)
def relu_in_recurrent_layer(t: TrainingSeen) -> Iterable[Seen]:
    """What is carried from step to step grows without bound; tanh keeps it between -1 and 1."""
    found = [each for each in t.layers if each.kind in RECURRENT and each.activation == "relu"]
    if found:
        places = tuple(each.position for each in found)
        yield Seen({"kind": found[0].kind, "layers": len(found)}, places)


@rule(
    "program",
    "dropout-on-output",
    "architecture",
    "serious",
    "Srivastava et al. (2014), Dropout, section 10",
    causes=BROKEN,
    weight=0.8,
)
def dropout_on_output(t: TrainingSeen) -> Iterable[Seen]:
    """A dropped output is an answer of 0 that the loss punishes; a dropped score says nothing."""
    is_score = t.layers[-1].kind in ("Activation", "Softmax")
    at = len(t.layers) - 1 - is_score
    end, before = t.layers[at], t.layers[max(at - 1, 0)]
    is_last = t.steps_in_line and end.kind in ("Dropout", "AlphaDropout", "GaussianDropout")
    if is_last and (before.kind in WEIGHTED or not is_score):
        values = {"rate": float(getattr(end.layer, "rate", 0))}
        yield Seen(values, (end.position,), "warning" if is_score else None)


@rule(
    "program",
    "dropout-too-strong",
    "architecture",
    "warning",
    "Srivastava et al. (2014), Dropout, section 7.3",
    causes=UNLEARNED,
    weight=0.5,
)
def dropout_too_strong(t: TrainingSeen) -> Iterable[Seen]:
    """Hardly anything gets through."""
    strong = [
        each
        for each in t.layers
        if each.kind == "Dropout" and float(getattr(each.layer, "rate", 0)) >= 0.75
    ]
    if strong:
        yield Seen({"rate": float(getattr(strong[0].layer, "rate", 0))}, (strong[0].position,))


@rule(
    "program",
    "penalty-too-strong",
    "architecture",
    "warning",
    f"{GOODFELLOW}, section 7.1",
    causes=UNLEARNED,
    weight=0.6,
)
def penalty_too_strong(t: TrainingSeen) -> Iterator[Seen]:
    """A penalty on weights that outweighs the loss presses them all to 0."""
    for each in t.layers:
        price = getattr(each.layer, "kernel_regularizer", None)
        l1, l2 = (float(getattr(price, name, 0.0)) for name in ("l1", "l2"))
        if l1 >= STRONG_L1 or l2 >= STRONG_L2:
            name, factor = ("l1", l1) if l1 >= STRONG_L1 else ("l2", l2)
            yield Seen({"penalty": name, "factor": factor}, (each.position,))
            return


@rule(
    "program",
    "normalization-on-output",
    "architecture",
    "serious",
    "Ioffe and Szegedy (2015), Batch Normalization, section 3.2",
    causes=UNLEARNED,
    weight=0.8,
)
def normalization_on_output(t: TrainingSeen) -> Iterable[Seen]:
    """Find outputs that are pushed to mean 0 and spread 1, whatever the targets are."""
    end = t.layers[-1]
    if t.steps_in_line and end.kind in ("BatchNormalization", "LayerNormalization"):
        yield Seen({"kind": end.kind}, (end.position,))


@rule("program", "too-few-units", "architecture", "warning", GERON, causes=UNLEARNED, weight=0.4)
def too_few_units(t: TrainingSeen) -> Iterator[Seen]:
    """One or two hidden units pass on hardly anything of many features."""
    if not t.steps_in_line or t.reproduces_inputs:
        return
    for each in t.layers[:-1]:
        fed = each.before[-1] if each.kind == "Dense" and each.before else None
        is_narrow = fed is not None and fed >= 8 and _width(each) <= 2
        if is_narrow and each is not t.last and each.activation in ("relu", "sigmoid"):
            yield Seen({"units": _width(each), "features": fed}, (each.position,))
            return


@rule(
    "program",
    "constant-first-weights",
    "architecture",
    "serious",
    f"{GOODFELLOW}, section 8.4",
    causes=UNLEARNED,
    weight=0.9,
    lesson="forward-and-back",
)
def constant_first_weights(t: TrainingSeen) -> Iterator[Seen]:
    """Find units that start alike, get the same gradient and stay alike."""
    for each in t.layers[:-1]:
        filler = getattr(each.layer, "kernel_initializer", None)
        kind = type(filler).__name__ if not isinstance(filler, str) else filler
        is_constant = kind.lower() in ("zeros", "ones", "constant", "zero", "one")
        if is_constant and each is not t.last and _width(each) > 1:
            yield Seen({"initializer": kind, "units": _width(each)}, (each.position,))
            return


@rule(
    "program",
    "nothing-to-train",
    "architecture",
    "serious",
    "Keras documentation, transfer learning and fine-tuning",
    causes=UNLEARNED,
    weight=1.0,
)
def nothing_to_train(t: TrainingSeen) -> Iterable[Seen]:
    """Every layer with weights is frozen."""
    weighted = [each for each in t.layers if each.layer.weight_names]
    if weighted and not any(each.layer.trainable for each in weighted):
        yield Seen({"layers": len(weighted)}, (t.compiled_at, weighted[0].position))


@rule(
    "program",
    "channels-first-images",
    "architecture",
    "warning",
    "Keras documentation, Conv2D, argument data_format",
    causes=(BY_CHANCE,),
    weight=0.6,
    lesson="convolution",
)
def channels_first_images(t: TrainingSeen) -> Iterator[Seen]:
    """The first axis is as short as channels are: height and channels are taken for each other."""
    first = t.first_of({"Conv2D"})
    if first is None or len(first.before) != 3 or first is not t.layers[0]:
        return
    height, width, channels = first.before
    is_last = getattr(first.layer, "data_format", None) in (None, "channels_last")
    if is_last and height in (1, 3) and (width or 0) >= 16 and (channels or 0) >= 16:
        yield Seen({"shape": str(tuple(first.before))}, (first.position,))


@rule(
    "program",
    "sequence-at-the-output",
    "shape_error",
    "serious",
    "Keras documentation, LSTM, argument return_sequences",
    causes=UNLEARNED,
    weight=0.9,
    lesson="recurrence",
)
def sequence_at_the_output(t: TrainingSeen) -> Iterator[Seen]:
    """One answer for each time step, where there is one target for each row."""
    out, target = t.layers[-1].after, t.targets.shape[1:]
    if not isinstance(out, tuple) or len(out) != 2:
        return
    if prod(target) != 1:
        return
    recurrent = [each for each in t.layers if each.kind in RECURRENT]
    if recurrent and getattr(recurrent[-1].layer, "return_sequences", False):
        yield Seen(
            {"output": str(("batch", *out)), "target": str(("batch", *target))},
            (recurrent[-1].position, t.fitted_at),
        )


@rule(
    "program",
    "one-target-for-many-outputs",
    "shape_error",
    "serious",
    "Keras documentation, Model.fit: targets are broadcast along the outputs",
    causes=UNLEARNED,
    weight=0.75,
)
def one_target_for_many_outputs(t: TrainingSeen) -> Iterator[Seen]:
    """Find several outputs that are all compared with the one target of a row."""
    out = t.layers[-1].after
    is_sequence = any(getattr(each.layer, "return_sequences", False) for each in t.layers)
    if t.targets_repeated and not (is_sequence and len(out) == 2):
        yield Seen({"output": str(("batch", *out))}, (t.last.position, t.fitted_at))


@rule(
    "program",
    "dense-on-images",
    "shape_error",
    "warning",
    "Keras documentation, Dense: the last axis alone is multiplied",
    causes=(BY_CHANCE,),
    weight=0.7,
)
def dense_on_images(t: TrainingSeen) -> Iterator[Seen]:
    """A dense layer on a picture mixes the last axis only; a Flatten is missing before it."""
    if not t.steps_in_line or t.reproduces_inputs or t.has({"Conv2D", "Embedding"} | RECURRENT):
        return
    first = t.layers[0]
    if first.kind == "Dense" and len(first.before) >= 2 and t.loss_name in CLASS_LOSSES:
        later = [each for each in t.layers if each.kind in ("Flatten", "Reshape")]
        if later or prod(t.targets.shape[1:]) == 1:
            yield Seen({"shape": str(("batch", *first.before))}, (first.position,))


@rule(
    "program",
    "embedding-too-small",
    "architecture",
    "serious",
    "Keras documentation, Embedding, argument input_dim",
    causes=(BY_CHANCE, NOT_A_NUMBER),
    weight=0.8,
)
def embedding_too_small(t: TrainingSeen) -> Iterator[Seen]:
    """Word numbers beyond the table have no vector."""
    first = t.first_of({"Embedding"})
    if first is None or isinstance(t.inputs, tuple) or first is not t.layers[0]:
        return
    size, high = int(getattr(first.layer, "input_dim", 0)), float(t.inputs.max())
    if high >= size:
        yield Seen({"size": size, "high": int(high), "needed": int(high) + 1}, (first.position,))


@rule(
    "program",
    "embedding-of-fractions",
    "input_scaling",
    "serious",
    "Keras documentation, Embedding: positive integers",
    causes=UNLEARNED,
    weight=0.9,
)
def embedding_of_fractions(t: TrainingSeen) -> Iterator[Seen]:
    """Find word numbers that were scaled: cut to whole ones, nearly all of them are the same."""
    first = t.first_of({"Embedding"})
    if first is None or isinstance(t.inputs, tuple) or first is not t.layers[0]:
        return
    share = float((t.inputs % 1 != 0).mean())
    if share >= 0.1:
        values = {"percent": round(100 * share), "high": float(f"{t.inputs.max():.3g}")}
        yield Seen(values, (t.fitted_at, first.position))


@rule(
    "program",
    "no-hidden-layer",
    "architecture",
    "warning",
    "Minsky and Papert (1969), Perceptrons",
    causes=UNLEARNED,
    weight=0.6,
    lesson="activations",
)
def no_hidden_layer(t: TrainingSeen) -> Iterator[Seen]:
    """A single layer draws a straight line; the four points of XOR are on no two sides of one."""
    weighted = [each for each in t.layers if each.layer.weight_names]
    if len(weighted) != 1 or weighted[0].kind != "Dense" or t.form.kind != "binary":
        return
    if t.inputs.ndim == 2 and t.inputs.shape[1] == 2 and _is_exclusive_or(t):
        yield Seen({"rows": t.rows}, (weighted[0].position,))


def _is_exclusive_or(t: TrainingSeen) -> bool:
    """Return whether the rows are the table of exclusive or."""
    bits = (t.inputs > t.inputs.mean(axis=0)).astype(int)
    labels = t.targets.reshape(len(bits), -1)[:, -1].astype(int)
    table = {(a, b): labels[(bits[:, 0] == a) & (bits[:, 1] == b)] for a in (0, 1) for b in (0, 1)}
    if any(not len(own) or len(set(own.tolist())) > 1 for own in table.values()):
        return False
    return bool(table[0, 0][0] == table[1, 1][0] != table[0, 1][0] == table[1, 0][0])


@rule(
    "program",
    "more-weights-than-rows",
    "architecture",
    "note",
    "Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, section 11.5",
    causes=(GAP,),
    weight=0.3,
)
def more_weights_than_rows(t: TrainingSeen) -> Iterator[Seen]:
    """Enough weights to learn every row by heart."""
    if not t.is_whole or isinstance(t.inputs, tuple) or not t.validation:
        return
    shapes = t.network.weight_shapes(t.layers[0].before)
    count = sum(prod(shape) for own in shapes.values() for shape in own.values())
    if count > 200 * t.rows and t.rows >= 20:
        yield Seen({"weights": count, "rows": t.rows}, (t.fitted_at,))
