"""What the plots show, read from their SVG or from matplotlib's artists."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from example_plots import every_plot
from plainnet.errors import DataError
from plainnet.evaluation.classification import curves_by_class
from plainnet.evaluation.forecast import figures_by_step
from plainnet.evaluation.intervals import Interval
from plainnet.plots.baselines_plot import ScoredModel, baselines_plot
from plainnet.plots.classification_plots import (
    confusion_matrix_plot,
    one_against_rest_plot,
    roc_and_precision_recall_plot,
)
from plainnet.plots.image_grid_plot import ClassifiedImage, image_grid_plot
from plainnet.plots.mistakes_plot import MistakeWorth, mistakes_plot
from plainnet.plots.palette import BLUE, GREY, VERMILLION
from plainnet.plots.plot import Plot
from plainnet.plots.regression_plots import (
    forecast_plot,
    real_against_predicted_plot,
    residuals_plot,
    skill_by_step_plot,
)
from plainnet.plots.rendering import render_plot
from plainnet.plots.training_plots import training_curves_plot, weights_by_feature_plot


def figure_of(plot: Plot) -> Figure:
    """Draw without rendering."""
    figure = Figure(figsize=plot.size)
    plot.draw(figure)
    return figure


def words_of(plot: Plot) -> list[str]:
    """Give the words in the plot's SVG."""
    root = ElementTree.fromstring(render_plot(plot).svg)
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_steep_loss_gets_a_logarithmic_axis_with_plain_numbers() -> None:
    plot = training_curves_plot("steep", {"loss": [1000.0, 10.0, 1.0], "val_loss": [900.0, 9, 2]})
    assert figure_of(plot).axes[0].get_yscale() == "log"
    assert "1000" in words_of(plot)
    flat = training_curves_plot("flat", {"loss": [1.0, 0.9, 0.8]})
    assert figure_of(flat).axes[0].get_yscale() == "linear"


@pytest.mark.parametrize("losses", [[np.nan, np.nan], [1.0, np.inf], [0.0, 0.0], [0.5], []])
def test_histories_of_failed_runs_can_be_drawn(losses: list[float]) -> None:
    assert render_plot(training_curves_plot("failed", {"loss": losses})).png


def test_the_confusion_matrix_holds_its_counts() -> None:
    words = words_of(confusion_matrix_plot("c", np.array([[31, 2], [0, 47]]), ["$a$ <b>", "&c"]))
    assert {"31", "2", "0", "47", "$a$ <b>", "&c"} <= set(words)


def test_a_class_without_rows_divides_by_nothing() -> None:
    assert render_plot(confusion_matrix_plot("c", np.zeros((2, 2), np.int64), ["a", "b"])).png


def test_models_are_ordered_best_first_in_either_direction() -> None:
    models = [
        ScoredModel("none", None),
        ScoredModel("low", 0.2),
        ScoredModel("high", 0.9, Interval(0.8, 0.95), "should"),
    ]
    for metric, order in (("accuracy", ["high", "low", "none"]), ("rmse", ["low", "high", "none"])):
        axes = figure_of(baselines_plot("b", metric, models)).axes[0]
        names = [label.get_text().split("\u2002")[0] for label in axes.get_yticklabels()]
        assert names == order


@pytest.mark.parametrize(
    ("metric", "scores", "marker"),
    [("rmse", (3.7, 5.0, 9.6, 46.2), ">"), ("f1", (0.97, 0.96, 0.93, 0.0), "<")],
)
def test_a_baseline_far_behind_is_an_arrow_and_takes_no_range(
    metric: str, scores: tuple[float, ...], marker: str
) -> None:
    models = [ScoredModel(str(score), score) for score in scores[1:]]
    models.append(ScoredModel("own", scores[0], role="should"))
    axes = figure_of(baselines_plot("b", metric, models)).axes[0]
    low, high = axes.get_xlim()
    assert all(low < score < high for score in scores[:3])
    assert not low < scores[3] < high
    assert [line.get_marker() for line in axes.lines].count(marker) == 1
    assert [text.get_text() for text in axes.texts] == ["beyond this range"]


