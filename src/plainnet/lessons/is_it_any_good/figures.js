// The drawings of the lab. A figure is drawn again only when the part of the numbers it shows has changed.

import { binomial, wilsonInterval } from "../arithmetic/intervals.js";
import { byDistance, vote } from "../arithmetic/neighbours.js";
import { netOutput } from "../arithmetic/small_net.js";
import { format } from "../../numbers.js";
import { interval, Plot } from "../../plot.js";
import { curve } from "./training.js";

// Each figure: how high it is (below 1 for its width, else in pixels), the part of the numbers it shows, how it is drawn.
const FIGURES = {
  funnel: [0.66, "interval", drawFunnel],
  others: [0.66, "interval", drawOthers],
  refit: [0.5, "scaler", drawRefit],
  plane: [0.72, "heart", drawPlane],
  neighbours: [0.72, "heart", drawNeighbours],
  days: [240, "forecast", drawDays],
  shifts: [0.66, "forecast", drawShifts],
  case: [250, "cases", drawCase],
  fit: [0.72, "net", drawFit],
  losses: [0.72, "net", drawLosses],
  sizes: [220, "net", drawSizes],
};

export function buildFigures(lab, data) {
  const plots = {};
  for (const [name, [height, part, draw]] of Object.entries(FIGURES)) {
    const size = height < 1 ? { ratio: height } : { height };
    const plot = new Plot(lab, { name, ...size, draw: () => draw(lab, plot, data) });
    plots[name] = plot;
    let shown = null;
    lab.listeners.push(() => {
      const now = lab.numbers[part];
      const isAlways = name === "case" || name === "sizes" || plot.dragging; // these depend on more than numbers
      if (now === shown && !isAlways) return;
      shown = now;
      plot.draw();
    });
  }
  return plots;
}

const between = (low, high, count = 120) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
const whole = (value, least, most) => Math.round(Math.min(most, Math.max(least, value)));
const level = (plot, height, kind = "preview") => plot.path([[plot.view.left, height], [plot.view.right, height]], kind);

// --- the interval

// The ends of the interval against the number of rows, for the accuracy there is.
function drawFunnel(lab, plot) {
  const { test_rows: rows, commonest } = lab.state;
  const { accuracy, interval_low: low, interval_high: high } = lab.numbers.values;
  const isThere = accuracy !== null;
  if (!plot.dragging) plot.views = [[0, Math.max(200, 2 * rows)], interval([1.02, commonest, isThere ? Math.min(low, accuracy - 0.25) : 0], 0.02)];
  plot.begin(...plot.views, { x: lab.word("axis_rows"), y: lab.word("accuracy") });
  level(plot, commonest);
  if (isThere) {
    const curves = between(1, plot.view.right, 200).map((count) => [count, wilsonInterval(accuracy, count)]);
    plot.area([...curves.map(([count, ends]) => [count, ends.low]), ...curves.map(([count, ends]) => [count, ends.high]).reverse()], "level");
    level(plot, accuracy, "curve");
    plot.path([[rows, low], [rows, high]], "model");
    plot.note(rows, low, `${format(low, 3)} – ${format(high, 3)}`, "note accent", "start", [8, 12]);
    plot.handle("accuracy", {
      x: rows, y: accuracy, kind: "turn", step: [10, 1 / rows], now: accuracy, label: lab.word("accuracy"), says: `${format(accuracy)} (${rows})`,
      move: (x, y) => {
        const count = whole(x, 1, 1000000);
        lab.set({ test_rows: count, errors: whole((1 - y) * count, 0, count) });
      },
    });
  }
  plot.note(plot.view.right, commonest, lab.word("baseline_note"), "note", "end", [-4, -6]);
  plot.end();
}

