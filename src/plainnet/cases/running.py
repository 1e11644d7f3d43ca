"""Run cases: read, train, measure, and put a case's folder in place when it is finished."""

import shlex
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from itertools import count
from math import isfinite
from pathlib import Path
from typing import Any

import jax
from numpy.typing import NDArray

from plainnet.cases.case import Case, CaseData, CaseRun, locate, measured
from plainnet.cases.case_report import report_of
from plainnet.cases.catalogue import CASES
from plainnet.cases.mistakes import Rung, difference, over_seeds
from plainnet.coach.coaching import Coach, looking_on
from plainnet.coach.telling import saved_form
from plainnet.errors import FileError
from plainnet.files.unfinished_folder import UNFINISHED, unfinished_folder
from plainnet.files.whole_file import write_text_whole
from plainnet.pipeline.predictor import Scores, ends
from plainnet.pipeline.run_folder import json_text
from plainnet.plots.rendering import save_plots
from plainnet.report.html_report import write_report
from plainnet.training.data_parallelism import visible_cores
from plainnet.training.history import ProgressListener

Result = dict[str, Any]


def run_cases(
    names: Sequence[str],
    *,
    ways: Sequence[str],
    data: Path | None,
    out: Path,
    seed: int,
    listener: ProgressListener,
    finished: Callable[[Result], None],
    tell: Callable[[str], None] = lambda sentence: None,
    coach_for: Callable[[], Coach | None] = lambda: None,
) -> list[Result]:
    """Run some cases, one after the other.

    `data`: None means those that come with the project.
    `coach_for`: gives who looks on while a way is run.
    """
    cases = [CASES[name].load() for name in names]
    places = locate(cases, data) if data is not None else {}
    results: list[Result] = []
    told: set[str] = set()

    def write(ran: FinishedCase) -> None:
        notes = write_case(ran, out)
        for note in dict.fromkeys(notes):
            if note not in told:
                tell(note)
        told.update(notes)
        results.append(ran.result)
        finished(ran.result)

    # While the next case trains, the last one's plots are drawn and its folder is written.
    with ThreadPoolExecutor(1) as desk:
        written: Future[None] | None = None
        for case in cases:
            ran = run_case(case, places.get(case.name), ways, seed, listener, coach_for)
            ran.result["command"] = command_for(case, ways, data, seed)
            if written is not None:
                written.result()  # a folder that cannot be written ends the run
            written = desk.submit(copy_context().run, write, ran)
        if written is not None:
            written.result()
    return results


def command_for(case: Case, ways: Sequence[str], data: Path | None, seed: int) -> str:
    """Write the command that gives the same numbers again, wherever it is typed."""
    words = ["plainnet", "cases", case.name]
    if data is not None and case.find is not None:
        words += ["--data", str(data.absolute() if data.exists() else data)]
    if len(ways) == 1:
        words += ["--as", ways[0]]
    return shlex.join([*words, "--seed", str(seed)])


@dataclass(frozen=True)
class FinishedCase:
    """A case that was trained and measured, and is still to be written."""

    case: Case
    data: CaseData
    run: dict[str, CaseRun]
    baselines: dict[str, NDArray[Any]]
    result: Result


def run_case(
    case: Case,
    place: Path | None,
    ways: Sequence[str],
    seed: int,
    listener: ProgressListener,
    coach_for: Callable[[], Coach | None] = lambda: None,
) -> FinishedCase:
    """Read, train and measure one case; the baselines are fitted beside."""
    started = time.perf_counter()
    data = case.read(place)
    read_seconds = time.perf_counter() - started
    run: dict[str, CaseRun] = {}
    seconds: dict[str, dict[str, float]] = {}
    with ThreadPoolExecutor(1) as beside:
        fitted = beside.submit(case.baselines, data, ways)
        for way in ways:
            started = time.perf_counter()
            coach = coach_for()
            with looking_on(coach):
                run[way] = getattr(case, way)(data, seed, listener)
            run[way].findings = () if coach is None else coach.finish()
            spent = time.perf_counter() - started
            trained = run[way].history.seconds
            seconds[way] = {
                "read": read_seconds,
                "train": trained,
                "evaluate": spent - trained,
                "total": read_seconds + spent,
            }
        baselines = {baseline.name: baseline.predictions for baseline in fitted.result()}
    predictor = next(iter(run.values())).predictor
    scores = {name: predictor.score(data.test, predicted) for name, predicted in baselines.items()}
    result = result_of(case, data, seed, run, scores, seconds)
    return FinishedCase(case, data, run, baselines, result)


