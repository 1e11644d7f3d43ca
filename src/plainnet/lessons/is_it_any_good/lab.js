import { sigmoid } from "../arithmetic/activations.js";
import { bestLag, lastValueError, rootMeanSquaredError, shiftedError } from "../arithmetic/forecasts.js";
import { wilsonInterval } from "../arithmetic/intervals.js";
import { minMax } from "../arithmetic/logistic.js";
import { mean } from "../arithmetic/losses.js";
import { byDistance, vote } from "../arithmetic/neighbours.js";
import { countWeights, netGradient } from "../arithmetic/small_net.js";
import { format, parseRows } from "../../numbers.js";
import { element } from "../../page.js";
import { choice, kept, keptFor, number, text } from "../../state.js";
import { buildFigures } from "./figures.js";
import { columnsOfFile, readOwn } from "./own_answers.js";
import { lossesAfter, trainingOf } from "./training.js";

const data = await (await fetch(new URL("data.json", import.meta.url))).json();
const MOST_LAG = 5;
const SHIFTS = [-5, 10];
const MOST_NEIGHBOURS = 30;
const MOST_DEPTH = 6;
const MOST_ROWS = 40; // to train the small net on
const EPOCHS = 300; // one press of the button
const FRAME = 8; // milliseconds of training between two pictures

const whole = (start, [least, most], settings = {}) =>
  number(start, { range: () => [least, most], step: 1, least, most, whole: true, ...settings });

