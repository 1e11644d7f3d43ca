"""Adam with weight decay."""

from dataclasses import dataclass, field

from plainnet.optimizers.adam import Adam
from plainnet.optimizers.setting_check import refuse


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weights also decay, beside the gradient and not through it.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    weight_decay : float, default=0.004
        Share of each weight taken away in a step, times the learning rate.
    beta_1, beta_2, epsilon : float
        As for `Adam`.
    amsgrad : bool, default=False
        As for `Adam`.
    clipnorm, clipvalue, global_clipnorm : float or None, default=None
        As for every `Optimizer`.
    exclude_from_weight_decay : sequence of str, default=()
        As for every `Optimizer`.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    References
    ----------
    Loshchilov and Hutter (2019), "Decoupled weight decay regularization", ICLR.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> adamw = AdamW(0.1, weight_decay=0.5).transformation()
    >>> weights = {"kernel": jnp.asarray(2.0)}
    >>> gradients = {"kernel": jnp.asarray(0.0)}
    >>> steps, state = adamw.update(gradients, adamw.init(weights), weights, learning_rate=0.1)
    >>> round(float(steps["kernel"]), 4)
    -0.1
    """

    weight_decay: float | None = 0.004
    name: str = field(default="adamw", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.weight_decay is None:
            refuse(self, "weight_decay", "not_negative")
