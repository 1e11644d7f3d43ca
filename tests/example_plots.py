"""One example of every plot, for the tests of plots and report."""

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.calibration import calibration_curve
from plainnet.evaluation.classification import confusion_matrix, curves_by_class
from plainnet.evaluation.forecast import figures_by_step, last_value_forecast
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.threshold import threshold_table
from plainnet.messages.language import current_language
from plainnet.plots.baselines_plot import ScoredModel, baselines_plot
from plainnet.plots.classification_plots import (
    calibration_plot,
    confusion_matrix_plot,
    one_against_rest_plot,
    probabilities_plot,
    roc_and_precision_recall_plot,
    threshold_plot,
)
from plainnet.plots.image_grid_plot import ClassifiedImage, image_grid_plot
from plainnet.plots.mistakes_plot import MistakeWorth, mistakes_plot
from plainnet.plots.plot import Plot, Words
from plainnet.plots.regression_plots import (
    forecast_plot,
    real_against_predicted_plot,
    real_and_predicted_over_time_plot,
    residuals_plot,
    skill_by_step_plot,
)
from plainnet.plots.training_plots import (
    loss_landscape_plot,
    training_curves_plot,
    weights_by_feature_plot,
)

Floats = NDArray[np.float64]
DEFECTS = ("Crazing", "Inclusion", "Patches", "Pitted", "Rolled-in", "Scratches")


def in_both(english: str, chinese: str) -> Words:
    """Give words that are said when the plot is drawn."""
    return lambda: chinese if current_language() == "zh" else english


def every_plot() -> list[Plot]:
    """Give one plot of every kind."""
    return [
        *_of_training(),
        *_of_classes(),
        *_of_values(),
        *_of_images(),
        *_of_comparisons(),
    ]


def _of_training() -> list[Plot]:
    epochs = np.arange(1, 121)
    noise = np.random.default_rng(0).normal(0, 0.01, (2, 120))
    history = {
        "loss": list(0.06 + 0.65 * np.exp(-epochs / 18)),
        "accuracy": list(0.985 - 0.4 * np.exp(-epochs / 15) + noise[0]),
        "val_loss": list(0.09 + 0.62 * np.exp(-epochs / 16) + 0.0003 * epochs),
        "val_accuracy": list(0.965 - 0.4 * np.exp(-epochs / 15) + noise[1]),
    }
    weights = np.linspace(-0.5, 4.5, 200)
    path = 2 + 2 * 0.85 ** np.arange(40)
    searched = np.arange(0, 4.01, 0.1)
    features = [f"feature {index} of the cell" for index in range(30)]
    return [
        training_curves_plot("training_curves", history, best_epoch=71),
        training_curves_plot("loss_only", {"loss": [100.0, 10.0, 1.0, 0.1]}),
        loss_landscape_plot(
            "loss_landscape",
            weights,
            4.67 * (weights - 2) ** 2,
            path_weights=path,
            path_losses=4.67 * (path - 2) ** 2,
            searched_weights=searched,
            searched_losses=4.67 * (searched - 2) ** 2,
        ),
        weights_by_feature_plot(
            "weights_by_feature",
            features,
            np.random.default_rng(1).normal(0, 1.2, 30),
            bias=-3.2,
        ),
    ]


def _of_classes() -> list[Plot]:
    generator = np.random.default_rng(2)
    truth = generator.integers(0, 6, 241)
    guesses = np.where(generator.random(241) < 0.9, truth, generator.integers(0, 6, 241))
    shares = 0.3 * np.eye(6)[guesses] + generator.dirichlet(np.ones(6), 241)
    is_positive = generator.random(300) < 0.37
    probabilities = 1 / (1 + np.exp(-generator.normal(np.where(is_positive, 2, -2), 1.6)))
    benign = (in_both("benign", "良性"), in_both("malignant", "恶性"))
    called = (probabilities > 0.3).astype(int)
    rows = threshold_table(
        is_positive.astype(int),
        probabilities,
        cost_missed=10,
        cost_false_alarm=1,
        thresholds=tuple(np.linspace(0.01, 0.99, 99)),
    )
    return [
        confusion_matrix_plot("confusion_six", confusion_matrix(truth, guesses, 6), DEFECTS),
        confusion_matrix_plot(
            "confusion_two", confusion_matrix(is_positive.astype(int), called, 2), benign
        ),
        roc_and_precision_recall_plot(
            "roc_and_precision_recall", is_positive.astype(int), probabilities, threshold=0.3
        ),
        threshold_plot("threshold", rows, chosen=0.12, as_taught=0.3),
        calibration_plot("calibration", calibration_curve(is_positive, probabilities)),
        one_against_rest_plot("one_against_rest", curves_by_class(truth, shares), DEFECTS),
    ]


