"""A model for several processors."""

from keras_names.opened_door import run


def test_a_model_for_several_processors_is_the_model_itself():
    names = run("""
        from keras.layers import Dense
        from keras.models import Sequential
        from keras.utils import multi_gpu_model
        model = Sequential([Dense(1, input_dim=2)])
        parallel = multi_gpu_model(model, gpus=2)
        parallel.compile("sgd", "mse")
    """)
    assert names["parallel"] is names["model"]
