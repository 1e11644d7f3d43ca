"""What Keras and TensorFlow have and plainnet has not, with what to use instead.

A script may import such a name; it is refused when it is used. What a table of covered
names lists as well is covered.
"""

_CLASSIC = "script.hint.classic"
_SESSIONS = "script.hint.sessions"
_APPLICATIONS = "script.hint.applications"

#: Modules of which every name is refused, with all that lies below them.
REFUSED_MODULES = {
    "keras.applications": _APPLICATIONS,
    "keras.experimental": _CLASSIC,
    "keras.mixed_precision": _CLASSIC,
    "keras.distribution": _CLASSIC,
    "keras.quantizers": _CLASSIC,
    "keras.feature_column": _CLASSIC,
    "keras.estimator": _CLASSIC,
    "tensorflow.compat.v1": _SESSIONS,
    "tensorflow.contrib": _CLASSIC,
    "tensorflow.estimator": _CLASSIC,
    "tensorflow.examples": _CLASSIC,
    "tensorflow.feature_column": _CLASSIC,
    "tensorflow.lite": _CLASSIC,
    "tensorflow.distribute": _CLASSIC,
    "tensorflow.python": _CLASSIC,
    "tensorflow.saved_model": _CLASSIC,
    "tensorflow.tpu": _CLASSIC,
}

_LAYERS = (
    "ActivityRegularization AdditiveAttention AlphaDropout Attention AtrousConvolution1D"
    " AtrousConvolution2D AveragePooling3D AvgPool3D Conv1DTranspose Conv2DTranspose Conv3D"
    " Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution3D Cropping1D Cropping2D"
    " Cropping3D Deconvolution2D DepthwiseConv1D DepthwiseConv2D Dot EinsumDense GRUCell"
    " GaussianDropout GlobalAveragePooling3D GlobalMaxPooling3D GroupNormalization Highway"
    " Identity LSTMCell LocallyConnected1D LocallyConnected2D MaxPool3D MaxPooling3D"
    " MaxoutDense MultiHeadAttention ParametricSoftplus RNN SReLU SeparableConv1D"
    " SeparableConv2D SeparableConvolution1D SeparableConvolution2D SimpleRNNCell"
    " SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells"
    " ThresholdedReLU UnitNormalization UpSampling3D Wrapper ZeroPadding3D deserialize dot"
    " serialize"
)
_PREPROCESSING = {
    "script.hint.augmentation": (
        "RandomBrightness RandomContrast RandomCrop RandomFlip RandomHeight RandomRotation"
        " RandomTranslation RandomWidth RandomZoom"
    ),
    "script.hint.image_size": "CenterCrop Resizing",
    "script.hint.scaling": "Discretization Normalization",
    "script.hint.texts": "CategoryEncoding Hashing IntegerLookup StringLookup TextVectorization",
}
_TENSORFLOW = (
    "ConfigProto GPUOptions Graph InteractiveSession Session custom_gradient"
    " global_variables_initializer placeholder while_loop"
)

#: Names of covered modules that are refused.
REFUSED_NAMES = {
    "keras.layers": {
        **dict.fromkeys(_LAYERS.split(), _CLASSIC),
        **{name: hint for hint, names in _PREPROCESSING.items() for name in names.split()},
    },
    "tensorflow": dict.fromkeys(_TENSORFLOW.split(), _SESSIONS)
    | {"GradientTape": "script_data.hint.training"},
}
