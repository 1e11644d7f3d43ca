"""Draw the README's picture from the results of `make cases`, once in each language.

Usage: .venv/bin/python scripts/draw_picture.py [RESULTS]
"""

import json
import sys
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from plainnet.cases.case import baseline_label, way_name
from plainnet.cases.catalogue import CASES
from plainnet.evaluation.intervals import Interval
from plainnet.messages.language import LANGUAGES, say, speaking
from plainnet.plots.baselines_plot import ScoredModel, draw_scores
from plainnet.plots.plot import Plot
from plainnet.plots.rendering import render_plot

SHOWN = [name for name in CASES if name != "linear-regression"]


def scores(result: dict[str, Any], metric: str) -> list[ScoredModel]:
    """Return both ways and the baselines of one case."""
    ways = [
        ScoredModel(
            way_name(way),
            figures[metric],
            Interval(*figures["interval"][metric]),
            way,
            tuple(figures.get("over_seeds", {}).get(metric, ())),
        )
        for way, figures in result["ways"].items()
    ]
    beside = [
        ScoredModel(baseline_label(name), figures[metric])
        for name, figures in result["baselines"].items()
    ]
    return ways + beside


def overview(results: Path) -> Plot:
    """Draw one panel a case."""

    def draw(figure: Figure) -> None:
        panels = figure.subplots(3, 2).flat
        for name, axes in zip(SHOWN, panels, strict=False):
            case = CASES[name].load()
            result = json.loads((results / name / "metrics.json").read_text("utf-8"))
            title = say(CASES[name].title_key)
            draw_scores(axes, case.metric, scores(result, case.metric), title=title)
        for axes in panels:
            axes.set_axis_off()

    return Plot("picture", draw, (11.5, 8.2))


def main() -> None:
    """Draw the picture once in each language."""
    results = Path(sys.argv[1] if len(sys.argv) > 1 else "results")
    docs = Path(__file__).resolve().parents[1] / "docs"
    docs.mkdir(exist_ok=True)
    for language in LANGUAGES:
        with speaking(language):
            name = "picture.svg" if language == "en" else f"picture.{language}.svg"
            svg = render_plot(overview(results)).svg
            (docs / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
