"""What a script's `call` does only while training: found out by wiring its layers both ways."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any

from plainnet.keras_names.refusal import refusal_of
from plainnet.keras_names.symbolic_tensor import LayerCall, SymbolicTensor, tensors_in

# Layers that do nothing where nobody trains.
AT_REST = {
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "SpatialDropout1D",
    "SpatialDropout2D",
}


def wired(name: str, call: Callable[..., Any], inputs: Any) -> Any:
    """Call a script's code on symbolic tensors, with all that it does while training."""
    if "training" not in signature(call).parameters:
        return call(inputs)
    training = call(inputs, training=True)
    resting = call(inputs, training=False)
    calls, calls_at_rest = (calls_to(tensors_in(ends) or []) for ends in (training, resting))
    if _kinds(calls) != _kinds(calls_at_rest):
        raise refusal_of(f"{name}.call(training=...)", "script.hint.training_branch")
    wired_anew = {id(each) for each in calls_at_rest} - {id(each) for each in calls}
    for each in calls_at_rest:  # the layers were not meant to be called twice
        layer = each.keras_layer
        layer._calls = [kept for kept in layer._calls if id(kept) not in wired_anew]
    return training


def calls_to(outputs: Sequence[SymbolicTensor]) -> list[LayerCall]:
    """List the calls that lead to some tensors, each once."""
    found: dict[int, LayerCall] = {}
    waiting = [tensor.call for tensor in outputs]
    while waiting:
        call = waiting.pop()
        if id(call) not in found:
            found[id(call)] = call
            waiting += [tensor.call for tensor in call.arguments]
    return list(found.values())


def _kinds(calls: Sequence[LayerCall]) -> list[str]:
    """Name the layers that compute something at any time; the script's own functions by kind."""
    kinds = [(type(each.keras_layer).__name__, each.keras_layer.name) for each in calls]
    return sorted(kind if kind == "Lambda" else name for kind, name in kinds if kind not in AT_REST)