// What other test sets of as many rows would score, if the true accuracy were the one that was measured.
function drawOthers(lab, plot) {
  const { test_rows: rows, commonest } = lab.state;
  const { accuracy, interval_low: low, interval_high: high } = lab.numbers.values;
  const places = accuracy === null ? [] : binomial(accuracy, rows).map(([hits, chance]) => [hits / rows, chance]);
  const widest = Math.max(0, ...places.map(([, chance]) => chance));
  const view = interval([...places.map(([share]) => share), low ?? 0, high ?? 1, commonest], 0.04);
  plot.begin(view, [0, 1.15 * (widest || 1)], { x: lab.word("accuracy"), y: lab.word("axis_chance") });
  if (accuracy !== null) {
    plot.area([[low, 0], [low, 2], [high, 2], [high, 0]], "level");
    const every = Math.ceil(places.length / 150);
    for (const [at, [share, chance]] of places.entries()) if (at % every === 0) plot.path([[share, 0], [share, chance]], "model");
    if (places.length === 1) plot.dot(...places[0], "guess", 4);
  }
  plot.path([[commonest, 0], [commonest, 2]], "preview");
  plot.note(commonest, 0.7 * (widest || 1), lab.word("baseline_note"), "note", "start", [6, 4]);
  plot.end();
}

// --- the scaler

// The chance of "malignant" by the radius, as the training rows scale it and as the test rows do.
function drawRefit(lab, plot, data) {
  const { rows, refit } = lab.numbers.scaler;
  const chosen = lab.state.patient - 1;
  if (!plot.dragging) plot.views = [interval([...rows.map(([radius]) => radius), 8, 24], 0.05), [-0.05, 1.18]];
  plot.begin(...plot.views, { x: lab.word("axis_radius"), y: lab.word("axis_malignant") });
  level(plot, 0.5);
  const scaled = ([least, most]) => (radius) => lab.module.chanceOf((radius - least) / (most - least));
  const [known, again] = [scaled(data.scale), refit && refit.least < refit.most ? scaled([refit.least, refit.most]) : null];
  const places = between(...plot.views[0]);
  plot.path(places.map((radius) => [radius, known(radius)]), "model");
  if (again) plot.path(places.map((radius) => [radius, again(radius)]), "error");
  rows.forEach(([radius, label], i) => {
    if (again) plot.path([[radius, known(radius)], [radius, again(radius)]], "preview");
    plot.dot(radius, known(radius), label === 1 ? "yes" : "no", 4);
    if (i === chosen) plot.dot(radius, known(radius), "ring", 9);
  });
  if (rows.length > 0) largestHandle(lab, plot, known);
  plot.end();
}

// The largest tumour of the test rows, to be dragged: everyone else's numbers follow the refit scaler.
function largestHandle(lab, plot, height) {
  const { rows } = lab.numbers.scaler;
  const at = rows.reduce((most, [radius], i) => (radius > rows[most][0] ? i : most), 0);
  const [radius, label] = rows[at];
  plot.handle("largest", {
    x: radius, y: height(radius), kind: "turn", step: [0.5, 0], now: radius, label: lab.word("largest"), says: format(radius),
    move: (x) => lab.set({ patients: rows.map((row, i) => (i === at ? [Number(x.toFixed(2)), label] : row).join(",")).join("\n") }),
  });
}

// --- learned by heart

function drawPlane(lab, plot, data) {
  const { labels } = lab.numbers.heart;
  const { neighbours, validation } = lab.state;
  plot.begin([-0.05, 0.9], [-0.05, 0.9], { x: lab.word("axis_radius_scaled"), y: lab.word("axis_texture_scaled") });
  const cells = between(0, 0.86, 30).flatMap((x) => between(0, 0.86, 26).map((y) => [x, y]));
  plot.dots(cells.filter((cell) => vote(byDistance(data.learned, cell), labels, neighbours) === 1), "tried", 1.5);
  const rows = validation === "learned" ? data.learned.map(([a, b], i) => [a, b, labels[i]]) : data.fresh;
  for (const [a, b, label] of rows) {
    const isWrong = vote(byDistance(data.learned, [a, b]), labels, neighbours) !== label;
    plot.dot(a, b, `${label === 1 ? "yes" : "no"}${isWrong ? " wrong" : ""}`, isWrong ? 5 : 3.5);
  }
  plot.end();
}

