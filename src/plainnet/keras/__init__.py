"""Keras' names in new code: `from plainnet import keras`.

`keras.install()` lets `import keras` and `import tensorflow` give plainnet's from then on,
`keras.uninstall()` ends that.
"""

import sys
from typing import Any

from plainnet.keras_names.door.door import PREFIXES, CoveredModule, Door
from plainnet.keras_names.door.module_table import register_names

register_names()
PREFIXES[__name__] = "keras"

# What lies below, as in `from plainnet.keras.layers import Dense`, is found by a door.
__path__: list[str] = []
sys.meta_path.append(Door((__name__,)))
_names = CoveredModule(__name__, "keras")


def __getattr__(name: str) -> Any:
    """Fetch a name from the tables when it is first used."""
    return getattr(_names, name)


def __dir__() -> list[str]:
    """List the names."""
    return dir(_names)