def _of_values() -> list[Plot]:
    generator = np.random.default_rng(3)
    true = 40 + generator.gamma(2.0, 30, 594)
    price = 1500 + np.cumsum(generator.normal(0, 12, 200))
    yesterday = last_value_forecast(price, 5)
    forecast = yesterday + generator.normal(4, 6, 195)
    dates = [f"2022-{1 + day // 20:02d}-{1 + day % 20:02d}" for day in range(195)]
    return [
        real_against_predicted_plot(
            "real_against_predicted", true, true + generator.normal(0, 6, 594), unit="AQI"
        ),
        real_and_predicted_over_time_plot(
            "over_time", price[5:], forecast, dates=dates, unit="USD"
        ),
        forecast_plot("forecast", price[5:], forecast, yesterday, dates=dates, unit="USD"),
        forecast_plot(
            "forecast_with_interval",
            price[5:],
            forecast,
            yesterday,
            band=(forecast - 15, forecast + 15),
            level="90 %",
        ),
        residuals_plot("residuals", true, true * (1 + generator.normal(0, 0.1, 594)), unit="AQI"),
        skill_by_step_plot(
            "skill_by_step", figures_by_step(*_several_steps(generator)), unit="USD"
        ),
    ]


def _several_steps(generator: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Give truth, forecast and last value, four steps ahead."""
    true = np.cumsum(generator.normal(0, 5, (80, 4)), axis=1)
    return true, true / 2 + generator.normal(0, 3, (80, 4)), np.zeros((80, 4))


def _of_images() -> list[Plot]:
    pixels = np.random.default_rng(4).integers(0, 256, (8, 32, 32, 3), dtype=np.uint8)
    images = [
        ClassifiedImage(image, DEFECTS[index % 6], DEFECTS[(index + 1) % 6], 0.99 - 0.05 * index)
        for index, image in enumerate(pixels)
    ]
    return [
        image_grid_plot(
            "worst_mistakes", images, title=in_both("The worst mistakes", "最严重的错误")
        ),
        probabilities_plot(
            "probabilities",
            pixels[0],
            DEFECTS,
            [0.912, 0.05, 0.02, 0.01, 0.005, 0.003],
            true_name=DEFECTS[0],
        ),
    ]


def _of_comparisons() -> list[Plot]:
    scores = [
        ScoredModel(in_both("as taught", "照教程"), 20.4, Interval(18.1, 22.9), "taught"),
        ScoredModel(in_both("as it should be", "应有的做法"), 3.72, Interval(3.3, 4.2), "should"),
        ScoredModel(in_both("mean", "平均值"), 46.2, Interval(42.0, 50.1)),
        ScoredModel(in_both("linear regression", "线性回归"), 9.6, Interval(8.6, 10.7)),
        ScoredModel(in_both("boosted trees", "梯度提升树"), 5.02, Interval(4.4, 5.7)),
        ScoredModel(in_both("diverged", "发散"), None),
    ]
    mistakes = [
        MistakeWorth(
            in_both("scaler refit on test rows", "在测试集上重新拟合归一化"),
            0.018,
            Interval(0.004, 0.035),
        ),
        MistakeWorth(
            in_both("test rows used as validation", "用测试集做验证"),
            -0.009,
            Interval(-0.026, 0.009),
        ),
        MistakeWorth(in_both("wrong loss", "损失函数用错"), -0.031, Interval(-0.061, -0.004)),
        MistakeWorth(in_both("wrong folder", "文件夹用错"), None),
    ]
    return [
        baselines_plot("baselines", "rmse", scores, unit="AQI"),
        mistakes_plot("mistakes", "accuracy", mistakes),
    ]