function drawNeighbours(lab, plot) {
  const { curves } = lab.numbers.heart;
  const { neighbours } = lab.state;
  const { accuracy_learned: learned, accuracy_fresh: fresh } = lab.numbers.values;
  plot.begin([0, 31], [0.35, 1.06], { x: lab.word("neighbours"), y: lab.word("accuracy") });
  plot.path(curves[0], "curve");
  plot.path(curves[1], "model");
  plot.note(curves[0].at(-8)[0], curves[0].at(-8)[1], lab.word("learned_note"), "note", "start", [0, 18]);
  plot.note(curves[1].at(-8)[0], curves[1].at(-8)[1], lab.word("fresh_note"), "note", "start", [0, -8]);
  plot.dot(neighbours, fresh, "guess", 5);
  plot.handle("neighbours", {
    x: neighbours, y: learned, kind: "turn", step: [1, 0], now: neighbours, label: lab.word("neighbours"), says: format(neighbours),
    move: (x) => lab.set({ neighbours: whole(x, 1, 30) }),
  });
  plot.end();
}

// --- the forecast

function drawDays(lab, plot) {
  const { truth, said } = lab.numbers.forecast;
  const { shift } = lab.state;
  if (!plot.dragging) plot.views = [[0, Math.max(2, truth.length + 1)], interval([...truth, ...said], 0.06)];
  plot.begin(...plot.views, { x: lab.word("axis_day"), y: lab.word("axis_price") });
  plot.path(truth.map((value, day) => [day + 1, value]), "curve");
  const moved = said.map((value, day) => [day + 1 - shift, value]).filter(([day]) => day >= 1 && day <= truth.length);
  plot.path(moved, "model");
  if (moved.length > 0) {
    const [day, value] = moved[Math.floor(moved.length / 2)];
    plot.handle("shift", {
      x: day, y: value, kind: "turn", step: [1, 0], now: shift, label: lab.word("shift"), says: format(shift),
      move: (x) => lab.set({ shift: whole(shift + day - x, -5, 10) }),
    });
  }
  plot.end();
}

function drawShifts(lab, plot) {
  const { errors } = lab.numbers.forecast;
  const { rmse, rmse_last_value: simple } = lab.numbers.values;
  plot.begin([-5.3, 10.3], interval([0, ...errors.map(([, error]) => error ?? 0), simple ?? 0], 0.06), { x: lab.word("shift"), y: "RMSE" });
  if (simple !== null) {
    level(plot, simple);
    plot.note(10, simple, lab.word("yesterday_note"), "note", "end", [0, -6]);
  }
  plot.path(errors, "model");
  for (const [by, error] of errors) if (error !== null) plot.dot(by, error, "guess", 3);
  if (rmse !== null) plot.dot(lab.state.shift, rmse, "asked", 6);
  plot.end();
}

// --- a case

function drawCase(lab, plot) {
  const one = lab.numbers.cases.figures.find(({ case: slug }) => slug.replaceAll("-", "_") === lab.state.case);
  const bars = [["reported", [one.reported]], ...Object.entries(one.ways)].filter(([, [score]]) => score !== null);
  const baselines = Object.entries(one.baselines).sort(([, a], [, b]) => a - b);
  const everything = [...bars.flatMap(([, numbers]) => numbers), ...baselines.map(([, score]) => score)].filter((value) => value !== null);
  const count = bars.length + baselines.length;
  plot.begin(interval([...everything, ...(one.metric === "rmse" ? [0] : [1])], 0.12), [0.3, count + 1.1], { x: lab.word(`metric_${one.metric}`), isCounted: false });
  const { left, right } = plot.view;
  const named = (height, name, value, kind) => {
    const isRight = value > (left + right) / 2;
    plot.note(value, height, `${name} ${format(value, 4)}`, kind, isRight ? "end" : "start", [isRight ? -4 : 4, -8]);
  };
  bars.forEach(([name, [score, low, high]], i) => {
    const height = count - i;
    if (low !== null && low !== undefined) plot.path([[low, height], [high, height]], name === "taught" ? "error" : "model");
    plot.dot(score, height, name === "should" ? "guess" : name === "taught" ? "yes" : "asked", 5);
    named(height, lab.word(`bar_${name}`), score, "note");
  });
  baselines.forEach(([name, score], i) => {
    const height = baselines.length - i;
    plot.dot(score, height, "truth", 4);
    named(height, lab.word(`baseline_${name}`), score, "note");
  });
  plot.end();
}

