"""A stack of layers as a value: settings here, numbers in a plain dict beside it."""

from dataclasses import dataclass
from functools import cached_property

from plainnet.errors import SettingError
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.networks.layer_names import name_of, named_apart
from plainnet.networks.network import Network
from plainnet.networks.shapes import Shapes
from plainnet.networks.wiring import INPUT, Place, Step, Wiring, add_step, place_of


@dataclass(frozen=True)
class Stack(Network):
    """Layers, each fed by the one before.

    Parameters
    ----------
    layers : tuple of Layer or Network
        An `Input` may stand at the head; a network among them is a layer like others.
    name : str, default="sequential"
        Name in summaries and files.

    Examples
    --------
    >>> from plainnet.layers.dense import Dense
    >>> stack = Stack((Dense(10, "relu"), Dense(2, "softmax")))
    >>> weights, output_shape = stack.init((0,), (30,))
    >>> output_shape, list(weights)
    ((2,), ['dense', 'dense_1'])
    """

    layers: tuple[Layer | Network, ...]
    name: str = "sequential"

    def __post_init__(self) -> None:
        if not self.layers:
            raise SettingError("network.empty")
        object.__setattr__(self, "layers", named_apart(tuple(self.layers)))

    @cached_property
    def wiring(self) -> Wiring:
        """A line of steps, networks laid open."""
        steps: list[Step] = []
        place: Place = (INPUT, 0)
        for layer in self.layers:
            if not isinstance(layer, Input):
                place = place_of(add_step(steps, layer, (place,)), 0)
        return Wiring(1, tuple(steps), (place,))

    @cached_property
    def input_shape(self) -> Shapes | None:
        """The shape that the input at the head declares, if there is one."""
        head = self.layers[0]
        if isinstance(head, Network):
            return head.input_shape
        return head.shape if isinstance(head, Input) else None

    @cached_property
    def batch_size(self) -> int | None:
        """The rows of every batch, if the input at the head says so."""
        head = self.layers[0]
        return head.batch_size if isinstance(head, Input | Network) else None

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """The name of the input at the head, or that which Keras would make."""
        head = self.layers[0]
        if isinstance(head, Network):
            return head.input_names
        return (name_of(head) if isinstance(head, Input) else "input_layer",)

    @cached_property
    def output_names(self) -> tuple[str, ...]:
        """The name of the last layer."""
        return (name_of(self.layers[-1]),)
