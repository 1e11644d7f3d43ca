"""How the course trains its four networks: what every contender has to do alike."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Settings of one training run.

    Attributes
    ----------
    epochs : int
    batch_size : int
        The last, short batch of an epoch is kept.
    loss : str
        By its Keras name.
    optimizer : str
        "SGD" with a rate of 0.01, or "Adam" with one of 0.001.
    has_accuracy : bool
        Whether accuracy is measured in every epoch as well.
    """

    epochs: int
    batch_size: int
    loss: str
    optimizer: str
    has_accuracy: bool


SGD_RATE, ADAM_RATE = 0.01, 0.001

RECIPES = {
    "breast": Recipe(120, 64, "categorical_crossentropy", "SGD", True),
    "air": Recipe(100, 32, "mean_squared_error", "SGD", False),
    "gold": Recipe(100, 32, "mean_squared_error", "SGD", False),
    "defects": Recipe(50, 64, "binary_crossentropy", "Adam", True),
}

TEST_FRACTION = 0.2
SPLIT_SEED = 42
TRAINING_DAYS = 1065  # of the gold series; windows never reach across
WINDOW = 5
SIDE = 32  # pixels
CLASS_NAMES = ("Cr", "In", "Pa", "PS", "Rs", "Sc")

FILES = {
    "breast": "3_dense_breast_cancer/breast_cancer_data.csv",
    "air": "4_dense_air_quality/data.csv",
    "gold": "6_lstm_gold/LBMA-GOLD.csv",
    "defects": "5_lenet_defects/data",
}
