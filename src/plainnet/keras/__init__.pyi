"""Made by scripts/keras_stubs.py."""

from typing import Any

from plainnet.keras import activations as activations
from plainnet.keras import callbacks as callbacks
from plainnet.keras import constraints as constraints
from plainnet.keras import initializers as initializers
from plainnet.keras import layers as layers
from plainnet.keras import losses as losses
from plainnet.keras import metrics as metrics
from plainnet.keras import models as models
from plainnet.keras import optimizers as optimizers
from plainnet.keras import regularizers as regularizers
from plainnet.keras import utils as utils
from plainnet.keras.layers import Input as Input
from plainnet.keras.models import Model as Model
from plainnet.keras.models import Sequential as Sequential

def install() -> None: ...
def uninstall() -> None: ...
def __getattr__(name: str) -> Any: ...  # what has no stub: preprocessing, datasets, ...
