"""What a model file holds, whatever its format.

Concepts: model file
"""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from plainnet.networks.network import Network, NetworkWeights
from plainnet.networks.shapes import Shapes


@dataclass(frozen=True)
class SavedModel:
    """What a model file holds.

    Attributes
    ----------
    network : Network
    weights : dict of str to dict of str to array
    input_shape : tuple of int, or tuple of them
        Without the batch axis.
    compile_config : dict or None
        Loss, optimizer and metrics as Keras 3 saves them.
    card : dict or None
        What plainnet keeps beside the network; None in a file that Keras wrote.
    optimizer_variables : tuple of array
        The optimizer's state in Keras 3's order; empty where there is none.
    ignored : tuple of str
        A sentence for everything in the file that was left out.
    written_by : str
        The version of Keras whose layout the file has; empty where it does not say.
    """

    network: Network
    weights: NetworkWeights
    input_shape: Shapes
    compile_config: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    optimizer_variables: tuple[NDArray[Any], ...] = ()
    ignored: tuple[str, ...] = ()
    written_by: str = ""