@pytest.mark.parametrize("kind", ["baselines", "mistakes"])
def test_a_narrow_plot_names_its_rows_above_them_and_fits_a_telephone(kind: str) -> None:
    wide = next(plot for plot in every_plot() if plot.name == kind)
    assert wide.narrow is not None
    assert 96 * wide.narrow.size[0] <= 360
    axes = figure_of(wide.narrow).axes[0]
    names = {label.get_text() for label in figure_of(wide).axes[0].get_yticklabels()}
    assert names <= {text.get_text() for text in axes.texts}
    assert not any(label.get_text() for label in axes.get_yticklabels())


def test_a_network_far_behind_keeps_its_dot() -> None:
    models = [ScoredModel("a", 1.0), ScoredModel("b", 1.1), ScoredModel("own", 60.0, role="should")]
    axes = figure_of(baselines_plot("b", "rmse", models)).axes[0]
    assert axes.get_xlim()[1] > 60
    assert not axes.texts


@pytest.mark.parametrize(("metric", "flattering"), [("accuracy", 1), ("rmse", -1)])
def test_the_colour_of_a_mistake_tells_whom_it_served(metric: str, flattering: int) -> None:
    mistakes = [
        MistakeWorth("flattered", 0.2 * flattering),
        MistakeWorth("cost", -0.2 * flattering),
        MistakeWorth("noise", 0.01, Interval(-0.1, 0.1)),
        MistakeWorth("undefined", None),
    ]
    axes = figure_of(mistakes_plot("m", metric, mistakes)).axes[0]
    bars = [patch.get_facecolor() for patch in axes.patches]
    assert bars == [to_rgba(colour) for colour in (VERMILLION, BLUE, GREY)]
    notes = [text.get_text() for text in axes.texts]
    assert {"+0.010, inside the noise", "+0.0100, inside the noise"} & set(notes)
    assert "undefined" in notes


def test_diverged_predictions_are_left_out() -> None:
    true = np.array([1.0, 2.0, 3.0])
    assert render_plot(real_against_predicted_plot("r", true, [1.0, np.nan, np.inf])).png
    assert render_plot(real_against_predicted_plot("r", true, np.full(3, np.nan))).png
    assert render_plot(forecast_plot("f", true, np.full(3, np.nan), true)).png


def test_only_the_heaviest_features_are_shown() -> None:
    weights = np.arange(-50.0, 50.0)
    axes = figure_of(weights_by_feature_plot("w", [f"x{i}" for i in range(100)], weights)).axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert len(names) == 30
    assert names[0] == "x0"
    assert "x50" not in names


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_grid_takes_any_number_of_grey_or_coloured_images(count: int) -> None:
    images = [
        ClassifiedImage(np.full((8, 8, 1 + 2 * (index % 2)), 0.5), "a", "b", 0.7)
        for index in range(count)
    ]
    assert render_plot(image_grid_plot("g", images, title="Title")).png


def test_long_class_names_do_not_run_into_each_other() -> None:
    names = ["a class with a long name indeed", "一个名字特别长的类别", "short"]
    images = [ClassifiedImage(np.full((8, 8, 1), 0.5), name, name, 0.7) for name in names]
    words = words_of(image_grid_plot("g", images, title="Title"))
    assert {"a class with…", "一个名字特别…", "short"} <= set(words)


def test_of_many_classes_the_worst_six_are_coloured_and_named() -> None:
    generator = np.random.default_rng(0)
    labels = np.tile(np.arange(8), 30)
    shares = generator.dirichlet(np.ones(8), 240) + np.eye(8)[labels] * np.linspace(0, 1, 8)
    plot = one_against_rest_plot("o", curves_by_class(labels, shares), [f"c{i}" for i in range(8)])
    named = [word.split()[0] for word in words_of(plot) if word.startswith("c")]
    assert named == ["c0", "c1", "c2", "c3", "c4", "c5"]


def test_few_or_diverged_rows_have_residuals_to_draw() -> None:
    for said in ([1.0, 2.5, 3.0], [np.nan] * 3, [1.0, np.inf, 2.0]):
        assert render_plot(residuals_plot("r", [1.0, 2.0, 3.0], said)).png


def test_skill_of_a_diverged_forecast_is_an_empty_plot() -> None:
    steps = figures_by_step(np.zeros((9, 2)), np.full((9, 2), np.nan), np.ones((9, 2)))
    assert render_plot(skill_by_step_plot("s", steps)).png


def test_curves_need_both_classes() -> None:
    with pytest.raises(DataError, match="both classes"):
        roc_and_precision_recall_plot("r", [1, 1], [0.5, 0.6])
