"""SimpleRNNForecaster and LSTMForecaster, quick to train."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

from plainnet import LSTM, LSTMForecaster, SimpleRNN, SimpleRNNForecaster
from plainnet.errors import DataError, SettingError, ShapeError

TIME = np.arange(300)
WAVE = 50 + 10 * np.sin(TIME / 5) + TIME / 30
QUICK = {"window": 8, "horizon": 4, "units": (12,), "epochs": 25, "learning_rate": 0.01}


@pytest.fixture(scope="module", params=[SimpleRNNForecaster, LSTMForecaster])
def fitted(request):
    return request.param(**QUICK, random_state=0).fit(WAVE[:240])


def test_it_goes_on_after_the_series(fitted):
    forecast = fitted.predict()
    assert forecast.shape == (4,)
    np.testing.assert_allclose(forecast, WAVE[240:244], atol=2.0)
    np.testing.assert_array_equal(fitted.predict(WAVE[:240]), forecast)


def test_it_beats_the_last_value(fitted):
    assert fitted.score(WAVE[232:]) > 0.8
    still = clone(fitted).set_params(epochs=1, learning_rate=0.0).fit(WAVE)
    assert still.score(WAVE) < 0.5


def test_a_pickle_answers_to_the_last_bit(fitted):
    assert np.array_equal(pickle.loads(pickle.dumps(fitted)).predict(), fitted.predict())


def test_columns_are_forecast_in_their_places():
    both = np.stack([WAVE, 1000 - 7 * WAVE], 1)
    forecaster = SimpleRNNForecaster(**QUICK, random_state=0).fit(both[:240])
    forecast = forecaster.predict()
    assert forecast.shape == (4, 2)
    np.testing.assert_allclose(forecast[:, 1], both[240:244, 1], atol=14)
    with pytest.raises(ShapeError, match="1 columns"):
        forecaster.predict(WAVE)


@pytest.mark.parametrize("form", ["value", "log_change"])
def test_other_forms_come_back_in_the_unit_of_the_series(form):
    forecaster = SimpleRNNForecaster(**QUICK, form=form, random_state=0).fit(WAVE[:240])
    np.testing.assert_allclose(forecaster.predict(), WAVE[240:244], atol=3.0)


def test_what_is_held_out_lies_after_what_is_learned_and_is_not_seen():
    forecaster = SimpleRNNForecaster(**QUICK, early_stopping=True, patience=2, random_state=0)
    forecaster.fit(WAVE)
    strange = WAVE.copy()
    strange[-20:] = 1e4
    other = clone(forecaster).fit(strange)
    assert other.scaling_ == forecaster.scaling_
    assert other.target_scaling_ == forecaster.target_scaling_
    assert "val_loss" in forecaster.history_.figures


def test_a_search_in_order_of_time():
    search = GridSearchCV(
        SimpleRNNForecaster(**QUICK, random_state=0),
        {"learning_rate": [1e-6, 0.01]},
        cv=TimeSeriesSplit(2),
    )
    assert search.fit(WAVE).best_params_ == {"learning_rate": 0.01}


@pytest.mark.parametrize(
    ("settings", "series", "problem", "words"),
    [
        ({}, WAVE[:11], DataError, "at least 12"),
        ({}, np.zeros((20, 2, 2)), ShapeError, "time, columns"),
        ({"form": "log_change"}, WAVE - 60, DataError, "above 0"),
        ({"form": "logs"}, WAVE, SettingError, "^form is"),
        ({"window": 1}, WAVE, SettingError, "no changes"),
        ({"horizon": 0}, WAVE, SettingError, "^horizon is"),
        ({"units": 8}, WAVE, SettingError, "^units is"),
        ({"units": ()}, WAVE, SettingError, "^units is"),
        ({"early_stopping": True, "validation_fraction": 0.0}, WAVE, SettingError, "fraction=0"),
    ],
)
def test_what_cannot_be_is_refused(settings, series, problem, words):
    with pytest.raises(problem, match=words):
        SimpleRNNForecaster(**{**QUICK, **settings}).fit(series)


def test_beside_a_last_value_without_error_a_forecast_with_some_is_worth_nothing():
    assert SimpleRNNForecaster(**QUICK).fit(WAVE).score(np.full(30, 2.0)) == 0


def test_each_entry_of_units_is_a_layer():
    forecaster = LSTMForecaster(window=4, units=(3, 5), epochs=1, random_state=0)
    layers = forecaster.fit(np.sin(np.arange(30.0))).model_.network.hidden
    assert [type(layer) for layer in layers[:2]] == [LSTM, LSTM]
    assert [layer.units for layer in layers] == [3, 5, 1]


def test_each_entry_of_units_is_a_layer_of_simple_rnn_forecaster():
    forecaster = SimpleRNNForecaster(window=4, units=(3, 5), epochs=1, random_state=0)
    layers = forecaster.fit(np.sin(np.arange(30.0))).model_.network.hidden
    assert [type(layer) for layer in layers[:2]] == [SimpleRNN, SimpleRNN]
    assert [layer.units for layer in layers] == [3, 5, 1]