export const controls = {
  test_rows: whole(114, [1, 1000], { least: 0, most: 1000000 }),
  errors: whole(4, [0, 50], { most: 1000000, range: ({ state }) => [0, Math.max(1, Math.min(50, state.test_rows))] }),
  commonest: number(0.623, { range: () => [0, 1], step: 0.01, least: 0, most: 1 }),
  patients: text(data.patients, { rows: 7 }),
  patient: number(8, { range: ({ scaler }) => [1, Math.max(2, scaler.rows.length)], step: 1, least: 1, most: 1000, whole: true }),
  neighbours: whole(5, [1, MOST_NEIGHBOURS], { most: 60 }),
  mislabelled: number(0, { range: () => [0, 0.5], step: 0.05, least: 0, most: 1 }),
  validation: choice("learned", "learned", "fresh"),
  days: text(data.days, { rows: 7 }),
  shift: whole(0, SHIFTS, { least: -1000, most: 1000 }),
  case: choice(data.cases.at(-1).case.replaceAll("-", "_"), ...data.cases.map((one) => one.case.replaceAll("-", "_"))),
  own: text(data.own, { rows: 7 }),
  own_kind: choice("classes", "classes", "numbers", "series"),
  depth: whole(2, [0, MOST_DEPTH]),
  width: whole(8, [1, 12]),
  activation: choice("tanh", "tanh", "sigmoid", "relu"),
  rows: whole(12, [2, MOST_ROWS]),
  noise: number(0.4, { range: () => [0, 1], step: 0.05, least: 0, most: 2 }),
  rate: number(0.1, { range: () => [0.01, 0.5], step: 0.01, least: 0, most: 2 }),
  batch: whole(1, [1, MOST_ROWS]),
  seed: whole(1, [1, 100], { most: 1000 }),
  epochs: whole(0, [0, 600]),
  compare: choice("depth", "depth", "width"),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

export function numbers(state) {
  const parts = {
    interval: interval(state), scaler: scaler(state), heart: heart(state), forecast: forecast(state), cases, own: own(state), net: net(state),
  };
  const joined = (name) => Object.assign({}, ...Object.values(parts).map((part) => part[name]));
  return { ...parts, state, values: joined("values"), reasons: joined("reasons") };
}

const every = (names, value) => Object.fromEntries(names.map((name) => [name, value]));
const undefinedAll = (names, reason, drawn) => ({ ...drawn, values: every(names, null), reasons: every(names, reason) });

// --- the interval of an accuracy

const INTERVAL_VALUES = ["accuracy", "interval_low", "interval_high", "interval_width", "above_baseline"];

const interval = keptFor(["test_rows", "errors", "commonest"], ({ test_rows: rows, errors, commonest }) => {
  if (rows === 0) return undefinedAll(INTERVAL_VALUES, { word: "why_no_rows" });
  if (errors > rows) return undefinedAll(INTERVAL_VALUES, { word: "why_errors", errors, rows });
  const accuracy = (rows - errors) / rows;
  const { low, high } = wilsonInterval(accuracy, rows);
  return { values: { accuracy, interval_low: low, interval_high: high, interval_width: high - low, above_baseline: low - commonest } };
});

// --- a scaler that is refit on the test rows

const SCALED_VALUES = ["row_scaled", "row_probability", "right_scaled"];
const REFIT_VALUES = ["refit_least", "refit_most", "row_refit", "row_probability_refit", "right_refit", "answers_changed"];

const scaler = keptFor(["patients", "patient"], ({ patients, patient }) => {
  const { rows, problem } = parseRows(patients, 2, (row) => row[1] === 0 || row[1] === 1);
  const reason = problem ? { word: "why_patients", ...problem } : rows.length === 0 ? { word: "why_no_rows" } : null;
  if (reason) return undefinedAll([...SCALED_VALUES, ...REFIT_VALUES], reason, { rows: [] });
  const [least, most] = data.scale;
  const radii = rows.map(([radius]) => radius);
  const refit = minMax(radii);
  const isFlat = refit.least === refit.most;
  const known = radii.map((radius) => (radius - least) / (most - least));
  const [chances, refitChances] = [known, refit.scaled].map((scaled) => scaled.map(chanceOf));
  const right = (said) => mean(said.map((p, i) => (p > 0.5 === (rows[i][1] === 1) ? 1 : 0)));
  const here = patient - 1;
  const isThere = here < rows.length;
  const values = {
    right_scaled: right(chances),
    row_scaled: known[here] ?? null, row_probability: chances[here] ?? null,
    refit_least: refit.least, refit_most: refit.most,
    right_refit: right(refitChances),
    answers_changed: chances.filter((p, i) => p > 0.5 !== refitChances[i] > 0.5).length,
    row_refit: refit.scaled[here] ?? null, row_probability_refit: refitChances[here] ?? null,
  };
  const reasons = every([...SCALED_VALUES, "row_refit", "row_probability_refit"], { word: "why_no_row" });
  if (!isFlat) return { rows, refit, values, reasons };
  return {
    rows, refit, values: { ...values, ...every(REFIT_VALUES.slice(2), null) },
    reasons: { ...reasons, ...every(REFIT_VALUES, { word: isThere ? "why_flat" : "why_no_row" }) },
  };
});

// The chance that a tumour is malignant, by the weight and the bias that training found.
export const chanceOf = (scaled) => sigmoid(data.unit[0] * scaled + data.unit[1]);

// --- rows that are learned by heart

const ordersOf = (rows) => rows.map((row) => byDistance(data.learned, row));
const orders = { learned: ordersOf(data.learned), fresh: ordersOf(data.fresh) }; // of each row's neighbours

// The labels that are learned: of a share of the rows they are turned around.
const labelsWith = kept((mislabelled) => {
  const labels = data.learned.map((row) => row[2]);
  const wrong = data.wrong.slice(0, Math.floor(mislabelled * labels.length + 0.5));
  for (const at of wrong) labels[at] = 1 - labels[at];
  return labels;
});

function shareRight(name, truth, labels, neighbours) {
  return mean(orders[name].map((order, i) => (vote(order, labels, neighbours) === truth[i] ? 1 : 0)));
}

const heart = keptFor(["neighbours", "mislabelled", "validation"], ({ neighbours, mislabelled, validation }) => {
  const labels = labelsWith(mislabelled);
  const truth = { learned: labels, fresh: data.fresh.map((row) => row[2]) };
  const right = (name, count) => shareRight(name, truth[name], labels, count);
  const learned = right("learned", neighbours);
  const fresh = right("fresh", neighbours);
  const { low, high } = wilsonInterval(fresh, data.fresh.length);
  const counts = Array.from({ length: MOST_NEIGHBOURS }, (_, k) => k + 1);
  return {
    labels,
    curves: ["learned", "fresh"].map((name) => counts.map((count) => [count, right(name, count)])),
    values: {
      accuracy_learned: learned, accuracy_fresh: fresh, fresh_low: low, fresh_high: high,
      reported: validation === "learned" ? learned : fresh,
    },
  };
});

// --- a forecast and yesterday's price

const FORECAST_VALUES = ["rmse", "rmse_last_value", "skill", "best_lag"];

const readDays = kept((given) => {
  const { rows, problem } = parseRows(given, 2);
  const reason = problem ? { word: "why_days", ...problem } : rows.length === 0 ? { word: "why_no_rows" } : null;
  return { truth: rows.map((row) => row[0]), forecast: rows.map((row) => row[1]), reason };
});

const forecast = keptFor(["days", "shift"], ({ days, shift }) => {
  const { truth, forecast: said, reason } = readDays(days);
  if (reason) return undefinedAll(FORECAST_VALUES, reason, { truth, said, errors: [] });
  return {
    truth, said,
    errors: Array.from({ length: SHIFTS[1] - SHIFTS[0] + 1 }, (_, at) => [at + SHIFTS[0], shiftedError(truth, said, at + SHIFTS[0])]),
    values: { rmse: shiftedError(truth, said, shift), ...comparedWithYesterday(truth, said) },
    reasons: {
      rmse: { word: "why_shift", days: truth.length },
      rmse_last_value: { word: "why_one_day" }, skill: { word: truth.length > 1 ? "why_steady" : "why_one_day" },
      best_lag: { word: "why_few_days", most: MOST_LAG },
    },
  };
});

// Skill is judged on the days that have a yesterday, for both forecasts.
function comparedWithYesterday(truth, said) {
  const simple = lastValueError(truth);
  return {
    rmse_last_value: simple,
    skill: simple > 0 ? 1 - rootMeanSquaredError(said.slice(1), truth.slice(1)) / simple : null,
    best_lag: bestLag(truth, said, MOST_LAG),
  };
}

// --- the six cases

const cases = { figures: data.cases, values: {}, reasons: {} };
for (const one of data.cases) {
  const name = one.case.replaceAll("-", "_");
  cases.values[`${name}_reported`] = one.reported;
  cases.reasons[`${name}_reported`] = { word: "why_not_reported" };
  for (const [way, [score, low, high]] of Object.entries(one.ways)) {
    Object.assign(cases.values, { [`${name}_${way}`]: score, [`${name}_${way}_low`]: low, [`${name}_${way}_high`]: high });
    Object.assign(cases.reasons, every([`${name}_${way}_low`, `${name}_${way}_high`], { word: "why_three_rows" }));
  }
  cases.values[`${name}_baseline`] = bestOf(one);
}

// The best of a case's baselines: errors are best small, shares large.
function bestOf({ metric, baselines }) {
  return metric === "rmse" ? Math.min(...Object.values(baselines)) : Math.max(...Object.values(baselines));
}

// --- the user's own answers

const OWN_VALUES = ["own_rows", "own_score", "own_low", "own_high", "own_baseline", "own_gain", "own_lag"];

const own = keptFor(["own", "own_kind"], ({ own: given, own_kind: kind }) => {
  const { pairs, reason } = readOwn(given, kind);
  if (reason) return undefinedAll(OWN_VALUES, reason, { pairs: [] });
  return kind === "classes" ? ownClasses(pairs) : ownNumbers(pairs, kind);
});

function ownClasses(pairs) {
  const score = mean(pairs.map(([truth, said]) => (truth === said ? 1 : 0)));
  const counts = new Map();
  for (const [truth] of pairs) counts.set(truth, (counts.get(truth) ?? 0) + 1);
  const baseline = Math.max(...counts.values()) / pairs.length;
  const { low, high } = wilsonInterval(score, pairs.length);
  return {
    pairs,
    values: {
      own_rows: pairs.length, own_score: score, own_low: low, own_high: high, own_baseline: baseline,
      own_gain: baseline < 1 ? 1 - (1 - score) / (1 - baseline) : null, own_lag: null,
    },
    reasons: { own_gain: { word: "why_one_class" }, own_lag: { word: "why_no_series" } },
  };
}

// The baseline of a series is the value before; of numbers without order, the best there is of all constants.
function ownNumbers(pairs, kind) {
  const [truth, said] = [0, 1].map((at) => pairs.map((pair) => pair[at]));
  const middle = mean(truth);
  const isSeries = kind === "series";
  const baseline = isSeries ? lastValueError(truth) : rootMeanSquaredError(truth.map(() => middle), truth);
  const compared = isSeries ? rootMeanSquaredError(said.slice(1), truth.slice(1)) : rootMeanSquaredError(said, truth);
  return {
    pairs,
    values: {
      own_rows: pairs.length, own_score: rootMeanSquaredError(said, truth), own_low: null, own_high: null, own_baseline: baseline,
      own_gain: baseline > 0 ? 1 - compared / baseline : null, own_lag: isSeries ? bestLag(truth, said, MOST_LAG) : null,
    },
    reasons: {
      ...every(["own_low", "own_high"], { word: "why_no_formula" }),
      own_baseline: { word: "why_one_day" }, own_gain: { word: pairs.length > 1 ? "why_steady" : "why_one_day" },
      own_lag: isSeries ? { word: "why_few_days", most: MOST_LAG } : { word: "why_no_series" },
    },
  };
}

// --- a small net in training

const NET = ["depth", "width", "activation", "rows", "noise", "rate", "batch", "seed"];
const settingsOf = (state) => Object.fromEntries(NET.map((name) => [name, state[name]]));
const beginTraining = (settings) => trainingOf(settings, data.points, MOST_ROWS);

// Goes on a little at each call until the epochs asked for are reached; the page calls again meanwhile.
function net(state) {
  const training = beginTraining(settingsOf(state));
  training.advance(state.epochs);
  const epoch = Math.min(state.epochs, training.epochs);
  return netAfter(training, epoch, epoch < state.epochs);
}

const netAfter = kept((training, epoch, isBehind) => {
  const layers = training.nets[epoch];
  const passed = training.losses.slice(0, epoch + 1);
  const [train, validation] = passed[epoch];
  const least = Math.min(...passed.map((losses) => losses[1]));
  const gradient = netGradient(layers, training.rows);
  const lengths = gradient.map(({ kernel }) => Math.hypot(...kernel.flat()));
  return {
    training, epoch, isBehind, layers, passed,
    values: {
      epoch, weights: countWeights(layers), train_loss: train, validation_loss: validation,
      best_validation: least, best_epoch: passed.findIndex((losses) => losses[1] === least),
      first_gradient: lengths[0], last_gradient: lengths.at(-1),
    },
  };
});

// All depths, or all widths, that are compared.
function compared({ compare }) {
  const { least, most } = controls[compare];
  return Array.from({ length: most - least + 1 }, (_, at) => least + at);
}

// The losses of those that have been trained, with the other settings as they are: [size, [train, validation]].
export function comparedLosses(state) {
  const losses = (size) => lossesAfter({ ...settingsOf(state), [state.compare]: size }, state.epochs);
  return compared(state).map((size) => [size, losses(size)]).filter(([, found]) => found);
}

// --- buttons ---

const inLines = (pairs) => pairs.map((pair) => pair.join(",")).join("\n");

export const actions = {
  train: (state) => ({ epochs: Math.min(controls.epochs.most, state.epochs + EPOCHS) }),
  train_all: (state) => ({ epochs: state.epochs || EPOCHS }),
  show_own: (state) => {
    const { pairs, values } = own(state);
    if (pairs.length === 0) return {};
    if (state.own_kind === "series") return { days: inLines(pairs), shift: 0 };
    if (state.own_kind === "numbers") return {};
    const errors = pairs.filter(([truth, said]) => truth !== said).length;
    return { test_rows: pairs.length, errors, commonest: values.own_baseline };
  },
};

// --- steps ----------------------------------------------------------------------------------

const byHand = ({ action }) => action === "control";

export const steps = {
  no_error: (now) => byHand(now) && now.state.errors === 0 && now.numbers.values.interval_low !== null,
  sharper: (now) => byHand(now) && now.state.errors > 0 && now.numbers.values.interval_width < 0.035,
  beaten: (now) => byHand(now) && now.state.commonest > now.before.state.commonest && now.numbers.values.above_baseline < 0 &&
    now.before.numbers.values.above_baseline > 0,
  others_moved: (now) => {
    const { row_probability: known, row_probability_refit: refit } = now.numbers.values;
    return byHand(now) && now.before.state.patients !== now.state.patients && known !== null && refit !== null && known > 0.5 !== refit > 0.5;
  },
  by_heart: ({ numbers: { values } }) => values.accuracy_learned === 1 && values.accuracy_fresh < 0.7,
  honest: (now) => byHand(now) && now.state.mislabelled >= 0.2 && now.numbers.values.accuracy_fresh >= 0.85,
  shifted: (now) => now.before.state.shift !== now.state.shift && now.state.shift === now.numbers.values.best_lag && now.state.shift > 0 &&
    now.numbers.values.rmse < now.numbers.values.rmse_last_value,
  line_wins: (now) => byHand(now) && now.before.state.case !== now.state.case && now.state.case === "dense_air_quality",
  own_run: (now) => byHand(now) && now.before.state.own !== now.state.own && now.numbers.values.own_score !== null,
  vanishing: ({ state, numbers: { values } }) => state.depth > 3 && values.first_gradient < 0.001 * values.last_gradient,
  overfit: ({ numbers: { values } }) => values.epoch > 0 && values.train_loss < values.validation_loss / 4,
};

// --- formulas with their numbers ------------------------------------------------------------

const MOST_TERMS = 2; // of a sum, written out
const signed = (value) => (value < 0 ? `(${format(value)})` : format(value));

export function formulas(state, { values, scaler: { rows }, forecast: { truth, said } }) {
  const rate = values.accuracy;
  const shifted = said.slice(Math.max(0, state.shift), Math.max(0, said.length + Math.min(0, state.shift)));
  const first = Math.max(0, -state.shift); // the day it is held against
  const terms = shifted.slice(0, MOST_TERMS).map((value, i) => `(${format(value)} − ${signed(truth[first + i])})^2`);
  const isLong = shifted.length > MOST_TERMS;
  const middle = rate === null ? null : (values.interval_low + values.interval_high) / 2;
  return {
    right_rows: rate === null ? "" : state.test_rows - state.errors,
    miss: rate === null ? "" : 1 - rate,
    middle: middle ?? "",
    half: rate === null ? "" : values.interval_width / 2,
    radius: rows[state.patient - 1]?.[0] ?? "",
    least: data.scale[0],
    most: data.scale[1],
    compared_days: shifted.length || "",
    square_terms: terms.join(" + ") + (isLong ? " + …" : ""),
  };
}

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const figures = buildFigures(lab, data);
  const pair = (...names) => element("div", { class: "figures two" }, ...names.map((name) => figures[name].element));
  const panel = (...parts) => element("div", { class: "panel" }, element("div", { class: "controls" }, ...parts));
  const all = (...names) => names.map((name) => lab.control(name));

  places.lab.append(pair("funnel", "others"), panel(...all("test_rows", "errors", "commonest"), lab.button("reset", "quiet")), lab.values(...INTERVAL_VALUES));
  places.scaler.append(
    figures.refit.element, element("div", { class: "panel columns" }, lab.control("patients"), element("div", {}, lab.control("patient"),
      lab.values(...SCALED_VALUES, ...REFIT_VALUES))),
  );
  places.heart.append(
    pair("plane", "neighbours"), panel(...all("neighbours", "mislabelled", "validation")),
    lab.values("reported", "accuracy_learned", "accuracy_fresh", "fresh_low", "fresh_high"),
  );
  places.forecast.append(
    figures.days.element, panel(lab.control("shift")), lab.values(...FORECAST_VALUES),
    element("div", { class: "panel columns" }, lab.control("days"), figures.shifts.element),
  );
  places.cases.append(figures.case.element, panel(lab.control("case")), caseTable(lab));
  places.own.append(
    element("div", { class: "panel columns" }, lab.control("own"), element("div", {}, lab.control("own_kind"), ownFile(lab), lab.button("show_own"))),
    lab.values(...OWN_VALUES),
  );
  places.net.append(
    pair("fit", "losses"),
    panel(...all("depth", "width", "rows", "noise", "rate", "batch", "seed", "epochs", "activation"), lab.button("train", "main")),
    lab.values("epoch", "weights", "train_loss", "validation_loss", "best_epoch", "best_validation", "first_gradient", "last_gradient"),
    figures.sizes.element, panel(lab.control("compare"), lab.button("train_all")),
  );
  keepTraining(lab);
}

