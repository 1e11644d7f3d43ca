"""What a model file holds, whatever its format."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from plainnet.networks.network import Network, NetworkWeights
from plainnet.networks.shapes import Shapes


@dataclass(frozen=True)
class SavedModel:
    """What a model file holds.

    `compile_config`: loss, optimizer and metrics as Keras 3 saves them.
    `card`: what plainnet keeps beside the network; None in a file that Keras wrote.
    `optimizer_variables`: the optimizer's state in Keras 3's order; empty where there is none.
    `written_by`: the version of Keras whose layout the file has; empty where it does not say.
    """

    network: Network
    weights: NetworkWeights
    input_shape: Shapes  # without the batch axis
    compile_config: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    optimizer_variables: tuple[NDArray[Any], ...] = ()
    ignored: tuple[str, ...] = ()  # a sentence for everything in the file that was left out
    written_by: str = ""
