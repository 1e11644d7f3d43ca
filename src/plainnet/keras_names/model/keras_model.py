"""The model that a script holds: layers wired to a network, trained by the engine."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from math import prod
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.coach.finding import Position
from plainnet.errors import SettingError, ShapeError
from plainnet.files.network_config import network_from_config
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.noted_steps import leaves_in, note
from plainnet.keras_names.arrays.random_tensors import next_model_seed
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.custom_layer import ScriptLayer
from plainnet.keras_names.model.eager_pass import applied, applied_in_training
from plainnet.keras_names.model.keras_layer import KerasLayer, WeightVariable, automatic_name
from plainnet.keras_names.model.layer_classes import InputLayer, layer_class
from plainnet.keras_names.model.model_saving import ModelSaving
from plainnet.keras_names.model.model_training import EngineModel, ModelTraining
from plainnet.keras_names.model.own_objects import own_objects
from plainnet.keras_names.model.symbolic_tensor import (
    HANDS_TRAINING_ON,
    LayerCall,
    SymbolicTensor,
    anchored_at,
    calls_to,
    tensors_in,
    wired,
    with_losses,
)
from plainnet.layers.image_augmentation import RandomImages
from plainnet.layers.input import Input as PlainInput
from plainnet.layers.input import Rescaling
from plainnet.layers.layer import Layer
from plainnet.layers.upsampling import Resizing
from plainnet.networks.graph import Graph
from plainnet.networks.graph_tracing import graph_of
from plainnet.networks.keras_table import keras_table
from plainnet.networks.network import Network, NetworkWeights, Stack, alone_or_tuple, each_shape
from plainnet.training.callbacks.callback import print_line
from plainnet.training.model_state import ModelState

_Known = dict[tuple[int, int], SymbolicTensor]  # by the call and which of its outputs it is


def flattened_model(
    inputs: Sequence[SymbolicTensor], outputs: Sequence[SymbolicTensor]
) -> list[SymbolicTensor]:
    """Return outputs once more, the layers of each model called instead of the model."""
    known = {tensor.key: tensor for tensor in inputs}
    return [_opened(tensor, known) for tensor in outputs]


def _opened(tensor: SymbolicTensor, known: _Known, training: bool | None = None) -> SymbolicTensor:
    """Call again what leads to a tensor; what a model is told holds for its layers."""
    if tensor.key not in known:
        call, layer = tensor.call, tensor.call.keras_layer
        arguments = [_opened(argument, known, training) for argument in call.arguments]
        mode = training if call.training is None else call.training
        if is_model(layer):
            inside = {each.key: given for each, given in zip(layer.inputs, arguments, strict=True)}
            found = [_opened(each, inside, mode) for each in layer.outputs]
        else:
            again = LayerCall(layer, tuple(arguments), training=mode)
            again.give([each.inner_shape for each in call.outputs])
            found = again.outputs
        known |= {(id(call), number): each for number, each in enumerate(found)}
    return known[tensor.key]


def is_model(layer: object) -> bool:
    """Return a model that is called like a layer from a layer."""
    return hasattr(layer, "leaves")


class Model(ModelTraining, ModelSaving):
    """A functional model: all that leads from some symbolic tensors to others.

    Parameters
    ----------
    inputs, outputs : symbolic tensor, or list or dict of them
    name : str or None
    **old : object
        `input` and `output`, as Keras 1 called the ends.
    """

    def __init__(
        self, inputs: Any = None, outputs: Any = None, name: str | None = None, **old: Any
    ) -> None:
        inputs, outputs = old.pop("input", inputs), old.pop("output", outputs)
        trainable = old.pop("trainable", True)
        if old:
            raise refusal_of(f"Model({', '.join(old)}=...)", "script.hint.setting")
        is_functional = inputs is not None
        self._begin(name or automatic_name("Functional" if is_functional else type(self).__name__))
        self._ends: tuple[list[SymbolicTensor], list[SymbolicTensor]] | None = None
        if is_functional:
            self._ends = _tensors(inputs), _tensors(outputs)
        if not trainable:
            self.trainable = False

    def _begin(self, name: str) -> None:
        """Start without layers and without an engine."""
        self.name = name
        self._trainable = True
        self._engine: EngineModel | None = None
        self._compiled_network: Network | None = None
        self._is_entangled: bool | None = None  # whether a layer is used inside a model and outside
        self._calls: list[LayerCall] = []
        self._begin_training()

    # Structure

    def call(self, inputs: Any) -> Any:
        """Apply the layers; a subclass says how."""
        raise refusal_of(f"{type(self).__name__}.call", "script.hint.call")

    def _settle_shape(self, input_shape: Any) -> None:
        """Find out how a subclass wires its layers, for a shape of inputs."""
        if self._ends is None:
            heads = [InputLayer(shape).tensor for shape in each_shape(input_shape)]
            call = self._call_with_losses
            self._ends = (heads, _tensors(wired(type(self).__name__, call, alone_or_tuple(heads))))

    @property
    def _call_with_losses(self) -> Callable[..., Any]:
        """The script's `call`, whose outputs carry the losses that it adds."""

        @wraps(self.call)
        def call(*args: Any, **kwargs: Any) -> Any:
            with anchored_at((args, kwargs)):
                outputs = self.call(*args, **kwargs)
            return with_losses(outputs, self.__dict__.pop("_added_losses", []))

        return call

    def _take_losses(self, losses: list[Any]) -> None:
        """Let the outputs carry losses, at once or, while the model is wired, afterwards."""
        if self._ends is None:
            self.__dict__.setdefault("_added_losses", []).extend(losses)
            return
        inputs, outputs = self._ends
        self._ends = (inputs, with_losses(outputs, losses))
        self._forget_engine()

    def as_plain(self) -> Network:
        """Return the engine's network."""
        self._check_built()
        return graph_of(self.inputs, self._opened_outputs() or self.outputs, self.name)

    def _opened_outputs(self) -> list[SymbolicTensor] | None:
        """Return the outputs with all models flattened, if a layer is used in one and outside."""
        if self._is_entangled is None:
            names: dict[int, set[str]] = {}
            if any(is_model(call.keras_layer) for call in calls_to(self.outputs)):
                for name, layer in self._leaves_of_layers(""):
                    names.setdefault(id(layer), set()).add(name)
            self._is_entangled = any(len(each) > 1 for each in names.values())
        return flattened_model(self.inputs, self.outputs) if self._is_entangled else None

    @property
    def built(self) -> bool:
        """Whether the network is known."""
        return self._ends is not None

    def _check_built(self) -> None:
        """Say so if nothing is known of the inputs yet."""
        if not self.built:
            raise SettingError("script.model_not_built", name=self.name)

    @property
    def inputs(self) -> list[SymbolicTensor]:
        """The symbolic tensors that go in."""
        self._check_built()
        assert self._ends is not None
        return self._ends[0]

    @property
    def outputs(self) -> list[SymbolicTensor]:
        """The symbolic tensors that come out."""
        self._check_built()
        assert self._ends is not None
        return self._ends[1]

    @property
    def layers(self) -> list[Any]:
        """The layers in Keras' order, inputs included; those of an own class as it made them."""
        return _kept_by(self) if self._is_written else self._wired_layers()

    @property
    def _is_written(self) -> bool:
        """Whether a class of the script says how the layers are called."""
        return type(self).call is not Model.call

    def _wired_layers(self) -> list[Any]:
        """List the layers that lead to the outputs; those of a layer that holds some are its."""
        self._check_built()
        by_name = {call.keras_layer.name: call.keras_layer for call in calls_to(self.outputs)}
        by_name |= {tensor.name: tensor.call.keras_layer for tensor in self.inputs}
        graph = graph_of(self.inputs, self.outputs, self.name)
        return [by_name[layer.name] for layer in graph.layers if layer.name in by_name]

    def get_layer(self, name: str | None = None, index: int | None = None) -> Any:
        """Find a layer by its name or number."""
        if index is not None:
            return self.layers[index]
        for layer in self.layers:
            if layer.name == name:
                return layer
        known = [layer.name for layer in self.layers]
        raise SettingError("script.no_such_layer", name=name, known=known)

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, KerasLayer]]:
        """Return every layer with its name in the engine's network, models laid open."""
        opened = self._opened_outputs() if self.built else None
        if opened is None:
            yield from self._leaves_of_layers(prefix)
            return
        by_name = {call.keras_layer.name: call.keras_layer for call in calls_to(opened)}
        for plain in graph_of(self.inputs, opened, self.name).layers:
            yield f"{prefix}{plain.name}", by_name[plain.name]

    def _leaves_of_layers(self, prefix: str) -> Iterator[tuple[str, KerasLayer]]:
        """Return the layers of one model after the other."""
        for layer in self._wired_layers():
            if isinstance(layer, Model):
                yield from layer.leaves(f"{prefix}{layer.name}/")
            else:
                yield f"{prefix}{layer.name}", layer

    def _layer_positions(self) -> dict[str, Position | None]:
        """Tell where the script made each layer, by its name in the engine's network."""
        leaves = self.leaves() if self.built else ()
        return {name: layer.made_at for name, layer in leaves}

    @property
    def input(self) -> Any:
        """The symbolic tensor that goes in, or a list of them."""
        return self.inputs[0] if len(self.inputs) == 1 else self.inputs

    @property
    def output(self) -> Any:
        """The symbolic tensor that comes out, or a list of them."""
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs

    @property
    def input_shape(self) -> Any:
        """Shape of the inputs with the batch axis."""
        shapes = [tensor.shape for tensor in self.inputs]
        return shapes[0] if len(shapes) == 1 else shapes

    @property
    def output_shape(self) -> Any:
        """Shape of the outputs with the batch axis."""
        shapes = [tensor.shape for tensor in self.outputs]
        return shapes[0] if len(shapes) == 1 else shapes

    @property
    def output_names(self) -> list[str]:
        """The names of the layers that give the outputs."""
        return [tensor.name for tensor in self.outputs]

    @property
    def input_names(self) -> list[str]:
        """The names of the inputs."""
        return [tensor.name for tensor in self.inputs]

    def __call__(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Apply the model, to symbolic tensors on paper, to numbers at once."""
        if isinstance(inputs, Mapping) and self.built and set(self.input_names) <= set(inputs):
            inputs = [inputs[name] for name in self.input_names]
        tensors = tensors_in(inputs)
        if tensors is None:
            if training is None:  # layers for augmentation are at work unless told otherwise
                self.engine(inputs)
                training = all(
                    isinstance(layer.plain, RandomImages | Rescaling | Resizing)
                    for layer in self.built_leaves()
                )
            return applied_in_training(self, inputs) if training else applied(self, inputs)
        for tensor, own in zip(tensors, self.inputs if self.built else (), strict=False):
            head, inner = tensor.call.keras_layer, own.call.keras_layer
            for coder in inner.coders if isinstance(head, InputLayer) and not head.coders else ():
                head.code_by(coder, own.inner_shape)
        shape = alone_or_tuple([tensor.inner_shape for tensor in tensors])
        self._settle_shape(shape)
        mode = None if HANDS_TRAINING_ON.get() else training
        call = LayerCall(self, tuple(tensors), training=mode)
        self._calls.append(call)
        return call.give(each_shape(self.as_plain().output_shape(shape)))

    # Weights

    @property
    def trainable(self) -> bool:
        """Whether training moves the weights; taken up when a model is compiled next."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for layer in self.layers if self.built else ():
            layer.trainable = bool(value)

    def _forget_engine(self) -> None:
        """Let the engine be made anew: the network has changed."""
        self._engine = self._compiled_network = self._is_entangled = None

    def _fix_trainable(self) -> None:
        """Train what is trainable now, whatever is set afterwards."""
        if self.built:
            self._compiled_network = self.as_plain()

    def engine(self, x: Any = None) -> EngineModel:
        """Return the engine's model, holding the weights of the layers as they are now.

        Parameters
        ----------
        x : object
            Inputs, from which a model without a declared shape learns it.
        """
        if not self.built and (shape := shape_in(x)) is not None:
            self._settle_shape(shape)
        if self._engine is None:
            network = self._compiled_network or self.as_plain()
            self._engine = EngineModel(network, next_model_seed(), self._move_in, self.coded)
            self._compile_engine(self._engine)
        elif self._engine.input_shape is not None:
            self._gather(self._engine)
        return self._engine

    def coded(self, x: Any) -> Any:
        """Return data as they go into the network: texts as numbers."""
        heads = [tensor.call.keras_layer for tensor in self.inputs] if self.built else []
        if not any(head.coders for head in heads):
            return x
        if isinstance(x, Mapping):
            return {head.name: head.coded(x[head.name]) for head in heads}
        is_alone = len(heads) == 1 and not (isinstance(x, tuple | list) and hasattr(x[0], "shape"))
        parts = [x] if is_alone else x
        return alone_or_tuple([h.coded(part) for h, part in zip(heads, parts, strict=True)])

    def _move_in(self, state: ModelState, input_shape: Any) -> NetworkWeights:
        """Let the weights of all layers stand in a state; give them."""
        self._settle_shape(input_shape)
        shapes, leaves = self.as_plain().layer_shapes(input_shape), dict(self.leaves())
        for layer, before, _ in shapes:
            leaves[str(layer.name)].build_for(before)
        names = dict.fromkeys(str(layer.name) for layer, *_ in shapes)
        moved = {name: leaves[name].move_to(state, name) for name in names}
        return _with_states(self.as_plain(), moved)

    def _gather(self, engine: EngineModel) -> None:
        """Take the weights of layers that another model has used since."""
        state, leaves = engine.state, dict(self.leaves())
        names = [str(layer.name) for layer in engine.network.hidden]
        if all(leaves[name].stands_in(state, name) for name in names):
            return
        moved = {name: leaves[name].move_to(state, name) for name in names}
        state.weights = _with_states(engine.network, moved)

    def built_leaves(self) -> list[KerasLayer]:
        """List the layers that hold weights, each once."""
        if not self.built:  # such as a model of a script that only keeps others
            kept = [
                each for each in _made_in_order(self, {}).values() if isinstance(each, KerasLayer)
            ]
            built = [each for each in kept if each.built and not isinstance(each, InputLayer)]
            if not built:
                raise SettingError("script.model_not_built", name=self.name)
            return built
        own = {id(layer): layer for _, layer in self.leaves()}
        order = {each: place for place, each in enumerate(_made_in_order(self, {}))}
        layers = sorted(own.values(), key=lambda layer: order.get(id(layer), len(order)))
        return [layer for layer in layers if not isinstance(layer, InputLayer)]

    @property
    def weights(self) -> list[WeightVariable]:
        """All weights as variables."""
        return [variable for layer in self.built_leaves() for variable in layer.weights]

    @property
    def variables(self) -> list[WeightVariable]:
        """All weights as variables."""
        return self.weights

    @property
    def trainable_weights(self) -> list[WeightVariable]:
        """Those that training moves."""
        return [each for layer in self.built_leaves() for each in layer.trainable_weights]

    trainable_variables = trainable_weights

    @property
    def losses(self) -> list[Any]:
        """What the weights of each layer cost by its regularizers; where there are some."""
        found = []
        for layer in self.built_leaves():
            cost = layer.plain.penalty(layer.plain_weights())
            variables = {name: WeightVariable(layer, name) for name in layer.plain_weights()}
            if not isinstance(cost, float):
                found.append(note(eager(np.asarray(cost)), layer.plain.penalty, variables))
        return found

    @property
    def non_trainable_weights(self) -> list[WeightVariable]:
        """Those that training leaves."""
        return [each for layer in self.built_leaves() for each in layer.non_trainable_weights]

    non_trainable_variables = non_trainable_weights

    def get_weights(self) -> list[NDArray[Any]]:
        """Return copies of all weights, in the order of files."""
        return [array for layer in self.built_leaves() for array in layer.get_weights()]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take other weights, in the order of files."""
        arrays = [np.asarray(array, np.float32) for array in weights]
        counts = [len(layer.get_weights()) for layer in self.built_leaves()]
        if sum(counts) != len(arrays):
            raise ShapeError("model.weights_count", expected=sum(counts), found=len(arrays))
        for layer, count in zip(self.built_leaves(), counts, strict=True):
            layer.set_weights(arrays[:count])
            arrays = arrays[count:]

    def count_params(self) -> int:
        """Count the numbers in all weights."""
        return sum(prod(variable.shape) for variable in self.weights)

    # Looking and saving

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Callable[[str], object] | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print a table of layers, shapes and numbers of weights."""
        network = self.as_plain()
        text = keras_table(
            network,
            network.input_shape,
            optimizer_numbers=self._optimizer_numbers(),
            line_length=line_length,
            positions=positions,
            expand_nested=expand_nested,
        )
        (print_fn or print_line)(text)

    def _optimizer_numbers(self) -> int | None:
        """Count what the optimizer keeps; None before the first step."""
        state = None if self._engine is None else self._engine.state.optimizer_state
        if state is None:
            return None
        return sum(int(np.size(array)) for array in jax.tree.leaves(state)) + 1  # the rate

    def reset_states(self) -> None:
        """Forget the states that stateful layers carry on."""
        for layer in self.built_leaves():
            layer.reset_states()

    @classmethod
    def from_config(cls, config: Any, custom_objects: Any = None) -> Any:
        """Make a model without weights from what `get_config` gave."""
        kind = "Sequential" if cls.__name__ == "Sequential" else "Functional"
        return model_from_config({"class_name": kind, "config": config}, custom_objects)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _kept_by(holder: Any) -> list[Any]:
    """List the layers that an object keeps as attributes, alone or in lists and dicts."""
    kept = [each for each in leaves_in(dict(vars(holder))) if isinstance(each, Layers)]
    return list({id(each): each for each in kept}.values())


def _made_in_order(holder: Any, found: dict[int, Any]) -> dict[int, Any]:
    """Find all layers in a model or layer: where it is of an own class, in the order made."""
    is_wired = isinstance(holder, Model) and not holder._is_written
    for each in holder.layers if is_wired and holder.built else _kept_by(holder):
        if id(each) not in found:
            found[id(each)] = each
            _made_in_order(each, found)
    return found


def _tensors(ends: Any) -> list[SymbolicTensor]:
    """List the symbolic tensors at one end of a model."""
    if isinstance(ends, dict):
        return list(ends.values())
    return list(ends) if isinstance(ends, list | tuple) else [ends]


def _with_states(network: Network, weights: NetworkWeights) -> NetworkWeights:
    """Add the states that layers carry on, where they are not there yet."""
    whole = network.with_first_states(weights)
    return {name: {**own, **weights[name]} for name, own in whole.items()}


def shape_in(x: Any) -> Any:
    """Read the shape of one example off inputs; None if they are not at hand."""
    if isinstance(x, dict):
        x = list(x.values())
    if isinstance(x, list | tuple) and x and all(hasattr(each, "shape") for each in x):
        return alone_or_tuple([tuple(each.shape[1:]) or (1,) for each in x])
    if isinstance(x, list | tuple):
        x = np.asarray(x)
    if hasattr(x, "shape"):
        return tuple(x.shape[1:]) or (1,)  # numbers in a row are a column, as in Keras 2
    if x is None or iter(x) is x:  # a generator's first batch is not to be lost
        return None
    batch = x[0] if hasattr(x, "__getitem__") else next(iter(x))
    return shape_in(batch[0] if isinstance(batch, tuple | list) else batch)


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
            raise SettingError("script.layer_wanted", found=repr(layer))
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

    def _wired_layers(self) -> list[Any]:
        """List the layers in their row, or what code of the script made of it."""
        return super()._wired_layers() if self._is_rewired() else self.layers

    def _is_rewired(self) -> bool:
        """Return whether `call` of a layer of the script calls others, or in another way."""
        own = {id(layer) for layer in (*self._heads, *self._row)}
        calls = calls_to(self.outputs) if self.built else []
        return any(call.training is not None or id(call.keras_layer) not in own for call in calls)

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
        """Return the engine's network."""
        opened = self._opened_outputs() if self.built else None
        if len(self._heads) > 1 or opened is not None or self._is_rewired():
            return graph_of(self.inputs, opened or self.outputs, self.name)
        return Stack(tuple(each.as_plain() for each in (*self._heads, *self._row)), name=self.name)


def keras_model_of(network: Network, input_shape: Any) -> Any:
    """Wrap every layer of a network and wire them again."""
    if isinstance(network, Stack):
        model = Sequential([_wrapped(member) for member in network.layers], name=network.name)
        if input_shape is not None:
            model.build((None, *input_shape))
        return model
    assert isinstance(network, Graph)
    return _functional(network)


def _wrapped(member: Layer | Network) -> Any:
    """Wrap a layer, or a network that is one."""
    if isinstance(member, PlainInput):
        return InputLayer(member.shape, member.batch_size, name=member.name)
    if isinstance(member, ScriptLayer):
        return member.code
    if isinstance(member, Layer):
        return layer_class(type(member).__name__).around(member)
    return keras_model_of(member, None)


def _functional(graph: Graph) -> Model:
    """Call the wrapped layers as the nodes say."""
    wrapped = {str(member.name): _wrapped(member) for member in graph.layers}
    given: list[Any] = []
    for node in graph.nodes:
        layer = wrapped[str(node.layer.name)]
        if isinstance(layer, InputLayer):
            given.append([layer.tensor])
            continue
        read = [given[number][output] for number, output in node.parents]
        mode = {} if node.training is None else {"training": node.training}
        tensors = layer(read[0] if len(read) == 1 else read, **mode)
        given.append(tensors if isinstance(tensors, list) else [tensors])
    return Model(
        [given[number][0] for number in graph.inputs],
        [given[number][output] for number, output in graph.outputs],
        name=graph.name,
    )


def model_from_config(config: Mapping[str, Any], custom_objects: Any = None) -> Any:
    """Make a model without weights from its saved form."""
    with own_objects(custom_objects, "config"):
        return keras_model_of(network_from_config(config, "config"), None)
