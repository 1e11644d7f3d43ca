"""The engine's model behind a script's: it trains, the script's layers bring the weights."""

from collections.abc import Callable
from typing import Any

from plainnet.model import Model as PlainModel
from plainnet.networks.network import Network, NetworkWeights, Shapes
from plainnet.training.model_state import ModelState


class EngineModel(PlainModel):
    """A model of the engine whose first weights are those of a script's layers.

    `seed`: of the order of rows, dropout and augmentation.
    `move_in`: lets the layers' weights stand in a state, and gives them, for a shape of inputs.
    """

    def __init__(
        self,
        network: Network,
        seed: int,
        move_in: Callable[[ModelState, Any], NetworkWeights],
    ) -> None:
        self._move_in = move_in
        super().__init__(network, seed)

    def build(self, input_shape: Shapes, weights: NetworkWeights | None = None) -> None:
        """Take the weights of the layers for a shape of inputs."""
        super().build(input_shape, self._move_in(self.state, input_shape))
