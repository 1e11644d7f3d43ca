"""What a run comes to, in plain sentences.

Concepts: verdict, baseline, paired comparison
"""

from plainnet.evaluation.number_format import (
    format_difference,
    format_figure,
    format_interval,
    metric_name,
)
from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import say
from plainnet.recipes.run_figures import RunFigures, Standing
from plainnet.report.blocks import Verdict

FEW_ROWS = 50
TONES: dict[Standing, str] = {
    "better": "good",
    "worse": "bad",
    "same": "caution",
    "unknown": "caution",
}


def verdicts_of(figures: RunFigures, rows: int) -> list[Verdict]:
    """Say whether the model is better than what is simpler, and how sure that is.

    Parameters
    ----------
    figures : RunFigures
        Of the run.
    rows : int
        Number of test rows, or of the moments a series is forecast from.

    Returns
    -------
    list of Verdict
        The comparison with the best baseline first.
    """
    said = []
    best = figures.best_baseline()
    if best is not None:
        said.append(_comparison(figures, best))
    if figures.best_lag and best is not None and figures.standing(best) != "better":
        said.append(Verdict("caution", say("run_report.lags", lag=figures.best_lag)))
    if rows < FEW_ROWS:
        said.append(Verdict("caution", say("run_report.few_rows", rows=rows)))
    return said


def baseline_name(name: str) -> str:
    """Give a baseline's name as a person reads it; an unknown one as it stands."""
    for key in (f"run.baseline.{name}", f"baseline.{name}"):
        if key in CATALOGUE:
            return say(key)
    return name


def standing_word(standing: Standing) -> str:
    """Say in a word or two how the model stands beside a baseline."""
    return say(f"run_report.standing.{standing}")


def _comparison(figures: RunFigures, best: str) -> Verdict:
    """Compare with the best baseline."""
    metric, baseline = figures.metric, figures.baselines[best]
    standing = figures.standing(best)
    text = say(
        f"run_report.verdict.{standing}",
        baseline=baseline_name(best),
        metric=metric_name(metric),
        own=format_figure(metric, figures.model.scores[metric]),
        other=format_figure(metric, baseline.scores[metric]),
        difference=format_difference(metric, baseline.differences[metric]),
        interval=format_interval(metric, baseline.difference_intervals[metric], signed=True),
    )
    match TONES[standing]:
        case "good":
            return Verdict("good", text)
        case "bad":
            return Verdict("bad", text)
        case _:
            return Verdict("caution", text)
