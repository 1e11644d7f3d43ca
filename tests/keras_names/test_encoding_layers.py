"""Texts and categories as numbers; what Keras computes without TensorFlow is compared with it."""

import keras
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError

TEXTS = """
    import numpy as np, keras, tensorflow as tf
    from keras import layers
    texts = np.array(["The cat sat.", "the DOG sat, the end!", "a dog"])
"""


def test_words_are_numbered_by_how_often_they_occur():
    found = run(f"""{TEXTS}
    layer = layers.TextVectorization(output_sequence_length=4)
    layer.adapt(texts)
    vocabulary, size = layer.get_vocabulary(), layer.vocabulary_size()
    many, one = layer(texts), layer("the bird sat")
    short = layers.TextVectorization(max_tokens=4, vocabulary=None)
    short.adapt(tf.data.Dataset.from_tensor_slices(texts).batch(2))
    """)
    # Equally frequent words stand backwards, as Keras sorts them.
    assert found["vocabulary"] == ["", "[UNK]", "the", "sat", "dog", "end", "cat", "a"]
    assert found["size"] == 8
    assert found["many"].tolist() == [[2, 6, 3, 0], [2, 4, 3, 2], [7, 4, 0, 0]]
    assert found["many"].dtype == np.int64
    assert found["one"].tolist() == [2, 1, 3, 0]
    assert found["short"].get_vocabulary() == ["", "[UNK]", "the", "sat"]


def test_words_are_counted():
    found = run(f"""{TEXTS}
    def made(**settings):
        layer = layers.TextVectorization(**settings)
        layer.adapt(texts)
        return layer(["the the bird dog"]).numpy().round(4).tolist()[0]
    hot, count = made(output_mode="multi_hot"), made(output_mode="count", max_tokens=3)
    rare, padded = made(output_mode="tf_idf"), made(
        output_mode="count", max_tokens=9, pad_to_max_tokens=True)
    pairs = layers.TextVectorization(ngrams=2, split="whitespace", standardize="lower")
    pairs.adapt(["A b a"])
    letters = layers.TextVectorization(split="character", standardize=None)
    letters.adapt(["aab"])
    own = layers.TextVectorization(standardize=lambda x: tf.strings.regex_replace(x, "<br>", " "))
    own.adapt(["a<br>b"])
    words = [each.get_vocabulary()[2:] for each in (pairs, letters, own)]
    """)
    assert found["hot"] == [1, 1, 0, 1, 0, 0, 0]
    assert found["count"] == [2, 2, 0]  # the bird and the dog are unknown
    assert found["padded"] == [1, 2, 0, 1, 0, 0, 0, 0, 0]
    rows = np.array([2, 2, 2, 1, 1, 1])  # texts that hold the, sat, dog, end, cat, a
    rarity = np.log(1 + 3 / (1 + rows))
    assert found["rare"][:4] == pytest.approx(
        [rarity.mean(), 2 * rarity[0], 0, rarity[2]], abs=1e-4
    )
    assert found["words"] == [["a", "b a", "b", "a b"], ["a", "b"], ["b", "a"]]


def test_lookups():
    found = run(f"""{TEXTS}
    names = layers.StringLookup(vocabulary=["x", "y"])
    numbers = names(np.array([["y", "z"]])).tolist()
    back = layers.StringLookup(vocabulary=["x", "y"], invert=True)([2, 0]).tolist()
    hot = layers.StringLookup(vocabulary=["x", "y"], output_mode="one_hot")(["x", "?"]).tolist()
    whole = layers.IntegerLookup(output_mode="int")
    whole.adapt(np.array([[7], [7], [3]]))
    coded = whole(np.array([[3], [7], [5]])).tolist()
    """)
    assert (found["numbers"], found["back"]) == ([[2, 0]], ["y", "[UNK]"])
    assert found["hot"] == [[0, 1, 0], [1, 0, 0]]
    assert (found["whole"].get_vocabulary(), found["coded"]) == ([-1, 7, 3], [[2], [1], [0]])


@pytest.mark.parametrize("mode", ["one_hot", "multi_hot", "count"])
@pytest.mark.parametrize("values", [[1, 2], [[1], [3]], [[1, 1], [0, 9]]])
def test_columns_of_categories_are_those_of_keras(mode, values):
    settings = {"num_tokens": 4, "output_mode": mode}
    ours = run(f"import keras; layer = keras.layers.CategoryEncoding(**{settings})")["layer"]
    theirs = keras.layers.CategoryEncoding(**settings)
    np.testing.assert_array_equal(ours(np.array(values)), theirs(np.array(values)))
    if np.ndim(values) > 1:
        shape = np.shape(values)
        assert ours.coded_shape(shape[1:]) == theirs.compute_output_shape(shape)[1:]


@pytest.mark.parametrize("mode", ["int", "one_hot", "multi_hot", "count"])
def test_ranges_are_those_of_keras(mode):
    values = np.array([[-1.0, 0.5], [1.0, 2.5]], np.float32)
    settings = {"bin_boundaries": [0.0, 1.0, 2.0], "output_mode": mode}
    ours = run(f"import keras; layer = keras.layers.Discretization(**{settings})")["layer"]
    theirs = keras.layers.Discretization(**settings)
    np.testing.assert_array_equal(ours(values), theirs(values))


