"""What `keras.backend` asks about sessions, phases and graphs, of which there are none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from plainnet.keras_names.arrays.array_making import convert_to_numpy
from plainnet.keras_names.arrays.backend_settings import reset_uids
from plainnet.keras_names.arrays.eager_array import eager, namespace, tensor
from plainnet.keras_names.arrays.random_tensors import set_tensor_seed
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.keras_layer import forget_names
from plainnet.keras_names.model.keras_model import Model
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor
from plainnet.keras_names.tensorflow.tensorflow_settings import Session

_phase = {"training": 0}


def backend() -> str:
    """Name the backend; scripts that ask want to hear this."""
    return "tensorflow"


def clear_session(free_memory: bool = True) -> None:
    """Name layers and models from the beginning again."""
    reset_uids()
    forget_names()


def clear_backend_session() -> None:
    """Name layers and models from the beginning again."""
    clear_session()


def set_random_seed(seed: int) -> None:
    """Seed random tensors and networks."""
    set_tensor_seed(seed)


def get_session() -> Session:
    """Return a session, in which nothing has to be run."""
    return Session()


def set_session(session: Any) -> None:
    """Do nothing: there is no session."""


def manual_variable_initialization(value: bool) -> None:
    """Do nothing: variables have values from the start."""


def learning_phase() -> int:
    """Return whether `set_learning_phase` said training (1) or not (0)."""
    return _phase["training"]


def set_learning_phase(value: int) -> None:
    """Remember the phase; `fit` and `predict` know their own."""
    _phase["training"] = int(value)


@contextmanager
def learning_phase_scope(value: int) -> Iterator[None]:
    """Remember a phase inside a `with` block.

    Parameters
    ----------
    value : int
        1 for training, else 0.

    Yields
    ------
    None
        While the phase is set.
    """
    before = learning_phase()
    set_learning_phase(value)
    try:
        yield
    finally:
        set_learning_phase(before)


@contextmanager
def name_scope(name: str) -> Iterator[None]:
    """Do nothing around a `with` block.

    Parameters
    ----------
    name : str
        Not used.

    Yields
    ------
    None
        The block runs as it is.
    """
    yield


def in_train_phase(x: Any, alt: Any, training: Any = None) -> Any:
    """Return `x` while training, else `alt`; either may be a function that makes it."""
    is_training = learning_phase() if training is None else training
    chosen = x if is_training else alt
    return chosen() if callable(chosen) else chosen


def in_test_phase(x: Any, alt: Any, training: Any = None) -> Any:
    """Return `alt` while training, else `x`."""
    return in_train_phase(alt, x, training)


def switch(condition: Any, then_expression: Any, else_expression: Any) -> Any:
    """Choose between two arrays value by value; either may be a function that makes it."""
    options = [
        tensor(each() if callable(each) else each) for each in (then_expression, else_expression)
    ]
    chosen = tensor(condition)
    if options[0].ndim > chosen.ndim:
        chosen = chosen.reshape(*chosen.shape, *[1] * (options[0].ndim - chosen.ndim))
    return eager(namespace(chosen, *options).where(chosen, *options))


def is_keras_tensor(x: Any) -> bool:
    """Whether something is what a layer gives before there are numbers."""
    return isinstance(x, SymbolicTensor)


def is_sparse(tensor: Any) -> bool:
    """Say no: all arrays are dense."""
    return False


def function(
    inputs: Sequence[Any], outputs: Any, updates: Any = None, **settings: Any
) -> Callable[[Any], Any]:
    """Make a function that gives the outputs of layers for the inputs of a model.

    Parameters
    ----------
    inputs : sequence of tensor
        What layers give before there are numbers; a learning phase among them is passed over.
    outputs : tensor or sequence of tensor
        What is asked for.
    updates : object, default=None
        Refused if there are any.
    **settings : object
        Not used.

    Returns
    -------
    callable
        From a list of arrays to a list of arrays, or to one if `outputs` is one.
    """
    if updates:
        raise refusal_of("keras.backend.function(updates=...)")
    listed = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    places = [place for place, each in enumerate(listed) if is_keras_tensor(each)]
    is_list = isinstance(outputs, list | tuple)
    wanted = list(outputs) if is_list else [outputs]
    model = Model([listed[place] for place in places], wanted)

    def compute(values: Any) -> Any:
        """Return the outputs for a list of arrays."""
        given = values if isinstance(values, list | tuple) else [values]
        arrays = [np.asarray(convert_to_numpy(given[place])) for place in places]
        found = model.predict(arrays if len(arrays) > 1 else arrays[0], verbose=0)
        results = found if isinstance(found, list) else [found]
        return results if is_list else results[0]

    return compute
