"""`tf.data.Dataset` as scripts chain its methods."""

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.eager_array import EagerArray
from plainnet.keras_names.arrays.random_tensors import set_tensor_seed
from plainnet.keras_names.tensorflow.data_pipeline import Dataset, cardinality
from plainnet.keras_names.tensorflow.tensorflow_settings import TensorSpec


def _values(dataset):
    """List the elements as Python's numbers."""
    return [np.asarray(element).tolist() for element in dataset]


def test_rows_are_batched_and_walked_through_again():
    rows = Dataset.from_tensor_slices((np.arange(5), np.arange(5) * 2.0)).batch(2)
    for _ in range(2):
        batches = [(x.tolist(), y.tolist()) for x, y in rows]
        assert batches == [([0, 1], [0, 2]), ([2, 3], [4, 6]), ([4], [8])]
    assert len(rows) == rows.cardinality() == cardinality(rows) == 3
    assert len(Dataset.range(5).batch(2, drop_remainder=True)) == 2
    assert all(isinstance(x, EagerArray) for x, _ in rows)
    assert bool(rows)


def test_dicts_stay_dicts():
    rows = Dataset.from_tensor_slices(({"a": [1, 2], "b": [3, 4]}, [0, 1]))
    (inputs, _), *_ = list(rows.batch(2))
    assert inputs["b"].tolist() == [3, 4]
    assert set(next(iter(rows))[0]) == {"a", "b"}


def test_elements_are_changed_filtered_and_counted():
    numbers = Dataset.range(6)
    assert _values(numbers.map(lambda x: x * 2, num_parallel_calls=-1)) == [0, 2, 4, 6, 8, 10]
    assert _values(numbers.filter(lambda x: x % 2 == 0)) == [0, 2, 4]
    assert _values(numbers.take(2).concatenate(numbers.skip(5))) == [0, 1, 5]
    assert _values(numbers.take(-1)) == _values(numbers.prefetch(-1)) == [0, 1, 2, 3, 4, 5]
    assert [int(n) for n, _ in numbers.enumerate(3)][:2] == [3, 4]
    assert int(numbers.reduce(0, lambda total, x: total + x)) == 15
    assert _values(numbers.batch(4).unbatch()) == [0, 1, 2, 3, 4, 5]
    assert int(Dataset.from_tensors(7).get_single_element()) == 7
    assert numbers.batch(3).element_spec.shape == (3,)
    assert list(numbers.with_options(None).as_numpy_iterator()) == [0, 1, 2, 3, 4, 5]
    assert _values(Dataset.zip((numbers, numbers.skip(2)))) == [[0, 2], [1, 3], [2, 4], [3, 5]]
    assert len(Dataset.zip(numbers, numbers.skip(2))) == 4


def test_a_map_of_pairs_gets_two_arguments():
    pairs = Dataset.from_tensor_slices(([1.0, 2.0], [0, 1])).map(lambda x, y: (x / 2, y))
    assert [(float(x), int(y)) for x, y in pairs] == [(0.5, 0), (1, 1)]


def test_repeating():
    assert _values(Dataset.range(2).repeat(2)) == [0, 1, 0, 1]
    endless = Dataset.range(2).repeat()
    assert endless.cardinality() == -1 and _values(endless.take(3)) == [0, 1, 0]
    with pytest.raises(TypeError):
        len(endless)


def test_every_walk_has_its_own_order_unless_told_otherwise():
    set_tensor_seed(0)
    shuffled = Dataset.range(20).shuffle(20)
    walks = [_values(shuffled) for _ in range(2)]
    assert walks[0] != walks[1] and sorted(walks[0]) == list(range(20))
    fixed = Dataset.range(20).shuffle(20, seed=1, reshuffle_each_iteration=False)
    assert _values(fixed) == _values(fixed)
    near = _values(Dataset.range(20).shuffle(2))
    assert all(value <= place + 1 for place, value in enumerate(near))


def test_what_is_cached_is_made_once():
    made = []
    cached = Dataset.range(3).map(lambda x: made.append(int(x)) or x).cache()
    assert _values(cached) == _values(cached) == [0, 1, 2]
    assert made == [0, 1, 2]


def test_a_function_may_yield_the_elements():
    def generate(count):
        for number in range(count):
            yield number, [float(number)]

    typed = Dataset.from_generator(generate, ("int32", "float32"), args=(2,))
    assert [(int(n), x.tolist()) for n, x in typed] == [(0, [0]), (1, [1])]
    signature = (TensorSpec((), "int64"), TensorSpec((1,), "float64"))
    x, y = next(iter(Dataset.from_generator(lambda: generate(1), output_signature=signature)))
    assert (x.dtype, y.dtype) == (np.int64, np.float64)
    assert Dataset.from_generator(lambda: generate(1)).cardinality() == -2
    as_dict = Dataset.from_generator(lambda: iter([{"a": 1}]), {"a": "float32"})
    assert next(iter(as_dict))["a"].dtype == np.float32


def test_windows_of_elements():
    windows = Dataset.range(5).window(3, shift=1, drop_remainder=True)
    flat = windows.flat_map(lambda window: window.batch(3))
    assert _values(flat) == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]


def test_files_are_listed(tmp_path):
    for name in "ba":
        (tmp_path / f"{name}.txt").touch()
    found = Dataset.list_files(str(tmp_path / "*.txt"), shuffle=False)
    assert [path.numpy().decode()[-5:] for path in found] == ["a.txt", "b.txt"]
    assert len(Dataset.list_files(str(tmp_path / "*.txt"))) == 2
    with pytest.raises(SettingError, match=r"\.png"):
        Dataset.list_files(str(tmp_path / "*.png"))


def test_batches_of_arrays_are_known_as_a_whole():
    x, y = np.arange(6.0).reshape(3, 2), np.arange(3)
    whole = Dataset.from_tensor_slices((x, y)).shuffle(3, seed=4).batch(2).prefetch(1).as_arrays()
    assert (whole.batch_size, whole.shuffle, whole.seed) == (2, True, 4)
    assert type(whole.x) is np.ndarray
    np.testing.assert_array_equal(whole.x, x)
    assert Dataset.from_tensor_slices(x).batch(2).cache().as_arrays().y is None
    weighted = Dataset.from_tensor_slices((x, y, y)).batch(1).as_arrays()
    assert weighted.sample_weight.tolist() == [0, 1, 2]
    for other in (
        Dataset.from_tensor_slices(x),
        Dataset.from_tensor_slices(x).batch(2).map(lambda a: a),
        Dataset.from_tensor_slices(x).batch(2).shuffle(2),
        Dataset.from_tensor_slices(x).batch(2, drop_remainder=True),
    ):
        assert other.as_arrays() is None
