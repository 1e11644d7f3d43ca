"""The layers there are, by the class names that files use.

Concepts: layer
"""

from plainnet.layers.activation import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.simple_rnn import SimpleRNN

LAYERS: dict[str, type[Layer]] = {
    "Activation": Activation,
    "BatchNormalization": BatchNormalization,
    "Conv2D": Conv2D,
    "Dense": Dense,
    "Dropout": Dropout,
    "Flatten": Flatten,
    "InputLayer": Input,
    "LSTM": LSTM,
    "MaxPooling2D": MaxPooling2D,
    "SimpleRNN": SimpleRNN,
}