def test_learned_ranges_are_near_those_of_keras():
    values = np.random.RandomState(0).normal(size=(1000, 1)).astype("float32")
    ours = run("import keras; layer = keras.layers.Discretization(num_bins=4)")["layer"]
    theirs = keras.layers.Discretization(num_bins=4)
    ours.adapt(values)
    theirs.update_state(values)  # its `adapt` asks for TensorFlow
    theirs.finalize_state()
    np.testing.assert_allclose(ours.bin_boundaries, theirs.bin_boundaries, atol=0.1)


def test_a_model_of_texts_trains_evaluates_and_predicts():
    found = run(f"""{TEXTS}
    y = np.array([0, 1, 1])
    layer = layers.TextVectorization(output_sequence_length=5)
    layer.adapt(texts)
    words = layers.Embedding(8, 4, mask_zero=True)
    last = layers.Dense(1, activation="sigmoid")
    behind = keras.Sequential([words, layers.GlobalAveragePooling1D(), last])
    model = keras.Sequential([keras.Input(shape=(1,), dtype=tf.string), layer, behind])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(texts, y, epochs=2, verbose=0)
    model.fit(tf.data.Dataset.from_tensor_slices((texts, y)).batch(2), epochs=1, verbose=0)
    whole, apart = model.predict(texts, verbose=0), behind.predict(layer(texts), verbose=0)
    score = model.evaluate(texts, y, verbose=0)
    late = keras.Sequential([layer, behind])
    again = late.predict(texts.tolist(), verbose=0)
    """)
    np.testing.assert_array_equal(found["whole"], found["apart"])
    np.testing.assert_array_equal(found["whole"], found["again"])
    assert len(found["score"]) == 2


def test_categories_and_numbers_side_by_side():
    found = run("""
    import numpy as np, keras
    from keras import layers
    name = keras.Input((1,), name="name", dtype="string")
    age = keras.Input((1,), name="age")
    words, ages = layers.StringLookup(output_mode="int"), layers.Discretization(num_bins=3)
    x = {"name": np.array(["a", "b", "a", "c"]), "age": np.array([1.0, 2.0, 3.0, 4.0])}
    words.adapt(x["name"])
    ages.adapt(x["age"])
    hot = layers.CategoryEncoding(num_tokens=4, output_mode="one_hot")(words(name))
    rows = layers.CategoryEncoding(num_tokens=3, output_mode="one_hot")(ages(age))
    model = keras.Model([name, age], layers.concatenate([hot, rows]))
    out = model.predict(x, verbose=0)
    model.compile("sgd", "mse")
    listed = model.predict([x["name"], x["age"]], verbose=0)
    outer = keras.Input((1,), name="name", dtype="string")
    around = keras.Model([outer, age], model({"name": outer, "age": age}))
    nested = around.predict(x, verbose=0)
    many = keras.Input((1,), name="many", dtype="string")
    letters = layers.StringLookup(vocabulary=["a", "b"], output_mode="multi_hot")
    rows = keras.Model(many, letters(many)).predict(x["name"], verbose=0)
    types = (many.dtype, age.dtype)
    """)
    words = [1, 3, 1, 2]  # a occurs twice; c stands before b
    expected = np.hstack([np.eye(4)[words], np.eye(3)[[0, 1, 2, 2]]])
    np.testing.assert_array_equal(found["out"], expected)
    np.testing.assert_array_equal(found["listed"], expected)
    np.testing.assert_array_equal(found["nested"], expected)
    assert found["rows"].tolist() == [[0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]
    assert found["types"] == ("string", "float32")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("layers.TextVectorization()(texts)", "adapt"),
        ("layers.StringLookup(vocabulary=['a'], num_oov_indices=0)(['b'])", "'b'"),
        ("layers.StringLookup(vocabulary=['', '[UNK]', 'a'], invert=True)", r"\[UNK\]"),
        ("layers.TextVectorization(vocabulary=['a'])(np.array([['a', 'b']]))", "one text"),
        ("layers.CategoryEncoding(3)(layers.Dense(2)(keras.Input((2,))))", "middle"),
        ("layers.Hashing(3)", "Hashing"),
        (
            "keras.Sequential([keras.Input((1,)), layers.CategoryEncoding(3)]).save('m.keras')",
            "get_vocabulary",
        ),
    ],
)
def test_what_cannot_be_done_ends_in_a_sentence(line, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlainnetError, match=sentence):
        run(f"{TEXTS}\n    {line}")


def test_a_folder_of_texts(tmp_path, capsys):
    for number, kind in enumerate(["bad", "good"] * 3):
        (tmp_path / kind).mkdir(exist_ok=True)
        (tmp_path / kind / f"{number}.txt").write_text(f"{kind} {number}")
    found = run(f"""
    import keras
    read = keras.utils.text_dataset_from_directory
    train, held = read({str(tmp_path)!r}, validation_split=0.5, subset="both", seed=1)
    texts, labels = next(iter(train))
    alone = [each.numpy() for each in read({str(tmp_path)!r}, None, None, batch_size=None,
                                           max_length=3, shuffle=False)]
    """)
    assert "Found 6 files belonging to 2 classes." in capsys.readouterr().out
    assert found["train"].class_names == ["bad", "good"]
    assert [text.startswith(b"good") for text in found["texts"].numpy()] == list(found["labels"])
    assert found["alone"][:3] == [b"bad", b"bad", b"bad"]