// --- the small net

function drawFit(lab, plot) {
  const { layers, training } = lab.numbers.net;
  const heights = training.rows.map(([, y]) => y);
  plot.begin([-1.08, 1.08], interval([-1.6, 1.6, ...heights], 0.04), { x: "x", y: "y" });
  plot.path(between(-1, 1).map((x) => [x, curve(x)]), "curve");
  plot.path(between(-1, 1, 160).map((x) => [x, netOutput(layers, x)]), "model");
  training.validation.forEach(([x, y]) => plot.dot(x, y, "no", 2));
  training.rows.forEach(([x, y]) => plot.dot(x, y, "yes", 4.5));
  plot.end();
}

function drawLosses(lab, plot) {
  const { passed } = lab.numbers.net;
  const longest = Math.max(50, lab.state.epochs);
  const highest = Math.max(0.5, ...passed.slice(-1).flat(), ...passed.slice(0, 1).flat().map((loss) => Math.min(loss, 1.2)));
  plot.begin([0, longest * 1.02], [0, 1.1 * Math.min(highest, 2)], { x: lab.word("axis_epoch"), y: lab.word("axis_loss") });
  plot.path(passed.map(([loss], epoch) => [epoch, loss]), "curve");
  plot.path(passed.map(([, loss], epoch) => [epoch, loss]), "model");
  const { best_epoch: best, best_validation: least, epoch } = lab.numbers.values;
  plot.dot(best, least, "best", 5);
  if (epoch > 0) noteLosses(lab, plot, epoch, passed.at(-1));
  plot.end();
}

function noteLosses(lab, plot, epoch, [train, validation]) {
  const isWide = epoch > plot.view.right / 2;
  const isApart = validation - train > 0.15 * plot.view.top;
  plot.note(epoch, train, lab.word("train_note"), "note", isWide ? "end" : "start", [isWide ? -4 : 8, isApart ? -8 : 16]);
  plot.note(epoch, validation, lab.word("validation_note"), "note", isWide ? "end" : "start", [isWide ? -4 : 8, -8]);
}

// Both losses after so many epochs, for all depths or widths that were trained with these settings.
function drawSizes(lab, plot) {
  const found = lab.module.comparedLosses(lab.state);
  const { compare } = lab.state;
  const { least, most } = lab.module.controls[compare];
  const highest = Math.max(0.5, ...found.flatMap(([, losses]) => losses.map((loss) => Math.min(loss, 2))));
  plot.begin([least - 0.3, most + 0.3], [0, 1.1 * highest], { x: lab.word(compare), y: lab.word("axis_loss") });
  plot.path(found.map(([size, [train]]) => [size, train]), "curve");
  plot.path(found.map(([size, [, validation]]) => [size, validation]), "model");
  for (const [size, [train, validation]] of found) {
    const isChosen = size === lab.state[compare];
    plot.dot(size, train, "truth", 4);
    plot.dot(size, validation, isChosen ? "asked" : "guess", isChosen ? 6 : 4);
  }
  if (found.length > 1) {
    const [size, [train, validation]] = found.at(-1);
    plot.note(size, train, lab.word("train_note"), "note", "end", [0, -8]);
    plot.note(size, validation, lab.word("validation_note"), "note", "end", [0, -10]);
  }
  plot.end();
}
