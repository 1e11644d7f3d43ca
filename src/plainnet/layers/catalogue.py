"""The layers there are, by the class names that files use.

Concepts: layer
"""

from plainnet.layers.activation import Activation
from plainnet.layers.activity_regularization import ActivityRegularization
from plainnet.layers.average_pooling import AveragePooling1D, AveragePooling2D
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.concatenate import Concatenate
from plainnet.layers.convolution import Conv2D
from plainnet.layers.cropping import Cropping1D, Cropping2D
from plainnet.layers.dense import Dense
from plainnet.layers.dot import Dot
from plainnet.layers.dropout import Dropout, SpatialDropout1D, SpatialDropout2D
from plainnet.layers.embedding import Embedding
from plainnet.layers.flatten import Flatten
from plainnet.layers.global_pooling import (
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
)
from plainnet.layers.gru import GRU
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.layer_normalization import LayerNormalization
from plainnet.layers.lstm import LSTM
from plainnet.layers.masking import Masking
from plainnet.layers.max_pooling import MaxPooling1D, MaxPooling2D
from plainnet.layers.merging import Add, Average, Maximum, Minimum, Multiply, Subtract
from plainnet.layers.noise import AlphaDropout, GaussianDropout, GaussianNoise
from plainnet.layers.permute import Permute
from plainnet.layers.rectifiers import ELU, LeakyReLU, PReLU, ReLU
from plainnet.layers.repeat_vector import RepeatVector
from plainnet.layers.rescaling import Rescaling
from plainnet.layers.reshape import Reshape
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.layers.softmax import Softmax
from plainnet.layers.temporal_convolution import Conv1D
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.layers.upsampling import UpSampling1D, UpSampling2D
from plainnet.layers.zero_padding import ZeroPadding1D, ZeroPadding2D

LAYERS: dict[str, type[Layer]] = {
    "Activation": Activation,
    "ActivityRegularization": ActivityRegularization,
    "Add": Add,
    "AlphaDropout": AlphaDropout,
    "Average": Average,
    "AveragePooling1D": AveragePooling1D,
    "AveragePooling2D": AveragePooling2D,
    "BatchNormalization": BatchNormalization,
    "Bidirectional": Bidirectional,
    "Concatenate": Concatenate,
    "Conv1D": Conv1D,
    "Conv2D": Conv2D,
    "Cropping1D": Cropping1D,
    "Cropping2D": Cropping2D,
    "Dense": Dense,
    "Dot": Dot,
    "Dropout": Dropout,
    "ELU": ELU,
    "Embedding": Embedding,
    "Flatten": Flatten,
    "GaussianDropout": GaussianDropout,
    "GaussianNoise": GaussianNoise,
    "GlobalAveragePooling1D": GlobalAveragePooling1D,
    "GlobalAveragePooling2D": GlobalAveragePooling2D,
    "GlobalMaxPooling1D": GlobalMaxPooling1D,
    "GlobalMaxPooling2D": GlobalMaxPooling2D,
    "GRU": GRU,
    "InputLayer": Input,
    "LayerNormalization": LayerNormalization,
    "LeakyReLU": LeakyReLU,
    "LSTM": LSTM,
    "Masking": Masking,
    "Maximum": Maximum,
    "MaxPooling1D": MaxPooling1D,
    "MaxPooling2D": MaxPooling2D,
    "Minimum": Minimum,
    "Multiply": Multiply,
    "Permute": Permute,
    "PReLU": PReLU,
    "ReLU": ReLU,
    "RepeatVector": RepeatVector,
    "Rescaling": Rescaling,
    "Reshape": Reshape,
    "SimpleRNN": SimpleRNN,
    "Softmax": Softmax,
    "SpatialDropout1D": SpatialDropout1D,
    "SpatialDropout2D": SpatialDropout2D,
    "Subtract": Subtract,
    "TimeDistributed": TimeDistributed,
    "UpSampling1D": UpSampling1D,
    "UpSampling2D": UpSampling2D,
    "ZeroPadding1D": ZeroPadding1D,
    "ZeroPadding2D": ZeroPadding2D,
}
