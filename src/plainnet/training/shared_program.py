"""Compiled programs that all networks of the same layers share, whatever their names."""

from collections.abc import Callable
from typing import Any

from plainnet.networks.network import Network, renamed_layers, shared_names


def under_shared_names(network: Network, compiled: Callable[..., Any]) -> Callable[..., Any]:
    """Call what was compiled for the nameless network with weights of this one."""
    there = shared_names(network)
    back = {shared: name for name, shared in there.items()}

    def call(*arguments: Any) -> Any:
        return renamed_layers(compiled(*renamed_layers(arguments, there)), back)

    return call
