"""What a run comes to, in plain sentences."""

from collections.abc import Sequence
from typing import Any, Literal

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    is_better_when_higher,
    metric_name,
)
from plainnet.evaluation.prediction_interval import LEVEL as INTERVAL_LEVEL
from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import say
from plainnet.pipeline.run_figures import RunFigures, Standing
from plainnet.pipeline.run_folder import best_baseline
from plainnet.report.blocks import Verdict

FEW_ROWS = 50
TONES: dict[Standing, Literal["good", "bad", "caution"]] = {
    "better": "good",
    "worse": "bad",
    "same": "caution",
    "unknown": "caution",
}


def verdicts_of(figures: RunFigures, rows: int, cautions: Sequence[str] = ()) -> list[Verdict]:
    """Return whether the model is better than what is simpler, and how sure that is."""
    predicted = [Verdict("caution", caution) for caution in cautions]
    best = figures.best_baseline()
    if best is not None:
        compared = _comparison(figures, best, rows)
        is_doubtful = bool(cautions) and compared.kind == "good"
        predicted.append(Verdict("caution", compared.text) if is_doubtful else compared)
    if figures.best_lag and best is not None and figures.standing(best) != "better":
        predicted.append(Verdict("caution", say("run_report.lags", lag=figures.best_lag)))
    if figures.coverage is not None and figures.coverage.is_short:
        predicted.append(Verdict("caution", _short(figures.coverage.held)))
    accuracy = figures.model.intervals.get("accuracy")
    if accuracy is not None and figures.model.scores["accuracy"] == 1:
        low = format_figure("accuracy", accuracy.low)
        predicted.append(Verdict("caution", say("run_report.no_mistake", rows=rows, low=low)))
    if rows < FEW_ROWS:
        predicted.append(Verdict("caution", say("run_report.few_rows", rows=rows)))
    return predicted


def baseline_name(name: str) -> str:
    """Return a baseline's name as a person reads it; an unknown one as it stands."""
    for key in (f"run.baseline.{name}", f"baseline.{name}"):
        if key in CATALOGUE:
            return say(key)
    return name


def standing_word(standing: Standing) -> str:
    """Say in a word or two how the model stands beside a baseline."""
    return say(f"run_report.standing.{standing}")


def recorded_verdict(result: dict[str, Any]) -> str | None:
    """Say of a run that is written how it stands beside its best baseline.

    Result: None without baselines.

    >>> recorded_verdict({"metric": "rmse", "metrics": {"rmse": 2.0}, "baselines": {}})
    """
    metric = result["metric"]
    best = best_baseline(result, is_better_when_higher(metric))
    if best is None:
        return None
    name, score = best
    beside = result["differences"][name]
    gap = beside[metric]
    interval = None if gap["interval"] is None else Interval(*gap["interval"])
    scores = (result["metrics"][metric], score)
    needed = result.get("windows_needed")
    if needed is not None and beside["standing"] == "unknown":
        return _few_windows(name, metric, scores, result["windows"], needed)
    return _sentence(beside["standing"], name, metric, scores, gap["difference"], interval)


def recorded_caution(result: dict[str, Any]) -> str | None:
    """Say of a run that is written if its prediction intervals are too narrow."""
    beside = result.get("prediction_interval")
    return _short(beside["held"]) if beside is not None and beside["is_short"] else None


def _short(held: float) -> str:
    """Say that prediction intervals held too few true values."""
    level, share = (f"{100 * part:.0f}" for part in (INTERVAL_LEVEL, held))
    return say("run_report.short_intervals", level=level, held=share)


def _comparison(figures: RunFigures, best: str, rows: int) -> Verdict:
    """Compare with the best baseline."""
    metric, baseline = figures.metric, figures.baselines[best]
    standing = figures.standing(best)
    scores = (figures.model.scores[metric], baseline.scores[metric])
    if standing == "unknown" and figures.windows_needed is not None:
        text = _few_windows(best, metric, scores, rows, figures.windows_needed)
    else:
        gap, interval = baseline.differences[metric], baseline.difference_intervals[metric]
        text = _sentence(standing, best, metric, scores, gap, interval)
    return Verdict(TONES[standing], text)


def _sentence(
    standing: Standing,
    baseline: str,
    metric: str,
    scores: tuple[float | None, float | None],
    difference: float | None,
    interval: Interval | None,
) -> str:
    """Describe how the model's score stands beside that of a baseline."""
    kind = "few_rows" if standing == "unknown" and None not in scores else standing
    return say(
        f"run_report.verdict.{kind}",
        **_compared(baseline, metric, scores),
        difference=format_difference(metric, difference),
        interval=format_interval(metric, interval, signed=True),
    )


def _few_windows(
    baseline: str,
    metric: str,
    scores: tuple[float | None, float | None],
    windows: int,
    needed: int,
) -> str:
    """Say that the test windows are too few to tell the model from a baseline."""
    compared = _compared(baseline, metric, scores)
    return say("run_report.verdict.few_windows", **compared, windows=windows, needed=needed)


def _compared(
    baseline: str, metric: str, scores: tuple[float | None, float | None]
) -> dict[str, str]:
    """Write what every verdict names: the baseline, the metric, both scores."""
    own, other = (format_figure(metric, score) for score in scores)
    names = {"baseline": baseline_name(baseline), "metric": metric_name(metric)}
    return {**names, "own": own, "other": other}
