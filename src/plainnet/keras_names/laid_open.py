"""Models within models, laid open: one graph of layers, for layers used inside and outside."""

from collections.abc import Sequence

from plainnet.keras_names.symbolic_tensor import LayerCall, SymbolicTensor

_Known = dict[tuple[int, int], SymbolicTensor]  # by the call and which of its outputs it is


def laid_open(
    inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]
) -> list[SymbolicTensor]:
    """Give outputs once more, the layers of each model called instead of the model."""
    known = {_key(tensor): tensor for tensor in inputs}
    return [_opened(tensor, known) for tensor in outputs]


def _opened(tensor: SymbolicTensor, known: _Known) -> SymbolicTensor:
    """Call again what leads to a tensor."""
    if _key(tensor) not in known:
        call, layer = tensor.call, tensor.call.keras_layer
        arguments = [_opened(argument, known) for argument in call.arguments]
        if is_model(layer):
            inside = dict(zip(map(_key, layer.inputs), arguments, strict=True))
            found = [_opened(each, inside) for each in layer.outputs]
        else:
            again = LayerCall(layer, tuple(arguments))
            again.give([each.inner_shape for each in call.outputs])
            found = again.outputs
        known |= {(id(call), number): each for number, each in enumerate(found)}
    return known[_key(tensor)]


def is_model(layer: object) -> bool:
    """Tell a model that is called like a layer from a layer."""
    return hasattr(layer, "leaves")


def _key(tensor: SymbolicTensor) -> tuple[int, int]:
    """Tell tensors apart."""
    return id(tensor.call), tensor.output