// All cases at once: a row a case, what its script says, both ways on rows it has not seen, and the best baseline.
function caseTable(lab) {
  const cell = (...parts) => element("td", { class: "number" }, ...parts);
  const ends = (name) => {
    const [low, why, high] = [...lab.output(`${name}_low`, 4), lab.output(`${name}_high`, 4)[0]];
    return lab.numbers.values[`${name}_low`] === null ? cell(low, why, high) : cell(low, " – ", high);
  };
  const head = ["case", "metric", "reported", "taught", "interval", "should", "interval", "baseline"];
  const rows = data.cases.map(({ case: slug, metric }) => {
    const name = slug.replaceAll("-", "_");
    const score = (column) => cell(...lab.output(`${name}_${column}`, 4));
    return element("tr", {}, element("th", { scope: "row" }, lab.word(`case_${name}`)), element("td", {}, lab.word(`metric_${metric}`)),
      score("reported"), score("taught"), ends(`${name}_taught`), score("should"), ends(`${name}_should`), score("baseline"));
  });
  const table = element("table", { class: "weights" },
    element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, lab.word(`column_${name}`))))),
    element("tbody", {}, ...rows));
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": lab.word("case_table") }, table);
}

// The answers that `plainnet train` writes, read in the page itself.
function ownFile(lab) {
  const verdict = element("p", { role: "status", class: "hint" });
  const file = element("input", { type: "file", id: "own-answers", accept: ".csv,.txt" });
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    const { text: lines, word } = columnsOfFile(await file.files[0].text());
    verdict.textContent = word ? lab.word(word) : "";
    if (!word) lab.set({ own: lines });
  });
  return element("div", { class: "own" }, element("label", { for: file.id }, lab.word("own_predictions")), file, verdict);
}

// Trains on, a little a frame, until the epochs asked for are reached, and all sizes if they were asked for.
function keepTraining(lab) {
  let sizes = [];
  let isWaiting = false;
  const go = () => {
    isWaiting = false;
    const { isBehind } = lab.numbers.net;
    const { compare, epochs } = lab.state;
    const training = beginTraining({ ...settingsOf(lab.state), ...(isBehind ? {} : { [compare]: sizes[0] }) });
    for (const end = performance.now() + FRAME; training.epochs < epochs && performance.now() < end; ) training.advance(epochs);
    if (!isBehind && training.epochs >= epochs) sizes.shift();
    lab.set({}, "training");
  };
  const listen = ({ action }) => {
    if (action === "train_all") sizes = compared(lab.state);
    else if (action !== "training") sizes = [];
    if (isWaiting || !(lab.numbers.net.isBehind || sizes.length > 0)) return;
    isWaiting = true;
    requestAnimationFrame(go);
  };
  lab.listeners.push(listen);
}