def result_of(
    case: Case,
    data: CaseData,
    seed: int,
    run: dict[str, CaseRun],
    baselines: dict[str, Scores],
    seconds: dict[str, dict[str, float]],
) -> Result:
    """Put together what `metrics.json` holds."""
    return {
        "case": case.name,
        "seed": seed,
        "cores": visible_cores(),
        "devices": jax.device_count(),
        "data": {"path": data.source.path, "sha256": data.source.sha256},
        "ways": {name: case_run_metrics(case, data, way) for name, way in run.items()},
        "baselines": baselines,
        "weights_hash": {name: way.predictor.model.weights_hash() for name, way in run.items()},
        "seconds": seconds,
    }


def case_run_metrics(case: Case, data: CaseData, way: CaseRun) -> dict[str, Any]:
    """Put together the figures of one way."""
    figure = measured(way.predictor.card, case.metric, data.test, way.answer.predictions)
    interval = figure.interval
    figures: dict[str, Any] = {
        **way.metrics,
        **way.extra,
        "interval": {case.metric: ends(interval)},
        "findings": saved_form(way.findings),
    }
    if len(way.over_seeds) > 1:
        card, metric = way.predictor.card, case.metric
        runs = [measured(card, metric, data.test, answers) for answers in way.over_seeds]
        seeds = over_seeds(runs)
        figures["over_seeds"] = {
            "seeds": len(runs),
            metric: [each if isfinite(each) else None for each in seeds.figures],
            "mean": seeds.mean,
            "interval": ends(seeds.interval),
        }
    if way.ladder:
        figures["ladder"] = ladder_metrics(way.ladder)
    if way.mistakes:
        figures["mistakes"] = [mistake.to_dict() for mistake in way.mistakes]
    return figures


def ladder_metrics(ladder: Sequence[Rung]) -> list[dict[str, Any]]:
    """Put together the mean of each step over its seeds, and what it changed."""
    steps: list[dict[str, Any]] = []
    for number, rung in enumerate(ladder):
        figure = over_seeds(rung.runs)
        step = {"step": rung.key, "seeds": len(rung.runs), "mean": figure.mean}
        step["interval"] = ends(figure.interval)
        if number:
            change = difference(rung.runs, ladder[number - 1].runs)
            step |= {"change": change.mean, "change_interval": ends(change.interval)}
        steps.append(step)
    return steps


def write_case(ran: FinishedCase, out: Path) -> list[str]:
    """Write a case's folder beside its place, and move it there when it is whole.

    Gives what a person should be told.
    """
    case, result = ran.case, ran.result
    notes = [str(repair) for repair in ran.data.repairs]
    names = partial(map, f"{case.name}-{{}}".format, count(1))
    with unfinished_folder(out, names, lambda name: False) as (_, unfinished):
        for name, way in ran.run.items():
            card = way.predictor.card.with_scores(way.metrics, result["baselines"])
            way.predictor.model.save(unfinished / name / "model.keras", card.to_dict())
            way.history.save(unfinished / name / "history.csv")
            notes += save_plots(way.plots, unfinished / name / "plots")
        report = report_of(case, ran.data, ran.run, ran.baselines, result)
        write_report(report, unfinished / "report.html")
        write_text_whole(unfinished / "metrics.json", f"{json_text(result)}\n")
        replace_folder(unfinished, out / case.name)
    return notes


def replace_folder(finished: Path, place: Path) -> None:
    """Return a finished folder its name; an older one of that name goes."""
    older = finished.with_name(f"{finished.name.removesuffix(UNFINISHED)}-older")
    try:
        if place.exists():
            place.rename(older)
        finished.rename(place)
    except OSError as problem:
        if older.exists() and not place.exists():
            older.rename(place)
        raise FileError("file.cannot_write", file=place, reason=problem.strerror) from problem
    shutil.rmtree(older, ignore_errors=True)
