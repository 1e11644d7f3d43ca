"""A model whose layers stand in a row."""

from collections.abc import Iterable
from typing import Any

from plainnet.errors import SettingError
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.keras_layer import InputLayer, KerasLayer, automatic_name
from plainnet.keras_names.model.keras_model import Model
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor
from plainnet.networks.graph_tracing import graph_of
from plainnet.networks.network import Network, Stack

Layers = KerasLayer, Model


class Sequential(Model):
    """Layers in a row, each fed by the one before.

    Parameters
    ----------
    layers : iterable of layer, or None
    name : str or None
    trainable : bool, default=True
    """

    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        name: str | None = None,
        trainable: bool = True,
    ) -> None:
        self._begin(name or automatic_name("Sequential"))
        self._heads: tuple[InputLayer, ...] = ()
        self._row: list[Any] = []
        self._tensors: list[Any] = []  # what the head and each layer give, once shapes are known
        for layer in layers or ():
            self.add(layer)
        if not trainable:
            self.trainable = False

    def add(self, layer: Any) -> None:
        """Append a layer, a model or an input."""
        if isinstance(layer, SymbolicTensor) and isinstance(layer.call.keras_layer, InputLayer):
            layer = layer.call.keras_layer
        if isinstance(layer, InputLayer):
            if self._row or self._tensors:
                raise SettingError("script.input_not_first", name=self.name)
            self._begin_at(layer)
            return
        if isinstance(layer, type) or not isinstance(layer, Layers):
            raise refusal_of(f"Sequential.add({layer!r})", "script.hint.instances")
        if not self._row and not self._tensors:
            self._look_for_head(layer)
        if self._tensors:
            self._tensors.append(layer(self._tensors[-1]))
        self._row.append(layer)
        self._forget_engine()

    def pop(self) -> Any:
        """Take the last layer away."""
        if not self._row:
            raise SettingError("network.empty")
        self._forget_engine()
        if self._tensors:
            self._tensors.pop()
        return self._row.pop()

    def _look_for_head(self, layer: Any) -> None:
        """Start with the shape that the first layer declares, if it does."""
        if isinstance(layer, Model):
            if layer.built:
                heads = [InputLayer(tensor.inner_shape) for tensor in layer.inputs]
                self._begin_at(*heads)
        elif layer.declared_shape is not None:
            head = InputLayer(layer.declared_shape, batch_size=layer.declared_batch_size)
            self._begin_at(head)

    def _begin_at(self, *heads: InputLayer) -> None:
        """Start with an input, or several of a model that merges them."""
        tensors = [head.tensor for head in heads]
        self._heads, self._tensors = heads, [tensors[0] if len(tensors) == 1 else tensors]

    def build(self, input_shape: Any = None) -> None:
        """Settle the shape of the inputs, given with the batch axis."""
        if input_shape is not None and not self._tensors:
            self._settle_shape(tuple(input_shape)[1:])

    def _settle_shape(self, input_shape: Any) -> None:
        """Send the shape of the inputs through all layers."""
        if self._tensors:
            return
        self._begin_at(InputLayer(input_shape))
        for layer in self._row:
            self._tensors.append(layer(self._tensors[-1]))

    @property
    def layers(self) -> list[Any]:
        """The layers, without the input."""
        return list(self._row)

    @property
    def built(self) -> bool:
        """Whether the shape of the inputs is known."""
        return bool(self._tensors and self._row)

    @property
    def inputs(self) -> list[SymbolicTensor]:
        """The symbolic tensor that goes in; several where the first model merges them."""
        self._check_built()
        return [head.tensor for head in self._heads]

    @property
    def outputs(self) -> list[SymbolicTensor]:
        """The symbolic tensor that comes out."""
        self._check_built()
        last = self._tensors[-1]
        return list(last) if isinstance(last, list) else [last]

    def as_plain(self) -> Network:
        """Give the engine's network."""
        opened = self._opened_outputs() if self.built else None
        if len(self._heads) > 1 or opened is not None:
            return graph_of(self.inputs, opened or self.outputs, self.name)
        return Stack(tuple(each.as_plain() for each in (*self._heads, *self._row)), name=self.name)
